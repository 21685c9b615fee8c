// A meeting whose every field holds hostile texts, written as a program of somebody's own writes: straight into the
// shared document, past every page and form.
import * as Y from 'yjs';
import { addItem, itemMinutes, setItem } from '../../../shared/doc/desk-agenda.ts';
import { addDecision } from '../../../shared/doc/desk-decisions.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { startItem } from '../../../shared/doc/desk-progress.ts';
import { addReportRow } from '../../../shared/doc/desk-report.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import type { DecisionId, EventId, ItemId, PersonKey, RowId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';
import type { Payload } from '../../support/inert/corpus.ts';
import { batches, CORPUS } from '../../support/inert/corpus.ts';
import { eventually, type WireClient } from '../../support/wire-clients.ts';

/** Payloads in one item: few items keep the page as light as a real one. */
const AN_ITEM = 28;
/** Stands beside every payload of the minutes, so that a search finds them all. */
export const TARGET = '靶标';

/** Writes the corpus into every field of the desk; resolves when the server has it on disk. */
export async function plantCorpus(stock: WireClient): Promise<void> {
  await eventually(() => stock.isSynced, 'the desk');
  const { doc } = stock;
  const items = batches(CORPUS, AN_ITEM, '　');
  for (const [index, title] of items.entries()) {
    plantItem(doc, brand<ItemId>(`hostile-${index}`), { index, title });
    await settled(stock);
  }
  for (let from = 0; from < CORPUS.length; from += 60) {
    doc.transact(() => CORPUS.slice(from, from + 60).forEach((payload) => plantEntries(doc, payload)));
    await settled(stock);
  }
  const [title = '', venue = '', chair = ''] = batches(CORPUS, 12, '　');
  setFact(doc, 'title', title);
  setFact(doc, 'venue', venue);
  setFact(doc, 'chair', chair);
  doc.getMap('comments').set('c1', { text: title, by: venue, itemId: 'hostile-0' });
  doc.getMap('claims').set('hostile-1', title.slice(0, 60));
  await settled(stock);
}

/** The item with this share of the corpus becomes the current one. */
export function beginItem({ doc }: WireClient, index: number): void {
  const eventId = brand<EventId>(`begun-${index}-${doc.getMap('progress').size}`);
  startItem(doc, { eventId, itemId: brand<ItemId>(`hostile-${index}`), at: Date.now(), by: 'stranger' });
}

/** Each text in turn as the meeting's name: what stands in the bar, in the tab and on the list. */
export function rename(stock: WireClient, text: string): void {
  setFact(stock.doc, 'title', text);
}

function plantItem(doc: Y.Doc, id: ItemId, { index, title }: { readonly index: number; readonly title: string }): void {
  const texts = CORPUS.slice(index * AN_ITEM, (index + 1) * AN_ITEM);
  const [first = '', second = ''] = texts.map(({ text }) => text);
  const party = { org: first, signatory: second, title: first };
  doc.transact(() => {
    const order = `b${String.fromCharCode(65 + index)}`;
    const presenters = texts.map(({ text }) => ({ key: null, name: text, org: text, title: text }));
    const paragraphs = texts.map(({ text }) => `${TARGET}${text}`);
    addItem(doc, { id, kind: 'briefing', title, order, presenters, minutes: paragraphs, plannedMs: 60_000 });
    if (index % 3 === 1) {
      const signing = { kind: 'signing', document: first, parties: [party], outcome: [second], term: first } as const;
      setItem(doc, id, { kind: 'signing', ceremony: { ...signing, witnesses: [second] } });
    }
    if (index % 3 === 2) {
      const appointment = { kind: 'appointment', appointee: first, post: second, letter: first } as const;
      setItem(doc, id, { kind: 'appointment', ceremony: { ...appointment, presentedBy: second, term: null } });
    }
    const row = brand<RowId>(`row-${index}`);
    addReportRow(doc, id, { id: row, order: 'a0', owner: first, done: title, planned: second });
    itemMinutes(doc, id)?.push(texts.flatMap(richNodes));
  });
}

/** The payload as the address of a link, as attributes and as the labels of every node that has some. */
function richNodes({ text }: Payload): Y.XmlElement[] {
  const linked = new Y.XmlText(TARGET);
  linked.format(0, TARGET.length, { link: { href: text } });
  const mention = elementWith('mention', { key: text, label: text });
  const stamp = elementWith('timestamp', { at: text });
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [linked, mention, stamp]);
  const heading = elementWith('heading', { level: text });
  heading.insert(0, [new Y.XmlText(text)]);
  return [paragraph, heading, elementWith('image', { fileId: text, alt: text })];
}

function plantEntries(doc: Y.Doc, { id, text }: Payload): void {
  const order = `c${String(id).padStart(4, '0')}1`;
  addPerson(doc, {
    ...{ id: brand<PersonKey>(`p${id}`), name: text, org: text, titles: [text], note: text },
    ...{ role: id % 2 === 0 ? 'guest' : 'attending', order, personId: null },
  });
  addTask(doc, {
    ...{ id: brand<TaskId>(`t${id}`), what: text, itemId: brand<ItemId>('hostile-0'), dueText: text, order },
    ...{ owners: [{ key: `k${id}`, name: text, lead: true }], supporters: [], state: 'confirmed' },
    due: id % 2 === 0 ? parseLocalDate('2021-12-31') : null,
  });
  addDecision(doc, {
    ...{ id: brand<DecisionId>(`d${id}`), wording: text, itemId: brand<ItemId>('hostile-0'), order },
    ...{ outcome: null, motionId: null },
  });
}

function elementWith(name: string, attributes: Readonly<Record<string, string>>): Y.XmlElement {
  const element = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Waits until the server knows what was written so far; a refusal ends the wait with its code. */
async function settled(stock: WireClient): Promise<void> {
  await eventually(() => stock.isSynced || stock.codes.length > 0, 'what was planted is on disk');
  if (stock.codes.length > 0) throw new Error(`the server ended the planting: ${stock.codes.join(', ')}`);
}
