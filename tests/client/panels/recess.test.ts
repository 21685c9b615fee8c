// A recess seen from the bar and from the one large step: it says since when and until when, and 下一项 is no longer the way on.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Api } from '../../../client/api.ts';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import NextStep from '../../../client/panels/next-step.svelte';
import PhaseSteps from '../../../client/panels/phase-steps.svelte';
import { provideSession, Session } from '../../../client/session.svelte.ts';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { resumeMeeting, step, suspendMeeting } from '../../../client/state/steering.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { ITEM, joinedPage, MEETING, meetingServer, storageSettles, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  document.body.replaceChildren();
});

async function runningMeeting() {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace', 'refusal']);
  const api = new Api({
    fetch: () => Promise.reject(new TypeError('no network')),
    now: () => 0,
    onSignedOut: () => undefined,
  });
  const calendar = new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => device.now() });
  const inContext = (part: Component): Component => {
    return (anchor, props) => {
      provideMeeting(meeting);
      provideWords(words);
      provideCalendar(calendar);
      provideSession(new Session(api));
      provideView(new WorkspaceView());
      return part(anchor, props);
    };
  };
  const settle = async (): Promise<void> => {
    device.advance(100);
    await storageSettles();
    flushSync();
  };
  step(meeting, 'start', ITEM);
  await settle();
  for (const part of [PhaseSteps, NextStep]) {
    const shown = mount(inContext(part), { target: document.body });
    closing.push(() => unmount(shown));
  }
  closing.push(() => meeting.close());
  await settle();
  return {
    ...{ meeting, calendar, settle },
    phase: () => document.querySelector('[aria-current="step"]')?.textContent.trim() ?? '',
    isFilled: () => document.querySelector('button:has(kbd)')?.classList.contains('ink') ?? false,
  };
}

test('in a recess the bar says 休会, since when and until when, and 下一项 is not the filled button', async () => {
  const { meeting, calendar, settle, phase, isFilled } = await runningMeeting();
  expect(phase()).toBe('会中');
  expect(isFilled()).toBe(true);

  const until = meeting.clock.now() + 15 * 60_000;
  suspendMeeting(meeting, until);
  await settle();

  const since = meeting.progress.recesses[0]?.from ?? 0;
  expect(phase()).toBe(`休会${calendar.time(since)}起，${calendar.time(until)}复会`);
  expect(isFilled()).toBe(false);

  resumeMeeting(meeting);
  await settle();

  expect(phase()).toBe('会中');
  expect(isFilled()).toBe(true);
});
