// Which files stand as pictures in the minutes: those belong to what was written, not to what was handed in.
import * as Y from 'yjs';
import { isId, type ItemId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { itemMinutes } from './desk-agenda.ts';
import { fileIdOf } from './node-attribute.ts';
import { asMap } from './reading.ts';
import { standing } from './withdrawn.ts';

/** In the texts of all items and of what is drafted of papers, removed ones too. */
export function picturesInTexts(desk: Y.Doc): ReadonlySet<string> {
  const found = new Set<string>();
  for (const id of desk.getMap('agenda').keys()) {
    const text = isId(id) ? itemMinutes(desk, brand<ItemId>(id)) : null;
    if (text !== null) collect(text, found);
  }
  for (const section of desk.getMap('papers').values()) {
    const text = asMap(section)?.get('text');
    if (text instanceof Y.XmlFragment) collect(text, found);
  }
  return found;
}

function collect(parent: Y.XmlFragment, found: Set<string>): void {
  for (const child of standing(parent)) {
    if (!(child instanceof Y.XmlElement)) continue;
    const fileId = child.nodeName === 'image' ? fileIdOf(child.getAttribute('fileId')) : null;
    if (fileId === null) collect(child, found);
    else found.add(fileId);
  }
}
