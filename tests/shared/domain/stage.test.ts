// Which scene a hall screen shows: numbers are those of `deriveScene`'s rules.
import { describe, expect, test } from 'vitest';
import type { DecisionId, EventId, ItemId, PersonKey } from '../../../shared/domain/ids.ts';
import type { ScreenSettings } from '../../../shared/domain/scene.ts';
import { screenContent } from '../../../shared/domain/screen-content.ts';
import type { Turn } from '../../../shared/domain/speakers.ts';
import { deriveScene } from '../../../shared/domain/stage.ts';
import { shortTitle, titleLines } from '../../../shared/domain/title.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';

const AUTO: ScreenSettings = { mode: 'auto', frozen: false };
const NOW = 1_619_157_600_000;
const running = { state: 'current', startedAt: NOW - 60_000, runningSince: NOW - 60_000 } as const;
const done = { state: 'done', startedAt: NOW - 120_000, finishedAt: NOW - 60_000, spentMs: 60_000 } as const;
const sceneKind = (parts: SnapshotParts, settings = AUTO) => deriveScene(snapshotOf(parts), settings, NOW).kind;

describe('automatic', () => {
  test('[1] follows the phases', () => {
    const items = [{ id: 'i1' }];

    expect(sceneKind({ phase: 'prepare', items })).toBe('welcome');
    expect(sceneKind({ phase: 'live', items })).toBe('agenda');
    expect(sceneKind({ phase: 'live', items, adjournedAt: NOW })).toBe('closing');
    expect(sceneKind({ phase: 'follow-up', items })).toBe('closing');
    expect(sceneKind({ phase: 'archived', items })).toBe('closing');
  });

  test('[1] welcomes until the planned start when nothing has begun', () => {
    const early = { items: [{ id: 'i1' }], facts: { plannedStart: NOW + 1 } };
    const due = { items: [{ id: 'i1' }], facts: { plannedStart: NOW } };
    const begun = { items: [{ id: 'i1', progress: done }], facts: { plannedStart: NOW + 1 } };

    expect([sceneKind(early), sceneKind(due), sceneKind(begun)]).toEqual(['welcome', 'agenda', 'agenda']);
  });

  test('[1] shows the item that has the floor, a break as a break, a suspended item still', () => {
    expect(sceneKind({ items: [{ id: 'i1', progress: running }] })).toBe('item');
    expect(sceneKind({ items: [{ id: 'i1', kind: 'break', progress: running }] })).toBe('break');
    expect(sceneKind({ items: [{ id: 'i1', progress: { state: 'suspended', startedAt: NOW } }] })).toBe('item');
  });

  test('[2] never chooses the minutes, and an internal item never shows', () => {
    expect(sceneKind({ items: [{ id: 'i1', internal: true, progress: running }] })).toBe('agenda');
  });
});

