// What is pasted becomes minutes: our nodes and marks only, without the litter of Word and WeChat, and of bounded size.
import { Plugin } from 'prosemirror-state';

/** Characters of one paste; a whole day's minutes have about a tenth of it. */
const MAX_PASTE = 200_000;

export function pasteCleaning(): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: (html) => cleanHtml(html.slice(0, MAX_PASTE * 10)),
      transformPastedText: (text) => cleanText(text.slice(0, MAX_PASTE)),
      // Pictures come as files; there is no place to keep them, and a link to somebody's disk helps nobody.
      handlePaste: (_view, event) => {
        const data = event.clipboardData;
        return data !== null && data.files.length > 0 && data.getData('text/plain') === '';
      },
      handleDrop: (_view, event) => (event.dataTransfer?.files.length ?? 0) > 0,
    },
  });
}

/** Drops what Word adds around the text: comments, its own elements, style sheets, bullets drawn as text. */
export function cleanHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?[a-z]+:[^>]*>/gi, '')
    .replace(/(<p\b[^>]*>(?:<[^>]*>)*)[\u3000\u00a0 ]+/gi, '$1');
}

/** Paragraphs are indented by the page, so typed indents go; tabs and odd spaces become plain ones. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^[\u3000\u00a0 \t]+/gm, '')
    .replace(/[\u00a0\u2028\u2029]/g, ' ');
}
