// The dialogs behind the bar's actions, fetched together once the page stands: the first load is lighter without them,
// and they are there when the network is gone.
import type { Words } from '../i18n.svelte.ts';

/** What opens a meeting, and what keeps its agenda: once a meeting at most, so they come when they are asked for. */
export async function loadOnceDialogs(words: Words) {
  const [begin, template] = await Promise.all([
    import('./begin-meeting.svelte'),
    import('./keep-template.svelte'),
    words.load(['preparing']),
  ]);
  return { BeginMeeting: begin.default, KeepTemplate: template.default };
}

export type OnceDialogs = Awaited<ReturnType<typeof loadOnceDialogs>>;

/** With their words. Rejects when they cannot be fetched; asking again tries again. */
export async function loadBarDialogs(words: Words) {
  const [facts, screen, share, adjourn, archive, keys, details, palette] = await Promise.all([
    import('./facts-dialog.svelte'),
    import('./screen-control.svelte'),
    import('./share-links.svelte'),
    import('./adjourn.svelte'),
    import('./archive-meeting.svelte'),
    import('./key-list.svelte'),
    import('./save-details.svelte'),
    import('./workspace-palette.svelte'),
    words.load(['bar', 'closing']),
  ]);
  return {
    FactsDialog: facts.default,
    ScreenControl: screen.default,
    ShareLinks: share.default,
    Adjourn: adjourn.default,
    ArchiveMeeting: archive.default,
    KeyList: keys.default,
    SaveDetails: details.default,
    WorkspacePalette: palette.default,
  };
}