describe('pinned', () => {
  test('[3] an item scene without an item gives way to the agenda', () => {
    expect(sceneKind({ items: [{ id: 'i1' }] }, { mode: 'item', frozen: false })).toBe('agenda');
  });

  test('[4] an item that was named is shown before it has the floor, an internal one never', () => {
    const items = [
      { id: 'i1', title: '标准化', progress: running },
      { id: 'i2', title: '签约' },
      { id: 'i3', title: '人事', internal: true },
    ];
    const titleOf = (itemId: string) => {
      const settings = { mode: 'item', frozen: false, itemId: brand<ItemId>(itemId) } as const;
      const scene = deriveScene(snapshotOf({ items }), settings, NOW);
      return scene.kind === 'item' ? scene.title : scene.kind;
    };

    expect(['i1', 'i2', 'i3', 'gone'].map(titleOf)).toEqual(['标准化', '签约', '标准化', '标准化']);
  });

  test('the photograph is of the signing on the floor, and of the whole meeting otherwise', () => {
    const party = { org: '安防协会', signatory: '王坤泉', title: null };
    const ceremony = { document: '《友好合作协议》', parties: [party], outcome: [], term: null, witnesses: [] };
    const photoOf = (item: object) => {
      const scene = deriveScene(
        snapshotOf({ items: [{ id: 'i1', progress: running, ...item }] }),
        { mode: 'photo', frozen: false },
        NOW,
      );
      return scene.kind === 'photo' ? [scene.titleLines.join(''), ...scene.parties] : scene.kind;
    };

    expect(photoOf({ ceremony: { kind: 'signing', ...ceremony } })).toEqual(['友好合作协议', '安防协会']);
    expect(photoOf({})).toEqual([titleLines(snapshotOf({ items: [] }).facts).join('')]);
  });

  describe('the speakers', () => {
    const person = { name: '张春野', org: '安防协会', titles: ['秘书长'], role: 'attending', order: 'a0' } as const;
    const turn = (name: string, set: Partial<Turn> = {}): Turn => ({
      ...{ id: brand<EventId>(name), itemId: null, key: null, name, org: null, allowedMs: 180_000, askedAt: 0 },
      ...{ beganAt: null, endedAt: null },
      ...set,
    });
    const items = [
      { id: 'i1', title: '标准化', progress: running },
      { id: 'i2', internal: true },
    ];
    const people = [{ ...person, id: brand<PersonKey>('zhang'), personId: null }];
    const shown = (turns: readonly Turn[]) =>
      deriveScene({ ...snapshotOf({ items }), people }, { mode: 'speaker', frozen: false }, NOW, { turns });

    test('show who speaks with their own time, and who waits', () => {
      const turns = [
        turn('李', { beganAt: NOW - 9, endedAt: NOW - 5 }),
        turn('张春野', { key: brand<PersonKey>('zhang'), itemId: brand<ItemId>('i1'), beganAt: NOW - 5 }),
        turn('王'),
      ];

      expect(shown(turns)).toEqual({
        kind: 'speaker',
        title: '标准化',
        speaking: { name: '张春野', org: '安防协会', title: '秘书长' },
        timer: { plannedMs: 180_000, spentMs: 0, runningSince: NOW - 5 },
        waiting: [{ name: '王', org: null, title: null }],
      });
    });

    test('of an internal item nobody is shown, and with nobody to show the item is', () => {
      expect(shown([turn('王', { itemId: brand<ItemId>('i2') })])).toMatchObject({ kind: 'item', title: '标准化' });
      expect(shown([turn('王'), turn('李', { itemId: brand<ItemId>('i2'), beganAt: 1 })])).toMatchObject({
        speaking: null,
        waiting: [{ name: '王' }],
      });
    });
  });

  test('the minutes show the settled paragraphs that were handed in, and only those', () => {
    const snapshot = snapshotOf({
      items: [
        {
          id: 'i1',
          progress: running,
          minutes: [{ kind: 'paragraph', inline: [{ kind: 'text', text: '未定', marks: {} }] }],
        },
      ],
    });

    const scene = deriveScene(snapshot, { mode: 'minutes', frozen: false }, NOW, { settled: ['已定'] });

    expect(scene).toEqual({ kind: 'minutes', number: 1, title: 'i1', paragraphs: ['已定'] });
  });
});

describe('decisions on the screen', () => {
  const decision = (id: string, itemId: string | null, wording: string) => ({
    id: brand<DecisionId>(id),
    wording,
    itemId: itemId === null ? null : brand<ItemId>(itemId),
    outcome: null,
    motionId: null,
    order: 'a0',
  });
  const settings = { mode: 'decision', frozen: false } as const;

  test('pinned, they are those of the item that has the floor, as they are worded', () => {
    const snapshot = { ...snapshotOf({ items: [{ id: 'i1', progress: running }] }) };
    const decisions = [decision('d1', 'i1', '同意聘'), decision('d2', null, '别的'), decision('d3', 'i1', ' ')];

    expect(deriveScene({ ...snapshot, decisions }, settings, NOW)).toEqual({
      kind: 'decision',
      number: 1,
      title: 'i1',
      wordings: ['同意聘'],
    });
  });

  test('[3] without any, the agenda is shown', () => {
    expect(deriveScene(snapshotOf({ items: [{ id: 'i1', progress: running }] }), settings, NOW).kind).toBe('agenda');
  });
});

