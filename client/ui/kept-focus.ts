// Where the focus goes when what had it is gone. Browsers give it to nobody: keys then do nothing, and Tab begins at the top
// of the page. Knows the document only by its shape, no page and no component.
//
// 1. What stands in the place of what went takes it: the field that a button became, the button that a field became.
// 2. Of a row that went, the next row takes it, else the one before.
// 3. Else, and after every dialog and form, whatever had it last and can still take it: the button that opened the dialog,
//    the text that a remark is on.
// 4. Nothing is taken from whoever works by pointer (a phone would show its keyboard), but for dialogs, which owe it.
// 5. Nobody who is writing is led into other words: where a text of the minutes goes, it goes to nobody.

const MOST_EARLIER = 16;
const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"], [contenteditable=""]';
const ROW = 'li, tr, [role="row"], [role="option"], [role="listitem"]';

/** One of the elements around the focus, and what stood beside it. */
interface Level {
  readonly node: Element;
  readonly parent: Element;
  readonly before: Element | null;
  readonly after: Element | null;
}

/** Starts to watch over a document; the page's whole life long. */
export function keepFocus(page: Document): void {
  let levels: readonly Level[] = [];
  let earlier: readonly HTMLElement[] = [];
  let isByKeys = false;

  function entered({ target }: Event): void {
    if (!(target instanceof HTMLElement)) return;
    levels = levelsOf(target);
    earlier = [...earlier.filter((each) => each !== target && each.isConnected), target].slice(-MOST_EARLIER);
  }

  function restore(): void {
    const had = levels[0]?.node;
    if (!had || (page.activeElement !== null && page.activeElement !== page.body)) return;
    if (had.isConnected && isVisible(had)) return;
    const went = levels.filter(({ node }) => !node.isConnected);
    // Judged once: nothing is to take the focus long after.
    levels = [];
    const isDialog = went.some(({ node }) => node.localName === 'dialog');
    const isForm = isDialog || went.some(({ node }) => node.localName === 'form');
    if (!isDialog && (!isByKeys || isText(had))) return;
    const last = went.at(-1);
    const near = isForm || !last ? null : (replaced(last) ?? neighbour(last));
    // Under a dialog that is open nothing can take it.
    const within = page.querySelector<HTMLElement>('dialog[open]') ?? page.body;
    const back = earlier.findLast((each) => each !== had && within.contains(each) && canTake(each));
    (near ?? back ?? within).focus({ preventScroll: near === null });
  }

  page.addEventListener('focusin', entered);
  page.addEventListener('keydown', () => (isByKeys = true), { capture: true });
  page.addEventListener('pointerdown', () => (isByKeys = false), { capture: true });
  // What is only hidden, as a drawer, changes nothing in the tree.
  page.addEventListener('keyup', restore);
  new MutationObserver(restore).observe(page.body, { childList: true, subtree: true });
}

function levelsOf(element: Element): readonly Level[] {
  const levels: Level[] = [];
  for (let node = element; node.parentElement; node = node.parentElement)
    levels.push({
      node,
      parent: node.parentElement,
      before: node.previousElementSibling,
      after: node.nextElementSibling,
    });
  return levels;
}

/** What now stands between those who were beside it. */
function replaced({ parent, before, after }: Level): HTMLElement | null {
  const all = [...parent.children];
  const from = before?.parentElement === parent ? all.indexOf(before) + 1 : 0;
  const to = after?.parentElement === parent ? all.indexOf(after) : all.length;
  return firstOf(all.slice(from, to));
}

function neighbour({ node, parent, before, after }: Level): HTMLElement | null {
  if (!node.matches(ROW)) return null;
  return firstOf([after, before].filter((each) => each?.parentElement === parent));
}

function firstOf(places: readonly (Element | null | undefined)[]): HTMLElement | null {
  for (const place of places) {
    if (!(place instanceof HTMLElement)) continue;
    const inside = [place, ...place.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const found = inside.find((each) => each.matches(FOCUSABLE) && canTake(each));
    if (found) return found;
  }
  return null;
}

function canTake(element: HTMLElement): boolean {
  const isStop = element.tabIndex >= 0 || element.matches('[contenteditable="true"]');
  return isStop && !element.matches(':disabled') && isVisible(element);
}

function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

function isText(element: Element): boolean {
  return element.matches('[contenteditable]');
}
