// All meetings that are loaded, by meeting and version. A room exists while someone or something needs it.
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { parseDocName, type DocName, type DocPart, type MeetingId } from '../../shared/domain/ids.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import { refused, type Result } from '../../shared/lib/result.ts';
import { decodeUpdate, isDecodeFault, type DecodedUpdate } from './decode.ts';
import type { JoinAnswer } from './join-answer.ts';
import { Room } from './room.ts';
import type { CommittedChange, Decide, RoomOptions, RoomView } from './room-options.ts';
import type { Respond } from './respond.ts';
import type { Principal, Session } from './session.ts';

type CommitListener = (change: CommittedChange) => void;

/** What became of submitted bytes at once; `taken` means that the answer comes through `respond`. */
export type Submitted = 'taken' | 'malformed';

export class Rooms {
  readonly #options: RoomOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Set<CommitListener>();
  #closed = false;

  constructor(options: Omit<RoomOptions, 'onCommitted'>) {
    const onCommitted: CommitListener = (change) => {
      for (const listener of this.#listeners) listener(change);
    };
    this.#options = { ...options, onCommitted };
  }

  /** Number of meetings in memory. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Lets `session` into its document; see Room.join. The wire must have checked that its principal may. */
  async join(
    session: Session,
    stateVector: Uint8Array,
    accept: (answer: JoinAnswer) => void,
  ): Promise<Result<null, RefusalCode>> {
    const place = this.#placeOf(session.doc);
    if (!place || this.#closed) return refused('not-found');
    return place.room.join(session, place.part, stateVector, accept);
  }

  /** Takes an update of an open session. Malformed bytes are the wire's to punish (4400). [R3] */
  submit(session: Session, bytes: Uint8Array, respond: Respond): Submitted {
    if (session.access !== 'write') {
      respond({ refused: 'access-read-only' });
      return 'taken';
    }
    const update = decodeUpdate(bytes);
    if (isDecodeFault(update)) {
      respond({
        refused: update.kind === 'malformed' ? 'update-malformed' : 'update-not-allowed',
        data: { reason: update.reason },
      });
      if (update.kind === 'malformed') return 'malformed';
      session.end('refused');
      this.leave(session);
      return 'taken';
    }
    const place = this.#placeOf(session.doc);
    if (!place || !session.isOpen) return 'taken';
    const pieces = this.#pieces(update);
    pieces.forEach((piece, index) => {
      // One answer for the whole: the last piece stands on all before it.
      const isLast = index === pieces.length - 1;
      place.room.submit({
        session,
        update: piece,
        respond: isLast ? respond : (answer) => 'refused' in answer && respond(answer),
      });
    });
    return 'taken';
  }

  /** A stock client cannot slice what it typed offline; a maze of client ids is weighed whole and found wanting. [R18] */
  #pieces(update: DecodedUpdate): readonly DecodedUpdate[] {
    const { maxUpdateBytes, parking } = this.#options.limits;
    if (update.bytes.length <= maxUpdateBytes) return [update];
    const clients = new Set(update.structs.map((struct) => struct.id.client));
    if (clients.size > parking.maxStructs) return [update];
    const pieces = this.#options.slice(update.bytes).map((bytes) => decodeUpdate(bytes));
    const sound = pieces.flatMap((piece) => (isDecodeFault(piece) ? [] : [piece]));
    // Nothing to cut (it holds no struct at all), or not cut well: every update gets its answer, so it goes in whole.
    return sound.length === pieces.length && sound.length > 0 ? sound : [update];
  }

  /** False when the bytes were malformed. */
  presence(session: Session, bytes: Uint8Array): boolean {
    const place = this.#placeOf(session.doc);
    if (!place || !session.isOpen || session.access !== 'write') return true;
    return place.room.receivePresence(session, place.part, bytes);
  }

  leave(session: Session): void {
    const address = parseDocName(session.doc);
    const room = address && this.#rooms.get(keyOf(address.meetingId, address.version));
    if (room) room.leave(session, address.part);
    else session.end('left');
  }

  /** Reads both documents at one instant. Refusal: `not-found`. */
  read<T>(meetingId: MeetingId, version: number, view: (view: RoomView) => T): Promise<Result<T, RefusalCode>> {
    return this.#room(meetingId, version).read(view);
  }

  /** Decides, commits and shows in one step; see Room.change. `principal` is what the journal names as author. */
  change<T>(
    meetingId: MeetingId,
    version: number,
    principal: string,
    decide: Decide<T>,
  ): Promise<Result<T, RefusalCode>> {
    return this.#room(meetingId, version).change(principal, decide);
  }

  /** Called after each commit that concerned a room; returns the unsubscribe. Must not throw. */
  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Ends the sessions of whoever lost the right to them. */
  endSessions(which: (principal: Principal) => boolean, reason: CloseReason): void {
    for (const room of this.#rooms.values()) room.endSessions((session) => which(session.principal), reason);
  }

  /** Ends everyone in one meeting's version: it was reopened, trashed or taken over. */
  endMeeting(meetingId: MeetingId, version: number, reason: CloseReason): void {
    this.#rooms.get(keyOf(meetingId, version))?.endSessions(() => true, reason);
  }

  /** Ends all sessions (4503), commits what was taken in, folds and frees every room. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#rooms.values()].map((room) => room.close()));
    this.#rooms.clear();
  }

  #placeOf(doc: DocName): { readonly room: Room; readonly part: DocPart } | null {
    const address = parseDocName(doc);
    return address && { room: this.#room(address.meetingId, address.version), part: address.part };
  }

  #room(meetingId: MeetingId, version: number): Room {
    const key = keyOf(meetingId, version);
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = new Room(meetingId, version, this.#options, (idle) => {
      if (this.#rooms.get(key) === idle) this.#rooms.delete(key);
    });
    this.#rooms.set(key, room);
    return room;
  }
}

function keyOf(meetingId: MeetingId, version: number): string {
  return `${meetingId}~${version}`;
}
