// What this browser still keeps of someone: counted before they sign out, forgotten when they do. Loads the local store
// only then, since ordinary pages need none of it.
import { parseDocName, type DocName, type UserId } from '../shared/domain/ids.ts';
import { brand } from '../shared/lib/brand.ts';

export interface LocalWork {
  /** How many meetings have changes here that the server has not. */
  readonly unsentMeetings: number;
  /** Deletes everything kept here for this user. */
  readonly forget: () => Promise<void>;
  readonly close: () => void;
}

/** Reads what is kept for the user of this id. The caller closes it. */
export async function openLocalWork(userId: string): Promise<LocalWork> {
  const [{ LocalStore }, { NoteDrafts }, { browserDevice }, { browserDatabases }] = await Promise.all([
    import('./sync/local-store.ts'),
    import('./sync/note-drafts.ts'),
    import('./sync/device.ts'),
    import('./sync/indexed-db.ts'),
  ]);
  const user = brand<UserId>(userId);
  const store = await LocalStore.open(browserDatabases(), browserDevice());
  const notes = await NoteDrafts.open(browserDatabases(), browserDevice());
  const [unsent, late, commands, drafts] = await Promise.all([
    store.unsentOf(user),
    store.lateOf(user),
    store.commandsOf(user),
    notes.ofUser(user),
  ]);
  const meetings = new Set([
    ...[...unsent, ...late].map((row) => meetingOf(row.doc)),
    ...commands.map((command) => command.request.meetingId),
    ...drafts.map((draft) => draft.meeting),
  ]);
  return {
    unsentMeetings: meetings.size,
    forget: async () => {
      await Promise.all([store.deleteAllOf(user), notes.removeAllOf(user)]);
    },
    close: () => {
      store.close();
      notes.close();
    },
  };
}

function meetingOf(doc: DocName): string {
  return parseDocName(doc)?.meetingId ?? doc;
}
