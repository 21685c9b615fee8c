// Whatever an operator puts up, prepares, names, freezes or lays over, and whatever the secretariat writes meanwhile: no
// byte that goes to any screen holds a word of what is internal. Looked for by chance, in every state sent.
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { addItem, itemTitle, setItem } from '../../shared/doc/desk-agenda.ts';
import { addDecision } from '../../shared/doc/desk-decisions.ts';
import { claimItem, notesFragment } from '../../shared/doc/desk-facts.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { addProgress, startItem } from '../../shared/doc/desk-progress.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { readTurns } from '../../shared/doc/record-speakers.ts';
import { seedParagraphs } from '../../shared/doc/fragment.ts';
import type { Ceremony } from '../../shared/domain/agenda.ts';
import type { DecisionId, EventId, ItemId, PersonKey, TaskId } from '../../shared/domain/ids.ts';
import { SCREEN_MODES } from '../../shared/domain/scene.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { ScreenDeck } from '../../shared/protocol/screen-deck.ts';
import { openHall, type Hall } from '../support/hall-office.ts';
import { seeded } from '../support/seeded.ts';

/** Stands in everything internal, and in nothing else. */
const SECRET = '密';
const SCREENS = ['main', 'side', 'stage'] as const;
const STEPS = 60;
const ITEMS = ['item-1', 'open-1', 'open-2', 'secret-1', 'secret-2', 'secret-part'].map((id) => brand<ItemId>(id));

