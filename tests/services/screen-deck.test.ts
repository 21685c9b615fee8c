// What a display keeps for the time the server is away: sent as it comes, and again only when the agenda says something else.
import { expect, test } from 'vitest';
import { addItem, itemMinutes, setItem } from '../../shared/doc/desk-agenda.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { seedParagraphs } from '../../shared/doc/fragment.ts';
import type { EventId, ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { MAX_DECK_BYTES, type ScreenDeck } from '../../shared/protocol/screen-deck.ts';
import { openHall } from '../support/hall-office.ts';

const SIGNING = brand<ItemId>('signing');
const SECRET = brand<ItemId>('secret');

async function kept() {
  const hall = await openHall();
  await hall.type((desk) => {
    addItem(desk, { id: SIGNING, kind: 'signing', title: '签订友好合作协议', order: 'a1' });
    addItem(desk, { id: SECRET, kind: 'discussion', title: '人事安排', order: 'a2' });
    setItem(desk, SECRET, { internal: true });
  });
  const decks: ScreenDeck[] = [];
  const leave = hall.office.services.screens.subscribeDeck(hall.meetingId, (deck) => decks.push(deck));
  await hall.pass(250);
  const titles = () => decks.at(-1)?.pages.map((page) => ('title' in page ? page.title : page.kind));
  return { hall, decks, leave, titles };
}

test('it leads from the welcome over the agenda and what the hall may see to the close', async () => {
  const { titles } = await kept();

  expect(titles()).toEqual(['welcome', 'agenda', '标准化建设', '签订友好合作协议', 'closing']);
});

test('typing, steps and passing time send no other, a new title does', async () => {
  const { hall, decks, titles } = await kept();
  const { itemId } = hall;

  await hall.type((desk) => seedParagraphs(itemMinutes(desk, itemId) ?? expect.fail('no text'), ['记录']));
  await hall.pass(250);
  await hall.type((desk) => {
    addProgress(desk, brand<EventId>('f'), { kind: 'finish', itemId, at: hall.office.clock.now(), by: 'li' });
  });
  await hall.pass(60_000, 5_000);
  const before = decks.length;
  await hall.renameItem('标准化建设情况介绍');

  expect(before).toBe(1);
  expect(decks).toHaveLength(2);
  expect(decks[1]?.revision).toBeGreaterThan(decks[0]?.revision ?? Infinity);
  expect(titles()).toContain('标准化建设情况介绍');
});

test('what is put off to another time is no page, and nothing on a page moves by itself', async () => {
  const { hall, decks, titles } = await kept();

  await hall.type((desk) => {
    const at = hall.office.clock.now();
    addProgress(desk, brand<EventId>('p'), { kind: 'postpone', itemId: SIGNING, at, by: 'li' });
  });
  await hall.pass(250);

  expect(titles()).not.toContain('签订友好合作协议');
  const [item] = decks.at(-1)?.pages.filter(({ kind }) => kind === 'item') ?? [];
  expect(item).toMatchObject({ timer: { plannedMs: null, spentMs: 0, runningSince: null }, next: null });
});

test('of an agenda of absurd length it is cut, never left out', async () => {
  const { hall, decks } = await kept();

  await hall.type((desk) => {
    for (let at = 0; at < 60; at++)
      addItem(desk, { id: brand<ItemId>(`i${at}`), kind: 'discussion', title: '长'.repeat(400), order: `b${at}` });
  });
  await hall.pass(250);

  const [last] = decks.slice(-1);
  expect(Buffer.byteLength(JSON.stringify(last))).toBeLessThanOrEqual(MAX_DECK_BYTES);
  expect(last?.pages).toHaveLength(2 + 1 + 1 + 60 + 1);
  expect(last?.pages.at(-1)?.kind).toBe('closing');
});

test('who left is sent nothing any more', async () => {
  const { hall, decks, leave } = await kept();

  leave();
  await hall.renameItem('另一个题目');

  expect(decks).toHaveLength(1);
});
