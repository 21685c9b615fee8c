// The form for a signed sheet: asked for by whoever has one, once a meeting.

/** Rejects when it cannot be fetched; asking again tries again. */
export async function loadSheet() {
  return { RollSheet: (await import('./roll-sheet.svelte')).default };
}

export type SheetParts = Awaited<ReturnType<typeof loadSheet>>;
