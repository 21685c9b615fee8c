// What stock phrases are filled with: the facts of the meeting and of the item they stand in; and how a body's own phrases
// name them, in braces.
import type { Presenter } from './person.ts';

export interface PhraseFacts {
  /** Of the item, '' while it has none. */
  readonly title: string;
  readonly presenters: readonly Presenter[];
  readonly meeting: string;
  /** Who meets: the body, else the organisation. */
  readonly body: string | null;
  readonly venue: string | null;
  readonly chair: string | null;
  /** The day and the half of it, as the language writes them; null while the meeting has no day. */
  readonly day: string | null;
}

/** 王坤泉 as running text names him first: 苏州市安防协会秘书长王坤泉 (domain.md §7). */
export function chineseSpeaker({ name, org, title }: Presenter): string {
  return `${org ?? ''}${title ?? ''}${name}`;
}

/** Wang Kunquan, Secretary-General of the association. */
export function englishSpeaker({ name, org, title }: Presenter): string {
  if (title !== null && org !== null) return `${name}, ${title} of ${org}`;
  return [name, title ?? org].filter((part) => part !== null && part !== '').join(', ');
}

/** What was heard, out of an item's title: 律所情况介绍 · 关于上半年工作的汇报. */
export function chineseReport(title: string): string {
  const plain = title.replace(/^(?:听取|审议|研究|讨论)(?:并审议)?(?:了)?/u, '').replace(/[。；，\s]+$/u, '');
  if (plain === '') return '汇报';
  if (/(?:汇报|报告|介绍|说明|总结|发言|解读|通报|布置)》?$/u.test(plain)) return plain;
  return `${plain.startsWith('关于') ? '' : '关于'}${plain}的汇报`;
}

/** What a body's own phrase may leave open, in the order offered. */
export const PHRASE_FIELDS = ['speaker', 'title', 'body', 'meeting', 'date', 'venue', 'chair'] as const;
export type PhraseField = (typeof PHRASE_FIELDS)[number];

/** How each may be written in braces, in either language: a phrase outlives the language it was made in. */
const FIELD_NAMES: Readonly<Record<PhraseField, readonly string[]>> = {
  speaker: ['发言人', '汇报人', 'speaker'],
  title: ['议题', '事项', 'title', 'item'],
  body: ['机构', 'body'],
  meeting: ['会议', '会议名称', 'meeting'],
  date: ['日期', '时间', 'date'],
  venue: ['地点', 'venue'],
  chair: ['主持人', 'chair'],
};
const FIELD = /[{｛]\s*([^{}｛｝]{1,12}?)\s*[}｝]/gu;

/** A piece of a phrase: words, or a field with the words that stand for it. */
export interface PhrasePiece {
  readonly field: PhraseField | null;
  readonly text: string;
}

/** `text` cut at its fields; braces around anything else are words. */
export function phrasePieces(text: string): readonly PhrasePiece[] {
  const pieces: PhrasePiece[] = [];
  let from = 0;
  for (const found of text.matchAll(FIELD)) {
    const field = fieldNamed(found[1] ?? '');
    if (field === null) continue;
    if (found.index > from) pieces.push({ field: null, text: text.slice(from, found.index) });
    pieces.push({ field, text: found[0] });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ field: null, text: text.slice(from) });
  return pieces;
}

/** What the fields stand for; '' where it is not known. `speakers`: as the language names them. */
export function fieldValues(facts: PhraseFacts, speakers: string): Readonly<Record<PhraseField, string>> {
  return {
    speaker: speakers,
    title: facts.title,
    body: facts.body ?? '',
    meeting: facts.meeting,
    date: facts.day ?? '',
    venue: facts.venue ?? '',
    chair: facts.chair ?? '',
  };
}

/** `text` with its fields filled; what is not known leaves nothing behind, as in the built-in phrases. */
export function filledPhrase(text: string, values: Readonly<Record<PhraseField, string>>): string {
  return phrasePieces(text)
    .map((piece) => (piece.field === null ? piece.text : values[piece.field]))
    .join('');
}

function fieldNamed(name: string): PhraseField | null {
  const wanted = name.toLowerCase();
  return PHRASE_FIELDS.find((field) => FIELD_NAMES[field].includes(wanted)) ?? null;
}
