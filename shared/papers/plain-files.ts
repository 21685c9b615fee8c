// A paper as files that anything opens: a page of plain HTML, and text. For what is pasted elsewhere; neither needs a font, a
// style sheet or anything from outside.
import { articleHtml } from './article-html.ts';
import type { Paper, Part } from './paper.ts';
import { plainWords } from './plain-words.ts';

/** With a mark by which old Windows editors see UTF-8; a line a part, a blank line between parts. */
export function textFile(paper: Paper): string {
  return `\uFEFF${plainWords(paper).join('\r\n\r\n')}\r\n`;
}

export function htmlFile(paper: Paper, cut: string): string {
  const parts: readonly Part[] = paper.form === 'cards' ? [] : paper.parts;
  const { html } = articleHtml(parts, { cut });
  const title = paper.title.replace(/[&<>]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`;
  const column = 'max-width:677px;margin:24px auto';
  return `<!doctype html><html lang="${paper.locale}"><head>${head}</head><body><section style="${column}">${html}</section></body></html>`;
}
