// The hall screen in the hand: what the hall shows as text, each change heard once, nothing heard of a clock.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Mirror from '../../../client/guests/mirror.svelte';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Scene } from '../../../shared/domain/scene.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { HandFeed, listenTo, NOON, screenOf } from './support.svelte.ts';

const MINUTE = 60_000;
const zhang = { name: '张春野', org: '苏州市市场监督管理局标准化处', title: '处长' };
const item = (more: Partial<Extract<Scene, { kind: 'item' }>> = {}): Scene => ({
  ...{ kind: 'item', itemKind: 'briefing', number: 3, title: '苏州市标准化建设情况介绍', speakers: [zhang] },
  timer: { plannedMs: 15 * MINUTE, spentMs: 0, runningSince: NOON },
  next: { number: 4, title: '上海市标准化建设过程介绍', speakers: ['刘晓新'] },
  ...more,
});

interface Page {
  readonly feed: HandFeed;
  readonly device: FakeDevice;
  readonly root: HTMLElement;
  readonly heard: readonly string[];
  text(): string;
  /** Lets `ms` pass, second by second, as the page sees them. */
  pass(ms: number): Promise<void>;
}

const open: (() => Promise<void> | void)[] = [];

function page(): Page {
  const root = document.createElement('div');
  document.body.append(root);
  const [feed, device] = [new HandFeed(), new FakeDevice()];
  const mounted = mount(Mirror, { target: root, props: { feed, device } });
  const { heard, close } = listenTo(root);
  open.push(close, () => unmount(mounted));
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 1_000) {
      feed.tick(Math.min(left, 1_000));
      flushSync();
      device.advance(Math.min(left, 1_000));
      flushSync();
      await Promise.resolve();
    }
  };
  return { feed, device, root, heard, pass, text: () => root.textContent.replaceAll(/\s+/gu, ' ') };
}

beforeEach(() => {
  localStorage.clear();
  Object.defineProperty(navigator, 'language', { value: 'zh-CN', configurable: true });
});

afterEach(async () => {
  for (const close of open.splice(0)) await close();
  document.body.replaceChildren();
});

describe('what is seen', () => {
  it('is the whole of the item: place, title, who with house and post, the time, what comes next', async () => {
    const { feed, pass, text } = page();

    feed.show(screenOf(item()));
    await pass(6 * MINUTE);

    for (const part of ['第三项', '苏州市标准化建设情况介绍', '张春野', '苏州市市场监督管理局标准化处', '处长'])
      expect(text()).toContain(part);
    expect(text()).toContain('09:00 剩余 已用 06:00 计划15分钟');
    expect(text()).toContain('四、上海市标准化建设过程介绍');
  });

  it('is what people are photographed before, with the parties, the day and the place', async () => {
    const { feed, pass, text } = page();
    const parties = ['江苏益友天元律师事务所', '苏州市安全技术防范行业协会'];

    feed.show(
      screenOf({ kind: 'photo', titleLines: ['友好合作协议'], parties, plannedStart: NOON, venue: '五楼会议室' }),
    );
    // It is fetched when it is shown.
    await vi.dynamicImportSettled();
    await pass(1_000);

    for (const part of ['友好合作协议', ...parties, '2021年4月23日', '五楼会议室']) expect(text()).toContain(part);
  });

  it('says of minutes that none of it can be shown yet', async () => {
    const { feed, pass, text } = page();

    feed.show(screenOf({ kind: 'minutes', number: 3, title: '标准化建设', paragraphs: [] }));
    await pass(1_000);

    expect(text()).toContain('正在记录，写定后显示');
  });

  it('keeps the last scene with a quiet mark while the connection is lost', async () => {
    const { feed, pass, root, text } = page();
    feed.show(screenOf(item()));
    await pass(1_000);

    feed.lose('away');
    await pass(1_000);

    expect(text()).toContain('张春野');
    expect(root.querySelector('header')?.textContent).toContain('连接中断');
    expect(root.querySelector('.live')).toBeNull();
  });

  it('shows nothing of the meeting once the link was withdrawn', async () => {
    const { feed, pass, text } = page();
    feed.show(screenOf(item()));
    await pass(1_000);

    feed.lose('ended');
    await pass(1_000);

    expect(text()).toContain('此链接已停用');
    expect(text().split('大屏的变化')[0]).not.toContain('下一项');
  });

  it('is read in English, in light and in larger letters when one asks for it, the next time too', async () => {
    const first = page();
    first.feed.show(screenOf(item()));
    for (const button of first.root.querySelectorAll('button')) button.click();
    await first.pass(1_000);
    const again = page();
    again.feed.show(screenOf(item()));
    await again.pass(1_000);

    const look = (root: HTMLElement): readonly unknown[] => {
      const box = root.querySelector<HTMLElement>('.mirror');
      return [box?.dataset['theme'], box?.classList.contains('large')];
    };
    expect(first.text()).toContain('Item 3');
    expect([look(first.root), look(again.root)]).toEqual([
      ['light', true],
      ['light', true],
    ]);
  });
});

