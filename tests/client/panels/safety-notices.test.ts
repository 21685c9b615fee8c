// The lines under the bar: a copy renewed by itself and a document that fills up are told in calm words, in both
// languages, and the first goes once it was read. [R16] [R18]
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import { provideNavigation } from '../../../client/navigation.ts';
import SafetyNotices from '../../../client/panels/safety-notices.svelte';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { DESK, ITEM, joinedPage, MEETING, meetingServer, storageSettles, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';
import type { FakeServer } from '../support/fake-server.ts';

const mounted: object[] = [];

interface Shown {
  readonly server: FakeServer;
  text(): string;
  press(name: string): void;
  /** Makes the copy on the page differ as many times. */
  differ(times: number): Promise<void>;
}

async function show(language: 'zh-CN' | 'en'): Promise<Shown> {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  const { provider } = await joinedPage(server, { storage: new IDBFactory() });
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const words = new Words([language]);
  await words.load(['common', 'workspace', 'bar']);
  const calendar = new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => device.now() });
  const navigation = {
    path: '/',
    query: new URLSearchParams(),
    isLeaving: false,
    param: () => '',
    go: () => undefined,
    follow: () => undefined,
    stepBack: () => undefined,
  };
  const inContext: Component = (anchor, props) => {
    provideMeeting(meeting);
    provideWords(words);
    provideCalendar(calendar);
    provideNavigation(navigation);
    return SafetyNotices(anchor, props);
  };
  const target = document.createElement('div');
  mounted.push(mount(inContext, { target, context: new Map() }));
  return {
    server,
    text: () => {
      flushSync();
      return target.textContent.trim();
    },
    press: (name) => [...target.querySelectorAll('button')].find((one) => one.textContent.trim() === name)?.click(),
    differ: async (times) => {
      for (let time = 0; time < times; time += 1) {
        itemTitle(provider.desk, ITEM)?.insert(0, '乙');
        device.advance(500);
        server.sendDigest(DESK, `other ${time}`);
        for (let step = 0; step < 20; step += 1) {
          device.advance(50);
          await storageSettles();
        }
      }
    },
  };
}

beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
});

describe('[R16] a copy that was renewed by itself', () => {
  test('is told once, with its time and that nothing is to be done', async () => {
    const shown = await show('zh-CN');
    const before = shown.text();

    await shown.differ(1);
    const told = shown.text();
    shown.press('知道了');

    expect(before).toBe('');
    expect(told).toMatch(/本机的文稿与服务器上的不一致，\d?\d:\d\d已自动换成服务器上的，已保存的内容都在。无需处理。/u);
    expect(shown.text()).toBe('');
  });

  test('is told in English', async () => {
    const shown = await show('en');

    await shown.differ(1);

    expect(shown.text()).toContain('was renewed by itself at');
    expect(shown.text()).toContain('There is nothing for you to do.');
  });

  test('asks for a reload when it happens again and again', async () => {
    const shown = await show('zh-CN');

    await shown.differ(3);

    expect(shown.text()).toContain('多次与服务器上的不一致');
    expect(shown.text()).toContain('重新载入');
  });
});

describe('[R18] a document that fills up', () => {
  test('is told with how full it is, and no more once there is room again', async () => {
    const shown = await show('zh-CN');
    const tell = (fullness?: number): void => {
      shown.server.sendDigest(DESK, shown.server.digest(DESK), fullness);
      shown.server.device.advance(50);
    };

    tell(0.837);
    const told = shown.text();
    tell();

    expect(told).toContain('83%');
    expect(shown.text()).toBe('');
  });
});
