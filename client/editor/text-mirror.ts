// One fragment and the ProseMirror document that shows it: reads the one into the other and writes changes back. Instead of
// y-prosemirror's own comparison, which deletes the blocks that a change takes away and with them, for everybody, whatever
// somebody else is just writing in them (docs/adr/0030, 0034).
// 1. No block that somebody may be writing in is deleted: it is withdrawn (shared/doc/withdrawn.ts), texts are emptied.
// 2. A withdrawn block is in the document only while it holds something, or while one's own caret stands in it.
import { Fragment, type Mark, type Node, type Schema } from 'prosemirror-model';
import type { ProsemirrorBinding } from 'y-prosemirror';
import * as Y from 'yjs';
import { invariant } from '../../shared/lib/assert.ts';
import { isAway, standingForOthers, takeAway, unmark, withdrawnWith, type Child } from '../../shared/doc/withdrawn.ts';
import { textOf, writeInline } from './inline-writing.ts';
import { roomOf, type PageOnly } from './text-places.ts';

/** y-prosemirror and older pages wrote overlapping marks of one kind as `name--hash`. */
const HASHED_MARK = /--[0-9A-Za-z+/=]{8}$/;

/** Each shown type and the node that shows it, as y-prosemirror's positions need it. */
type Mapping = ProsemirrorBinding['mapping'];

export class TextMirror {
  readonly fragment: Y.XmlFragment;
  readonly mapping: Mapping;
  readonly #schema: Schema;
  /** The blocks around one's own caret: they are not taken from under one's hands. */
  #held: ReadonlySet<unknown> = new Set();

  constructor(fragment: Y.XmlFragment, schema: Schema, mapping: Mapping) {
    this.fragment = fragment;
    this.mapping = mapping;
    this.#schema = schema;
  }

