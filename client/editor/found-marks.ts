// Paints what was found over the page as it stands, by the browser's own highlights: nothing enters the text, no editor
// redraws, and an input method is left alone. Where a browser has none, one is still brought to the place.
import { foldedWords, placesOf, type FindPlace, type FindQuery, type Match } from '../../shared/doc/find.ts';

const ALL = 'found';
const CURRENT = 'found-current';
/** More than these are not painted; all of them are counted. */
const MOST_PAINTED = 2_000;

/** What ends a stretch of text in which words can be found. */
const INLINE: ReadonlySet<string> = new Set(['STRONG', 'EM', 'U', 'A', 'CODE', 'SPAN', 'B', 'I', 'MARK', 'BUTTON']);

/** The element of the page that shows `place`; null when it is not drawn just now. */
export function shownPlace(place: FindPlace): HTMLElement | null {
  switch (place.kind) {
    case 'title':
      return document.querySelector(`#minutes-${CSS.escape(place.itemId)} header`);
    case 'minutes':
      return document.querySelector(`#minutes-${CSS.escape(place.itemId)} .minutes-text`);
    case 'task':
      return document.getElementById(`task-${place.taskId}`);
    case 'decision':
      return document.getElementById(`decision-${place.decisionId}`);
  }
}

/** Paints all of `matches` that the page shows; answers the range of `current`, null when it has none. */
export function paintFound(matches: readonly Match[], current: Match | null, query: FindQuery): Range | null {
  const byPlace = new Map<string, Match[]>();
  for (const match of matches.slice(0, MOST_PAINTED)) {
    const key = JSON.stringify(match.place);
    byPlace.set(key, [...(byPlace.get(key) ?? []), match]);
  }
  const ranges: Range[] = [];
  let at: Range | null = null;
  for (const found of byPlace.values()) {
    const [first] = found;
    const root = first ? shownPlace(first.place) : null;
    const shown = root ? rangesIn(root, query) : [];
    ranges.push(...shown);
    const index = current ? found.indexOf(current) : -1;
    // While a page draws a change it may show another number of them than the desk has.
    if (index >= 0 && shown.length === found.length) at = shown[index] ?? null;
  }
  paint(ranges, at);
  return at;
}

export function clearFound(): void {
  paint([], null);
}

function paint(ranges: readonly Range[], current: Range | null): void {
  if (typeof Highlight === 'undefined') return;
  CSS.highlights.set(ALL, new Highlight(...ranges));
  const top = new Highlight(...(current ? [current] : []));
  top.priority = 1;
  CSS.highlights.set(CURRENT, top);
}

function rangesIn(root: HTMLElement, query: FindQuery): readonly Range[] {
  const sought = foldedWords(query.words, query);
  return stretchesOf(root).flatMap((nodes) => {
    const words = foldedWords(nodes.map((node) => node.data).join(''), query);
    return placesOf(words, sought).map((index) => rangeOf(nodes, index, index + sought.length));
  });
}

function rangeOf(nodes: readonly Text[], from: number, to: number): Range {
  const range = document.createRange();
  let start = 0;
  for (const node of nodes) {
    const end = start + node.length;
    if (from >= start && from < end) range.setStart(node, from - start);
    if (to > start && to <= end) range.setEnd(node, to - start);
    start = end;
  }
  return range;
}

/** The text below `root`, cut where a word cannot go on. */
function stretchesOf(root: HTMLElement): readonly (readonly Text[])[] {
  const stretches: Text[][] = [[]];
  const cut = (): void => {
    if (stretches.at(-1)?.length) stretches.push([]);
  };
  const walk = (parent: Node): void => {
    for (const child of parent.childNodes) {
      if (child instanceof Text) stretches.at(-1)?.push(child);
      if (!(child instanceof HTMLElement) || child.matches('.ProseMirror-widget')) continue;
      const goesOn =
        INLINE.has(child.tagName) && !child.matches('.mention') && !child.isContentEditable === !root.isContentEditable;
      if (!goesOn) cut();
      if (!child.matches('[contenteditable="false"], .mention, time')) walk(child);
      if (!goesOn) cut();
    }
  };
  walk(root);
  return stretches.filter((nodes) => nodes.length > 0);
}
