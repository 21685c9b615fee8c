// Sections of drafts in the desk: co-edited text beside what it was composed with. All drafts share one root and are told apart
// by the prefix of their keys. Entries have ids of their own: two people who begin a section at once, one of them offline, make
// two of it, and neither loses a word (the later one is a double, for a person to take out).
import * as Y from 'yjs';
import type { Drafted } from '../domain/drafted.ts';
import { isId, type SectionId } from '../domain/ids.ts';
import { sectionForm } from '../domain/section-form.ts';
import { brand } from '../lib/brand.ts';
import { readBlocks, seedParagraphs } from './fragment.ts';
import * as read from './reading.ts';

/** Which draft is meant: how its keys begin in the desk, and which it has. */
export interface DraftKind<Key extends string> {
  readonly prefix: string;
  readonly isKey: (key: string) => key is Key;
  /** Of two of one key the one counts that somebody wrote in: where what nobody wrote is printed nowhere. */
  readonly countsWritten?: boolean;
}

/** A section as it stands in the desk. */
export interface DeskSection<Key extends string = string> extends Drafted<Key> {
  readonly id: SectionId;
  /** The form of what was composed when it last was; '' when that is not known. */
  readonly base: string;
  readonly removed: boolean;
  /** Another one of this key counts; this one waits for a person to look at it. */
  readonly isDouble: boolean;
}

/** Whether it reads as it was composed: then nobody wrote it. */
export function isAsComposed({ blocks, base }: Pick<DeskSection, 'blocks' | 'base'>): boolean {
  return sectionForm(blocks) === base;
}

/** All of a draft, removed ones too. Of one key the one with the least id counts that nobody took out: the same on each replica. */
export function readSections<Key extends string>(
  desk: Y.Doc,
  { prefix, isKey, countsWritten = false }: DraftKind<Key>,
): readonly DeskSection<Key>[] {
  const seen = new Set<string>();
  const sections = [...desk.getMap('papers').entries()]
    .flatMap(([id, value]) => {
      const entry = read.asMap(value);
      const stored = read.asText(entry?.get('key')) ?? '';
      const key = stored.startsWith(prefix) ? stored.slice(prefix.length) : '';
      return entry && isId(id) && isKey(key) ? [{ id: brand<SectionId>(id), key, ...sectionOf(entry) }] : [];
    })
    .map((section) => ({ section, rank: rankOf(section, countsWritten) }))
    .sort((a, b) => a.rank - b.rank || (a.section.id < b.section.id ? -1 : 1));
  return sections.map(({ section }) => {
    const isDouble = seen.has(section.key);
    seen.add(section.key);
    return { ...section, isDouble };
  });
}

function sectionOf(entry: read.Entries): Pick<DeskSection, 'removed' | 'base' | 'blocks'> {
  const text = entry.get('text');
  return {
    removed: entry.get('removed') === true,
    base: read.asText(entry.get('base')) ?? '',
    blocks: text instanceof Y.XmlFragment ? readBlocks(text) : [],
  };
}

function rankOf(section: Pick<DeskSection, 'removed' | 'base' | 'blocks'>, countsWritten: boolean): number {
  return (section.removed ? 2 : 0) + (countsWritten && isAsComposed(section) ? 1 : 0);
}

/** The text of a section to bind an editor to; null when there is no such section. */
export function sectionText(desk: Y.Doc, id: SectionId): Y.XmlFragment | null {
  const text = read.asMap(desk.getMap('papers').get(id))?.get('text');
  return text instanceof Y.XmlFragment ? text : null;
}

/** With one empty paragraph; its text is written into it afterwards, as one's own edit. */
export function addSection<Key extends string>(
  desk: Y.Doc,
  { prefix }: DraftKind<Key>,
  { id, key, base }: { readonly id: SectionId; readonly key: Key; readonly base: string },
): void {
  desk.transact(() => {
    const sections = desk.getMap('papers');
    if (sections.has(id)) return;
    const entry = read.newMap({ key: `${prefix}${key}`, base });
    const text = new Y.XmlFragment();
    entry.set('text', text);
    sections.set(id, entry);
    seedParagraphs(text, []);
  });
}

export interface SectionPatch {
  readonly base?: string;
  readonly removed?: boolean;
}

export function setSection(desk: Y.Doc, id: SectionId, patch: SectionPatch): void {
  desk.transact(() => {
    const entry = read.asMap(desk.getMap('papers').get(id));
    if (entry) read.assign(entry, { ...patch });
  });
}
