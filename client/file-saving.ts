// Saving what the page itself holds as a file on this device.

/** Offers `text` for saving as `name`; characters that file systems refuse become dashes. */
export function saveFile(name: string, mediaType: string, text: string): void {
  saveBytes(name, new Blob([text], { type: mediaType }));
}

export function saveBytes(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-');
  link.click();
  URL.revokeObjectURL(url);
}
