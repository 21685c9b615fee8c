// Formal minutes as people edit them after they were composed: a text for each section, and what is filled in for issuing them.
// How they are composed is in shared/papers; that they stand in the desk, in shared/doc/desk-papers.
import { brand } from '../lib/brand.ts';
import type { LocalDate } from '../lib/time.ts';
import type { Drafted } from './drafted.ts';
import { isId, type ItemId } from './ids.ts';

/** The opening, each matter by its item, what else was agreed, who was there. */
export type SectionKey = 'opening' | 'other' | 'names' | `item-${string}`;

const FIXED_KEYS: readonly string[] = ['opening', 'other', 'names'];

export function isSectionKey(key: string): key is SectionKey {
  return FIXED_KEYS.includes(key) || itemOfSection(key) !== null;
}

/** The item a section is about; null for the others. */
export function itemOfSection(key: string): ItemId | null {
  const id = key.startsWith('item-') ? key.slice('item-'.length) : '';
  return isId(id) ? brand<ItemId>(id) : null;
}

export type DraftSection = Drafted<SectionKey>;

/** What stands on minutes besides their text, as the secretariat fills it in; null = not yet, or none. */
export interface IssueFacts {
  /** Where it is not made of the meeting's name. */
  readonly title: string | null;
  /** 〔2021〕2号. */
  readonly number: string | null;
  /** Who issues them; null = the secretariat of the organisation. */
  readonly issuer: string | null;
  readonly issuedOn: LocalDate | null;
  /** 分送. */
  readonly copies: string | null;
  /** 附件, in order. */
  readonly attachments: readonly string[];
}

export const NO_ISSUE: IssueFacts = {
  ...{ title: null, number: null, issuer: null, issuedOn: null, copies: null },
  attachments: [],
};

export interface MinutesDraft {
  readonly issue: IssueFacts;
  /** Each key once; those without a section are printed as they are composed. */
  readonly sections: readonly DraftSection[];
  /** Sections that somebody took out. */
  readonly removed: readonly SectionKey[];
}