interface Chance {
  happens(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
}

function chanceOf(seed: number): Chance {
  const next = seeded(seed);
  return {
    happens: (probability) => next() < probability,
    pick: (from) => {
      const one = from[Math.floor(next() * from.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}

const APPOINTMENT: Ceremony = {
  ...{
    kind: 'appointment',
    appointee: `${SECRET}某人`,
    post: `${SECRET}职务`,
    presentedBy: null,
    letter: null,
    term: null,
  },
};
const SIGNING: Ceremony = {
  ...{ kind: 'signing', document: `${SECRET}协议`, outcome: [], term: null, witnesses: [`${SECRET}见证`] },
  parties: [{ org: `${SECRET}单位`, signatory: `${SECRET}某人`, title: null }],
};

/** Open and internal content side by side, of every kind that a screen may show something of. */
function fill(desk: Y.Doc): void {
  addItem(desk, { id: brand<ItemId>('open-1'), kind: 'work_report', title: '年度工作报告', order: 'a1' });
  addItem(desk, { id: brand<ItemId>('open-2'), kind: 'guest_introduction', title: '介绍来宾', order: 'a3' });
  for (const [id, order] of [
    ['secret-1', 'a2'],
    ['secret-2', 'a4'],
  ] as const) {
    const presenters = [{ name: `${SECRET}报告人`, org: `${SECRET}单位`, key: null, title: null }];
    const item = { id: brand<ItemId>(id), kind: 'appointment', order, title: `${SECRET}人事安排`, presenters } as const;
    addItem(desk, { ...item, minutes: [`${SECRET}记录`] });
    const ceremony = id === 'secret-1' ? APPOINTMENT : SIGNING;
    setItem(desk, brand<ItemId>(id), { internal: true, ceremony });
  }
  const part = { id: brand<ItemId>('secret-part'), kind: 'discussion', title: `${SECRET}分项`, order: 'a5' } as const;
  addItem(desk, { ...part, parentId: brand<ItemId>('secret-1') });
  const guest = { name: '来宾甲', org: null, titles: [], role: 'guest', order: 'a0', personId: null } as const;
  addPerson(desk, { ...guest, id: brand<PersonKey>('guest-1'), note: `${SECRET}备注` });
}

let written = 0;

/** One thing that people of the secretariat do. */
async function write(hall: Hall, chance: Chance): Promise<void> {
  const id = `w${String(++written)}`;
  const itemId = chance.pick(ITEMS);
  const isSecret = itemId.startsWith('secret');
  const words = isSecret ? `${SECRET}话${id}` : `公开话${id}`;
  const at = hall.office.clock.now();
  await hall.type((desk) => {
    const acts = [
      () => startItem(desk, { eventId: brand<EventId>(id), itemId, at, by: 'li' }),
      () => addProgress(desk, brand<EventId>(id), { kind: 'finish', itemId, at, by: 'li' }),
      () => itemTitle(desk, itemId)?.insert(0, words.slice(0, 1)),
      () =>
        addDecision(desk, {
          id: brand<DecisionId>(id),
          itemId,
          wording: words,
          outcome: null,
          motionId: null,
          order: 'a0',
        }),
      () =>
        addTask(desk, {
          ...{ id: brand<TaskId>(id), what: words, itemId, owners: [], supporters: [], due: null, dueText: null },
          ...{ anchor: { itemId, from: '', to: '', quote: words }, state: 'confirmed', order: 'a0' },
        }),
      () => seedParagraphs(notesFragment(desk), [`${SECRET}备忘${id}`]),
      () => claimItem(desk, itemId, `${SECRET}人`),
    ];
    chance.pick(acts)();
  });
}

/** Somebody asks to speak to an item, and perhaps begins. */
async function speak(hall: Hall, chance: Chance): Promise<void> {
  const itemId = chance.pick(ITEMS);
  const name = itemId.startsWith('secret') ? `${SECRET}发言人` : '公开发言人';
  const asked = await hall.command('speaker.ask', { name, itemId, allowedMs: 60_000 });
  const turns = asked.ok ? await hall.read(({ record }) => readTurns(record)) : [];
  if (turns.length > 0 && chance.happens(0.6)) await hall.command('speaker.begin', { speaker: chance.pick(turns).id });
}

/** One thing that an operator does. What is refused (nothing prepared, nothing before) is a try like any other. */
async function steer(hall: Hall, chance: Chance): Promise<void> {
  const screen = chance.pick(SCREENS);
  const cue = () => ({
    mode: chance.pick(SCREEN_MODES),
    ...(chance.happens(0.5) ? { itemId: chance.pick(ITEMS) } : {}),
  });
  const [kind, data] = chance.pick<readonly [string, object]>([
    ['set', { ...cue(), frozen: chance.happens(0.2) }],
    ['prepare', { preview: cue(), queue: [cue(), cue()] }],
    ['take', { preview: cue() }],
    ['overlay', { frozen: chance.happens(0.3), blank: chance.happens(0.2) }],
    ['overlay', { message: { text: '请入座', forMs: 5_000 }, countdown: { label: '开会', forMs: 60_000 } }],
  ]);
  await hall.command(`screen.${kind}`, { screen, ...data });
}

test.each([1, 2, 3, 4])('of nothing internal a word goes to a screen (chance %i)', async (seed) => {
  const chance = chanceOf(seed);
  const hall = await openHall();
  await hall.type(fill);
  const decks: ScreenDeck[] = [];
  hall.office.services.screens.subscribeDeck(hall.meetingId, (deck) => decks.push(deck));
  const watched = [hall.states, hall.watch('side'), hall.watch('stage')];

  for (let step = 0; step < STEPS; step++) {
    if (chance.happens(0.15)) await speak(hall, chance);
    else if (chance.happens(0.5)) await write(hall, chance);
    else await steer(hall, chance);
    await hall.pass(chance.happens(0.1) ? 12_000 : 250, 3_000);
  }

  const sent = [...watched.flat(), ...decks].map((state) => JSON.stringify(state));
  expect(sent.length).toBeGreaterThan(20);
  expect(sent.filter((bytes) => bytes.includes(SECRET))).toEqual([]);
  expect(decks.length).toBeGreaterThan(0);
  expect(sent.some((bytes) => bytes.includes('标准化建设'))).toBe(true);
  expect(sent.some((bytes) => bytes.includes('年度工作报告'))).toBe(true);
});
