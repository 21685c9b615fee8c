// Everyone in one document of a room: their sessions, who is here, what they are shown and when.
import { docName, type DocName, type DocPart, type MeetingId } from '../../shared/domain/ids.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import { contentDigest } from './digest.ts';
import { byOutlet, Fanout } from './fanout.ts';
import type { LiveDocument } from './live-document.ts';
import { RoomPresence } from './presence.ts';
import { sizeTolerance, type RoomOptions } from './room-options.ts';
import type { Session } from './session.ts';

/** The part of a document's largest size from which its people are warned. */
const WARN_FULLNESS = 0.8;
/** Ids remembered beyond the sessions that announced them. */
const MAX_ANNOUNCED = 10_000;
/** A digest that costs more than this is sent more rarely than its rhythm says. */
const MAX_DIGEST_COST_MS: DurationMs = 25;

export class Audience {
  readonly doc: DocName;
  readonly part: DocPart;
  readonly #options: RoomOptions;
  readonly #sessions = new Set<Session>();
  readonly #presence: RoomPresence;
  /** Who announced each id first, for as long as the room lives: who lost the line comes back under the same one. */
  readonly #announced = new Map<number, string>();
  readonly #fanout: Fanout;
  #cancelPresence: (() => void) | null = null;
  #cancelRenewal: (() => void) | null = null;
  #wasNearlyFull = false;
  /** The last digest and what it cost: a document dear to walk is walked more rarely, and never twice at one seq. */
  #digest = { seq: -1, text: '', costMs: 0 };

  constructor(meetingId: MeetingId, version: number, part: DocPart, options: RoomOptions) {
    this.part = part;
    this.doc = docName({ meetingId, version, part });
    this.#options = options;
    this.#presence = new RoomPresence(options.clock.now());
    this.#fanout = new Fanout(this.doc, this.#sessions, options.clock, options.limits.fanout);
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0;
  }

  get sessions(): ReadonlySet<Session> {
    return this.#sessions;
  }

  add(session: Session): void {
    this.#sessions.add(session);
    this.#remember(session);
  }

