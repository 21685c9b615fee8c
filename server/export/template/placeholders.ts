// Placeholders in text: what a stretch of text asks for, and the text that stands there instead. Knows no file.
//
//   {会议名称} {meeting.title}   a value
//   {#出席}…{/出席}              once for each entry
//   {?请假}…{/请假}              only when there is something
//
// Braces and marks may be full-width, as Chinese keyboards write them.
import type { TemplateScope } from '../../../shared/papers/template-facts.ts';

export interface Tag {
  readonly kind: 'value' | 'each' | 'when' | 'end';
  readonly name: string;
  /** Of the text it stands in. */
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

export type TemplateFaultCode =
  | 'unknown-placeholder'
  | 'unclosed-placeholder'
  | 'unopened-placeholder'
  /** A repetition within a repetition: entries hold no lists, and it would only multiply. */
  | 'nested-placeholder'
  /** One paragraph would become longer than any paragraph is. */
  | 'endless-placeholder';

export class TemplateFaultAt extends Error {
  readonly code: TemplateFaultCode;
  readonly placeholder: string;

  constructor(code: TemplateFaultCode, placeholder: string) {
    super(`${code}: ${placeholder}`);
    this.code = code;
    this.placeholder = placeholder;
  }
}

const TAG = /[{｛]\s*([#＃?？/／]?)\s*([^\s{}｛｝#＃?？/／][^{}｛｝]{0,60}?)\s*[}｝]/gu;
const KINDS: Readonly<Record<string, Tag['kind']>> = {
  '': 'value',
  '#': 'each',
  '＃': 'each',
  '?': 'when',
  '？': 'when',
  '/': 'end',
  '／': 'end',
};
/** An opening brace that nothing closes, before something that looks like a name. */
const HALF = /[{｛]\s*[#＃?？/／]?\s*([\p{L}][\p{L}.]{0,30})(?![^{｛]*[}｝])/u;

export function tagsIn(text: string): readonly Tag[] {
  return [...text.matchAll(TAG)].map((match) => ({
    kind: KINDS[match[1] ?? ''] ?? 'value',
    name: match[2] ?? '',
    ...{ from: match.index, to: match.index + match[0].length, source: match[0] },
  }));
}

/** A placeholder that was begun and not ended. */
export function halfTagIn(text: string): string | null {
  return HALF.exec(text)?.[0] ?? null;
}

/** Innermost first: fields of an entry, then what stands around it. */
export type Scopes = readonly TemplateScope[];

/** Throws `TemplateFaultAt` for a name nobody knows. */
export function valueOf(name: string, scopes: Scopes): string {
  for (const { texts } of scopes) {
    const value = texts.get(name);
    if (value !== undefined) return value;
  }
  throw new TemplateFaultAt('unknown-placeholder', name);
}

/** The scopes in which what stands between a beginning and its end is to be printed: none, one, or one an entry. */
export function repetitions({ kind, name }: Tag, scopes: Scopes): readonly Scopes[] {
  const list = scopes.find(({ lists }) => lists.has(name))?.lists.get(name);
  if (kind === 'each') {
    if (list === undefined) throw new TemplateFaultAt('unknown-placeholder', name);
    if (scopes.length > 1) throw new TemplateFaultAt('nested-placeholder', name);
    return list.map((entry) => [entry, ...scopes]);
  }
  const isThere = list === undefined ? valueOf(name, scopes).trim() !== '' : list.length > 0;
  return isThere ? [scopes] : [];
}

/** Which tag ends that at `begin`; -1 = none of these. */
export function endOf(tags: readonly Tag[], begin: number): number {
  const open: string[] = [];
  for (let at = begin; at < tags.length; at++) {
    const tag = tags[at];
    if (tag === undefined || tag.kind === 'value') continue;
    if (tag.kind !== 'end') open.push(tag.name);
    else if (open.pop() !== tag.name) return -1;
    if (open.length === 0) return at;
  }
  return -1;
}

const MAX_FILLED = 1_000_000;

/** A stretch of text with everything in it filled in. Throws `TemplateFaultAt`. */
export function filledText(text: string, scopes: Scopes): string {
  const tags = tagsIn(text);
  let filled = '';
  let at = 0;
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index];
    if (tag === undefined) break;
    filled += text.slice(at, tag.from);
    at = tag.to;
    if (tag.kind === 'end') throw new TemplateFaultAt('unopened-placeholder', tag.name);
    if (tag.kind === 'value') {
      filled += valueOf(tag.name, scopes);
      continue;
    }
    const end = endOf(tags, index);
    const closing = tags[end];
    if (closing === undefined) throw new TemplateFaultAt('unclosed-placeholder', tag.name);
    const inner = text.slice(tag.to, closing.from);
    for (const within of repetitions(tag, scopes)) {
      filled += filledText(inner, within);
      if (filled.length > MAX_FILLED) throw new TemplateFaultAt('endless-placeholder', tag.name);
    }
    at = closing.to;
    index = end;
  }
  return filled + text.slice(at);
}
