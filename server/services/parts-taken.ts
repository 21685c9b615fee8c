// Keeps what everybody's part in meetings was as the documents have it: before it is looked at, every meeting that has gone on
// since it was read is read anew. So sealing, reopening, correcting the roll and filling an old archive need nothing of their own.
import { readPartsTaken } from '../../shared/doc/parts-taken.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { PartScope, PartsInMeeting, PartsTaken, UnreadMeeting } from '../part-ports.ts';
import { StorageUnavailable, type Log } from '../ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import { Turnstile } from './turnstile.ts';

export interface PartsReadingOptions {
  readonly partsTaken: PartsTaken;
  readonly rooms: Pick<Rooms, 'read'>;
  readonly log: Log;
}

/** What was asked for, and of how many meetings nothing can be told now. */
export interface PartsFound {
  readonly meetings: readonly PartsInMeeting[];
  readonly unread: number;
}

export class PartsReading {
  readonly #options: PartsReadingOptions;
  /** Two who look at once need each meeting read once. */
  readonly #reading = new Turnstile();

  constructor(options: PartsReadingOptions) {
    this.#options = options;
  }

  async ofPeople(ids: readonly string[], scope: PartScope): Promise<PartsFound> {
    const unread = await this.#catchUp(scope);
    return { meetings: await this.#options.partsTaken.ofPeople(ids, scope), unread };
  }

  /** Those to come too. */
  async listed(ids: readonly string[], scope: PartScope): Promise<ReadonlySet<MeetingId>> {
    await this.#catchUp(scope);
    return this.#options.partsTaken.listed(ids, scope);
  }

  async ofUnits(keys: readonly string[], scope: PartScope): Promise<PartsFound> {
    const unread = await this.#catchUp(scope);
    return { meetings: await this.#options.partsTaken.ofUnits(keys, scope), unread };
  }

  /** How many could not be read, or not be kept. */
  #catchUp(scope: PartScope): Promise<number> {
    return this.#reading.pass(async () => {
      let missing = 0;
      for (const meeting of await this.#options.partsTaken.unread(scope))
        if (!(await this.#read(meeting))) missing += 1;
      return missing;
    });
  }

  async #read(meeting: UnreadMeeting): Promise<boolean> {
    const { partsTaken, rooms, log } = this.#options;
    const read = await rooms.read(meeting.id, meeting.version, readPartsTaken);
    if (!read.ok) return false;
    try {
      await partsTaken.put(meeting, read.value);
      return true;
    } catch (error) {
      // A disk that takes no writes keeps nobody from looking at what was kept before.
      if (!(error instanceof StorageUnavailable)) throw error;
      log.warn('what people did in a meeting could not be kept', { meeting: meeting.id });
      return false;
    }
  }
}
