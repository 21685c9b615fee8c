// The corpus of hostile bytes against a real room in which somebody honest is writing: what becomes of each pattern, that
// it never holds the process, and that the honest writer goes on as if nothing had been.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Session } from '../../server/sync/session.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { settled } from '../support/hand-clock.ts';
import { textAfter, textIn, update, type StructId } from '../support/hostile/bytes.ts';
import { longestTurn, MAX_HELD_MS, shortestOf } from '../support/hostile/main-thread.ts';
import * as hostile from '../support/hostile/patterns.ts';
import { exchange, hall, type Hall } from '../support/room-hall.ts';
import { docsOf, ITEMS, minutesText, principal, type Replica, wordsOf } from '../support/rooms-fixture.ts';

const [FIRST = brand<ItemId>('i1')] = ITEMS;
const OWN = 9_009;
const SAVED = 'saved';
const WAITS = 'waits';

interface Scene {
  readonly hall: Hall;
  readonly victim: Replica;
  readonly attacker: Replica;
  /** The struct that made the text in which the victim writes. */
  readonly text: StructId;
  /** The victim's next clock. */
  readonly next: StructId;
}

async function scene(): Promise<Scene> {
  const room = await hall();
  const [victim, attacker] = [await room.join('李文静'), await room.join('攻击者')];
  minutesText(victim.doc, FIRST).insert(0, '会议听取了汇报。');
  await exchange(victim, attacker);
  const text = minutesText(victim.doc, FIRST)._item?.id;
  if (!text) throw new Error('the text stands nowhere');
  const client = victim.doc.clientID;
  return { hall: room, victim, attacker, text, next: { client, clock: Y.getState(victim.doc.store, client) } };
}

/** What became of the last frame, as the room told it. */
function outcome({ refusals, ends }: Replica, savedMore: boolean): string {
  return [...refusals, ...ends].join(' ') || (savedMore ? SAVED : WAITS);
}

/** Sends one frame; answers what became of it and how long the longest turn of the event loop was. */
async function afterFrame(at: Scene, frame: Uint8Array): Promise<{ readonly became: string; readonly heldMs: number }> {
  const { attacker, hall: room } = at;
  const acknowledged = attacker.acknowledged.length;
  attacker.send(frame);
  let idleTurns = 0;
  let commits = room.ledger.commits;
  const isOver = (): boolean => {
    idleTurns = room.ledger.commits === commits ? idleTurns + 1 : 0;
    commits = room.ledger.commits;
    return attacker.acknowledged.length > acknowledged || attacker.refusals.length > 0 || idleTurns > 1_500;
  };
  const heldMs = await longestTurn(() => attacker.deliverUp(), isOver);
  return { became: outcome(attacker, attacker.acknowledged.length > acknowledged), heldMs };
}

/** The victim types `count` words; the room must answer, keep and show each. */
async function typesOn({ hall: room, victim }: Scene, count = 100): Promise<void> {
  await exchange(victim);
  const before = wordsOf(victim.doc, FIRST);
  for (let index = 0; index < count; index += 1) minutesText(victim.doc, FIRST).insert(0, `⟦${index}⟧`);
  await exchange(victim);
  const reader = await room.join('旁听', 'read');
  const words = wordsOf(reader.doc, FIRST);
  expect(victim.refusals).toEqual([]);
  expect(victim.ends).toEqual([]);
  for (let index = 0; index < count; index += 1) expect(words.split(`⟦${index}⟧`)).toHaveLength(2);
  expect(words).toContain(before);
  expect(words).toBe(wordsOf(victim.doc, FIRST));
}

type Case = readonly [name: string, frame: (at: Scene) => Uint8Array, became: string];

const REFUSED = (reason: string): string => `update-not-allowed:${reason} refused`;
const FULL = 'update-unresolved:parking-full refused';
const TOO_LARGE = 'too-large:update-size tooLarge';
const MALFORMED = 'update-malformed:not-an-update malformed';

