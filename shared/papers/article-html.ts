// An article as the editor of an official account takes it when it is pasted: section, p, strong, img and span, each with its
// look beside it, since classes, ids, scripts and style sheets do not survive (domain.md §5). What does not fit into the
// account's limit is left out from the end, and said.
import { ARTICLE_LIMITS } from '../domain/article.ts';
import { unreachable } from '../lib/assert.ts';
import type { ArticlePicture } from './article.ts';
import type { Part, Run, TableField } from './paper.ts';

export interface ArticleHtml {
  readonly html: string;
  /** Characters, markup and all. */
  readonly length: number;
  /** Parts that did not fit. */
  readonly left: readonly Part[];
}

export interface HtmlOptions {
  /** Of the article, in order: what stands for a picture says its number. */
  readonly pictures: readonly ArticlePicture[];
  /**
   * Where a picture is to be had; null, and none of them: its place is held. Pictures of ours do not survive in an official
   * account, so what is copied has places, and only what is looked at here has pictures.
   */
  readonly imageUrl?: (fileId: string) => string | null;
  /** What is said in place of what did not fit. */
  readonly cut?: string;
}

const BODY = 'font-size:16px;line-height:1.75;color:#3f3f3f;letter-spacing:0.5px';
const LOOK = {
  section: `${BODY};padding:0 8px`,
  paragraph: 'margin:0 0 1em;text-align:justify',
  centre: 'margin:0 0 1em;text-align:center',
  right: 'margin:0 0 1em;text-align:right',
  heading:
    'margin:1.6em 0 0.8em;padding-left:10px;border-left:4px solid #a63a2e;font-size:18px;line-height:1.4;color:#222222',
  subheading: 'margin:1em 0 0.5em;color:#222222',
  entry: 'margin:0 0 0.5em;padding-left:1em;text-indent:-1em;text-align:justify',
  quote: 'margin:0 0 1em;padding:8px 12px;border-left:3px solid #d9d9d9;color:#666666',
  image: 'width:100%;height:auto',
  figure: 'margin:0 0 0.3em;text-align:center',
  caption: 'margin:0 0 1em;font-size:14px;color:#888888;text-align:center',
  place: 'margin:0 0 1em;padding:16px 8px;background-color:#f5f5f5;font-size:14px;color:#888888;text-align:center',
  em: 'font-style:italic',
  underline: 'text-decoration:underline',
} as const;

export function articleHtml(
  parts: readonly Part[],
  options: HtmlOptions,
  limit: number = ARTICLE_LIMITS.markup,
): ArticleHtml {
  const printer = new Printer(options);
  const printed = parts.map((part) => printer.part(part));
  const wrap = (inside: string): string => `<section style="${LOOK.section}">${inside}</section>`;
  const whole = wrap(printed.join(''));
  if (whole.length < limit) return { html: whole, length: whole.length, left: [] };
  const notice = options.cut === undefined ? '' : place(options.cut);
  let kept = '';
  let count = 0;
  for (const piece of printed) {
    if (wrap(kept + piece + notice).length >= limit) break;
    kept += piece;
    count += 1;
  }
  // A heading that lost all of its text says nothing.
  while (count > 0 && parts[count - 1]?.kind === 'heading') {
    kept = kept.slice(0, kept.length - (printed[count - 1]?.length ?? 0));
    count -= 1;
  }
  const html = wrap(kept + notice);
  return { html, length: html.length, left: parts.slice(count) };
}

class Printer {
  readonly #options: HtmlOptions;
  #pictures = 0;

  constructor(options: HtmlOptions) {
    this.#options = options;
  }

