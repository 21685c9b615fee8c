// Copying a text with its look, so that it can be pasted where formatted text is taken. On plain http there is no async
// clipboard: then the older command copies, and says itself what is copied.

export interface RichText {
  readonly html: string;
  readonly text: string;
}

/**
 * False when the browser does not allow it; then `shown`, where the text stands in the page, is left selected, so that the
 * keys copy it.
 */
export async function copyRich({ html, text }: RichText, shown: HTMLElement): Promise<boolean> {
  if (await wroteToClipboard({ html, text })) return true;
  const selection = getSelection();
  const before = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
  selection?.selectAllChildren(shown);
  let isTaken = false;
  const take = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return;
    event.preventDefault();
    // Nothing else that hears of it makes something else of it.
    event.stopImmediatePropagation();
    event.clipboardData.setData('text/html', html);
    event.clipboardData.setData('text/plain', text);
    isTaken = true;
  };
  document.addEventListener('copy', take, true);
  try {
    const isDone = document.execCommand('copy') && isTaken;
    if (isDone) restore(selection, before);
    return isDone;
  } finally {
    document.removeEventListener('copy', take, true);
  }
}

function restore(selection: Selection | null, before: Range | null): void {
  selection?.removeAllRanges();
  if (before !== null) selection?.addRange(before);
}

/** Only where the page came over https, or from this computer. */
async function wroteToClipboard({ html, text }: RichText): Promise<boolean> {
  try {
    if (typeof ClipboardItem === 'undefined') return false;
    const item = new ClipboardItem({
      'text/html': new Blob([html], { type: 'text/html' }),
      'text/plain': new Blob([text], { type: 'text/plain' }),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return false;
  }
}
