// Lines that were begun and not sent: there after a reload, of one meeting and one person alone, gone with signing out.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Api } from '../../../client/api.ts';
import { Session } from '../../../client/session.svelte.ts';
import type { Account } from '../../../shared/api/account.schema.ts';
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
  const session = new Session(new Api({ fetch, now: () => 0, onSignedOut: () => undefined }));
  page().write('task', '交报告');
  sessionStorage.setItem('other', 'x');

  session.end();
  const ended = page().line('task');
  await session.leave();

  expect([ended, page().line('task'), sessionStorage.getItem('other')]).toEqual(['交报告', '', 'x']);
});

const fetch: typeof globalThis.fetch = () => Promise.resolve(new Response(null, { status: 204 }));
const account = (id: string): Account => ({
  ...{ id, username: id, displayName: id, disabled: false, invited: false, lastSeenAt: null },
  grants: [],
});
/** A tab in which `userId` is signed in; `left` is called as the channel between tabs calls it. */
function tab(userId: string) {
  let left: (userId: string) => void = () => undefined;
  const told: string[] = [];
  const tabs = { tell: (id: string) => void told.push(id), listen: (onleft: typeof left) => void (left = onleft) };
  const session = new Session(new Api({ fetch, now: () => 0, onSignedOut: () => undefined }), tabs);
  session.enter(account(userId));
  return { session, told, left: (id: string) => left(id) };
}

test('once somebody else signs in after a session that ended, nothing half written by others is left', () => {
  const { session } = tab('u1');
  page('u1').write('remark', '对张三的看法');
  page('u2').write('task', '交报告');
  localStorage.setItem('gongbi.phrases', '{"userId":"u1","meetings":[]}');

  session.end();
  session.enter(account('u2'));

  expect([page('u1').line('remark'), page('u2').line('task')]).toEqual(['', '交报告']);
  expect(localStorage.getItem('gongbi.phrases')).toBeNull();
});

test('whoever comes back finds what was half written', () => {
  const { session } = tab('u1');
  page('u1').write('remark', '对张三的看法');

  session.end();
  session.enter(account('u1'));

  expect(page('u1').line('remark')).toBe('对张三的看法');
});

test('signing out in one tab ends the session of the others, and takes their lines', async () => {
  const first = tab('u1');
  await first.session.leave();
  const other = tab('u1');
  page('u1').write('remark', '对张三的看法');

  other.left('u2');
  const before = [other.session.hasEnded, page('u1').line('remark')];
  for (const userId of first.told) other.left(userId);

  expect(before).toEqual([false, '对张三的看法']);
  expect([other.session.hasEnded, page('u1').line('remark')]).toEqual([true, '']);
});

test('where the browser keeps nothing, a line lives as long as the page', () => {
  vi.stubGlobal('sessionStorage', undefined);
  const lines = page();

  lines.write('task', '交报告');

  expect(lines.line('task')).toBe('交报告');
});
