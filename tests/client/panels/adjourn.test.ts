// 散会: of each item that is not over it is asked what becomes of it, by keyboard; what was said is in the log of the meeting,
// and 恢复会议 takes it back.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import Adjourn from '../../../client/panels/adjourn.svelte';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { correct, step, unadjourn } from '../../../client/state/steering.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { addItem } from '../../../shared/doc/desk-agenda.ts';
import { readProgressEvents } from '../../../shared/doc/desk-progress.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { DESK, ITEM, joinedPage, MEETING, meetingServer, storageSettles, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const RUNNING = brand<ItemId>('running');
const LEFT = brand<ItemId>('left');
const TEA = brand<ItemId>('tea');
const WHOLE = brand<ItemId>('whole');
const PART = brand<ItemId>('part');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  document.body.replaceChildren();
});

const END = brand<ItemId>('end');

/** A meeting whose first item runs, with one to come, a pause and an item with a part. */
async function ask() {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  server.change(DESK, (desk) => {
    addItem(desk, { id: RUNNING, kind: 'discussion', title: '工作汇报', order: 'a2' });
    addItem(desk, { id: LEFT, kind: 'discussion', title: '其他事项', order: 'a3' });
    addItem(desk, { id: TEA, kind: 'break', title: '茶歇', order: 'a4' });
    addItem(desk, { id: WHOLE, kind: 'discussion', title: '换届', order: 'a5' });
    addItem(desk, { id: PART, kind: 'discussion', title: '选举', order: 'a1', parentId: WHOLE });
  });
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const settle = async (): Promise<void> => {
    device.advance(100);
    await storageSettles();
    flushSync();
  };
  step(meeting, 'start', ITEM);
  await settle();
  step(meeting, 'start', RUNNING);
  await settle();
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace', 'closing', 'refusal']);
  const inContext: Component<{ onclose: () => void }> = (anchor, props) => {
    provideMeeting(meeting);
    provideWords(words);
    provideView(new WorkspaceView());
    return Adjourn(anchor, props);
  };
  const shown = mount(inContext, { target: document.body, props: { onclose: () => undefined } });
  closing.push(
    () => unmount(shown),
    () => meeting.close(),
  );
  await settle();
  return {
    server,
    meeting,
    settle,
    /** The groups as they are named, with what is chosen in each. */
    groups: () =>
      [...document.querySelectorAll('[role=radiogroup]')].map((group) => [
        group.getAttribute('aria-label'),
        group.querySelector<HTMLInputElement>(':checked')?.value ?? null,
      ]),
    choose: async (group: string, value: string) => {
      document.querySelector<HTMLInputElement>(`[aria-label^="${group}"] [value=${value}]`)?.click();
      await settle();
    },
    submit: async () => {
      document.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
      await settle();
    },
    state: (id: ItemId) => meeting.progress.items.get(id)?.state,
  };
}

test('every item that is not over is named, and of none but the running one is anything taken for granted', async () => {
  const { groups } = await ask();

  expect(groups()).toEqual([
    ['2 工作汇报，记为', 'finish'],
    ['其余各项，全部记为', null],
    ['3 其他事项，记为', null],
    ['4 换届，记为', null],
  ]);
});

test('the closing words that were not spoken are asked about like any other item', async () => {
  const { server, settle, groups } = await ask();

  server.change(DESK, (desk) => addItem(desk, { id: END, kind: 'closing', title: '会长总结讲话', order: 'a6' }));
  await settle();

  expect(groups().at(-1)).toEqual(['5 会长总结讲话，记为', null]);
});

test('without an answer the meeting goes on, and the first open question has the focus', async () => {
  const { submit, server, meeting } = await ask();

  await submit();

  expect(document.querySelector('dialog')?.textContent).toContain('还有2项没有选定');
  expect(document.activeElement?.closest('[data-open]')?.getAttribute('data-open')).toBe(LEFT);
  expect(server.commands).toEqual([]);
  expect(meeting.progress.adjournedAt).toBeNull();
});

test('what is chosen for each is in the log before the adjournment, an item with parts taking them along', async () => {
  const { choose, submit, meeting, state, server } = await ask();
  await choose('2 ', 'postpone');
  await choose('3 ', 'skip');
  await choose('4 ', 'finish');

  await submit();

  expect([RUNNING, LEFT, WHOLE, PART, TEA].map(state)).toEqual(['postponed', 'skipped', 'done', 'done', undefined]);
  expect(meeting.progress.adjournedAt).not.toBeNull();
  expect(server.commands).toMatchObject([{ kind: 'meeting.phase', data: { to: 'follow-up' } }]);
  const kinds = [...readProgressEvents(meeting.desk).values()].map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual(['adjourn', 'finish', 'finish', 'postpone', 'skip', 'start', 'start']);
});

test('one answer serves for all that is left over; what runs ends as is said of itself', async () => {
  const { choose, groups, submit, state } = await ask();

  await choose('其余各项', 'skip');

  expect(groups().map(([, chosen]) => chosen)).toEqual(['finish', 'skip', 'skip', 'skip']);
  await submit();
  expect([RUNNING, LEFT, WHOLE].map(state)).toEqual(['done', 'skipped', 'skipped']);
});

test('taking the adjournment back takes back what was said with it', async () => {
  const { choose, submit, settle, meeting, state } = await ask();
  await choose('其余各项', 'postpone');
  await submit();

  unadjourn(meeting);
  await settle();

  expect([RUNNING, LEFT, WHOLE, PART].map(state)).toEqual(['current', undefined, undefined, undefined]);
  expect(meeting.progress.adjournedAt).toBeNull();
});

test('the adjournment is set back to an earlier time, with what was said of items in the same breath', async () => {
  const { choose, submit, settle, meeting, state, server } = await ask();
  server.device.advance(30 * 60_000);
  await settle();
  await choose('其余各项', 'postpone');
  await submit();
  const [end] = meeting.timeline.filter(({ event }) => event.kind === 'adjourn');
  if (!end) throw new Error('it was not adjourned');
  const earlier = end.at - 20 * 60_000;

  correct(meeting, end.id, earlier);
  await settle();
  expect(meeting.progress.adjournedAt).toBe(earlier);
  correct(meeting, end.id, earlier - 60_000);
  await settle();
  expect(meeting.progress.adjournedAt).toBe(earlier - 60_000);

  expect([RUNNING, LEFT, WHOLE, PART].map(state)).toEqual(['done', 'postponed', 'postponed', 'postponed']);
});

test('putting off all that is left passes over the closing words, which are nothing to come back to', async () => {
  const { server, settle, choose, groups } = await ask();
  server.change(DESK, (desk) => addItem(desk, { id: END, kind: 'closing', title: '会议结束', order: 'a6' }));
  await settle();

  await choose('其余各项', 'postpone');

  expect(groups().slice(1)).toEqual([
    ['其余各项，全部记为', 'postpone'],
    ['3 其他事项，记为', 'postpone'],
    ['4 换届，记为', 'postpone'],
    ['5 会议结束，记为', 'skip'],
  ]);
});
