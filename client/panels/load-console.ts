// The console of the hall screens, with every scene it previews: asked for by whoever operates them.

/** Rejects when it cannot be fetched; asking again tries again. */
export async function loadConsole() {
  return { ScreenConsole: (await import('./screen-console.svelte')).default };
}

export type ConsoleParts = Awaited<ReturnType<typeof loadConsole>>;
