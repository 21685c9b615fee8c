// The ways in, with what draws their code: asked for by whoever opens them, once a meeting.

/** Rejects when it cannot be fetched; asking again tries again. */
export async function loadDoor() {
  return { DoorDialog: (await import('./door-dialog.svelte')).default };
}

export type DoorParts = Awaited<ReturnType<typeof loadDoor>>;
