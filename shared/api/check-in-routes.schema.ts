// The routes of the door: signing in by code or link, and the code for a screen of the secretariat's own.
import { z } from 'zod';
import * as shape from './check-in.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byToken = z.object({ token: shape.doorToken });
const SMALL = 4_096;

export const openDoor = defineRoute({
  name: 'openDoor',
  method: 'post',
  path: '/checkin/{token}/open',
  tag: 'check-in',
  summary: 'What the page behind a check-in code or link shows: the meeting, whom one can be, the public agenda.',
  rule: 'anyone',
  params: byToken,
  body: shape.openDoorBody,
  maxBodyBytes: SMALL,
  status: 200,
  answer: shape.door,
  refusals: ['code-expired', 'check-in-closed'],
});

export const checkIn = defineRoute({
  name: 'checkIn',
  method: 'post',
  path: '/checkin/{token}',
  tag: 'check-in',
  summary:
    'Signs somebody of the list in, once however often it is asked; a name that is on no list waits for the clerk.',
  rule: 'anyone',
  params: byToken,
  body: shape.checkInBody,
  maxBodyBytes: SMALL,
  status: 200,
  answer: shape.checkedIn,
  refusals: ['code-expired', 'check-in-closed', 'too-many-attempts', 'storage-unavailable'],
});

export const withdrawCheckIn = defineRoute({
  name: 'withdrawCheckIn',
  method: 'post',
  path: '/checkin/{token}/withdraw',
  tag: 'check-in',
  summary: 'Takes a sign-in back by its receipt: somebody tapped another’s name. It stays in the log, struck out.',
  rule: 'anyone',
  params: byToken,
  body: shape.withdrawBody,
  maxBodyBytes: SMALL,
  status: 204,
  refusals: ['code-expired', 'check-in-closed', 'storage-unavailable'],
});

export const readDoorCode = defineRoute({
  name: 'readDoorCode',
  method: 'get',
  path: '/meetings/{id}/checkin-code',
  tag: 'check-in',
  summary:
    'The address that a check-in code holds at the moment, and until when it is shown; for a screen at the door.',
  rule: 'roll.keep',
  params: z.object({ id }),
  status: 200,
  answer: shape.doorCode,
  refusals: ['draft', 'sealed'],
});

export const checkInRoutes = [openDoor, checkIn, withdrawCheckIn, readDoorCode] as const;
