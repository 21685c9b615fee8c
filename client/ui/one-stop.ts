// A row of controls that is one stop on the way of Tab: the arrows go on from there, and the stop is where one was last
// (WAI-ARIA APG, toolbar). It knows the buttons of the row as they come and go, nothing of what they do.

/** To be attached to the element with `role="toolbar"`. Menus that hang in it keep their own keys. */
export function oneStop(row: HTMLElement): () => void {
  let stop: HTMLElement | null = null;

  const controls = (): readonly HTMLElement[] =>
    [...row.querySelectorAll('button')].filter((button) => button.closest('[role=menu], dialog') === null);

  const settle = (): void => {
    const all = controls();
    if (stop === null || !all.includes(stop)) stop = all[0] ?? null;
    for (const control of all) control.tabIndex = control === stop ? 0 : -1;
  };

  const enter = ({ target }: FocusEvent): void => {
    const entered = controls().find((control) => control === target);
    if (entered === undefined) return;
    stop = entered;
    settle();
  };

  const step = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const all = controls();
    const at = all.findIndex((control) => control === event.target);
    const to = at === -1 ? undefined : all.at(placeAfter(event.key, at, all.length));
    if (to === undefined || to === all[at]) return;
    event.preventDefault();
    to.focus();
  };

  const watching = new MutationObserver(settle);
  watching.observe(row, { childList: true, subtree: true });
  row.addEventListener('focusin', enter);
  row.addEventListener('keydown', step);
  settle();
  return () => {
    watching.disconnect();
    row.removeEventListener('focusin', enter);
    row.removeEventListener('keydown', step);
  };
}

function placeAfter(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return at;
  }
}
