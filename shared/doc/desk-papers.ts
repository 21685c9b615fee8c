// The draft of formal minutes in the desk: sections as co-edited text, what they were composed with, and what is filled in for
// issuing them. Entries have ids of their own: two people who begin a draft at once, one of them offline, make two of each
// section, and neither loses a word (the later one is a double, for a person to take out).
import * as Y from 'yjs';
import { isId, type ItemId, type SectionId } from '../domain/ids.ts';
import {
  isSectionKey,
  type DraftSection,
  type IssueFacts,
  type ItemTellers,
  type MinutesDraft,
  type SectionKey,
} from '../domain/minutes-draft.ts';
import { brand } from '../lib/brand.ts';
import { parseLocalDate } from '../lib/time.ts';
import { readBlocks, seedParagraphs } from './fragment.ts';
import * as read from './reading.ts';

/** A section as it stands in the desk. */
export interface DeskSection extends DraftSection {
  readonly id: SectionId;
  /** The form of what was composed when it last was; '' when that is not known. */
  readonly base: string;
  readonly removed: boolean;
  /** Another one of this key counts; this one waits for a person to look at it. */
  readonly isDouble: boolean;
}

const MAX_FACT_CHARS = 300;
const MAX_ATTACHMENTS = 50;

/** All sections, removed ones too. Of one key the one with the least id counts that nobody took out: the same on each replica. */
export function readSections(desk: Y.Doc): readonly DeskSection[] {
  const seen = new Set<string>();
  const entries = [...desk.getMap('papers').entries()]
    .flatMap(([id, value]) => {
      const entry = read.asMap(value);
      const key = read.asText(entry?.get('key')) ?? '';
      return entry && isId(id) && isSectionKey(key) ? [{ id: brand<SectionId>(id), key, entry }] : [];
    })
    .sort((a, b) => Number(isOut(a.entry)) - Number(isOut(b.entry)) || (a.id < b.id ? -1 : 1));
  return entries.map(({ id, key, entry }) => {
    const isDouble = seen.has(key);
    seen.add(key);
    const text = entry.get('text');
    return {
      ...{ id, key, isDouble, removed: isOut(entry) },
      base: read.asText(entry.get('base')) ?? '',
      blocks: text instanceof Y.XmlFragment ? readBlocks(text) : [],
    };
  });
}

function isOut(entry: read.Entries): boolean {
  return entry.get('removed') === true;
}

/** The text of a section to bind an editor to; null when there is no such section. */
export function sectionText(desk: Y.Doc, id: SectionId): Y.XmlFragment | null {
  const text = read.asMap(desk.getMap('papers').get(id))?.get('text');
  return text instanceof Y.XmlFragment ? text : null;
}

/** With one empty paragraph; its text is written into it afterwards, as one's own edit. */
export function addSection(
  desk: Y.Doc,
  { id, key, base }: { readonly id: SectionId; readonly key: SectionKey; readonly base: string },
): void {
  desk.transact(() => {
    const sections = desk.getMap('papers');
    if (sections.has(id)) return;
    const entry = read.newMap({ key, base });
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

function readIssueFacts(desk: Y.Doc): IssueFacts {
  const root = desk.getMap('paperFacts');
  const text = (key: keyof IssueFacts): string | null => read.asFact(root.get(key), MAX_FACT_CHARS);
  const issuedOn = text('issuedOn');
  return {
    ...{ title: text('title'), number: text('number'), issuer: text('issuer'), copies: text('copies') },
    issuedOn: issuedOn === null ? null : parseLocalDate(issuedOn),
    attachments: read
      .asTexts(root.get('attachments'))
      .slice(0, MAX_ATTACHMENTS)
      .map((name) => name.slice(0, MAX_FACT_CHARS)),
    ...{ reviewer: text('reviewer'), signer: text('signer'), rankApproved: text('rankApproved') },
    ...{ chairSigned: text('chairSigned'), recorderSigned: text('recorderSigned') },
  };
}

// ── who counted a vote ──────────────────────────────────────────────────────────────────────────────────────────────

const TELLERS = /^tellers\.(.+)\.(supervisors|counters)$/u;
const MAX_TELLERS = 20;

type TellerRole = 'supervisors' | 'counters';

function readTellers(desk: Y.Doc): readonly ItemTellers[] {
  const root = desk.getMap('paperFacts');
  const named = (id: string, role: TellerRole): readonly string[] =>
    namesTyped(read.asFact(root.get(`tellers.${id}.${role}`), MAX_FACT_CHARS) ?? '');
  const items = new Set([...root.keys()].flatMap((key) => TELLERS.exec(key)?.[1] ?? []));
  return [...items]
    .filter(isId)
    .sort()
    .map((id) => ({
      itemId: brand<ItemId>(id),
      ...{ supervisors: named(id, 'supervisors'), counters: named(id, 'counters') },
    }))
    .filter(({ supervisors, counters }) => supervisors.length + counters.length > 0);
}

/** 甲、乙 as it is typed. */
function namesTyped(text: string): readonly string[] {
  const names = text.split(/[、，,；;\n]/u).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].slice(0, MAX_TELLERS);
}

/** As it is typed into its field; null = none. */
export function tellersTyped(desk: Y.Doc, itemId: ItemId, role: TellerRole): string | null {
  return read.asFact(desk.getMap('paperFacts').get(`tellers.${itemId}.${role}`), MAX_FACT_CHARS);
}

export function setTellers(desk: Y.Doc, itemId: ItemId, role: TellerRole, value: string | null): void {
  desk.transact(() => desk.getMap<unknown>('paperFacts').set(`tellers.${itemId}.${role}`, value));
}

export function setIssueFact<K extends keyof IssueFacts>(desk: Y.Doc, key: K, value: IssueFacts[K]): void {
  desk.transact(() => desk.getMap<unknown>('paperFacts').set(key, value));
}

/** What a snapshot holds of it; null while nobody began one. */
export function readMinutesDraft(desk: Y.Doc): MinutesDraft | null {
  const sections = readSections(desk).filter(({ isDouble }) => !isDouble);
  const issue = readIssueFacts(desk);
  const { attachments, ...facts } = issue;
  const tellers = readTellers(desk);
  const isFilled = attachments.length > 0 || tellers.length > 0 || Object.values(facts).some((fact) => fact !== null);
  if (sections.length === 0 && !isFilled) return null;
  return {
    issue,
    sections: sections.filter(({ removed }) => !removed).map(({ key, blocks }) => ({ key, blocks })),
    removed: sections.filter(({ removed }) => removed).map(({ key }) => key),
    ...(tellers.length === 0 ? {} : { tellers }),
  };
}
