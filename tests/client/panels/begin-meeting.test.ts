// Opening a meeting: at once when it is due, after a question when it is a draft or planned for another day.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import BeginMeeting from '../../../client/panels/begin-meeting.svelte';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { writeState } from '../../../shared/doc/record.ts';
import { docName } from '../../../shared/domain/ids.ts';
import { DESK, joinedPage, MEETING, meetingServer, storageSettles, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const TODAY = Date.UTC(2026, 10, 26, 2);
const DAY_MS = 86_400_000;
const RECORD = docName({ meetingId: MEETING, version: 1, part: 'record' });
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  document.body.replaceChildren();
});

async function begin({ plannedStart, isDraft }: { readonly plannedStart: number | null; readonly isDraft: boolean }) {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  server.change(DESK, (desk) => setFact(desk, 'plannedStart', plannedStart));
  server.change(RECORD, (record) =>
    writeState(record, { phase: 'prepare', version: 1, ...(isDraft ? { draft: true } : {}) }),
  );
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace', 'preparing', 'refusal']);
  const inContext: Component<{ onclose: () => void }> = (anchor, props) => {
    provideMeeting(meeting);
    provideWords(words);
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => TODAY }));
    return BeginMeeting(anchor, props);
  };
  const shown = mount(inContext, { target: document.body, props: { onclose: () => undefined } });
  flushSync();
  closing.push(
    () => unmount(shown),
    () => meeting.close(),
  );
  const settle = async (): Promise<void> => {
    device.advance(100);
    await storageSettles();
    flushSync();
  };
  await settle();
  return { server, settle, said: () => document.querySelector('dialog')?.textContent ?? '' };
}

test('a meeting of today that is no draft is opened without a question', async () => {
  const { server, said } = await begin({ plannedStart: TODAY, isDraft: false });

  expect(said()).toBe('');
  expect(server.commands).toMatchObject([{ kind: 'meeting.phase', data: { to: 'live' } }]);
});

test('a meeting of another day is opened only after its day was said', async () => {
  const { server, said, settle } = await begin({ plannedStart: TODAY + 12 * DAY_MS, isDraft: false });

  expect(said()).toContain('2026年12月8日，不是今天');
  expect(server.commands).toEqual([]);

  document.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await settle();
  expect(server.commands).toMatchObject([{ kind: 'meeting.phase', data: { to: 'live' } }]);
});

test('of a draft it is said that opening publishes it', async () => {
  const { server, said } = await begin({ plannedStart: null, isDraft: true });

  expect(said()).toContain('开会时随之发布');
  expect(server.commands).toEqual([]);
});
