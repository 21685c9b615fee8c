// Saving files on this device: what the page itself holds, and what the browser fetches.

/** Offers `text` for saving as `name`; characters that file systems refuse become dashes. */
export function saveFile(name: string, mediaType: string, text: string): void {
  saveBytes(name, new Blob([text], { type: mediaType }));
}

export function saveBytes(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  fetchFile(url, name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-'));
  URL.revokeObjectURL(url);
}

/** Leaves `address` to the browser, which goes on by itself: however large it is, nothing of it passes through the page. */
export function fetchFile(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
