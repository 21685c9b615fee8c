// Files dropped or pasted onto a part of the page. Pictures let go over text that can be written are the text's own.
import type { Attachment } from 'svelte/attachments';
import { looksLikePicture } from '../file-kind.ts';

export interface FileDrop {
  /** Whether files hover over the part now, so that it can say what would happen. */
  readonly onhover: (isOver: boolean) => void;
  readonly onfiles: (files: readonly File[]) => void;
}

/** Attaches to an element that takes files; null takes none. */
export function fileDrop(drop: FileDrop | null): Attachment<HTMLElement> {
  return (place) => {
    if (!drop) return;
    let depth = 0;
    const leave = (): void => {
      depth = 0;
      drop.onhover(false);
    };
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!bringsFiles(event)) return;
        depth += 1;
        drop.onhover(true);
      },
      dragleave: (event: DragEvent) => {
        if (bringsFiles(event) && (depth -= 1) <= 0) leave();
      },
      dragover: (event: DragEvent) => {
        if (bringsFiles(event)) event.preventDefault();
      },
      drop: (event: DragEvent) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        leave();
        take(event, event.dataTransfer);
      },
      paste: (event: ClipboardEvent) => {
        // What is copied as text in Word or Excel brings a picture of itself along; there the text is meant.
        if (event.clipboardData?.getData('text/html') === '') take(event, event.clipboardData);
      },
    };
    const take = (event: Event, data: DataTransfer | null): void => {
      const inText = event.target instanceof Element && event.target.closest('[contenteditable="true"]') !== null;
      const files = [...(data?.files ?? [])].filter((file) => !inText || !looksLikePicture(file));
      if (files.length > 0) drop.onfiles(files);
    };
    const end = new AbortController();
    const { signal } = end;
    place.addEventListener('dragenter', listeners.dragenter, { signal });
    place.addEventListener('dragleave', listeners.dragleave, { signal });
    place.addEventListener('dragover', listeners.dragover, { signal });
    place.addEventListener('drop', listeners.drop, { signal });
    place.addEventListener('paste', listeners.paste, { signal });
    return () => end.abort();
  };
}

/** A file let go beside every place for files would be opened by the browser, and the page be gone. */
export function keepPage(event: DragEvent): void {
  if (bringsFiles(event)) event.preventDefault();
}

function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
