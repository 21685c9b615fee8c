// 会前材料: what was handed in before the meeting began, not what was written during it.
import { prosemirrorJSONToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { preReading, type MeetingFile } from '../../../shared/domain/file.ts';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import { picturesInTexts } from '../../../shared/doc/text-pictures.ts';
import type { FileId, ItemId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Watched, structureChanges } from '../../../client/state/yjs-state.svelte.ts';

const ITEM = brand<ItemId>('item1');
const fileOf = (id: string, at: number): MeetingFile => ({
  ...{ id: brand<FileId>(id), name: `${id}.pdf`, mediaType: 'application/pdf', sizeBytes: 1, digest: '' },
  ...{ parent: { kind: 'item', id: ITEM }, at },
});
const ids = (files: readonly MeetingFile[]): readonly string[] => files.map(({ id }) => id);

describe('the material of an item', () => {
  it('is what was there before the first item was started', () => {
    const files = [fileOf('early', 1), fileOf('late', 9)];

    expect(ids(preReading(files, [5, null, 7], new Set()))).toEqual(['early']);
    expect(ids(preReading(files, [null], new Set()))).toEqual(['early', 'late']);
  });

  it('is not a picture that stands in the minutes', () => {
    expect(ids(preReading([fileOf('early', 1), fileOf('shot', 2)], [], new Set(['shot'])))).toEqual(['early']);
  });
});

describe('the pictures in the minutes', () => {
  function deskWithText(): { readonly desk: Y.Doc; readonly text: Y.XmlFragment } {
    const desk = new Y.Doc();
    addItem(desk, { id: ITEM, kind: 'discussion', title: '', order: 'a1', minutes: ['讨论'] });
    const text = itemMinutes(desk, ITEM);
    invariant(text, 'the item has minutes');
    return { desk, text };
  }

  it('are found wherever they stand, and read again when one comes, not when a word does', () => {
    const { desk, text } = deskWithText();
    let reads = 0;
    const watched = new Watched(
      structureChanges(desk.getMap('agenda')),
      () => (reads += 1) > 0 && picturesInTexts(desk),
    );
    const before = watched.current;
    const paragraph = text.get(0);
    const words = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    invariant(words instanceof Y.XmlText, 'the paragraph has text');

    words.insert(0, '先');
    const typed = watched.current;
    const picture = { type: 'image', attrs: { fileId: 'shot', alt: '' } };
    const content = [{ type: 'paragraph' }, { type: 'blockquote', content: [{ type: 'paragraph' }, picture] }];
    const other = new Y.XmlFragment();
    new Y.Doc().getMap('x').set('y', other);
    prosemirrorJSONToYXmlFragment(minutesSchema, { type: 'doc', content }, other);
    text.push(other.toArray().flatMap((each) => (each instanceof Y.XmlElement ? each.clone() : [])));

    expect(typed).toBe(before);
    expect([watched.current, reads]).toEqual([new Set(['shot']), 2]);
    watched.close();
  });
});
