// Two people with accounts of their own, on every pair of wires, against the real app: one cannot write under, delete
// ahead of, or speak as the other, not before they have written and not after they have left.
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { addItem, readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { startApp, textField, type TestApp } from '../support/app.ts';
import type { StructId } from '../support/hostile/bytes.ts';
import * as hostile from '../support/hostile/patterns.ts';
import { openRawSocketIo, openRawStock, type OpenRaw, type RawClient } from '../support/hostile/raw-wires.ts';
import { minutesText, wordsOf } from '../support/rooms-fixture.ts';
import {
  eventually,
  openSocketIoClient,
  openStockClient,
  type OpenClient,
  type WireClient,
} from '../support/wire-clients.ts';

const ITEM = brand<ItemId>('item-1');

interface Two {
  readonly victim: WireClient;
  readonly watcher: WireClient;
  readonly text: StructId;
  attack(clientId?: number): Promise<RawClient>;
}

async function two(openVictim: OpenClient, openAttacker: OpenRaw): Promise<Two> {
  const app = await startApp();
  const doc = `${textField(await (await app.admin()).post('/meetings', { title: '会议' }), 'id')}/desk`;
  const [victimToken, attackerToken] = [await tokenOf(app), await tokenOf(app)];
  const open = (openClient: OpenClient, token: string): WireClient => {
    const client = openClient({ url: app.url, token, doc });
    onTestFinished(() => client.close());
    return client;
  };
  const watcher = open(openSocketIoClient, await tokenOf(app));
  await eventually(() => watcher.isSynced, 'the watcher');
  addItem(watcher.doc, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0' });
  minutesText(watcher.doc, ITEM).insert(0, '开始。');
  const text = minutesText(watcher.doc, ITEM)._item?.id;
  if (!text) throw new Error('the text stands nowhere');
  const victim = open(openVictim, victimToken);
  await eventually(() => victim.isSynced && readAgenda(victim.doc).length === 1, 'the victim');
  return {
    ...{ victim, watcher, text },
    attack: (clientId) => openAttacker({ url: app.url, token: attackerToken, doc }, clientId),
  };
}

async function tokenOf(app: TestApp): Promise<string> {
  return textField(await (await app.as('notetaker')).post('/tokens', { label: 'test' }), 'token');
}

/** What the victim types arrives, all of it, and the victim is still welcome. */
async function typesOn({ victim, watcher }: Two): Promise<void> {
  for (let word = 0; word < 20; word += 1) minutesText(victim.doc, ITEM).insert(0, `⟦${word}⟧`);
  await eventually(() => wordsOf(watcher.doc, ITEM).includes('⟦19⟧'), 'the victim’s words at the watcher');
  await eventually(() => wordsOf(watcher.doc, ITEM) === wordsOf(victim.doc, ITEM), 'the same words at both');
  for (let word = 0; word < 20; word += 1) expect(wordsOf(watcher.doc, ITEM).split(`⟦${word}⟧`)).toHaveLength(2);
  expect(wordsOf(watcher.doc, ITEM)).not.toContain('伪造');
  expect(victim.codes).toEqual([]);
}

function nextOf({ doc }: WireClient): StructId {
  return { client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
}

async function knows(watcher: WireClient, id: number): Promise<void> {
  await eventually(() => watcher.awareness.getStates().has(id), 'the victim is seen');
}

const VICTIMS: readonly (readonly [string, OpenClient])[] = [
  ['y-websocket', openStockClient],
  ['Socket.IO', openSocketIoClient],
];
const ATTACKERS: readonly (readonly [string, OpenRaw])[] = [
  ['y-websocket', openRawStock],
  ['Socket.IO', openRawSocketIo],
];
const PAIRS = VICTIMS.flatMap(([victim, openVictim]) =>
  ATTACKERS.map(([attacker, openAttacker]) => [attacker, victim, openAttacker, openVictim] as const),
);

describe.each(PAIRS)('somebody on %s against somebody on %s', (_attacker, _victim, openAttacker, openVictim) => {
  it('[T1] [T3] [R6] [R7] cannot write under their id nor delete ahead of them', async () => {
    const at = await two(openVictim, openAttacker);
    minutesText(at.victim.doc, ITEM).insert(0, '我写的。');
    await eventually(() => wordsOf(at.watcher.doc, ITEM).startsWith('我写的'), 'the first words');
    const next = nextOf(at.victim);

    for (const forged of [hostile.stolenClocks(next), hostile.forgedText(next, at.text, '伪造')]) {
      const attacker = await at.attack();
      attacker.update(forged);
      await eventually(() => attacker.codes.length > 0, 'the ending');
      expect(attacker.codes[0]).toBe(4409);
    }
    const ahead = await at.attack();
    ahead.update(hostile.deletedAhead(next));

    await typesOn(at);
  });

  it('[T1] [R6] cannot take their id between their joining and their first word', async () => {
    const at = await two(openVictim, openAttacker);
    at.victim.awareness.setLocalState({ cursor: null });
    const { clientID } = at.victim.doc;
    await knows(at.watcher, clientID);

    const attacker = await at.attack();
    attacker.update(hostile.forgedText({ client: clientID, clock: 0 }, at.text, '伪造'));
    await eventually(() => attacker.codes.length > 0, 'the ending');

    expect(attacker.codes[0]).toBe(4409);
    await typesOn(at);
  });

  it('[T1] [R6] cannot take their id while their line is down', async () => {
    const at = await two(openVictim, openAttacker);
    at.victim.awareness.setLocalState({ cursor: null });
    const { clientID } = at.victim.doc;
    await knows(at.watcher, clientID);
    at.victim.close();
    await eventually(() => !at.watcher.awareness.getStates().has(clientID), 'the victim is gone');

    const announcing = await at.attack(clientID);
    announcing.presence(hostile.awareness([{ id: clientID, clock: 50, state: '{"cursor":null}' }]));
    const writing = await at.attack();
    writing.update(hostile.forgedText({ client: clientID, clock: 0 }, at.text, '伪造'));
    await eventually(() => writing.codes.length > 0, 'the ending');

    expect(writing.codes[0]).toBe(4409);
    expect(at.watcher.awareness.getStates().has(clientID)).toBe(false);
    expect(wordsOf(at.watcher.doc, ITEM)).not.toContain('伪造');
  });

  it('[T17] [T18] [R14] cannot speak as them, nor pin the clock of their entry', async () => {
    const at = await two(openVictim, openAttacker);
    at.victim.awareness.setLocalState({ cursor: 1 });
    const { clientID } = at.victim.doc;
    await knows(at.watcher, clientID);
    const before = nameAt(at.watcher, clientID);
    const attacker = await at.attack();

    attacker.presence(hostile.pinnedClock(clientID, '{"user":{"name":"主持人","color":"red"}}', 2 ** 31 - 1));
    attacker.presence(hostile.awareness([{ id: clientID, clock: 1_000, state: 'null' }]));
    attacker.presence(hostile.awareness([{ id: 4_242, clock: 1, state: `{"user":${before}}` }]));
    at.victim.awareness.setLocalState({ cursor: 2 });

    await eventually(() => at.watcher.awareness.getStates().get(clientID)?.['cursor'] === 2, 'the victim’s next state');
    expect(nameAt(at.watcher, clientID)).toBe(before);
    expect(nameAt(at.watcher, 4_242)).not.toBe(before);
    expect(attacker.codes).toEqual([]);
  });
});

/** Who stands behind an entry, as the watcher sees it. */
function nameAt(watcher: WireClient, id: number): string {
  return JSON.stringify(watcher.awareness.getStates().get(id)?.['user'] ?? null);
}

describe('the y-websocket wire', () => {
  it('[T69] handles the message types that exist and ends a connection for every other', async () => {
    const at = await two(openStockClient, openRawStock);
    const codes = new Map<number, number>();

    for (let type = 0; type <= 255; type += 1) {
      const attacker = await at.attack();
      sendTyped(attacker, type);
      if (type <= 3) continue;
      await eventually(() => attacker.codes.length > 0, `the ending for type ${type}`);
      codes.set(type, attacker.codes[0] ?? 0);
    }

    expect(new Set(codes.values())).toEqual(new Set([4400]));
    expect(codes.size).toBe(252);
    await typesOn(at);
  });

  it('[T14] [M13] answers a thousand times step 1 in its own time, and others go on', async () => {
    const at = await two(openStockClient, openRawStock);
    minutesText(at.victim.doc, ITEM).insert(0, '会'.repeat(100_000));
    const attacker = await at.attack();

    for (let times = 0; times < 1_000; times += 1) attacker.ask(hostile.stateVector(1, times));
    await typesOn(at);

    expect(attacker.codes).toEqual([]);
  });
});

/** A frame of any type: its number, and an empty message behind it. */
function sendTyped(attacker: RawClient, type: number): void {
  attacker.frame?.([type], Uint8Array.of(0));
}
