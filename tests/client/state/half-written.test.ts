// Lines that were begun and not sent: there after a reload, of one meeting and one person alone, gone with signing out.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Api } from '../../../client/api.ts';
import { Session } from '../../../client/session.svelte.ts';
import { HalfWritten } from '../../../client/state/half-written.svelte.ts';

const page = (userId = 'u1', meetingId = 'm1'): HalfWritten => new HalfWritten({ userId, meetingId });

beforeEach(() => {
  sessionStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a line is there after the page was loaded again, to the same person in the same meeting', () => {
  page().write('task', '@张三 6月底前');

  expect(page().line('task')).toBe('@张三 6月底前');
  expect([page('u2').line('task'), page('u1', 'm2').line('task'), page().line('decision')]).toEqual(['', '', '']);
});

test('a line that was sent leaves nothing on the device', () => {
  const lines = page();
  lines.write('task', '交报告');

  lines.write('task', '');

  expect([lines.line('task'), sessionStorage.length]).toEqual(['', 0]);
});

test('signing out takes them off the device; a session that ended leaves them for whoever comes back', async () => {
  const fetch: typeof globalThis.fetch = () => Promise.resolve(new Response(null, { status: 204 }));
  const session = new Session(new Api({ fetch, now: () => 0, onSignedOut: () => undefined }));
  page().write('task', '交报告');
  sessionStorage.setItem('other', 'x');

  session.end();
  const ended = page().line('task');
  await session.leave();

  expect([ended, page().line('task'), sessionStorage.getItem('other')]).toEqual(['交报告', '', 'x']);
});

test('where the browser keeps nothing, a line lives as long as the page', () => {
  vi.stubGlobal('sessionStorage', undefined);
  const lines = page();

  lines.write('task', '交报告');

  expect(lines.line('task')).toBe('交报告');
});
