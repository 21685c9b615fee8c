// What was written down under an item, as formal minutes have it: notes in points become sentences, sentences get the words
// that say whose they are, and everything else stays as somebody wrote it. Nothing is left out but a note-taker's instants, notes
// and remarks, and points that only repeat a ceremony.
import type { Ceremony, ItemKind } from '../domain/agenda.ts';
import type { Block, Inline } from '../domain/minutes.ts';
import { cleaned, endsSentence, paragraph, sentenceOf, textOf, withoutEnd } from './inline.ts';
import { toldPoints, voiced, type Voice } from './minutes-voice.ts';
import { signalOf, type Signal } from './signal.ts';

export interface ItemTextWords {
  readonly comma: string;
  readonly semicolon: string;
  readonly stop: string;
  readonly signals: Readonly<Record<Signal, string>>;
}

export interface ItemText {
  readonly kind: ItemKind;
  /** Before the first sentence that was made of points; '' = nothing. */
  readonly lead: string;
  /** What is told already: points that say nothing else are not said twice. */
  readonly told: string;
  /** Whether sentences without a subject may be the meeting's. */
  readonly isTheMeetings: boolean;
  /** Who is told to have said and done what; null = points are joined as they are. */
  readonly voice: Voice | null;
  readonly words: ItemTextWords;
}

/** A point is short and ends without a mark. */
const MAX_POINT_CHARS = 80;
/** Ways to say the same. */
const IS = /担任|成为|任|是/gu;
/** Between two of its words a sentence may hold this many more than a point that it tells. */
const MAX_MORE = 6;
/** What turns a sentence round, or makes it another one, when it is said more than in a point. */
const TURNS = /^(?:[不未非无没否勿副原拟暂一二三四五六七八九十百千万亿两半]|no|not|never|non|.*\p{N}.*)$/iu;

export function itemText(blocks: readonly Block[], options: ItemText): readonly Block[] {
  const made: Block[] = [];
  let points: (readonly Inline[])[] = [];
  let lead = options.lead;
  const flush = (): void => {
    const told = toldPoints(points);
    points = [];
    if (told.length === 0) return;
    const plain = (before: string, of: typeof told): readonly Inline[] => sentence(before, of, options.words);
    const { voice, words } = options;
    const { inline, isLed } =
      voice === null
        ? { inline: plain(lead, told), isLed: true }
        : voiced(told.map(withoutEnd), { voice, lead, words, plain });
    made.push(paragraph(inline));
    if (isLed) lead = '';
  };
  for (const block of blocks) {
    const found = pointsOf(block);
    if (found !== null) points = [...points, ...found.filter((point) => !isTold(point, options.told))];
    else {
      flush();
      const formal = formalBlock(block, options);
      if (formal !== null) made.push(formal);
    }
  }
  flush();
  return made;
}

/** The points that a block is; null when it is something else. An empty paragraph is none. */
export function pointsOf(block: Block): readonly (readonly Inline[])[] | null {
  if (block.kind === 'paragraph') {
    const inline = cleaned(block.inline);
    if (inline.length === 0) return [];
    return isPoint(inline) ? [inline] : null;
  }
  if (block.kind !== 'list') return null;
  const entries = block.items.map((item) => {
    const [only, more] = item;
    return only?.kind === 'paragraph' && more === undefined ? cleaned(only.inline) : null;
  });
  const points = entries.flatMap((entry) => (entry === null || entry.length === 0 ? [] : [withoutEnd(entry)]));
  const isShort = entries.every((entry) => entry !== null) && points.every(isPoint);
  return isShort ? points : null;
}

function isPoint(inline: readonly Inline[]): boolean {
  const text = textOf(inline);
  return text.length <= MAX_POINT_CHARS && !endsSentence(inline) && !text.includes('。');
}

/**
 * Whether a point only says what is told already, clause by clause: each of its words, in their order and close together. One
 * 不, one figure or one name is the whole meaning: a point that has any word of its own is kept, as what is said twice is
 * seen and what is left out is not.
 */
export function isTold(point: readonly Inline[], told: string): boolean {
  const said = clausesOf(textOf(point));
  if (said.length === 0) return false;
  const known = clausesOf(told);
  return said.every((clause) => known.some((each) => each.some((_, from) => tells(each.slice(from), clause))));
}

