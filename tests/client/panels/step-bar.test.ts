// On a phone the one large step is on the page itself, not behind the drawer of the agenda.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { addItem } from '../../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Api, provideApi } from '../../../client/api.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import StepBar from '../../../client/panels/step-bar.svelte';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { step, suspendMeeting } from '../../../client/state/steering.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { DESK, ITEM, joinedPage, MEETING, meetingServer, storageSettles, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const SECOND = brand<ItemId>('item8');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

async function phoneIn(width: number) {
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: width <= 640 }));
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  server.change(DESK, (desk) => addItem(desk, { id: SECOND, kind: 'discussion', title: '聘任顾问', order: 'a2' }));
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace', 'refusal']);
  const view = new WorkspaceView();
  const settle = async (): Promise<void> => {
    device.advance(100);
    await storageSettles();
    flushSync();
  };
  step(meeting, 'start', ITEM);
  await settle();
  const inContext: Component = (anchor, props) => {
    provideApi(
      new Api({ fetch: () => Promise.reject(new TypeError('no network')), now: () => 0, onSignedOut: () => undefined }),
    );
    provideMeeting(meeting);
    provideWords(words);
    provideView(view);
    return StepBar(anchor, props);
  };
  const shown = mount(inContext, { target: document.body });
  closing.push(
    () => unmount(shown),
    () => meeting.close(),
  );
  await settle();
  const buttons = (): string[] =>
    [...document.querySelectorAll('button')].map((each) => each.firstChild?.textContent?.trim() ?? '');
  return { meeting, view, settle, buttons };
}

test('one press leads on to the next item', async () => {
  const { meeting, settle, buttons } = await phoneIn(390);
  expect(buttons()).toEqual(['下一项']);

  document.querySelector('button')?.click();
  await settle();

  expect(meeting.progress.currentId).toBe(SECOND);
  expect(document.querySelector('.what')?.textContent).toContain('聘任顾问');
});

test('it is a region of its own, by name, so that nothing of the page lies outside of one', async () => {
  await phoneIn(390);

  expect(document.querySelector('section.step-bar')?.getAttribute('aria-label')).toBe('议程');
});

test('in a recess the step is 复会', async () => {
  const { meeting, settle, buttons } = await phoneIn(390);

  suspendMeeting(meeting, null);
  await settle();
  expect(buttons()).toEqual(['复会']);
  document.querySelector('button')?.click();
  await settle();

  expect(buttons()).toEqual(['下一项']);
});

test('on a laptop, and while the drawer with the agenda is open, it is not said twice', async () => {
  const laptop = await phoneIn(1366);
  expect(laptop.buttons()).toEqual([]);

  const phone = await phoneIn(390);
  phone.view.toggleDrawer('agenda');
  await phone.settle();

  expect(phone.buttons()).toEqual([]);
});