describe('an item on the screen', () => {
  test('names its speakers with what the list of people knows, its timer and what comes next', () => {
    const snapshot = snapshotOf({
      people: [{ id: 'p1', name: '张春野', org: '标准化处', titles: ['处长'] }],
      items: [
        {
          id: 'i1',
          title: '情况介绍',
          plannedMs: 600_000,
          progress: running,
          presenters: [{ key: 'p1' as never, name: '张春野', org: null, title: null }],
        },
        { id: 'i2', progress: { state: 'skipped' } },
        { id: 'i3', title: '交流发言', presenters: [{ key: null, name: '朱雨真', org: null, title: null }] },
      ],
    });

    expect(deriveScene(snapshot, AUTO, NOW)).toEqual({
      kind: 'item',
      number: 1,
      itemKind: 'briefing',
      title: '情况介绍',
      speakers: [{ name: '张春野', org: '标准化处', title: '处长' }],
      timer: { plannedMs: 600_000, spentMs: 0, runningSince: NOW - 60_000 },
      next: { number: 3, title: '交流发言', speakers: ['朱雨真'] },
    });
  });

  test('what comes next is what the desk goes to, also while an internal item runs', () => {
    const leftOut = { id: 'i1' };
    const internal = { id: 'i3', internal: true, progress: running };
    const scene = (...after: readonly { readonly id: string; readonly internal?: boolean }[]) =>
      deriveScene(
        snapshotOf({ items: [leftOut, { id: 'i2', progress: done }, internal, ...after] }),
        { mode: 'break', frozen: false },
        NOW,
      );

    expect(scene({ id: 'i4' })).toMatchObject({ next: { title: 'i4' } });
    expect(scene({ id: 'i4', internal: true }, { id: 'i5' })).toMatchObject({ next: { title: 'i5' } });
    expect(scene({ id: 'i4', internal: true })).toMatchObject({ next: { title: 'i1' } });
  });

  test('an internal item that comes next is not announced', () => {
    const items = [
      { id: 'i1', progress: running },
      { id: 'i2', internal: true },
    ];

    expect(deriveScene(snapshotOf({ items }), AUTO, NOW)).toMatchObject({ kind: 'item', next: null });
  });

  test('carries the ceremony and the guests', () => {
    const people = [
      { name: '牟晓生', org: '公安部三所检测中心', titles: ['原常务副主任'], role: 'guest' as const },
      { name: '王坤泉', role: 'attending' as const },
    ];
    const ceremony = {
      kind: 'appointment',
      appointee: '牟晓生',
      post: '顾问',
      letter: '聘书',
      presentedBy: '吴坚',
      term: null,
    } as const;

    const guests = deriveScene(
      snapshotOf({ people, items: [{ id: 'i0', kind: 'guest_introduction', progress: running }] }),
      AUTO,
      NOW,
    );
    const appointment = deriveScene(
      snapshotOf({ people, items: [{ id: 'i5', kind: 'appointment', ceremony, progress: running }] }),
      AUTO,
      NOW,
    );

    expect(guests).toMatchObject({ guests: [{ name: '牟晓生', org: '公安部三所检测中心', title: '原常务副主任' }] });
    expect(appointment).toMatchObject({
      ceremony: { appointee: { name: '牟晓生', title: '原常务副主任' }, presentedBy: { name: '吴坚', org: null } },
    });
  });
});

describe('agenda and closing', () => {
  test('starts are shown only as far as the plan reaches', () => {
    const facts = { plannedStart: NOW, plannedEnd: NOW + 3_600_000 };
    const items = [{ id: 'a', plannedMs: 600_000 }, { id: 'b' }, { id: 'c', plannedMs: 600_000 }];

    const scene = deriveScene(snapshotOf({ items, facts }), { mode: 'agenda', frozen: false }, NOW);

    expect(scene.kind === 'agenda' && scene.rows.map(({ startsAt }) => startsAt)).toEqual([NOW, NOW + 600_000, null]);
  });

  test('a heading stands as it does with its parts, and its row says which they are', () => {
    const parentId = brand<ItemId>('h');
    const items = [
      { id: 'h', plannedMs: 600_000 },
      { id: 'p', parentId, progress: done },
      { id: 'b', plannedMs: 60_000 },
    ];

    const scene = deriveScene(snapshotOf({ items, facts: { plannedStart: NOW - 600_000 } }), AUTO, NOW);

    expect(scene).toMatchObject({
      kind: 'agenda',
      rows: [
        { itemId: 'h', state: 'done', startsAt: null },
        { itemId: 'p', parentId: 'h', state: 'done' },
        { itemId: 'b', state: 'pending', startsAt: NOW },
      ],
    });
  });

  test('what comes next is what the next step of the secretariat leads to', () => {
    const parentId = brand<ItemId>('h');
    const items = [{ id: 'left' }, { id: 'i1', progress: running }, { id: 'h' }, { id: 'p', parentId, progress: done }];

    const scene = deriveScene(snapshotOf({ items: items.slice(1) }), AUTO, NOW);
    const leftOut = deriveScene(snapshotOf({ items }), AUTO, NOW);

    expect(scene).toMatchObject({ kind: 'item', title: 'i1', next: null });
    expect(leftOut).toMatchObject({ kind: 'item', title: 'i1', next: { title: 'left' } });
  });

  test('guests, the closing and headings without a length do not hide the starts of what follows', () => {
    const items = [
      { id: 'g', kind: 'guest_introduction' as const },
      { id: 'h' },
      { id: 'p', parentId: brand<ItemId>('h'), plannedMs: 600_000 },
      { id: 'b', plannedMs: 600_000 },
    ];
    const facts = { plannedStart: NOW, plannedEnd: NOW + 3_600_000 };

    const scene = deriveScene(snapshotOf({ items, facts }), { mode: 'agenda', frozen: false }, NOW);

    expect(scene.kind === 'agenda' && scene.rows.map(({ startsAt }) => startsAt)).toEqual([
      NOW,
      NOW,
      NOW,
      NOW + 600_000,
    ]);
  });

  test('the closing counts what was held and lists the tasks that were confirmed', () => {
    const snapshot = snapshotOf({
      adjournedAt: NOW,
      items: [
        // Before the meeting: the wall counts from the first item.
        { id: 'g', kind: 'guest_introduction', progress: done },
        { id: 'a', progress: done },
        { id: 'p', kind: 'break', progress: done },
        { id: 'b' },
      ],
      tasks: [
        { id: 'd', what: '还没有人确认' },
        {
          id: 't',
          what: '发布团标',
          owners: [{ key: 'k', name: '团标委', lead: true }],
          dueText: '下半年',
          state: 'confirmed',
        },
      ],
    });

    expect(deriveScene(snapshot, AUTO, NOW)).toEqual({
      kind: 'closing',
      itemsDone: 1,
      startedAt: NOW - 120_000,
      endedAt: NOW,
      tasks: [{ what: '发布团标', owners: ['团标委'], due: '下半年' }],
    });
  });
});