/** As a note-taker says it, without organisation and post: what else is told once the sentence of a ceremony is. */
function shortlyTold(ceremony: Ceremony | null): string {
  return ceremony?.kind === 'appointment' ? `。聘任${ceremony.appointee.trim()}为${ceremony.post.trim()}。` : '';
}

/** The same in the words of those who note in Chinese, whatever language the sentence of the ceremony is in. */
export function notedOf(ceremony: Ceremony | null): string {
  switch (ceremony?.kind) {
    case 'appointment': {
      const by = ceremony.presentedBy?.trim() ?? '';
      return `${shortlyTold(ceremony)}${by === '' ? '' : `${by}颁发聘书。`}`;
    }
    case 'signing': {
      const whose = ceremony.parties.length > 2 ? '各方' : '双方';
      return `。${ceremony.outcome.map((point) => `${whose}${point.trim().replace(/^[双各]方/u, '')}`).join('；')}。`;
    }
    default:
      return '';
  }
}

/** Whether a decision says nothing but that the appointment is made of which the item tells: 会议决定，聘牟晓生为协会顾问. */
export function isAppointment(wording: string, ceremony: Ceremony | null): boolean {
  const text = wording.trim().replace(/^(?:会议)?(?:一致)?(?:决定|同意|通过)?[，,]?(?=聘)/u, '');
  return isTold([{ kind: 'text', text, marks: {} }], shortlyTold(ceremony));
}

/** From its first word on. */
function tells(known: readonly string[], clause: readonly string[]): boolean {
  let at = 0;
  let more = 0;
  for (const [index, word] of clause.entries()) {
    const next = known.indexOf(word, at);
    const between = known.slice(at, next);
    more += between.length;
    const isClose = index === 0 ? next === 0 : next !== -1 && between.length <= MAX_MORE;
    if (!isClose || between.some((each) => TURNS.test(each))) return false;
    at = next + 1;
  }
  return more <= clause.length;
}

/** In words: a Chinese character each, else what stands between spaces. */
function clausesOf(text: string): readonly (readonly string[])[] {
  return text
    .replace(IS, '为')
    .split(/[，。；;!！?？\n]|[,.](?=\s|$)/u)
    .map((clause) => clause.toLowerCase().match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}.,%])+/gu) ?? [])
    .filter((words) => words.length > 0);
}

function sentence(lead: string, points: readonly (readonly Inline[])[], words: ItemTextWords): readonly Inline[] {
  const parts = grouped(points.map(withoutEnd), words);
  return sentenceOf(lead, parts, { separator: words.semicolon, end: words.stop });
}

/** What a point is about, before a colon. */
const LABEL = /^([^：:，,]{2,8}[：:])(?=.)/u;

/** Points that follow one another about the same thing name it once: 发展方向：开放学习，走出江苏. */
function grouped(points: readonly (readonly Inline[])[], { comma }: ItemTextWords): readonly (readonly Inline[])[] {
  const groups: { readonly label: string | null; readonly points: (readonly Inline[])[] }[] = [];
  for (const point of points) {
    const [first] = point;
    const label = first?.kind === 'text' ? (LABEL.exec(first.text)?.[1] ?? null) : null;
    const last = groups.at(-1);
    if (label !== null && last?.label === label && first?.kind === 'text') {
      last.points.push([{ ...first, text: first.text.slice(label.length) }, ...point.slice(1)]);
    } else groups.push({ label, points: [point] });
  }
  return groups.map((group) => sentenceOf('', group.points, { separator: comma, end: '' }));
}

/** Headings stand one level below the item's own. */
function formalBlock(block: Block, { isTheMeetings, words }: ItemText): Block | null {
  switch (block.kind) {
    case 'paragraph': {
      const inline = cleaned(block.inline);
      const signal = isTheMeetings ? signalOf(textOf(inline)) : null;
      const end = endsSentence(inline) ? '' : words.stop;
      return paragraph(sentenceOf(signal === null ? '' : words.signals[signal], [inline], { separator: '', end }));
    }
    case 'heading':
      return { ...block, level: block.level === 2 ? 3 : 4, inline: cleaned(block.inline) };
    default:
      return block;
  }
}
