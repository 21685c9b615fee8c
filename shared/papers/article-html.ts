// An article as the editor of an official account takes it when it is pasted: section, p, strong, img and span, each with its
// look beside it, since classes, ids, scripts and style sheets do not survive (domain.md §5). Made as a tree of elements, which
// a page builds and a file spells out. What does not fit into the account's limit is left out from the end, and said.
import { ARTICLE_LIMITS } from '../domain/article.ts';
import { unreachable } from '../lib/assert.ts';
import type { Part, Run, TableField } from './paper.ts';

export interface ArticleElement {
  readonly tag: 'section' | 'p' | 'strong' | 'span' | 'img';
  /** Of the style attribute; '' = none. */
  readonly look: string;
  /** Of pictures. */
  readonly src?: string;
  readonly alt?: string;
  readonly children: readonly ArticleNode[];
}

export type ArticleNode = string | ArticleElement;

export interface ArticleHtml {
  readonly tree: ArticleElement;
  readonly html: string;
  /** Characters, markup and all. */
  readonly length: number;
  /** Parts that did not fit. */
  readonly left: readonly Part[];
}

export interface HtmlOptions {
  /**
   * Where a picture is to be had; absent, and null: its place is held. Pictures of ours do not survive in an official account,
   * so what is copied has places, and only what is looked at here has pictures.
   */
  readonly imageUrl?: (fileId: string) => string | null;
  /** What is said in place of what did not fit. */
  readonly cut: string;
}

const LOOK = {
  section: 'font-size:16px;line-height:1.75;color:#3f3f3f;letter-spacing:0.5px;padding:0 8px',
  paragraph: 'margin:0 0 1em;text-align:justify',
  centre: 'margin:0 0 1em;text-align:center',
  right: 'margin:0 0 1em;text-align:right',
  heading:
    'margin:1.6em 0 0.8em;padding-left:10px;border-left:4px solid #a63a2e;font-size:18px;line-height:1.4;color:#222222',
  subheading: 'margin:1em 0 0.5em;color:#222222',
  list: 'margin:0 0 1em',
  entry: 'margin:0 0 0.5em;padding-left:1em;text-indent:-1em;text-align:left',
  quote: 'margin:0 0 1em;padding:8px 12px;border-left:3px solid #d9d9d9;color:#666666',
  image: 'width:100%;height:auto',
  figure: 'margin:0 0 0.3em;text-align:center',
  caption: 'margin:0 0 1em;font-size:14px;color:#888888;text-align:center',
  place: 'margin:0 0 1em;padding:16px 8px;background-color:#f5f5f5;font-size:14px;color:#888888;text-align:center',
  em: 'font-style:italic',
  underline: 'text-decoration:underline',
} as const;

const element = (tag: ArticleElement['tag'], look: string, ...children: readonly ArticleNode[]): ArticleElement => ({
  ...{ tag, look, children },
});
const line = (look: string, ...children: readonly ArticleNode[]): ArticleElement => element('p', look, ...children);
const strong = (...children: readonly ArticleNode[]): ArticleElement => element('strong', '', ...children);
const whole = (children: readonly ArticleNode[]): ArticleElement => element('section', LOOK.section, ...children);

export function articleHtml(
  parts: readonly Part[],
  options: HtmlOptions,
  limit: number = ARTICLE_LIMITS.markup,
): ArticleHtml {
  const printer = new Printer(options);
  const printed = parts.map((part) => printer.part(part));
  const tree = whole(printed.flat());
  const html = spelled(tree);
  if (html.length < limit) return { tree, html, length: html.length, left: [] };
  return cutTo(limit, parts, printed, line(LOOK.place, options.cut));
}

function cutTo(
  limit: number,
  parts: readonly Part[],
  printed: readonly (readonly ArticleNode[])[],
  notice: ArticleElement,
): ArticleHtml {
  let length = spelled(whole([notice])).length;
  let count = 0;
  for (const nodes of printed) {
    length += nodes.map(spelled).join('').length;
    if (length >= limit) break;
    count += 1;
  }
  // A heading that lost all of its text says nothing.
  while (parts[count - 1]?.kind === 'heading') count -= 1;
  const tree = whole([...printed.slice(0, count).flat(), notice]);
  const html = spelled(tree);
  return { tree, html, length: html.length, left: parts.slice(count) };
}

