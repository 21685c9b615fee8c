// When drafts are worth settling again: at what was written in them or noted of them, and at nothing else in the desk.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { addSection, readSections, sectionText } from '../../../shared/doc/desk-draft.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { MINUTES_DRAFT } from '../../../shared/doc/desk-papers.ts';
import { noteWriting, settleWritings, touchesDrafts } from '../../../shared/doc/desk-writings.ts';
import type { ItemId, SectionId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ITEM = brand<ItemId>('item1');
const SECTION = brand<SectionId>('section1');

function write(text: Y.XmlFragment | null): void {
  const paragraph = text?.get(0);
  if (paragraph instanceof Y.XmlElement) paragraph.insert(0, [new Y.XmlText('字')]);
}

const STEPS: readonly (readonly [string, (desk: Y.Doc) => void, boolean])[] = [
  ['words in a section', (desk) => write(sectionText(desk, SECTION)), true],
  ['another section', (desk) => addSection(desk, MINUTES_DRAFT, { id: brand('two'), key: 'opening', base: '' }), true],
  ['a note', (desk) => noteWriting(desk, SECTION, { base: '', kind: 'kept', origin: null }), true],
  ['words in the minutes', (desk) => write(itemMinutes(desk, ITEM)), false],
  ['a fact of the meeting', (desk) => setFact(desk, 'title', '会'), false],
];

test.each(STEPS)('%s', (_name, step, touches) => {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'discussion', title: '项', order: 'a1', minutes: ['话'] });
  addSection(desk, MINUTES_DRAFT, { id: SECTION, key: `item-${ITEM}`, base: '' });
  // As a colleague's page hears of it.
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(desk));
  readSections(other, MINUTES_DRAFT);
  settleWritings(other, null);
  const seen: boolean[] = [];
  other.on('update', (_update: Uint8Array, _origin: unknown, _desk: Y.Doc, change: Y.Transaction) => {
    seen.push(touchesDrafts(other, change));
  });

  step(desk);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(desk, Y.encodeStateVector(other)));

  expect(seen).toEqual([touches]);
});
