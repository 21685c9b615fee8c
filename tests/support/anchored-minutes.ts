// Minutes with passages that tasks were taken from, some of them with internal words.
import * as Y from 'yjs';
import { anchorOf } from '../../shared/doc/anchor.ts';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { deskTask } from './mailed-hall.ts';

interface Passage {
  /** Of the task that is taken from it. */
  readonly id: string;
  readonly text: string;
  /** What of it is marked. */
  readonly internal: string | null;
}

/** One paragraph a passage, each the anchor of one task of 李明. */
export function addAnchoredMinutes(desk: Y.Doc, itemId: ItemId, passages: readonly Passage[]): void {
  const minutes = itemMinutes(desk, itemId);
  if (minutes === null) throw new Error('there is no such item');
  minutes.insert(
    0,
    passages.map(() => new Y.XmlElement('paragraph')),
  );
  let at = 0;
  for (const [place, { id, text, internal }] of passages.entries()) {
    const paragraph = minutes.get(place);
    if (!(paragraph instanceof Y.XmlElement)) throw new Error('no paragraph');
    const words = new Y.XmlText(text);
    paragraph.insert(0, [words]);
    if (internal !== null) words.format(text.indexOf(internal), internal.length, { internal: {} });
    const from = at + 1;
    const anchor = anchorOf(desk, itemId, { from, to: from + text.length });
    at = from + text.length + 1;
    const owners = [{ key: 'li', name: '李明', lead: false }];
    addTask(desk, deskTask(id, { what: '寄出聘书', owners, order: `b${place}`, ...(anchor ? { anchor } : {}) }));
  }
}
