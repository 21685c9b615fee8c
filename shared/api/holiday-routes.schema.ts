// The routes of the house's holidays.
import * as shape from './holiday.schema.ts';
import { defineRoute } from './route.schema.ts';

export const listHolidays = defineRoute({
  name: 'listHolidays',
  method: 'get',
  path: '/holidays',
  tag: 'tasks',
  summary: 'The holidays and the days worked instead by which working days are counted here.',
  rule: 'tasks.read',
  status: 200,
  answer: shape.holidayTable,
  refusals: [],
});

export const putHolidayYear = defineRoute({
  name: 'putHolidayYear',
  method: 'put',
  path: '/holidays',
  tag: 'office',
  summary: 'Writes down the holidays of one year; working days are counted by it from then on.',
  rule: 'holidays.manage',
  body: shape.putHolidayYearBody,
  maxBodyBytes: 65_536,
  status: 200,
  answer: shape.holidayTable,
  refusals: ['storage-unavailable'],
});

export const resetHolidayYear = defineRoute({
  name: 'resetHolidayYear',
  method: 'delete',
  path: '/holidays',
  tag: 'office',
  summary: 'Forgets what was written down for a year: it is as published again, or only its weekends are known.',
  rule: 'holidays.manage',
  query: shape.resetHolidayYearQuery,
  status: 200,
  answer: shape.holidayTable,
  refusals: ['storage-unavailable'],
});

export const holidayRoutes = [listHolidays, putHolidayYear, resetHolidayYear] as const;
