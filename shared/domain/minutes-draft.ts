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
  /** 审核 and 签发: who read them through, and who let them out. These and what follows: absent in what was sealed before it was asked for. */
  readonly reviewer?: string | null;
  readonly signer?: string | null;
  /** Who signed the record (会议记录) as its chair and as its recorder: whoever was named when they did. */
  readonly chairSigned?: string | null;
  readonly recorderSigned?: string | null;
  /** The order of the guests that somebody approved, as `rankMark` tells it. */
  readonly rankApproved?: string | null;
}

/** 监票人 and 计票人 of a vote by ballot: one vote an item. */
export interface ItemTellers {
  readonly itemId: ItemId;
  readonly supervisors: readonly string[];
  readonly counters: readonly string[];
}

export const NO_ISSUE: IssueFacts = {
  ...{ title: null, number: null, issuer: null, issuedOn: null, copies: null },
  ...{ attachments: [], reviewer: null, signer: null, chairSigned: null, recorderSigned: null, rankApproved: null },
};

/** Names in the order in which they stand, as one short text: another one as soon as anybody is moved, added or taken out. */
export function rankMark(names: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const letter of names.join('\n')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${names.length}.${hash.toString(36)}`;
}

export interface MinutesDraft {
  readonly issue: IssueFacts;
  /** Each key once; those without a section are printed as they are composed. */
  readonly sections: readonly DraftSection[];
  /** Sections that somebody took out. */
  readonly removed: readonly SectionKey[];
  /** Absent where none are named. */
  readonly tellers?: readonly ItemTellers[];
}
