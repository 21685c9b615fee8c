// The draft of formal minutes in the desk: its sections, and what is filled in for issuing them.
import type * as Y from 'yjs';
import { isSectionKey, type IssueFacts, type MinutesDraft, type SectionKey } from '../domain/minutes-draft.ts';
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
  };
}

export function setIssueFact<K extends keyof IssueFacts>(desk: Y.Doc, key: K, value: IssueFacts[K]): void {
  desk.transact(() => desk.getMap<unknown>('paperFacts').set(key, value));
}

/** What a snapshot holds of it; null while nobody began one. */
export function readMinutesDraft(desk: Y.Doc): MinutesDraft | null {
  const sections = readSections(desk, MINUTES_DRAFT).filter(({ isDouble }) => !isDouble);
  const issue = readIssueFacts(desk);
  const { attachments, ...facts } = issue;
  const isFilled = attachments.length > 0 || Object.values(facts).some((fact) => fact !== null);
  if (sections.length === 0 && !isFilled) return null;
  return {
    issue,
    sections: sections.filter(({ removed }) => !removed).map(({ key, blocks }) => ({ key, blocks })),
    removed: sections.filter(({ removed }) => removed).map(({ key }) => key),
  };
}
