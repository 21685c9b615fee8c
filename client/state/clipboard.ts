// Puts text on the clipboard; plain http has no async clipboard, so the older way stands behind it.

/** Whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or no secure context: a selected field and the old command still work there.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Inside an open dialog the rest of the page is inert and could not be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const worked = document.execCommand('copy');
  field.remove();
  return worked;
}
