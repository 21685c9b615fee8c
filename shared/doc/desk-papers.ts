// The draft of formal minutes in the desk: its sections, and what is filled in for issuing them.
import type * as Y from 'yjs';
import { isId, type ItemId } from '../domain/ids.ts';
import {
  isSectionKey,
  type IssueFacts,
  type ItemTellers,
  type MinutesDraft,
  type SectionKey,
} from '../domain/minutes-draft.ts';
import { brand } from '../lib/brand.ts';
import { parseLocalDate } from '../lib/time.ts';
import { readSections, type DraftKind } from './desk-draft.ts';
import * as read from './reading.ts';

export const MINUTES_DRAFT: DraftKind<SectionKey> = { prefix: '', isKey: isSectionKey };

const MAX_FACT_CHARS = 300;
const MAX_ATTACHMENTS = 50;

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
  const sections = readSections(desk, MINUTES_DRAFT).filter(({ isDouble }) => !isDouble);
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