const CASES: readonly Case[] = [
  ['[M1] [R9] elements nested 100 deep', ({ text }) => hostile.deepNesting(OWN, text, 100), REFUSED('inline-content')],
  [
    '[M1] [R9] elements nested 6,000 deep',
    ({ text }) => hostile.deepNesting(OWN, text, 6_000),
    REFUSED('inline-content'),
  ],
  ['[M1] [R9] maps nested 3,000 deep', ({ text }) => hostile.deepMaps(OWN, text, 3_000), REFUSED('keyed-content')],
  [
    '[M2] [R6] a collected struct over the victim’s clocks',
    ({ next }) => hostile.stolenClocks(next),
    REFUSED('foreign-client-id'),
  ],
  [
    '[M3] [R6] text forged under the victim’s id',
    ({ next, text }) => hostile.forgedText(next, text, '伪造'),
    REFUSED('foreign-client-id'),
  ],
  ['[M4] [R7] the victim’s next words deleted ahead', ({ next }) => hostile.deletedAhead(next), WAITS],
  ['[M5] [R7] 1,001 structs that resolve never', () => hostile.neverResolved(1_001), FULL],
  ['[M5] [R7] 50,000 structs that resolve never', () => hostile.neverResolved(50_000), TOO_LARGE],
  ['[M5] [R7] 15,000 gaps', () => hostile.gaps(15_000), FULL],
  ['[M6] [R7] 10,000 deletions of nothing', () => hostile.deletedNowhere(10_000), FULL],
  ['[M6] [R18] 300,000 deletions of nothing', () => hostile.deletedNowhere(300_000), TOO_LARGE],
  [
    '[M6] [R18] one range deleted 4,000 times',
    ({ text }) => hostile.deletedTwice({ ...text, clock: text.clock + 1 }, 1, 4_000),
    SAVED,
  ],
  ['[M8] [R3] a run-length bomb of the second format', () => hostile.runLengthBomb(), MALFORMED],
  ['[M9] [R3] a plain value nested 20,000 deep', () => hostile.deepValue(OWN, 20_000), TOO_LARGE],
  ['[M9] [R4] a plain value nested 33 deep', () => hostile.deepValue(OWN, 34), REFUSED('plain-value')],
  ['[M9] [R4] a plain value of 15,000 nulls', () => hostile.wideValue(OWN, 15_000), REFUSED('plain-value')],
  ['[M9] [R4] a plain value of 190,000 nulls', () => hostile.wideValue(OWN, 190_000), REFUSED('plain-value')],
  ['[M9] [R18] a plain value of 257 KB', () => hostile.wideValue(OWN, 263_168), TOO_LARGE],
  ['[R18] a megabyte of structs of two bytes', () => hostile.collected(OWN, 500_000), SAVED],
  ['[R18] 10,000 letters', ({ text }) => hostile.letters(OWN, text, 10_000), SAVED],
  ['[R18] 10,000 letters, half of them deleted', ({ text }) => hostile.lettersDeleted(OWN, text, 10_000), SAVED],
  ['[R8] [R9] two that stand behind each other', () => hostile.ring(OWN), REFUSED('tangled')],
  ['[R6] 19,000 client ids taken at once', () => hostile.manyIds(19_000), REFUSED('too-many-client-ids')],
];

