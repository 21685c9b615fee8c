// The routes of calendars that subscribe: one's own, a body's, those of somebody of the register; and the file itself, for whoever
// has its address.
import { z } from 'zod';
import * as shape from './calendar.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const LISTS = { method: 'get', status: 200, answer: shape.calendarFeedList, refusals: [] } as const;
const MAKES = {
  method: 'post',
  status: 201,
  answer: shape.createdCalendarFeed,
  refusals: ['storage-unavailable'],
} as const;

export const listOwnCalendars = defineRoute({
  ...LISTS,
  ...{ name: 'listOwnCalendars', path: '/calendars', tag: 'accounts', rule: 'account.self' },
  summary: 'The addresses at which calendars subscribe to one’s own meetings and limits.',
});

export const createOwnCalendar = defineRoute({
  ...MAKES,
  ...{ name: 'createOwnCalendar', path: '/calendars', tag: 'accounts', rule: 'account.self' },
  summary: 'Makes such an address; it is shown this once.',
});

export const listBodyCalendars = defineRoute({
  ...LISTS,
  ...{ name: 'listBodyCalendars', path: '/bodies/{id}/calendars', tag: 'bodies', rule: 'register.manage' },
  summary: 'The addresses at which calendars subscribe to a body’s meetings.',
  params: byId,
});

export const createBodyCalendar = defineRoute({
  ...MAKES,
  ...{ name: 'createBodyCalendar', path: '/bodies/{id}/calendars', tag: 'bodies', rule: 'register.manage' },
  summary: 'Makes an address for a body’s meetings; it is shown this once.',
  params: byId,
});

export const listPersonCalendars = defineRoute({
  ...LISTS,
  ...{ name: 'listPersonCalendars', path: '/people/{id}/calendars', tag: 'register', rule: 'tasks.manage' },
  summary: 'The addresses made for somebody of the register by the caller, or all with rights in all bodies.',
  params: byId,
});

export const createPersonCalendar = defineRoute({
  ...MAKES,
  ...{ name: 'createPersonCalendar', path: '/people/{id}/calendars', tag: 'register', rule: 'tasks.manage' },
  summary: 'Makes an address for somebody’s meetings and limits, within the bodies that the caller manages now.',
  params: byId,
});

export const revokeCalendar = defineRoute({
  name: 'revokeCalendar',
  method: 'delete',
  path: '/calendars/{id}',
  tag: 'accounts',
  summary: 'Withdraws an address: from now on calendars get nothing there.',
  rule: 'account.self',
  params: byId,
  status: 204,
  refusals: ['storage-unavailable'],
});

export const readCalendarFeed = defineRoute({
  name: 'readCalendarFeed',
  method: 'get',
  path: '/calendars/{token}.ics',
  tag: 'accounts',
  summary: 'Meetings and limits as a calendar; with If-None-Match nothing when nothing has changed.',
  rule: 'anyone',
  params: z.object({ token: shape.calendarToken }),
  status: 200,
  answer: ['text/calendar'],
  refusals: ['too-many-attempts'],
});

export const calendarRoutes = [
  listOwnCalendars,
  createOwnCalendar,
  listBodyCalendars,
  createBodyCalendar,
  listPersonCalendars,
  createPersonCalendar,
  revokeCalendar,
  readCalendarFeed,
] as const;