  part(part: Part): string {
    switch (part.kind) {
      case 'title':
      case 'subtitle':
        return `<p style="${LOOK.centre}"><strong>${escaped(part.text)}</strong></p>`;
      case 'heading':
        return part.level === 1
          ? `<section style="${LOOK.heading}"><strong>${runs(part.runs)}</strong></section>`
          : `<p style="${LOOK.subheading}"><strong>${runs(part.runs)}</strong></p>`;
      case 'paragraph': {
        const look = part.place === 'centre' ? LOOK.centre : part.place === 'right' ? LOOK.right : LOOK.paragraph;
        return lines(part.runs)
          .map((line) => `<p style="${look}">${runs(line)}</p>`)
          .join('');
      }
      case 'list':
        return `<section style="margin:0 0 1em">${part.entries.map(({ mark, parts }) => this.#entry(mark, parts)).join('')}</section>`;
      case 'quote':
        return `<section style="${LOOK.quote}">${part.parts.map((each) => this.part(each)).join('')}</section>`;
      case 'picture':
        return this.#picture(part);
      case 'placeholder':
        this.#pictures += 1;
        return place(part.text);
      case 'table':
        return [...part.head.map((row) => this.#row(row, true)), ...part.rows.map((row) => this.#row(row, false))].join(
          '',
        );
      case 'names':
        return paragraph(`${part.label}：${part.names.join(part.separator)}`);
      case 'fact':
        return `<p style="${LOOK.paragraph}"><strong>${escaped(part.label)}：</strong>${runs(part.runs)}</p>`;
      case 'addressee':
      case 'remark':
        return paragraph(part.text);
      case 'attachments':
        return paragraph(`${part.label}：${part.names.join('；')}`);
      case 'signature':
        return `<p style="${LOOK.right}">${escaped(part.name)}</p><p style="${LOOK.right}">${escaped(part.date)}</p>`;
      case 'signing':
        return part.labels.map(paragraph).join('');
      case 'appendix':
        return `<p style="${LOOK.subheading}"><strong>${escaped(`${part.label} ${part.title}`)}</strong></p>`;
      case 'cut':
      case 'page':
        return '';
      default:
        return unreachable(part);
    }
  }

  /** The mark stands before the first line; what else an entry holds follows as it is. */
  #entry(mark: string, parts: readonly Part[]): string {
    const [first, ...rest] = parts;
    const own = first?.kind === 'paragraph' ? first.runs : [];
    const others = first?.kind === 'paragraph' ? rest : parts;
    return `<p style="${LOOK.entry}">${escaped(mark)} ${runs(own)}</p>${others.map((part) => this.part(part)).join('')}`;
  }

  #row(row: readonly TableField[], isHead: boolean): string {
    const text = row
      .map(({ parts }) =>
        parts.map((part) => (part.kind === 'paragraph' ? runs(part.runs) : this.part(part))).join(' '),
      )
      .join('　');
    return `<p style="${LOOK.entry}">${isHead ? `<strong>${text}</strong>` : text}</p>`;
  }

  #picture({ fileId, caption }: Extract<Part, { kind: 'picture' }>): string {
    const { imageUrl, pictures } = this.#options;
    const number = pictures[this.#pictures]?.number ?? this.#pictures + 1;
    this.#pictures += 1;
    const url = imageUrl?.(fileId) ?? null;
    if (url === null) return place(`【图${number}${caption === '' ? '' : `：${caption}`}】`);
    const image = `<p style="${LOOK.figure}"><img src="${escaped(url)}" alt="${escaped(caption)}" style="${LOOK.image}"></p>`;
    return caption === '' ? image : `${image}<p style="${LOOK.caption}">${escaped(caption)}</p>`;
  }
}

const place = (text: string): string => `<p style="${LOOK.place}">${escaped(text)}</p>`;
const paragraph = (text: string): string => `<p style="${LOOK.paragraph}">${escaped(text)}</p>`;

/** A line that ends by hand is a paragraph of its own. */
function lines(all: readonly Run[]): readonly (readonly Run[])[] {
  const made: Run[][] = [[]];
  for (const run of all) {
    if (run.kind === 'break') made.push([]);
    else made.at(-1)?.push(run);
  }
  return made.filter((line) => line.length > 0);
}

/** Addresses outside are no links there: they are told as text. */
function runs(all: readonly Run[]): string {
  return all
    .map((run) => {
      if (run.kind === 'break') return ' ';
      const look = [...(run.em ? [LOOK.em] : []), ...(run.underline ? [LOOK.underline] : [])].join(';');
      const text = look === '' ? escaped(run.text) : `<span style="${look}">${escaped(run.text)}</span>`;
      return run.strong ? `<strong>${text}</strong>` : text;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
