// Brings what a finding is about into sight on the page of papers: a sentence in a section of the draft, a field of what is filled
// in. It is marked until one goes on, and the caret stands there, so that one can write at once.
import type { Spot } from './check-rows.ts';

interface SeekOptions {
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** Parts of the page come late: the editor, the form. What is not there by then is not looked for any more. */
const SEEK_MS = 6_000;
const MARK_MS = 8_000;
const MARK = 'finding';
/** As many characters without blanks are enough to find a sentence whose end has been changed since. */
const BEGINNINGS = [24, 12, 6];

/** Until it is there, or until told to stop. */
export function seekSpot(spot: Spot, { after }: SeekOptions): () => void {
  let stop = (): void => undefined;
  let isDue = false;
  const look = (): void => {
    isDue = false;
    if (spot.kind === 'fact' ? showFact(spot.fact) : showSentence(spot)) stop();
  };
  const observer = new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(look);
  });
  const cancels = [after(SEEK_MS, () => stop()), after(MARK_MS, unmark)];
  stop = () => {
    observer.disconnect();
    isDue = true;
    cancels[0]?.();
  };
  observer.observe(document.body, { childList: true, subtree: true });
  look();
  return () => {
    stop();
    cancels[1]?.();
    unmark();
  };
}

/** A field, or what is ticked; false while it is not there. */
export function showFact(fact: string): boolean {
  const place = document.querySelector<HTMLElement>(`[data-fact="${CSS.escape(fact)}"]`);
  if (!place) return false;
  const control = place.matches('input, textarea') ? place : place.querySelector<HTMLElement>('input, textarea');
  place.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
  return true;
}

/** True once nothing better can come: the sentence is marked in the text that is edited, or in one that only can be read. */
function showSentence({ key, quote }: Extract<Spot, { readonly kind: 'section' }>): boolean {
  const section = document.querySelector<HTMLElement>(`[data-section="${CSS.escape(key)}"]`);
  if (!section) return false;
  const editor = section.querySelector<HTMLElement>('[contenteditable]');
  const range = rangeOf(editor ?? section, quote);
  if (range === null) {
    section.scrollIntoView({ block: 'start' });
  } else {
    mark(range);
    (range.startContainer.parentElement ?? section).scrollIntoView({ block: 'center' });
  }
  if (editor === null) return false;
  if (editor.isContentEditable) {
    editor.focus({ preventScroll: true });
    if (range !== null) placeCaret(range);
  } else {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }
  return true;
}

function placeCaret(range: Range): void {
  const selection = getSelection();
  // Where nothing can be marked, the sentence is selected.
  if (canMark()) selection?.collapse(range.startContainer, range.startOffset);
  else selection?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

function canMark(): boolean {
  return typeof Highlight === 'function' && 'highlights' in CSS;
}

function mark(range: Range): void {
  if (canMark()) CSS.highlights.set(MARK, new Highlight(range));
}

function unmark(): void {
  if (canMark()) CSS.highlights.delete(MARK);
}

/** Where `quote`, or else its beginning, stands in the text of `root`; blanks aside. */
export function rangeOf(root: Element, quote: string): Range | null {
  const letters: { readonly node: Text; readonly at: number }[] = [];
  let all = '';
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    for (let at = 0; at < node.data.length; at += 1) {
      const letter = node.data.charAt(at);
      if (/\s/u.test(letter)) continue;
      all += letter;
      letters.push({ node, at });
    }
  }
  const wanted = quote.replace(/\s/gu, '');
  for (const part of [wanted, ...BEGINNINGS.map((length) => wanted.slice(0, length))]) {
    const from = part === '' ? -1 : all.indexOf(part);
    const [first, last] = [letters[from], letters[from + part.length - 1]];
    if (from < 0 || !first || !last) continue;
    const range = document.createRange();
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + 1);
    return range;
  }
  return null;
}
