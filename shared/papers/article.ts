// The article of a meeting (公众号文章) whole: its title and digest, proposed or as somebody wrote them, its sections in their
// order without those left out, and the same as a paper. Chinese whatever the interface speaks: it is for Chinese readers.
import { ARTICLE_LIMITS, NO_ARTICLE } from '../domain/article.ts';
import { signingHeld } from '../domain/ceremony.ts';
import { isShown } from '../domain/file.ts';
import { heldPart } from '../domain/held.ts';
import type { Block } from '../domain/minutes.ts';
import { publicSnapshot } from '../domain/publish.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { documentTitle } from '../i18n/format.ts';
import { articleSections, heldSentence, isNews, nameOf, type ArticleSection } from './article-sections.ts';
import { partsOfBlocks } from './block-parts.ts';
import { said, textOf } from './inline.ts';
import type { Part, TextPaper } from './paper.ts';

/** A picture of the article: one of the meeting's own, or a place where one is put in by hand (`fileId` null). */
export interface ArticlePicture {
  readonly number: number;
  readonly caption: string;
  readonly fileId: string | null;
}

export interface Article {
  readonly title: string;
  readonly digest: string;
  /** What they would be if nobody had written them. */
  readonly proposed: { readonly title: string; readonly digest: string };
  /** All of them in their order, those left out too. */
  readonly sections: readonly (ArticleSection & { readonly isOmitted: boolean })[];
  /** Without the title, which an official account has a field for. */
  readonly parts: readonly Part[];
  readonly pictures: readonly ArticlePicture[];
}

export function articleOf(given: MeetingSnapshot, { timeZone }: { readonly timeZone: string }): Article {
  const snapshot = heldPart(publicSnapshot(given));
  const facts = snapshot.article ?? NO_ARTICLE;
  const proposed = { title: titleOf(snapshot), digest: digestOf(snapshot, timeZone) };
  const omitted = new Set(facts.omitted);
  const sections = inOwnOrder(articleSections(snapshot, timeZone), facts.order).map((section) => ({
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

/** Those that were moved in the order they were given; what came since stands where it is composed, behind its neighbour. */
export function inOwnOrder<Section extends { readonly key: string }>(
  composed: readonly Section[],
  order: readonly string[],
): readonly Section[] {
  const made = order.flatMap((key) => composed.find((section) => section.key === key) ?? []);
  composed.forEach((section, index) => {
    if (made.includes(section)) return;
    const before = composed[index - 1];
    made.splice(before === undefined ? 0 : made.indexOf(before) + 1, 0, section);
  });
  return made;
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
  let digest = '';
  for (let count = 0; count <= acts.length; count += 1) {
    const text = count === 0 ? `${held}。` : `${held}。会议${acts.slice(0, count).join('，')}。`;
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
  return sections.flatMap(({ heading, blocks }): readonly Part[] => {
    const title: readonly Block[] = heading === '' ? [] : [{ kind: 'heading', level: 2, inline: said(heading) }];
    return [...title, ...blocks].flatMap((block): readonly Part[] => {
      const place = block.kind === 'paragraph' ? PICTURE.exec(textOf(block.inline))?.[1] : undefined;
      if (place !== undefined) return [{ kind: 'placeholder', text: place }];
      return partsOfBlocks([block], {
        numerals: { next: () => '' },
        captionOf: (fileId, alt) => (files.some((file) => file.id === fileId && isShown(file)) ? alt : null),
      });
    });
  });
}

const PICTURE = /^【图[：:](.+)】$/u;

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
