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
  const [{ LocalStore }, { browserDevice }, { browserDatabases }] = await Promise.all([
    import('./sync/local-store.ts'),
    import('./sync/device.ts'),
    import('./sync/indexed-db.ts'),
  ]);
  const user = brand<UserId>(userId);
  const store = await LocalStore.open(browserDatabases(), browserDevice());
  const [unsent, late, commands] = await Promise.all([
    store.unsentOf(user),
    store.lateOf(user),
    store.commandsOf(user),
  ]);
  const meetings = new Set([
    ...[...unsent, ...late].map((row) => meetingOf(row.doc)),
    ...commands.map((command) => command.request.meetingId),
  ]);
  return {
    unsentMeetings: meetings.size,
    forget: () => store.deleteAllOf(user),
    close: () => {
      store.close();
    },
  };
}

function meetingOf(doc: DocName): string {
  return parseDocName(doc)?.meetingId ?? doc;
}