  /** The document's content, made anew where the mapping has been forgotten. */
  read(): Fragment {
    return Fragment.fromArray(this.#blocks(this.fragment));
  }

  /** Forgets the nodes of everything that a transaction has touched. */
  forget(transaction: Y.Transaction): void {
    for (const type of transaction.changed.keys()) this.mapping.delete(type);
    for (const type of transaction.changedParentTypes.keys()) {
      this.mapping.delete(type);
      // Which of its cells stand depends on those in other rows.
      if (isTable(type)) for (const row of type.toArray()) this.mapping.delete(row);
    }
  }

  /** Keeps the blocks around a place of the fragment in sight, those held before no longer. */
  hold(place: unknown): void {
    const around = new Set<unknown>();
    for (let at = place; at instanceof Y.AbstractType && at !== this.fragment; at = at._item?.parent)
      for (const type of at instanceof Y.XmlElement ? withdrawnWith(at) : [at]) around.add(type);
    const changed = [...this.#held, ...around].filter((type) => isAway(type));
    this.#held = around;
    // Whatever holds such a block is shown otherwise now.
    for (const type of changed)
      for (let at: unknown = type; at instanceof Y.AbstractType; at = at._item?.parent) this.mapping.delete(at);
  }

  /** The nodes in sight only because they are held. */
  held(): readonly Node[] {
    return [...this.#held].flatMap((type) => (isAway(type) ? (this.mapping.get(type) ?? []) : []));
  }

  /** The room that those take up on the page; for all other readers they are not there. */
  pageOnly(): PageOnly {
    const blocks = [...this.#held].filter((type) => isAway(type)).filter((block) => !isInsideAway(block));
    return blocks.length === 0 ? [] : roomOf(blocks, this);
  }

  /** Brings the fragment to what `doc` shows. Call it inside a transaction. */
  write(doc: Node): void {
    this.#write(this.fragment, doc);
  }

  #shown(parent: Y.XmlFragment): readonly Y.XmlElement[] {
    return parent.toArray().filter((child): child is Y.XmlElement => {
      const isShown = child instanceof Y.XmlElement && (this.#held.has(child) || !isAway(child));
      if (!isShown) this.mapping.delete(child);
      return isShown;
    });
  }

  #blocks(parent: Y.XmlFragment): Node[] {
    return this.#shown(parent).map((child) => this.#node(child));
  }

  #node(element: Y.XmlElement): Node {
    const known = this.mapping.get(element);
    if (known !== undefined && !Array.isArray(known)) return known;
    const type = this.#schema.nodes[element.nodeName];
    invariant(type, 'only what is readable is shown');
    const content = type.inlineContent
      ? element.toArray().flatMap((child) => this.#inline(child))
      : this.#blocks(element);
    const node = type.create(element.getAttributes(), content);
    this.mapping.set(element, node);
    return node;
  }

  #inline(child: Child): Node[] {
    if (child instanceof Y.XmlElement) return [this.#node(child)];
    return child instanceof Y.XmlText ? runsOf(child, this.#schema) : [];
  }

  #write(target: Y.XmlFragment, node: Node): void {
    const before = this.mapping.get(target);
    if (before === node) return;
    if (target instanceof Y.XmlElement) {
      writeAttributes(target, node);
      if (node.inlineContent)
        writeInline(target, { before: this.#node(target), after: node }, (leaf) => this.#element(leaf));
    }
    if (!node.inlineContent && !node.isLeaf) {
      const empty = standingForOthers(target);
      this.#writeBlocks(target, node);
      // With the others gone, those would no longer be in the document; on the page they are.
      for (const block of empty) if (this.mapping.has(block)) unmark(block);
    }
    this.mapping.set(target, node);
  }

  #writeBlocks(target: Y.XmlFragment, node: Node): void {
    const shown = this.#shown(target);
    const all = childrenOf(node);
    const most = Math.min(shown.length, all.length);
    let head = 0;
    let tail = 0;
    while (head < most && this.#shows(shown[head], all[head])) head += 1;
    while (head + tail < most && this.#shows(shown[shown.length - 1 - tail], all[all.length - 1 - tail])) tail += 1;
    const old = shown.slice(head, shown.length - tail);
    const fresh = all.slice(head, all.length - tail);
    let left = shown[head - 1] ?? null;
    let right = shown[shown.length - tail] ?? null;
    for (;;) {
      const [first, wanted] = [old[0], fresh[0]];
      const [last, lastWanted] = [old.at(-1), fresh.at(-1)];
      if (!first || !wanted || !last || !lastWanted) break;
      const isOnly = old.length === 1 && fresh.length === 1;
      const [atLeft, atRight] = [this.#likeness(first, wanted, isOnly), this.#likeness(last, lastWanted, isOnly)];
      if (atLeft < 0 && atRight < 0) {
        // Before the old one: what somebody writes at its end meanwhile then follows what it became.
        left = this.#insertBefore(target, first, wanted);
        this.#takeAway(first);
        old.shift();
        fresh.shift();
      } else if (atLeft >= atRight) {
        this.#write(first, wanted);
        [left] = [old.shift() ?? null, fresh.shift()];
      } else {
        this.#write(last, lastWanted);
        [right] = [old.pop() ?? null, fresh.pop()];
      }
    }
    for (const child of old) this.#takeAway(child);
    if (fresh.length === 0) return;
    const added = fresh.map((child) => this.#element(child));
    if (left) target.insertAfter(left, added);
    else if (right) this.#putBefore(target, right, added);
    else target.push(added);
  }

  #shows(element: Y.XmlElement | undefined, node: Node | undefined): boolean {
    const known = element && this.mapping.get(element);
    if (!element || !node || !known || Array.isArray(known)) return false;
    if (known !== node && !known.eq(node)) return false;
    this.mapping.set(element, node);
    return true;
  }

  /** How much of the element would stay if it became the node; below zero when it is another one. */
  #likeness(element: Y.XmlElement, node: Node, isOnly: boolean): number {
    if (element.nodeName !== node.type.name) return -1;
    if (isOnly) return 0;
    const [before, after] = [this.#node(element).textContent, node.textContent];
    const common = commonEnds(before, after);
    return common === 0 && before !== '' && after !== '' ? -1 : common;
  }

  #takeAway(child: Y.XmlElement): void {
    this.#forgetAll(child);
    takeAway(child);
  }

  #forgetAll(element: Y.XmlElement): void {
    this.mapping.delete(element);
    for (const child of element.toArray()) if (child instanceof Y.XmlElement) this.#forgetAll(child);
  }

  #insertBefore(target: Y.XmlFragment, next: Y.XmlElement, node: Node): Y.XmlElement {
    const element = this.#element(node);
    this.#putBefore(target, next, [element]);
    return element;
  }

  /** By its neighbour: to count up to an index would walk the whole text for each block. */
  #putBefore(target: Y.XmlFragment, next: Y.XmlElement, added: Y.XmlElement[]): void {
    target.insertAfter(next._item?.left ?? null, added);
  }

  #element(node: Node): Y.XmlElement {
    const element = new Y.XmlElement(node.type.name);
    for (const [name, value] of Object.entries(node.attrs)) if (value !== null) element.setAttribute(name, value);
    const content: (Y.XmlElement | Y.XmlText)[] = [];
    let runs: Node[] = [];
    const flush = (): void => {
      if (runs.length > 0) content.push(textOf(runs));
      runs = [];
    };
    for (const child of childrenOf(node)) {
      if (child.isText) runs.push(child);
      else {
        flush();
        content.push(this.#element(child));
      }
    }
    flush();
    if (content.length > 0) element.insert(0, content);
    this.mapping.set(element, node);
    return element;
  }
}

/** The node for each run of a text; marks that the schema does not know are never given to it (readable.ts). */
function runsOf(text: Y.XmlText, schema: Schema): Node[] {
  const delta: unknown = text.toDelta();
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  return runs.flatMap((run) => {
    if (typeof run !== 'object' || run === null || !('insert' in run) || typeof run.insert !== 'string') return [];
    return run.insert === ''
      ? []
      : [schema.text(run.insert, 'attributes' in run ? marksOf(run.attributes, schema) : [])];
  });
}

function marksOf(attributes: unknown, schema: Schema): Mark[] {
  return Object.entries(attributes ?? {}).map(([name, value]) => schema.mark(name.replace(HASHED_MARK, ''), value));
}

function writeAttributes(element: Y.XmlElement, node: Node): void {
  unmark(element);
  const now: Readonly<Record<string, unknown>> = element.getAttributes();
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value === null) {
      if (name in now) element.removeAttribute(name);
    } else if (JSON.stringify(now[name]) !== JSON.stringify(value)) element.setAttribute(name, value);
  }
}

function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index));
}

function isTable(type: unknown): type is Y.XmlElement {
  return type instanceof Y.XmlElement && type.nodeName === 'table';
}

function isInsideAway({ _item: item }: Y.XmlElement): boolean {
  for (let at: unknown = item?.parent; at instanceof Y.AbstractType; at = at._item?.parent) if (isAway(at)) return true;
  return false;
}

function commonEnds(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (head + tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return head + tail;
}
