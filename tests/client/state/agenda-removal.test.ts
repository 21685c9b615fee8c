// Taking an item off the agenda: at once where it is one's own, after a question where others are at work in it.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { useWords, type Words } from '../../../client/i18n.svelte.ts';
import { Company, provideCompany } from '../../../client/panels/company.svelte.ts';
import { itemEntries } from '../../../client/panels/item-entries.ts';
import RemoveItem from '../../../client/panels/remove-item.svelte';
import { othersWork } from '../../../client/state/agenda-removal.ts';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { addItem, itemMinutes, itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { claimItem } from '../../../shared/doc/desk-facts.ts';
import { seedParagraphs } from '../../../shared/doc/fragment.ts';
import type { ItemId, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { Peer } from '../../../client/state/presence.svelte.ts';
import { ITEM, USER } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const PART = brand<ItemId>('part');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A meeting with one item and a part of it; `press` chooses 移除 of the item's menu, after which the question may stand. */
async function meeting() {
  let words: Words | null = null;
  const empty: Component = (anchor) => {
    provideCompany(new Company());
    words = useWords();
    return RemoveItem(anchor, { itemId: ITEM, onclose: () => undefined });
  };
  const shown = await showPage(empty, { areas: ['workspace', 'agenda', 'way'], answers: {}, inMeeting: true }, closing);
  const { open, view } = shown;
  if (!open || !words) throw new Error('no meeting is open');
  const desk = { meeting: open.meeting, view, words: words as Words };
  itemTitle(open.meeting.desk, ITEM)?.insert(0, '工作汇报');
  addItem(open.meeting.desk, { id: PART, kind: 'discussion', title: '分项', order: 'a1', parentId: ITEM });
  flushSync();
  const press = (): void => {
    const item = open.meeting.items.find(({ id }) => id === ITEM);
    const entry = item && itemEntries(desk, item).findLast(({ kind }) => kind === 'action');
    if (entry?.kind === 'action') entry.onselect();
    flushSync();
  };
  return { ...shown, desk, press };
}

type AtWork = Pick<Peer, 'userId' | 'displayName' | 'doing' | 'itemId'>;

const peer = (set: Partial<AtWork>): AtWork => ({
  ...{ userId: brand<UserId>('zhou'), displayName: '周敏', doing: 'typing', itemId: ITEM },
  ...set,
});

test('who is in an item or its parts and who keeps them is at work there; oneself and who is away is not', async () => {
  const { desk } = await meeting();
  const { items } = desk.meeting;
  const me = { userId: USER, displayName: '李文静' };
  const at = (peers: readonly AtWork[], claims: readonly (readonly [ItemId, string])[]) =>
    othersWork({ items, me, peers, claims: new Map(claims) }, { id: ITEM });

  expect(at([peer({ itemId: PART })], [])).toEqual({ writers: ['周敏'], keepers: [] });
  expect(at([peer({ doing: 'away' })], [[PART, 'chen']])).toEqual({ writers: [], keepers: ['chen'] });
  expect(at([peer({})], [[ITEM, 'zhou']])).toEqual({ writers: ['周敏'], keepers: [] });
  expect(at([], [[ITEM, USER]])).toEqual({ writers: [], keepers: [] });
});

test('one’s own is removed at once, with its parts', async () => {
  const { desk, press, view } = await meeting();

  press();

  expect(desk.meeting.items).toEqual([]);
  expect(view.agendaDialog).toBeNull();
  expect(view.offer?.undo).not.toBeNull();
});

test('what somebody else keeps is asked about first, and undone by the bar', async () => {
  const { desk, press, view, target } = await meeting();
  claimItem(desk.meeting.desk, ITEM, 'zhou');
  flushSync();

  press();

  expect(desk.meeting.items).toHaveLength(2);
  expect(view.agendaDialog).toEqual({ kind: 'remove', itemId: ITEM });
  expect(target.textContent).toContain('他人在主记这一项');
  target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  flushSync();
  expect(desk.meeting.items).toEqual([]);
  view.takeOffer();
  flushSync();
  expect(desk.meeting.items).toHaveLength(2);
});

test('the question says how much is written there', async () => {
  const holder: Component = (anchor) => {
    provideCompany(new Company());
    const text = itemMinutes(useMeeting().desk, ITEM);
    if (text) seedParagraphs(text, ['张会长作工作汇报']);
    return RemoveItem(anchor, { itemId: ITEM, onclose: () => undefined });
  };

  const { target } = await showPage(holder, { areas: ['workspace', 'agenda'], answers: {}, inMeeting: true }, closing);

  expect(target.textContent).toContain('里面已有8字');
});

test('of what somebody is still writing it does not say that nothing is written', async () => {
  const holder: Component = (anchor) => {
    provideCompany(new Company());
    return RemoveItem(anchor, { itemId: ITEM, onclose: () => undefined });
  };
  const { target, open } = await showPage(
    holder,
    { areas: ['workspace', 'agenda'], answers: {}, inMeeting: true },
    closing,
  );
  if (!open) throw new Error('no meeting is open');
  const { awareness } = open.provider;
  awareness.states.set(7, { user: { id: 'zhou', name: '周敏', colour: 3 }, itemId: ITEM, doing: 'typing' });
  awareness.emit('change', [{ added: [7], updated: [], removed: [] }, 'remote']);
  flushSync();

  expect(target.textContent).toContain('周敏正在其中书写。正在写的字还没有传到这里。');
  expect(target.textContent).not.toContain('里面还没有文字');
});
