// Whoever writes keeps the caret and the place on the page when items are moved around: a browser takes the focus from an
// element that is moved in its document, and the words that follow would go nowhere.
import { tick } from 'svelte';

/** Call before the elements below `scroll` are moved; puts things right after it. */
export function keepPlace(scroll: HTMLElement): void {
  const active = scroll.ownerDocument.activeElement;
  if (!(active instanceof HTMLElement) || active === scroll || !scroll.contains(active)) return;
  const selection = scroll.ownerDocument.getSelection();
  const { anchorNode = null, anchorOffset = 0, focusNode = null, focusOffset = 0 } = selection ?? {};
  const { top } = active.getBoundingClientRect();
  void tick().then(() => {
    if (!active.isConnected) return;
    scroll.scrollTop += active.getBoundingClientRect().top - top;
    if (active.ownerDocument.activeElement === active) return;
    active.focus({ preventScroll: true });
    if (!active.isContentEditable || !anchorNode?.isConnected || !focusNode?.isConnected) return;
    selection?.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  });
}