describe('a room under hostile bytes', () => {
  it.each(CASES)('%s', { timeout: 60_000 }, async (_name, frame, became) => {
    const at = await scene();

    const first = await afterFrame(at, frame(at));

    expect(first.became).toBe(became);
    let reading: number | null = first.heldMs;
    const heldMs = await shortestOf(async () => {
      const again = await (reading === null ? scene() : at);
      const held = reading ?? (await afterFrame(again, frame(again))).heldMs;
      reading = null;
      return held;
    });
    expect(heldMs).toBeLessThanOrEqual(MAX_HELD_MS);
    await typesOn(at);
  });

  it('[M9] [R3] takes no malformed bytes for an update', async () => {
    const at = await scene();
    const honest = Y.encodeStateAsUpdate(at.victim.doc);

    for (const [name, bytes] of hostile.malformed(honest)) {
      const attacker = await at.hall.join('攻击者');
      const { became } = await afterFrame({ ...at, attacker }, bytes);
      expect(became, name).toMatch(/malformed/);
      attacker.disconnect();
    }

    await typesOn(at);
  });

  it('[M10] [R4] lets no key through that would be a prototype', async () => {
    const at = await scene();

    for (const key of ['__proto__', 'constructor', 'prototype']) {
      for (const [index, bytes] of hostile.prototypeKeys(OWN, key).entries()) {
        const attacker = await at.hall.join('攻击者');
        const { became } = await afterFrame({ ...at, attacker }, bytes);
        expect(became, `${key} ${index}`).toMatch(/^update-not-allowed/);
      }
    }

    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    await typesOn(at);
  });

  it('[T4] lets 48 ids, clocks and lengths at the edge have no effect', async () => {
    const at = await scene();
    const before = Y.encodeStateVector(at.victim.doc);

    for (const [name, bytes] of hostile.edgeValues()) {
      const attacker = await at.hall.join('攻击者');
      const { became } = await afterFrame({ ...at, attacker }, bytes);
      expect(became, name).not.toBe(SAVED);
      attacker.disconnect();
    }

    await exchange(at.victim);
    expect(Y.encodeStateVector(at.victim.doc)).toEqual(before);
    await typesOn(at);
  });

  it('[R5] lets nothing that is said of known clocks reach the document, though new words come with it', async () => {
    const at = await scene();
    minutesText(at.victim.doc, FIRST).insert(0, '😀');
    await exchange(at.victim, at.attacker);
    const own = { client: OWN, clock: 0 };
    at.attacker.send(update([{ ...own, structs: [textIn(at.text, '甲')] }]));
    await exchange(at.attacker, at.victim);

    // Yjs would part the two halves of the character, here and in nobody else's document.
    const half = textAfter(at.next, '甲');
    const { became } = await afterFrame(at, update([{ ...own, structs: [half, textAfter(own, '乙')] }]));

    expect(became).toBe(SAVED);
    await exchange(at.victim);
    expect(wordsOf(at.victim.doc, FIRST)).toContain('😀');
    await typesOn(at);
  });

  it('[R18] takes in what refers crosswise between page loads, whole and in order', async () => {
    const at = await scene();
    const docs = [new Y.Doc(), new Y.Doc()];
    for (let word = 0; word < 1_500; word += 1) {
      const [doc = at.victim.doc, other = at.victim.doc] = word % 2 ? docs : [...docs].reverse();
      if (word === 0) for (const each of docs) Y.applyUpdate(each, Y.encodeStateAsUpdate(at.victim.doc));
      minutesText(doc, FIRST).insert(word % 7, '字');
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
    }
    const [whole = at.victim.doc] = docs;

    const { became } = await afterFrame(at, Y.encodeStateAsUpdate(whole));

    expect(became).toBe(SAVED);
    await exchange(at.victim);
    expect(wordsOf(at.victim.doc, FIRST)).toBe(wordsOf(whole, FIRST));
  });
});

describe('joining with a hostile state vector', () => {
  const joinWith = async (room: Hall, bytes: Uint8Array): Promise<string> => {
    const wire = { outlet: NO_OUTLET, ask: () => undefined, end: () => undefined };
    const who = principal('攻击者');
    const session = new Session({
      doc: docsOf(room.meetingId).desk,
      principal: who,
      access: 'write',
      wire,
      clientId: null,
    });
    const joined = await room.rooms.join(session, bytes, () => undefined);
    room.rooms.leave(session);
    return joined.ok ? 'in' : joined.code;
  };

  it.each([
    ['10,000 clients', hostile.stateVector(10_000), 'in'],
    ['32,000 clients', hostile.stateVector(32_000, 0, 1), 'in'],
    ['clocks from the future', hostile.stateVector(1_000, 2 ** 40), 'in'],
    ['more clients than bytes', Uint8Array.of(200, 200, 3, 1), 'update-malformed'],
    ['half a number', Uint8Array.of(1, 255), 'update-malformed'],
  ])('[T13] [R12] %s', async (_name, bytes, expected) => {
    const at = await scene();
    let became = '';

    const heldMs = await shortestOf(() =>
      longestTurn(
        () => void joinWith(at.hall, bytes).then((how) => (became = how)),
        () => became !== '',
      ),
    );

    expect(became).toBe(expected);
    expect(heldMs).toBeLessThanOrEqual(MAX_HELD_MS);
    await typesOn(at);
  });
});

describe('presence under hostile bytes', () => {
  it('[M7] [R14] a flood of made-up people leaves nothing behind', async () => {
    const at = await scene();
    const { attacker, hall: room } = at;
    const session = attacker.session;
    if (!session) throw new Error('not in');
    const heldMs: number[] = [];

    for (const message of hostile.madeUpPeople(20, 5_000)) {
      const take = async (): Promise<number> => {
        const began = performance.now();
        room.rooms.presence(session, message);
        room.clock.advance(200);
        await settled(0);
        return performance.now() - began;
      };
      heldMs.push(await shortestOf(take));
    }

    // One session speaks for one entry: the first it named.
    expect(session.presenceId).toBe(0);
    expect(Math.max(...heldMs)).toBeLessThanOrEqual(MAX_HELD_MS);
    await settled();
    await typesOn(at);
  });
});

const NO_OUTLET = { wantsDigest: false, update: () => undefined, presence: () => undefined, digest: () => undefined };
