// All meetings that are loaded, by meeting and version. A room exists while someone or something needs it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { parseDocName, type DocName, type DocPart, type MeetingId } from '../../shared/domain/ids.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import { refused, type Result } from '../../shared/lib/result.ts';
import { cut, type Cut } from './cut.ts';
import { decodeUpdate, isDecodeFault, isStateVector, isTidy, type DecodedUpdate, type DecodeFault } from './decode.ts';
import type { JoinAnswer } from './join-answer.ts';
import { Room } from './room.ts';
import type { CommittedChange, Decide, RoomOptions, RoomView } from './room-options.ts';
import type { Answer, Respond } from './respond.ts';
import type { Principal, Session } from './session.ts';

type CommitListener = (change: CommittedChange) => void;

/** What became of submitted bytes at once; `taken` means that the answer comes through `respond`. */
export type Submitted = 'taken' | 'malformed';

export class Rooms {
  readonly #options: RoomOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Set<CommitListener>();
  /** The end of what each session has sent that is still being cut. */
  readonly #large = new WeakMap<Session, Promise<void>>();
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

  /**
   * Lets `session` into its document; see Room.join. The wire must have checked that its principal may, and punishes
   * `update-malformed`: the state vector is none.
   */
  async join(
    session: Session,
    stateVector: Uint8Array,
    accept: (answer: JoinAnswer) => void,
  ): Promise<Result<null, RefusalCode>> {
    const place = this.#placeOf(session.doc);
    if (!place || this.#closed) return refused('not-found');
    if (!isStateVector(stateVector)) return refused('update-malformed');
    return place.room.join(session, place.part, stateVector, accept);
  }

  /** Takes an update of an open session. Malformed bytes are the wire's to punish (4400). [R3] */
  submit(session: Session, bytes: Uint8Array, respond: Respond): Submitted {
    if (session.access !== 'write') {
      respond({ refused: 'access-read-only' });
      return 'taken';
    }
    if (bytes.length > this.#options.limits.maxWholeBytes) return this.#inPieces(session, bytes, respond);
    const update = decodeUpdate(bytes);
    if (!isDecodeFault(update)) {
      // Behind a large one of the same session it would have to wait for what it stands on: it keeps its place instead.
      if (!isTidy(update) || this.#large.has(session)) return this.#inPieces(session, bytes, respond);
      if (session.isOpen) this.#placeOf(session.doc)?.room.submit({ session, update, respond });
      return 'taken';
    }
    respond(answerTo(update));
    if (update.kind === 'malformed') return 'malformed';
    this.#end(session, 'refused');
    return 'taken';
  }

  /** Large work is done a piece a turn, one frame of a session after another. [R18] */
  #inPieces(session: Session, bytes: Uint8Array, respond: Respond): Submitted {
    const before = this.#large.get(session) ?? Promise.resolve();
    const taking = before
      .then(() => this.#takePieces(session, bytes, respond))
      .catch((fault: unknown) => {
        this.#options.log.error('a large update broke off', { doc: session.doc, fault: String(fault) });
        this.#end(session, 'restarting');
      })
      .finally(() => {
        if (this.#large.get(session) === taking) this.#large.delete(session);
      });
    this.#large.set(session, taking);
    return 'taken';
  }

  /** One answer for the whole: the last piece stands on all before it. */
  async #takePieces(session: Session, bytes: Uint8Array, respond: Respond): Promise<void> {
    let last: DecodedUpdate = NOTHING;
    for (const part of cut(bytes, this.#options.limits.cut)) {
      await nextTurn();
      if (!session.isOpen) return;
      if (part.kind === 'breath') continue;
      const piece = part.kind === 'piece' ? decodeUpdate(part.bytes) : faultOf(part);
      if (isDecodeFault(piece)) {
        respond(answerTo(piece));
        return this.#end(session, END_REASONS[piece.kind]);
      }
      const refusals: Respond = (answer) => 'refused' in answer && respond(answer);
      if (last !== NOTHING) await this.#submitPiece(session, last, refusals);
      last = piece;
    }
    if (session.isOpen) await this.#submitPiece(session, last, respond);
  }

  async #submitPiece(session: Session, update: DecodedUpdate, respond: Respond): Promise<void> {
    const room = this.#placeOf(session.doc)?.room;
    room?.submit({ session, update, respond });
    // Others' updates get their turn between two pieces.
    await room?.settled();
  }

  #end(session: Session, reason: CloseReason): void {
    session.end(reason);
    this.leave(session);
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

  /** Ends everyone in one version of a meeting: it was reopened or taken over. */
  endVersion(meetingId: MeetingId, version: number, reason: CloseReason): void {
    this.#rooms.get(keyOf(meetingId, version))?.endSessions(() => true, reason);
  }

  /** Ends everyone in a meeting, whichever version they are in. */
  endMeeting(meetingId: MeetingId, reason: CloseReason): void {
    for (const room of this.#rooms.values()) if (room.meetingId === meetingId) room.endSessions(() => true, reason);
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

const NOTHING: DecodedUpdate = { bytes: Uint8Array.of(0, 0), structs: [], deletes: [] };

const END_REASONS = { malformed: 'malformed', forbidden: 'refused', 'too-large': 'tooLarge' } as const;

function answerTo({ kind, reason }: DecodeFault): Extract<Answer, { readonly refused: unknown }> {
  const codes = { malformed: 'update-malformed', forbidden: 'update-not-allowed', 'too-large': 'too-large' } as const;
  return { refused: codes[kind], data: { reason } };
}

function faultOf({ kind }: Extract<Cut, { kind: 'malformed' | 'too-large' }>): DecodeFault {
  return { kind, reason: kind === 'malformed' ? 'not-an-update' : 'update-size' };
}
