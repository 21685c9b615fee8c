// Taking rights away from what is connected already: every live line of every wire is known here from the moment it is
// known who it is, and is ended when what it stands on ends, by somebody's doing or by time. Knows no socket.
//
// 1. The rooms forget the sessions first, so that nothing which waits in a queue is applied for them [T45].
// 2. Whoever is being asked for meanwhile is asked for once more: no line is entered on what was true before.
// 3. A line is ended at most one sweep after its credential ran out.
import type { LinkId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Clock, LineEnd, LineHolder, LiveLines } from '../ports.ts';
import type { Rooms } from '../sync/rooms.ts';

/** What ends live lines; called once the loss is stored. */
export interface Revocation {
  /** `revoked`: they lost every right; `changed`: they may come back with what they have now. */
  endUser(userId: UserId, why: 'revoked' | 'changed'): void;
  /** One session or api token, by its stored form. `replaced`: its holder has another one by now and may come back. */
  endCredential(hash: string, why?: 'revoked' | 'replaced'): void;
  endLink(id: LinkId): void;
  /** The meeting went into the trash: everyone is out of it, screens included. */
  endMeeting(meetingId: MeetingId): void;
}

interface Line {
  readonly holder: LineHolder;
  readonly end: (why: LineEnd) => void;
}

/** Suspended machines and clocks that were set need it: a timer to the instant itself would miss both. */
const SWEEP_MS = SECOND_MS / 2;

export class LiveRights implements Revocation, LiveLines {
  readonly #rooms: Pick<Rooms, 'endSessions' | 'endMeeting'>;
  readonly #clock: Clock;
  readonly #lines = new Set<Line>();
  /** Lines whose credential ends by itself. */
  readonly #mortal = new Set<Line>();
  #losses = 0;
  #cancelSweep: (() => void) | null = null;

  constructor(options: { readonly rooms: Pick<Rooms, 'endSessions' | 'endMeeting'>; readonly clock: Clock }) {
    this.#rooms = options.rooms;
    this.#clock = options.clock;
  }

  async certain<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const losses = this.#losses;
      const answer = await ask();
      if (losses === this.#losses) return answer;
    }
  }

  enter(holder: LineHolder, end: (why: LineEnd) => void): () => void {
    const line = { holder, end };
    this.#lines.add(line);
    if (holder.expiresAt !== null) this.#mortal.add(line);
    this.#sweepLater();
    return () => this.#leave(line);
  }

  endUser(userId: UserId, why: 'revoked' | 'changed'): void {
    this.#rooms.endSessions(
      (principal) => principal.userId === userId,
      why === 'revoked' ? 'unauthorised' : 'restarting',
    );
    this.#end((holder) => holder.kind === 'user' && holder.userId === userId, why);
  }

  endCredential(hash: string, why: 'revoked' | 'replaced' = 'revoked'): void {
    this.#end((holder) => holder.hash === hash, why);
  }

  endLink(id: LinkId): void {
    this.#end((holder) => holder.kind === 'link' && holder.linkId === id, 'revoked');
  }

  endMeeting(meetingId: MeetingId): void {
    this.#rooms.endMeeting(meetingId, 'notFound');
    this.#end((holder) => holder.kind === 'link' && holder.meetingId === meetingId, 'gone');
  }

  /** Stops looking at the time; for a server that stops. */
  close(): void {
    this.#cancelSweep?.();
    this.#mortal.clear();
  }

  #end(which: (holder: LineHolder) => boolean, why: LineEnd): void {
    this.#losses += 1;
    for (const line of [...this.#lines].filter(({ holder }) => which(holder))) this.#endLine(line, why);
  }

  #endLine(line: Line, why: LineEnd): void {
    // A line whose rights changed goes on under the same credential.
    if (why !== 'changed') this.#leave(line);
    line.end(why);
  }

  #leave(line: Line): void {
    this.#lines.delete(line);
    this.#mortal.delete(line);
  }

  #sweepLater(): void {
    if (this.#cancelSweep || this.#mortal.size === 0) return;
    this.#cancelSweep = this.#clock.after(SWEEP_MS, () => {
      this.#cancelSweep = null;
      const now = this.#clock.now();
      const over = [...this.#mortal].filter(({ holder }) => (holder.expiresAt ?? Infinity) <= now);
      for (const line of over) this.#endLine(line, 'revoked');
      this.#sweepLater();
    });
  }
}
