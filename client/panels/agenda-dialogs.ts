// The dialogs of the agenda and their words, fetched together once the page stands: the first load is lighter without
// them, and they are there when the network is gone.
import type { Words } from '../i18n.svelte.ts';

/** Rejects when they cannot be fetched; asking again tries again. */
export async function loadAgendaDialogs(words: Words) {
  const [item, postpone, recess, log, restore] = await Promise.all([
    import('./item-dialog.svelte'),
    import('./postpone-item.svelte'),
    import('./recess-dialog.svelte'),
    import('./progress-log.svelte'),
    import('./restore-meeting.svelte'),
    words.load(['agenda']),
  ]);
  return {
    ItemDialog: item.default,
    PostponeItem: postpone.default,
    RecessDialog: recess.default,
    ProgressLog: log.default,
    RestoreMeeting: restore.default,
  };
}
