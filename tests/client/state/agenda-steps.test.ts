// Two people who press for the same step of the agenda within a moment of each other.
import { afterEach, expect, test } from 'vitest';
import { Words } from '../../../client/i18n.svelte.ts';
import { goNext, type Desk } from '../../../client/state/agenda-steps.ts';
import { MeetingState } from '../../../client/state/meeting.svelte.ts';
import { WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { addItem } from '../../../shared/doc/desk-agenda.ts';
import { addProgress } from '../../../shared/doc/desk-progress.ts';
import type { EventId, ItemId, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { joinedPage, MEETING, meetingServer, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const LATER = brand<ItemId>('item-later');
const LAST = brand<ItemId>('item-last');
const closing: (() => unknown)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** 周敏 has started the first item; so long ago, this page presses for the next one. */
async function pressAfter(ms: number, by = brand<UserId>('zhou')) {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  closing.push(() => meeting.close());
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace']);
  const desk: Desk = { meeting, view: new WorkspaceView(), words };
  addItem(meeting.desk, { id: LATER, kind: 'work_report', title: '情况介绍', order: 'y' });
  addItem(meeting.desk, { id: LAST, kind: 'work_report', title: '交流发言', order: 'z' });
  const at = meeting.clock.now() - ms;
  addProgress(meeting.desk, brand<EventId>('e1'), { kind: 'start', itemId: LATER, at, by, byName: '周敏' });

  goNext(desk);

  return { current: meeting.progress.currentId, told: desk.view.offer?.message ?? '' };
}

test.each([0, 250, 1_400])('a press %d ms after somebody else moved on does nothing more, and says who', async (ms) => {
  const { current, told } = await pressAfter(ms);

  expect(current).toBe(LATER);
  expect(told).toContain('周敏刚刚已操作“开始：情况介绍”');
});

test('a press two seconds later means the next item', async () => {
  const { current } = await pressAfter(2_000);

  expect(current).not.toBe(LATER);
});

test("one's own two presses are two steps", async () => {
  const { current } = await pressAfter(250, USER);

  expect(current).not.toBe(LATER);
});
