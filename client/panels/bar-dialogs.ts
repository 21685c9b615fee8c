// The dialogs behind the bar's actions, fetched together once the page stands: the first load is lighter without them,
// and they are there when the network is gone.

/** Rejects when they cannot be fetched; asking again tries again. */
export async function loadBarDialogs() {
  const [facts, screen, share, adjourn, archive, keys, details] = await Promise.all([
    import('./facts-dialog.svelte'),
    import('./screen-control.svelte'),
    import('./share-links.svelte'),
    import('./adjourn.svelte'),
    import('./archive-meeting.svelte'),
    import('./key-list.svelte'),
    import('./save-details.svelte'),
  ]);
  return {
    FactsDialog: facts.default,
    ScreenControl: screen.default,
    ShareLinks: share.default,
    Adjourn: adjourn.default,
    ArchiveMeeting: archive.default,
    KeyList: keys.default,
    SaveDetails: details.default,
  };
}