describe('titles', () => {
  const title = '苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会';

  test.each([
    ['苏州市安防协会', ['苏州市安防协会', '三届二次常务理事会', '暨安防标准化建设专题学习会']],
    [null, ['苏州市安防协会', '三届二次常务理事会', '暨安防标准化建设专题学习会']],
  ])('the full name pauses after the organisation (%s) and before 暨', (organisation, lines) => {
    expect(titleLines({ title, organisation, shortTitle: null })).toEqual(lines);
    expect(shortTitle({ title, organisation, shortTitle: null })).toBe('三届二次常务理事会');
  });

  test('a plain name is one line', () => {
    expect(titleLines({ title: 'Weekly meeting', organisation: null, shortTitle: null })).toEqual(['Weekly meeting']);
    expect(shortTitle({ title: '', organisation: '', shortTitle: null })).toBe('');
  });
});

describe('size', () => {
  const request = {
    settings: { mode: 'agenda', frozen: false } as ScreenSettings,
    now: NOW,
    revision: 1,
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    maxBytes: 16_000,
  } as const;

  test('an absurd agenda still fits and keeps the window around the open row', () => {
    const items = Array.from({ length: 500 }, (_, index) => ({
      id: `item-with-a-rather-long-identifier-${index}`,
      title: '长'.repeat(190),
      progress: index < 300 ? done : {},
    }));

    const content = screenContent({ ...request, snapshot: snapshotOf({ items }) });

    expect(new TextEncoder().encode(JSON.stringify(content)).length).toBeLessThanOrEqual(request.maxBytes);
    expect(content.scene.kind === 'agenda' && content.scene.rows.map(({ itemId }) => itemId)).toContain(items[300]?.id);
  });

  test('of five headings with eight parts each, titles of sixty characters, the open family is sent whole', () => {
    const items = Array.from({ length: 45 }, (_, index) => ({
      id: `itm_${String(index).padStart(22, '0')}`,
      title: '关于安防标准化建设专题学习与交流的说明'.repeat(4).slice(0, 60),
      plannedMs: 600_000,
      presenters: [{ key: null, name: '欧阳春野', org: null, title: null }],
      progress: index < 13 ? done : index === 13 ? running : {},
      ...(index % 9 === 0 ? {} : { parentId: brand<ItemId>(`itm_${String(index - (index % 9)).padStart(22, '0')}`) }),
    }));
    const facts = { plannedStart: NOW, plannedEnd: NOW + 28_800_000 };

    const { scene } = screenContent({ ...request, snapshot: snapshotOf({ items, facts }) });

    const rows = scene.kind === 'agenda' ? scene.rows : [];
    expect(rows.map(({ folded, parentId }) => (parentId === undefined ? (folded ?? 0) : 'part'))).toEqual([
      8,
      0,
      ...Array.from({ length: 8 }, () => 'part'),
      8,
      8,
      8,
    ]);
    expect(rows[5]?.title).toBe(items[13]?.title);
  });

  test('minutes keep their newest paragraphs', () => {
    const settled = Array.from({ length: 400 }, (_, index) => `第${index}段${'字'.repeat(300)}`);
    const snapshot = snapshotOf({ items: [{ id: 'i1', progress: running }] });

    const { scene } = screenContent({ ...request, settings: { mode: 'minutes', frozen: false }, snapshot, settled });

    expect(scene.kind === 'minutes' && scene.paragraphs.at(-1)).toMatch(/^第399段/);
  });

  test('an ordinary scene is sent whole', () => {
    const snapshot = snapshotOf({ items: [{ id: 'i1', title: '甲', progress: running }] });

    const content = screenContent({ ...request, settings: AUTO, snapshot });

    expect(content.scene).toEqual(deriveScene(snapshot, AUTO, NOW));
    expect(content).toMatchObject({
      revision: 1,
      serverNow: NOW,
      phase: 'live',
      meeting: { title: '例会', shortTitle: '例会' },
    });
  });
});
