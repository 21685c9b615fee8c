// What opens the door for a while: half a minute on the screen, twenty on a phone; nothing forged, nothing of yesterday.
import { expect, test } from 'vitest';
import { DoorCodes } from '../../server/auth/door-codes.ts';
import type { EventId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { HandClock } from '../support/hand-clock.ts';

const MEETING = brand<MeetingId>('AAAAAAAAAAAAAAAAAAAAA1');
const OTHER = brand<MeetingId>('AAAAAAAAAAAAAAAAAAAAA2');

function door() {
  const clock = new HandClock();
  return { clock, codes: new DoorCodes(clock) };
}

test('a code opens its meeting, is there for half a minute, and opens for another half', () => {
  const { clock, codes } = door();
  const { code, until } = codes.code(MEETING);
  clock.advance(until - clock.now() - 1);
  const last = codes.code(MEETING).code;
  clock.advance(30 * SECOND_MS);
  const grace = codes.opened(code);
  clock.advance(1);

  expect(last).toBe(code);
  expect(grace).toEqual({ meetingId: MEETING, nonce: null });
  expect(codes.opened(code)).toBe('over');
  expect(codes.code(MEETING).code).not.toBe(code);
});

test('a code has nothing in it that an address would change, and no dot: a page’s path has none', () => {
  const { code } = door().codes.code(MEETING);
  expect(encodeURIComponent(code)).toBe(code);
  expect(code).toMatch(/^[\w~-]{20,60}$/u);
});

test('each pass is another one, and lasts twenty minutes', () => {
  const { clock, codes } = door();
  const [one, two] = [codes.pass(MEETING), codes.pass(MEETING)];
  clock.advance(20 * MINUTE_MS - 1);
  const before = codes.opened(one);
  clock.advance(1);

  expect(one).not.toBe(two);
  expect(before).toMatchObject({ meetingId: MEETING, nonce: expect.stringMatching(/.{12}/u) as unknown });
  expect(codes.opened(one)).toBe('over');
});

test.each([
  ['another meeting', (code: string) => code.replace(MEETING, OTHER)],
  [
    'a later turn',
    (code: string) => code.replace(/~(\w+)~/u, (_, turn: string) => `~${(parseInt(turn, 36) + 1).toString(36)}~`),
  ],
  ['a pass made of a code', (code: string) => code.replace(/^c/u, 'p')],
  ['no signature', (code: string) => code.slice(0, code.lastIndexOf('~') + 1)],
  ['a longer signature', (code: string) => `${code}A`],
])('%s opens nothing', (_, forge) => {
  const { codes } = door();
  const forged = forge(codes.code(MEETING).code);
  expect(codes.opened(forged)).toBe('over');
});

test.each(['', 'x', 'c', 'c~', 'c~~', 'c~no id~1~x', 'a'.repeat(43), '~'.repeat(200)])('%j is no code', (text) => {
  expect(door().codes.opened(text)).toBe('foreign');
});

test('what one process made opens nothing of the next: everybody scans again', () => {
  const clock = new HandClock();
  expect(new DoorCodes(clock).opened(new DoorCodes(clock).code(MEETING).code)).toBe('over');
});

test('a receipt is of one sign-in of one meeting', () => {
  const { codes } = door();
  const receipt = codes.receipt(MEETING, brand<EventId>('e1'));
  expect([codes.receiptOf(receipt, MEETING), codes.receiptOf(receipt, OTHER)]).toEqual(['e1', null]);
  expect(codes.receiptOf(receipt.replace('~e1~', '~e2~'), MEETING)).toBeNull();
  expect(codes.receiptOf(codes.code(MEETING).code, MEETING)).toBeNull();
});
