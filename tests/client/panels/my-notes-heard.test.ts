// What a screen reader hears of one's own notes: that they are at risk, and not each pause in typing.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { Answer } from '../../../client/answer.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import MyNotesPanel from '../../../client/panels/my-notes.svelte';
import { MyNotes } from '../../../client/state/my-notes.svelte.ts';
import { NoteDrafts } from '../../../client/sync/note-drafts.ts';
import type { MeetingId, UserId } from '../../../shared/domain/ids.ts';
import { MAX_PRIVATE_NOTE_CHARS } from '../../../shared/domain/private-note.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import { FakeDevice } from '../support/fake-device.ts';

const mounted: object[] = [];
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  flushSync();
}

/** Notes of a browser that keeps nothing, so that what is not on the server is in this page only. */
async function openPanel() {
  const device = new FakeDevice();
  const network = { isUp: true };
  const answer = <T>(): Promise<Answer<T>> =>
    Promise.resolve(network.isUp ? ok({ text: '', revision: '1', updatedAt: null } as T) : refused('unreachable'));
  const api = { get: answer, put: answer };
  const ids = { meetingId: brand<MeetingId>('m1'), userId: brand<UserId>('u1') };
  const notes = new MyNotes({ ...ids, api, device, drafts: NoteDrafts.open(undefined, device) });
  const words = new Words(['zh-CN']);
  await words.load(['common', 'review']);
  const target = document.createElement('div');
  const inContext: Component<{ notes: MyNotes; describedby: string }> = (anchor, props) => {
    provideWords(words);
    return MyNotesPanel(anchor, props);
  };
  mounted.push(mount(inContext, { target, props: { notes, describedby: 'hint' }, context: new Map() }));
  await settled();
  const heard = (): string => target.querySelector('[role="status"]')?.textContent.trim() ?? 'no region';
  const type = async (text: string): Promise<string[]> => {
    notes.edit(text);
    flushSync();
    const typing = heard();
    device.advance(800);
    await settled();
    return [typing, heard()];
  };
  return { network, target, type };
}

test('typing and being saved is shown and not read out', async () => {
  const { type, target } = await openPanel();

  const heard = await type('他没有说完');

  expect(heard).toEqual(['', '']);
  expect(target.textContent).toContain('已保存');
});

test('being at risk is read out once, however often one pauses', async () => {
  const { type, network } = await openPanel();
  network.isUp = false;

  const first = await type('他没有');
  const second = await type('他没有说完');

  expect(first).toEqual(['', '未保存，请不要关闭页面']);
  expect(second).toEqual([first[1], first[1]]);
});

test('what is too long is read out with the pause and not with each letter', async () => {
  const { type } = await openPanel();

  const [typing, paused] = await type('字'.repeat(MAX_PRIVATE_NOTE_CHARS + 3));

  expect(typing).toBe('');
  expect(paused).toContain('3');
});
