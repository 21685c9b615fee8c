// Lists as Word and WPS put them on the clipboard: plain paragraphs that carry a depth and, as if it were text, their
// bullet or number. They become lists; numbers as Chinese documents write them (一、 （一）) stay in the text, where minutes
// want them.
import { LIST_DEPTH, LIST_SIGN } from './pasted-html.ts';

const BULLET = /^[\u00b7\u2022\u25cf\u25cb\u25a0\u25a1\u25aa\u25c6\u2013\uf000-\uf0ffØ§ü¨nloqu*-]$/u;
const NUMBER = /^[（(]?(\d{1,3})[.)、．）]?$/u;
const MAX_DEPTH = 9;

interface Entry {
  readonly paragraph: HTMLElement;
  readonly depth: number;
  /** Null = a bullet. */
  readonly number: number | null;
}

/** Makes lists of the paragraphs below `root` that are marked as entries, and takes the marks away. */
export function makeLists(root: HTMLElement): void {
  for (const paragraph of root.querySelectorAll<HTMLElement>(`[${LIST_DEPTH}]`)) {
    // The first of a run takes the rest of it with it.
    if (!paragraph.hasAttribute(LIST_DEPTH)) continue;
    const entries = runFrom(paragraph);
    if (entries.length > 0) build(entries);
  }
}

/** The entries of one list from `first` on; a paragraph whose number stays text ends it. */
function runFrom(first: HTMLElement): readonly Entry[] {
  const entries: Entry[] = [];
  let at: Element | null = first;
  while (at instanceof HTMLElement && at.hasAttribute(LIST_DEPTH)) {
    const depth = Math.min(MAX_DEPTH, Number(at.getAttribute(LIST_DEPTH)) || 1);
    at.removeAttribute(LIST_DEPTH);
    const kind = takeSign(at);
    if (kind === null) break;
    entries.push({ paragraph: at, depth, number: kind === 'bullet' ? null : kind });
    at = at.nextElementSibling;
  }
  return entries;
}

/** What kind of entry the sign makes it, the sign taken out; null where it is part of the words, and then kept. */
function takeSign(paragraph: HTMLElement): 'bullet' | number | null {
  const sign = paragraph.querySelector<HTMLElement>(`[${LIST_SIGN}]`);
  const written = (sign?.textContent ?? '').replace(/[\s\u00a0]/gu, '');
  const number = NUMBER.exec(written)?.[1];
  if (written === '' || BULLET.test(written) || number !== undefined) {
    sign?.remove();
    return number === undefined ? 'bullet' : Number(number);
  }
  sign?.replaceWith(written);
  return null;
}

function build(entries: readonly Entry[]): void {
  const [first] = entries;
  if (!first) return;
  const { ownerDocument: page } = first.paragraph;
  const top = newList(page, first);
  first.paragraph.before(top);
  const open: { readonly list: HTMLElement; readonly depth: number }[] = [{ list: top, depth: first.depth }];
  for (const entry of entries) {
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) > entry.depth) open.pop();
    let here = open.at(-1);
    if (here && here.depth < entry.depth) {
      const list = newList(page, entry);
      (here.list.lastElementChild ?? here.list).append(list);
      here = { list, depth: entry.depth };
      open.push(here);
    }
    const item = page.createElement('li');
    item.append(entry.paragraph);
    (here?.list ?? top).append(item);
  }
}

function newList(page: Document, { number }: Entry): HTMLElement {
  if (number === null) return page.createElement('ul');
  const list = page.createElement('ol');
  if (number !== 1) list.setAttribute('start', String(number));
  return list;
}