function spelled(node: ArticleNode): string {
  if (typeof node === 'string') return escaped(node);
  const { tag, look, src, alt, children } = node;
  const source = src === undefined ? '' : ` src="${escaped(src)}" alt="${escaped(alt ?? '')}"`;
  const open = `<${tag}${source}${look === '' ? '' : ` style="${look}"`}>`;
  return tag === 'img' ? open : `${open}${children.map(spelled).join('')}</${tag}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}

class Printer {
  readonly #options: HtmlOptions;
  #pictures = 0;

  constructor(options: HtmlOptions) {
    this.#options = options;
  }

  part(part: Part): readonly ArticleNode[] {
    switch (part.kind) {
      case 'title':
      case 'subtitle':
        return [line(LOOK.centre, strong(part.text))];
      case 'heading':
        return part.level === 1
          ? [element('section', LOOK.heading, strong(...runs(part.runs)))]
          : [line(LOOK.subheading, strong(...runs(part.runs)))];
      case 'paragraph': {
        const look = part.place === 'centre' || part.place === 'right' ? LOOK[part.place] : LOOK.paragraph;
        return lines(part.runs).map((own) => line(look, ...runs(own)));
      }
      case 'list': {
        const entries = part.entries.flatMap(({ mark, parts }) => this.#entry(mark, parts));
        return [element('section', LOOK.list, ...entries)];
      }
      case 'quote':
        return [element('section', LOOK.quote, ...part.parts.flatMap((each) => this.part(each)))];
      case 'picture':
        return this.#picture(part);
      case 'placeholder':
        this.#pictures += 1;
        return [line(LOOK.place, part.text)];
      case 'table':
        return [
          ...part.head.map((row) => line(LOOK.entry, strong(...this.#row(row)))),
          ...part.rows.map((row) => line(LOOK.entry, ...this.#row(row))),
        ];
      case 'fact':
        return [line(LOOK.paragraph, strong(`${part.label}：`), ...runs(part.runs))];
      default:
        return formalPart(part);
    }
  }

  /** The mark stands before the first line; what else an entry holds follows as it is. */
  #entry(mark: string, parts: readonly Part[]): readonly ArticleNode[] {
    const [first, ...rest] = parts;
    const own = first?.kind === 'paragraph' ? first.runs : [];
    const others = first?.kind === 'paragraph' ? rest : parts;
    return [line(LOOK.entry, `${mark} `, ...runs(own)), ...others.flatMap((part) => this.part(part))];
  }

  /** There is room for one column on a telephone. */
  #row(row: readonly TableField[]): readonly ArticleNode[] {
    return row.flatMap(({ parts }, index) => [
      ...(index === 0 ? [] : ['　']),
      ...parts.flatMap((part) => (part.kind === 'paragraph' ? runs(part.runs) : this.part(part))),
    ]);
  }

  #picture({ fileId, caption }: Extract<Part, { kind: 'picture' }>): readonly ArticleNode[] {
    this.#pictures += 1;
    const src = this.#options.imageUrl?.(fileId) ?? null;
    if (src === null) return [line(LOOK.place, `【图${this.#pictures}${caption === '' ? '' : `：${caption}`}】`)];
    const image: ArticleElement = { tag: 'img', look: LOOK.image, src, alt: caption, children: [] };
    return [line(LOOK.figure, image), ...(caption === '' ? [] : [line(LOOK.caption, caption)])];
  }
}

type Formal = Exclude<
  Part,
  {
    kind:
      'title' | 'subtitle' | 'heading' | 'paragraph' | 'list' | 'quote' | 'picture' | 'placeholder' | 'table' | 'fact';
  }
>;

/** What only formal papers have. */
function formalPart(part: Formal): readonly ArticleNode[] {
  switch (part.kind) {
    case 'names':
      return [line(LOOK.paragraph, `${part.label}：${part.names.join(part.separator)}`)];
    case 'addressee':
    case 'remark':
      return [line(LOOK.paragraph, part.text)];
    case 'attachments':
      return [line(LOOK.paragraph, `${part.label}：${part.names.join('；')}`)];
    case 'signature':
      return [line(LOOK.right, part.name), line(LOOK.right, part.date)];
    case 'signing':
      return part.labels.map((label) => line(LOOK.paragraph, label));
    case 'appendix':
      return [line(LOOK.subheading, strong(`${part.label} ${part.title}`))];
    case 'cut':
    case 'page':
      return [];
    default:
      return unreachable(part);
  }
}

/** A line that ends by hand is a paragraph of its own. */
function lines(all: readonly Run[]): readonly (readonly Run[])[] {
  const made: Run[][] = [[]];
  for (const run of all) {
    if (run.kind === 'break') made.push([]);
    else made.at(-1)?.push(run);
  }
  return made.filter((own) => own.length > 0);
}

/** Addresses outside are no links there: they are told as text. */
function runs(all: readonly Run[]): readonly ArticleNode[] {
  return all.map((run): ArticleNode => {
    if (run.kind === 'break') return ' ';
    const look = [...(run.em ? [LOOK.em] : []), ...(run.underline ? [LOOK.underline] : [])].join(';');
    const text = look === '' ? run.text : element('span', look, run.text);
    return run.strong ? strong(text) : text;
  });
}
