// A display of the hall while its server is away: by hand through what it kept, and never unless somebody asks.
import { expect, test } from 'vitest';
import { deckStep } from '../../../client/panels/deck-keys.ts';
import { BackupDeck, isScreenDeck } from '../../../client/state/backup-deck.svelte.ts';
import { ScreenMemory } from '../../../client/state/screen-memory.ts';
import type { Scene } from '../../../shared/domain/scene.ts';
import { DECK_VERSION, type ScreenDeck } from '../../../shared/protocol/screen-deck.ts';
import { NOON } from '../guests/support.svelte.ts';
import { FakeDevice } from '../support/fake-device.ts';

const item = (number: number, title: string): Extract<Scene, { kind: 'item' }> => ({
  ...{ kind: 'item', number, title, itemKind: 'briefing', speakers: [], next: null },
  timer: { plannedMs: null, spentMs: 0, runningSince: null },
});
const WELCOME: Scene = { kind: 'welcome', titleLines: ['例会'], plannedStart: null, plannedEnd: null, venue: null };
const PAGES: readonly Scene[] = [WELCOME, { kind: 'agenda', rows: [] }, item(1, '甲'), item(2, '乙')];
const SENT: ScreenDeck = { version: DECK_VERSION, revision: 1, serverNow: NOON, pages: PAGES };
const RUNNING: Scene = { ...item(1, '甲'), timer: { plannedMs: 60_000, spentMs: 0, runningSince: NOON } };

function display() {
  const device = new FakeDevice();
  const kept = new Map<string, string>();
  const shelf = {
    keys: () => [...kept.keys()],
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  const memory = () => new ScreenMemory({ shelf, name: 'deck a', knows: isScreenDeck, now: () => device.now() });
  const opened = (): BackupDeck => new BackupDeck(memory(), device);
  const deck = opened();
  deck.hear(SENT);
  return { device, deck, kept, reloaded: opened };
}

const AWAY = { isAway: true, shown: RUNNING };
const THERE = { isAway: false, shown: RUNNING };

test('pages turn from what the hall showed last, and stop at both ends', () => {
  const { deck } = display();
  const seen = (['on', 'on', 'back', 'back', 'back', 'back'] as const).map((step) => {
    deck.take(step, AWAY);
    return deck.page;
  });

  expect(seen).toEqual([PAGES[3], PAGES[3], PAGES[2], PAGES[1], PAGES[0], PAGES[0]]);
});

test('a picture that is no page is stepped on from as the agenda', () => {
  const { deck } = display();

  deck.take('on', { isAway: true, shown: { kind: 'quorum' } });

  expect(deck.page).toEqual(PAGES[2]);
});

test('with the server there no key turns a page', () => {
  const { deck } = display();

  expect(deck.take('on', THERE)).toBe(false);
  expect(deck.page).toBeNull();
});

test('Escape gives the last picture back, and so does the server when it returns', () => {
  const { deck } = display();
  deck.take('on', AWAY);
  deck.take('leave', AWAY);
  const afterwards = deck.page;
  deck.take('on', AWAY);
  deck.returned();

  expect([afterwards, deck.page]).toEqual([null, null]);
});

test('a page loaded anew without the server has it still; a withdrawn link has nothing', () => {
  const { deck, reloaded, kept } = display();
  const again = reloaded();
  again.take('on', AWAY);
  const page = again.page;
  deck.forget();

  expect(page).toEqual(PAGES[3]);
  expect(kept.size).toBe(0);
});

test('practice says what it is, goes on while the server is there, and ends by itself', () => {
  const { deck, device } = display();
  deck.take('practise', THERE);
  deck.take('on', THERE);
  deck.returned();
  const during = [deck.isPractice, deck.page];
  device.advance(60_000);

  expect(during).toEqual([true, PAGES[3]]);
  expect([deck.isPractice, deck.page]).toEqual([false, null]);
});

test.each([
  ['PageDown', {}, 'on'],
  ['ArrowRight', {}, 'on'],
  ['PageUp', {}, 'back'],
  ['ArrowLeft', {}, 'back'],
  ['Escape', {}, 'leave'],
  ['PageDown', { shiftKey: true }, 'practise'],
  ['PageDown', { ctrlKey: true }, null],
  ['a', {}, null],
])('%s %j asks for %s', (key, more, step) => {
  expect(deckStep(new KeyboardEvent('keydown', { key, ...more }))).toBe(step);
});