  /** Takes a session out, its presence with it. False when it was not here. */
  remove(session: Session): boolean {
    if (!this.#sessions.delete(session)) return false;
    this.#presence.leave(session);
    this.#showPresenceSoon();
    if (this.isEmpty) this.#stopRenewing();
    return true;
  }

  /** Ends the sessions that `which` picks. */
  end(which: (session: Session) => boolean, reason: CloseReason): void {
    for (const session of [...this.#sessions].filter(which)) {
      session.end(reason);
      this.remove(session);
    }
  }

  /** Shows committed updates; see Fanout.show. */
  show(seq: number, updates: readonly Uint8Array[], from: Session | null): void {
    this.#fanout.show(seq, updates, from);
  }

  flush(): void {
    this.#fanout.flush();
  }

  /** The client id that `session` announced, when it is another principal's or lives in another open session. */
  takenClientId(session: Session, live: LiveDocument): number | null {
    const id = session.clientId;
    // A stock client says who it is in its presence only, beside an old line that still stands too, and knows no other id.
    if (id === null) return null;
    const owner = live.claims.get(id) ?? this.#announced.get(id);
    if (owner !== undefined && owner !== session.principal.id) return id;
    const isLive = [...this.#sessions].some((other) => other !== session && other.isOpen && other.presenceId === id);
    return isLive ? id : null;
  }

  /** The principal who announced this client id first, here or gone. [R6] */
  announcerOf(clientId: number): string | undefined {
    return this.#announced.get(clientId);
  }

  /** Everyone who is here, as awareness bytes; null when nobody says so. */
  allPresent(): Uint8Array | null {
    return this.#presence.all();
  }

  /** False when the bytes were malformed. Shown in the limit's rhythm, not at once. [R14] */
  receivePresence(session: Session, bytes: Uint8Array, claims: ReadonlyMap<number, string> | undefined): boolean {
    const me = session.principal.id;
    const isForeign = (id: number): boolean => (claims?.get(id) ?? this.#announced.get(id) ?? me) !== me;
    const understood = this.#presence.receive(session, bytes, isForeign, this.#options.limits.presence);
    this.#remember(session);
    this.#showPresenceSoon();
    this.#renewLater();
    return understood;
  }

  /** Whether a digest would be of use to anyone here. */
  get wantsDigest(): boolean {
    return [...this.#sessions].some((session) => session.isOpen && session.wire.outlet.wantsDigest);
  }

  /** Pause before the next digest: the wanted rhythm, or 200 times (40 times at a join) what the last one cost. [R16] */
  digestPauseMs(rhythmMs: DurationMs): DurationMs {
    return Math.max(rhythmMs, (this.#digest.costMs * rhythmMs) / MAX_DIGEST_COST_MS);
  }

  /** The digest of `live`, which must hold nothing uncommitted. */
  digestOf(live: LiveDocument): string {
    if (this.#digest.seq === live.seq) return this.#digest.text;
    const startedMs = this.#options.clock.monotonicMs();
    const text = contentDigest(live.doc, this.part, this.#options.canonical);
    const tookMs = this.#options.clock.monotonicMs() - startedMs;
    // On a busy machine one digest may take many times what it costs, and must not put the next one off for a minute.
    const costMs = this.#digest.seq < 0 ? tookMs : Math.min(tookMs, Math.max(1, this.#digest.costMs * 2));
    this.#digest = { seq: live.seq, text, costMs };
    return text;
  }

  /** Sends the digest of `live`, which must hold nothing uncommitted. */
  showDigest(live: LiveDocument): void {
    const sessions = [...this.#sessions].filter((session) => session.isOpen && session.wire.outlet.wantsDigest);
    if (sessions.length === 0) return;
    this.flush();
    const fullness = this.#fullnessOf(live);
    const message = {
      doc: this.doc,
      seq: live.seq,
      digest: this.digestOf(live),
      ...(fullness !== null && { fullness }),
    };
    for (const [outlet, to] of byOutlet(sessions)) outlet.digest(message, to);
  }

  /** Null while there is room enough: people are warned before their words are refused. [R18] */
  #fullnessOf(live: LiveDocument): number | null {
    const { limits, log } = this.#options;
    const warnBytes = limits.maxDocumentBytes * WARN_FULLNESS;
    const isNearlyFull = live.approximateBytes >= warnBytes && live.size(sizeTolerance(limits)) >= warnBytes;
    if (isNearlyFull && !this.#wasNearlyFull)
      log.warn('a document is nearly full', { doc: this.doc, bytes: live.approximateBytes });
    this.#wasNearlyFull = isNearlyFull;
    return isNearlyFull ? Math.min(1, live.approximateBytes / limits.maxDocumentBytes) : null;
  }

  /** Stops all timers; for a room that goes. */
  close(): void {
    this.#fanout.close();
    this.#cancelPresence?.();
    this.#cancelPresence = null;
    this.#stopRenewing();
  }

  #remember({ presenceId, principal }: Session): void {
    if (presenceId === null || this.#announced.has(presenceId)) return;
    this.#announced.set(presenceId, principal.id);
    if (this.#announced.size <= MAX_ANNOUNCED) return;
    const live = new Set([...this.#sessions].map((session) => session.presenceId));
    for (const id of this.#announced.keys()) {
      if (live.has(id)) continue;
      this.#announced.delete(id);
      return;
    }
  }

  #showPresenceSoon(): void {
    if (this.#cancelPresence || !this.#presence.isDirty || this.isEmpty) return;
    this.#cancelPresence = this.#options.clock.after(this.#options.limits.presenceMs, () => {
      this.#cancelPresence = null;
      this.#showPresence();
    });
  }

  /** Whose line is open is here, however long they have not stirred: their own renewals come late from a hidden tab. [R14] */
  #renewLater(): void {
    if (this.#cancelRenewal || this.#presence.isEmpty || this.isEmpty) return;
    this.#cancelRenewal = this.#options.clock.after(this.#options.limits.presenceRenewalMs, () => {
      this.#cancelRenewal = null;
      this.#presence.renew();
      this.#showPresenceSoon();
      this.#renewLater();
    });
  }

  #stopRenewing(): void {
    this.#cancelRenewal?.();
    this.#cancelRenewal = null;
  }

  /** One message for all who are not concerned themselves; those get theirs without their own entry. */
  #showPresence(): void {
    const changed = this.#presence.takeDirty();
    const sessions = [...this.#sessions].filter((session) => session.isOpen);
    const isConcerned = (session: Session): boolean => session.presenceId !== null && changed.has(session.presenceId);
    const bystanders = sessions.filter((session) => !isConcerned(session));
    const [any] = bystanders;
    const common = any ? this.#presence.changesFor(changed, any) : null;
    if (common) for (const [outlet, to] of byOutlet(bystanders)) outlet.presence({ doc: this.doc, update: common }, to);
    for (const session of sessions.filter(isConcerned)) {
      const own = this.#presence.changesFor(changed, session);
      if (own) session.wire.outlet.presence({ doc: this.doc, update: own }, [session]);
    }
  }
}
