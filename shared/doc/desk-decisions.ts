// The desk's decisions: a wording that people edit together, and the outcome where no motion decides it.
import * as Y from 'yjs';
import { isId, type DecisionId, type ItemId } from '../domain/ids.ts';
import { DECISION_OUTCOMES, type Decision } from '../domain/task.ts';
import { brand } from '../lib/brand.ts';
import { compareByOrder } from '../lib/order-key.ts';
import { readAnchor } from './anchor.ts';
import * as read from './reading.ts';
import type { Entries } from './reading.ts';

/** By order key; removed ones left out. */
export function readDecisions(desk: Y.Doc): readonly Decision[] {
  return read
    .standingEntries(desk.getMap('decisions'))
    .filter(([key]) => isId(key))
    .map(([key, entry]) => readDecision(brand<DecisionId>(key), entry))
    .sort(compareByOrder);
}

/** Adds a decision; nothing happens when the id is there already. */
export function addDecision(desk: Y.Doc, decision: Decision): void {
  const { id, wording, ...values } = decision;
  desk.transact(() => {
    const decisions = desk.getMap<unknown>('decisions');
    if (decisions.has(id)) return;
    const entry = read.newMap(values);
    entry.set('wording', new Y.Text(wording));
    decisions.set(id, entry);
  });
}

/** Changes the given fields; the wording is edited through `decisionText`. */
export function setDecision(desk: Y.Doc, id: DecisionId, patch: Partial<Omit<Decision, 'id' | 'wording'>>): void {
  desk.transact(() => {
    const entry = read.asMap(desk.getMap('decisions').get(id));
    if (entry) read.assign(entry, patch);
  });
}

export function removeDecision(desk: Y.Doc, id: DecisionId): void {
  desk.transact(() => read.asMap(desk.getMap('decisions').get(id))?.set('removed', true));
}

export function restoreDecision(desk: Y.Doc, id: DecisionId): void {
  desk.transact(() => read.asMap(desk.getMap('decisions').get(id))?.set('removed', false));
}

/** The wording to bind an input to; null when there is no such decision. */
export function decisionText(desk: Y.Doc, id: DecisionId): Y.Text | null {
  return read.asYText(read.asMap(desk.getMap('decisions').get(id))?.get('wording'));
}

function readDecision(id: DecisionId, entry: Entries): Decision {
  const itemId = entry.get('itemId');
  const anchor = readAnchor(entry.get('anchor'));
  return {
    id,
    wording: read.textOf(entry.get('wording')),
    itemId: typeof itemId === 'string' && isId(itemId) ? brand<ItemId>(itemId) : null,
    outcome: read.asOneOf(DECISION_OUTCOMES, entry.get('outcome')),
    motionId: read.asText(entry.get('motionId')),
    order: read.asOrder(entry.get('order')),
    ...(anchor ? { anchor } : {}),
  };
}
