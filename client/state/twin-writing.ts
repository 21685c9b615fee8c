// Two people who write the same over the same at once: what went is gone once, what came is there twice. Whose writing counts is
// what their common register says, which every replica sees alike; the other one takes out just what they inserted. Knows neither
// what is written nor why.
import * as Y from 'yjs';
import { readBlocks } from '../../shared/doc/fragment.ts';
import { isLeaf, mark } from '../../shared/doc/withdrawn.ts';
import type { SectionId } from '../../shared/domain/ids.ts';
import { sectionText } from '../../shared/doc/desk-draft.ts';
import { sectionForm } from '../../shared/domain/section-form.ts';

/** What this replica wrote into a section: how it read then, and its own insertions by their clocks. */
interface Writing {
  readonly form: string;
  readonly from: number;
  readonly to: number;
  /** As it noted what it had composed. */
  readonly base: string;
}

const REGISTER = 'base';

export class TwinWritings {
  readonly #desk: Y.Doc;
  readonly #writings = new Map<SectionId, Writing>();

  constructor(desk: Y.Doc) {
    this.#desk = desk;
  }

  /** Runs `write`, which writes into a section and notes `base` in its register. */
  note(id: SectionId, base: string, write: () => void): void {
    const from = this.#clock();
    write();
    const text = sectionText(this.#desk, id);
    if (text !== null) this.#writings.set(id, { form: formOf(text), from, to: this.#clock(), base });
  }

  /** Once what others wrote has come: of what is there twice, one's own goes, where theirs counts. */
  settle(origin: unknown): void {
    for (const [id, writing] of this.#writings) {
      const winner = registerOf(this.#desk, id);
      if (winner === null || winner.by === this.#desk.clientID) continue;
      this.#writings.delete(id);
      if (winner.value === writing.base && this.#isTwice(id, writing)) takeOut(this.#desk, id, writing, origin);
    }
  }

  /** Whether without one's own insertions it would read as it was meant to: tried on a copy, since guessing loses words. */
  #isTwice(id: SectionId, writing: Writing): boolean {
    const text = sectionText(this.#desk, id);
    if (text === null || formOf(text) === writing.form) return false;
    const copy = new Y.Doc();
    try {
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.#desk));
      takeOut(copy, id, writing, null, this.#desk.clientID);
      const left = sectionText(copy, id);
      return left !== null && formOf(left) === writing.form;
    } finally {
      copy.destroy();
    }
  }

  #clock(): number {
    return Y.getState(this.#desk.store, this.#desk.clientID);
  }
}

function formOf(text: Y.XmlFragment): string {
  return sectionForm(readBlocks(text));
}

function registerOf(desk: Y.Doc, id: SectionId): { readonly by: number; readonly value: unknown } | null {
  const entry = desk.getMap('papers').get(id);
  if (!(entry instanceof Y.Map)) return null;
  const item = entry._map.get(REGISTER);
  return item === undefined ? null : { by: item.id.client, value: entry.get(REGISTER) };
}

function takeOut(
  desk: Y.Doc,
  id: SectionId,
  { from, to }: Pick<Writing, 'from' | 'to'>,
  origin: unknown,
  client = desk.clientID,
): void {
  const text = sectionText(desk, id);
  if (text === null) return;
  desk.transact((transaction) => {
    const own = Y.createDeleteSet();
    own.clients.set(client, [{ clock: from, len: to - from }]);
    const items: Y.Item[] = [];
    Y.iterateDeletedStructs(transaction, own, (struct: unknown) => {
      if (struct instanceof Y.Item && !struct.deleted && liesIn(struct, text)) items.push(struct);
    });
    for (const item of items) leave(item, transaction);
  }, origin);
}

/** A block is withdrawn: what others have written in it stays. Formatting around words that stay does no harm. */
function leave(item: Y.Item, transaction: Y.Transaction): void {
  const { content } = item;
  if (content instanceof Y.ContentType) {
    const { type } = content;
    if (type instanceof Y.XmlElement && !isLeaf(type)) mark(type);
    else if (type instanceof Y.XmlElement) item.delete(transaction);
    return;
  }
  if (content instanceof Y.ContentString || content instanceof Y.ContentEmbed) item.delete(transaction);
}

function liesIn(item: Y.Item, text: Y.XmlFragment): boolean {
  for (let at: unknown = item.parent; at instanceof Y.AbstractType; at = at._item?.parent) if (at === text) return true;
  return false;
}
