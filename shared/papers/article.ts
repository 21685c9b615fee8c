// The article of a meeting (公众号文章) whole: its title and digest, proposed or as somebody wrote them, its sections in their
// order without those left out, and the same as a paper. Chinese whatever the interface speaks: it is for Chinese readers.
import { ARTICLE_LIMITS, NO_ARTICLE } from '../domain/article.ts';
import { signingHeld } from '../domain/ceremony.ts';
import { isShown } from '../domain/file.ts';
import { heldPart } from '../domain/held.ts';
import { hasContent, type Block, type Inline } from '../domain/minutes.ts';
import { publicSnapshot } from '../domain/publish.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { documentTitle } from '../i18n/format.ts';
import { isNews } from './article-item.ts';
import { articleOrder, inOwnOrder } from './article-order.ts';
import { articleKeys, articleSections, heldSentence, nameOf, type ArticleSection } from './article-sections.ts';
import { partsOfBlocks } from './block-parts.ts';
import { paragraph, textOf } from './inline.ts';
import type { Part, TextPaper } from './paper.ts';

/** A picture of the article: one of the meeting's own, or a place where one is put in by hand (`fileId` null). */
export interface ArticlePicture {
  readonly number: number;
  readonly caption: string;
  readonly fileId: string | null;
}

export interface ArticlePiece extends ArticleSection {
  readonly isOmitted: boolean;
}

export interface Article {
  readonly title: string;
  readonly digest: string;
  /** What they would be if nobody had written them. */
  readonly proposed: { readonly title: string; readonly digest: string };
  /** All of them in their order, those left out too; as they were written, where somebody wrote them. */
  readonly sections: readonly ArticlePiece[];
  /** Without the title, which an official account has a field for. */
  readonly parts: readonly Part[];
  readonly pictures: readonly ArticlePicture[];
}

export function articleOf(given: MeetingSnapshot, { timeZone }: { readonly timeZone: string }): Article {
  const snapshot = heldPart(publicSnapshot(given));
  const facts = snapshot.article ?? NO_ARTICLE;
  const proposed = { title: titleOf(snapshot), digest: digestOf(snapshot, timeZone) };
  const omitted = new Set<string>(facts.omitted);
  const sections = writtenSections(snapshot, timeZone).map((section) => ({
    ...section,
    isOmitted: omitted.has(section.key),
  }));
  const printed = sections.filter(({ isOmitted }) => !isOmitted);
  const { parts, pictures } = numbered(partsOfSections(printed, snapshot));
  return {
    ...{ title: facts.title ?? proposed.title, digest: facts.digest ?? proposed.digest, proposed },
    ...{ sections, parts, pictures },
  };
}

/** Each once: as somebody wrote it, else as it is composed. */
function writtenSections(snapshot: MeetingSnapshot, timeZone: string): readonly ArticleSection[] {
  const composed = new Map(articleSections(snapshot, timeZone).map((section) => [section.key, section]));
  const told = articleKeys(snapshot);
  const texts = (snapshot.articleText ?? []).filter(({ key }) => told.has(key));
  const written = new Map(texts.map((section) => [section.key, section]));
  const keys = articleOrder([...composed.keys()], [...written.keys()]).map((key) => ({ key }));
  return inOwnOrder(keys, snapshot.article?.order ?? []).flatMap(({ key }): readonly ArticleSection[] => {
    const mine = written.get(key);
    const fresh = composed.get(key);
    if (mine === undefined) return fresh === undefined ? [] : [fresh];
    const heading = writtenHeading(mine.blocks);
    return [{ ...mine, heading: heading === '' ? (fresh?.heading ?? '') : heading }];
  });
}

/** What a section that somebody wrote calls itself; '' = it has no heading. */
export function writtenHeading([first]: readonly Block[]): string {
  return first?.kind === 'heading' ? textOf(first.inline).trim() : '';
}

/** With title and digest before the text, for whoever reviews it in Word. */
export function articlePaper(snapshot: MeetingSnapshot, options: { readonly timeZone: string }): TextPaper {
  const { title, digest, parts } = articleOf(snapshot, options);
  return {
    ...{ form: 'text', locale: 'zh-CN', audience: 'public', organisation: snapshot.facts.organisation },
    ...{ title, masthead: null, imprint: null, isPaged: true, footnote: null },
    parts: [
      { kind: 'title', text: title },
      ...(digest === '' ? [] : [{ kind: 'fact', label: '摘要', runs: [{ kind: 'text', text: digest }] } as const]),
      ...parts,
    ],
  };
}

// ── title and digest ────────────────────────────────────────────────────────────────────────────────────────────

/** The longest that fits: the whole name and 召开, the whole name, the short name. */
function titleOf(snapshot: MeetingSnapshot): string {
  const { facts } = snapshot;
  const name = nameOf(snapshot);
  const short = facts.shortTitle?.trim() ?? '';
  const ours = short === '' ? '' : nameOf({ facts: { ...facts, title: short } });
  const names = [name, ours, short].filter((each) => each !== '');
  const all = names.flatMap((each) => (/(?:召开|举行|闭幕)$/u.test(each) ? [each] : [`${each}召开`, each]));
  const max = ARTICLE_LIMITS.title;
  return all.find((each) => [...each].length <= max) ?? `${[...name].slice(0, max - 1).join('')}…`;
}