describe('what is heard', () => {
  it('is the scene, once, however long its clock runs', async () => {
    const { feed, pass, heard } = page();

    feed.show(screenOf(item()));
    await pass(10 * MINUTE);

    expect(heard).toEqual(['第三项，苏州市标准化建设情况介绍，苏州市市场监督管理局标准化处 处长张春野']);
  });

  it('is that the time is nearly up, and that it is over, once each', async () => {
    const { feed, pass, heard } = page();

    feed.show(screenOf(item()));
    await pass(20 * MINUTE);

    expect(heard.slice(1)).toEqual(['时间快到了', '已超时']);
  });

  it('is nothing when the connection comes back with the same picture, even of a server that counts anew', async () => {
    const { feed, pass, heard } = page();
    feed.show(screenOf(item()));
    await pass(1_000);

    for (let round = 1; round <= 3; round += 1) {
      feed.show({ ...screenOf(item()), revision: round, serverNow: NOON + round * 2_000 });
      await pass(2_000);
    }

    expect(heard).toHaveLength(1);
  });

  it('is the new scene and not the one between, when two come at once', async () => {
    const { feed, pass, heard } = page();
    feed.show(screenOf(item()));
    await pass(1_000);

    feed.show(screenOf({ kind: 'blank' }));
    feed.show(screenOf(item({ number: 4, title: '上海市标准化建设过程介绍', speakers: [] })));
    await pass(1_000);

    expect(heard.slice(1)).toEqual(['第四项，上海市标准化建设过程介绍']);
  });

  it('is heard within a second', async () => {
    const { feed, pass, heard } = page();

    feed.show(screenOf(item()));
    await pass(900);

    expect(heard).toHaveLength(1);
  });

  it('is an item again when the meeting comes back to it', async () => {
    const { feed, pass, heard } = page();
    const scenes: readonly Scene[] = [item(), { kind: 'blank' }, item()];

    for (const scene of scenes) {
      feed.show(screenOf(scene));
      await pass(1_000);
    }

    expect(heard.map((text) => text.slice(0, 3))).toEqual(['第三项', '大屏上', '第三项']);
  });

  it('is each new paragraph of the minutes, not the whole again', async () => {
    const { feed, pass, heard } = page();
    const minutes = (...paragraphs: string[]): Scene => ({ kind: 'minutes', number: 3, title: '介绍', paragraphs });

    for (const scene of [minutes('甲'), minutes('甲', '乙'), minutes('乙', '丙')]) {
      feed.show(screenOf(scene));
      await pass(1_000);
    }

    expect(heard).toEqual(['纪要，三、介绍 甲', '乙', '丙']);
  });

  it('is the wording of a decision once it rests, not letter by letter', async () => {
    const { feed, pass, heard } = page();
    const typed = '同意聘任杨静为专家委员会副主任。';

    for (let length = 1; length <= typed.length; length += 1) {
      feed.show(screenOf({ kind: 'decision', number: 6, title: '聘任', wordings: [typed.slice(0, length)] }));
      await pass(500);
    }
    await pass(8_000);

    expect(heard).toEqual(['决议，六、聘任', typed]);
  });

  it('is that the quorum is reached and lost, not each who comes in', async () => {
    const { feed, pass, heard } = page();
    const roll = (present: number) => ({ roll: { seats: 31, present, needed: 21, met: present >= 21 } });
    const agenda: Scene = {
      kind: 'agenda',
      rows: [{ itemId: brand<ItemId>('i'), number: 1, title: '介绍', speakers: [], state: 'pending', startsAt: NOON }],
    };

    for (const present of [18, 19, 20, 21, 22, 21, 20, 19]) {
      feed.show(screenOf(agenda, { room: roll(present) }));
      await pass(1_000);
    }

    expect(heard).toEqual(['议程，接下来：一、介绍 未达法定人数', '已达法定人数', '未达法定人数']);
  });
});

describe('what an operator lays over the scene', () => {
  it('is seen above it, and heard once, its countdown by the time at which it ends', async () => {
    const { feed, pass, heard, text } = page();
    feed.show(screenOf(item()));
    await pass(1_000);

    const overlay = {
      message: { text: '请把手机调成静音', until: null },
      countdown: { label: '合影', to: NOON + 5 * MINUTE },
    };
    feed.show({ ...screenOf(item()), overlay });
    await pass(2 * MINUTE);

    expect(text()).toContain('请把手机调成静音');
    expect(text()).toMatch(/合影 ?02:5\d/);
    expect(heard.slice(1)).toEqual(['请把手机调成静音，合影，到14:05']);
  });

  it('keeps the blanks between its words, where the hall breaks its lines', async () => {
    const { feed, pass, root } = page();
    const long = 'Please put your telephones on silent and do not walk about in the hall';

    feed.show({ ...screenOf(item()), overlay: { message: { text: long, until: null } } });
    await pass(1_000);

    expect(root.querySelector('.over')?.textContent).toContain(long);
  });

  it('is who speaks and who waits, each speaker once', async () => {
    const { feed, pass, heard, text } = page();
    const speaker = (name: string, ...waiting: string[]): Scene => ({
      ...{ kind: 'speaker', title: '交流发言', speaking: { name, org: null, title: '主任' } },
      timer: { plannedMs: 5 * MINUTE, spentMs: 0, runningSince: NOON },
      waiting: waiting.map((each) => ({ name: each, org: null, title: null })),
    });

    feed.show(screenOf(speaker('朱雨真', '肖圣兵')));
    await pass(2_000);
    feed.show(screenOf(speaker('朱雨真', '肖圣兵', '顾斌')));
    await pass(2_000);
    feed.show(screenOf(speaker('肖圣兵', '顾斌')));
    await pass(2_000);

    expect(text()).toContain('等候发言：顾斌');
    expect(heard).toEqual(['正在发言，主任朱雨真', '正在发言，主任肖圣兵']);
  });
});

describe('the judge of what is heard', () => {
  it('hears a clock that chatters in a live region, and one that repeats itself', async () => {
    const root = document.createElement('div');
    root.innerHTML = '<p aria-live="polite"></p><p role="timer"></p>';
    const { heard, close } = listenTo(root);
    const [live, timer] = root.querySelectorAll('p');

    for (const text of ['08:24', '08:23', '08:23']) {
      live?.replaceChildren(text);
      timer?.replaceChildren(text);
      await Promise.resolve();
    }
    close();

    expect(heard).toEqual(['08:24', '08:23', '08:23']);
  });
});