/** When, what and where; then what came of it, as much as there is room for. */
function digestOf(snapshot: MeetingSnapshot, timeZone: string): string {
  const max = ARTICLE_LIMITS.digest;
  const fits = (text: string): boolean => [...text].length <= max;
  const held = heldSentence({ snapshot, timeZone });
  const acts = actsOf(snapshot);
  // A meeting passes and hears; parties sign at it.
  const subject = acts[0]?.startsWith('签署') === true ? '会上' : '会议';
  let digest = '';
  for (let count = 0; count <= acts.length; count += 1) {
    const text = count === 0 ? `${held}。` : `${held}。${subject}${acts.slice(0, count).join('，')}。`;
    if (!fits(text)) break;
    digest = text;
  }
  return digest === '' ? `${[...held].slice(0, max - 1).join('')}…` : digest;
}

/** The weightiest first: what was passed, signed, to what somebody was appointed, what was reported. */
function actsOf(snapshot: MeetingSnapshot): readonly string[] {
  const { agenda, decisions, people } = snapshot;
  const news = agenda.filter((item) => item.parentId === undefined && isNews(item));
  const passed = news.flatMap(({ id, kind, title }) =>
    kind === 'deliberation' && decisions.some(({ itemId, outcome }) => itemId === id && outcome === 'adopted')
      ? [`审议通过${title.trim().replace(/^审议(?:通过)?/u, '')}`]
      : [],
  );
  const ceremonies = news.flatMap(({ ceremony }) => {
    if (ceremony?.kind === 'signing') {
      const { document } = signingHeld(ceremony, people);
      return document === '' ? [] : [`签署${documentTitle(document)}`];
    }
    return ceremony?.appointee && ceremony.post !== '' ? [`聘任${ceremony.appointee}为${ceremony.post}`] : [];
  });
  const heard = news.flatMap(({ kind, title }) =>
    kind === 'work_report' ? [`听取${title.trim().replace(/^听取了?/u, '')}`] : [],
  );
  return [...passed, ...ceremonies, ...heard];
}

// ── the text ────────────────────────────────────────────────────────────────────────────────────────────────────

function partsOfSections(sections: readonly ArticleSection[], { files = [] }: MeetingSnapshot): readonly Part[] {
  const context = {
    numerals: { next: () => '' },
    captionOf: (fileId: string, alt: string) =>
      files.some((file) => file.id === fileId && isShown(file)) ? alt : null,
  };
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(withoutPlaces).flatMap((piece) => {
      if (typeof piece !== 'string') return partsOfBlocks([piece], context);
      return [{ kind: 'placeholder', text: piece } as const];
    }),
  );
}

const PLACE = /【图\d*[：:]([^【】]+)】/u;

/** What a picture is called whose place a paragraph holds stands by itself, whatever somebody wrote before and behind it. */
function withoutPlaces(block: Block): readonly (Block | string)[] {
  if (block.kind !== 'paragraph') return [block];
  const pieces: (Inline[] | string)[] = [[]];
  const write = (run: Inline): void => {
    const last = pieces.at(-1);
    if (Array.isArray(last)) last.push(run);
    else pieces.push([run]);
  };
  for (const run of block.inline) {
    const texts = run.kind === 'text' ? run.text.split(PLACE) : [];
    if (run.kind !== 'text' || texts.length === 1) write(run);
    // Split at a group, every second is what the group took.
    else texts.forEach((text, at) => (at % 2 === 1 ? pieces.push(text) : write({ ...run, text })));
  }
  if (pieces.length === 1) return [block];
  return pieces.flatMap((piece): readonly (Block | string)[] => {
    if (typeof piece === 'string') return [piece.trim()];
    const inline = trimmed(piece);
    return hasContent([paragraph(inline)]) ? [paragraph(inline)] : [];
  });
}

/** A line that was ended by hand before or behind a place is no line of its own. */
function trimmed(inline: readonly Inline[]): readonly Inline[] {
  const first = inline.findIndex(({ kind }) => kind !== 'break');
  const last = inline.findLastIndex(({ kind }) => kind !== 'break');
  return first === -1 ? [] : inline.slice(first, last + 1);
}

/** Pictures and the places for them are counted together, as they are put in by hand one after the other. */
function numbered(parts: readonly Part[]): { parts: readonly Part[]; pictures: readonly ArticlePicture[] } {
  const pictures: ArticlePicture[] = [];
  const add = (caption: string, fileId: string | null): number => {
    pictures.push({ number: pictures.length + 1, caption, fileId });
    return pictures.length;
  };
  const counted = parts.map((part): Part => {
    if (part.kind === 'picture') add(part.caption, part.fileId);
    if (part.kind === 'placeholder') return { ...part, text: `【图${add(part.text, null)}：${part.text}】` };
    return part;
  });
  return { parts: counted, pictures };
}
