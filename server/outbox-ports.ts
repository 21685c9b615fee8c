// What becomes of the notices that changes hand over (OutboxRow in ports.ts), as it is kept: in store/outbox.ts. Knows no mail
// server and no hook.
import type { MeetingId } from '../shared/domain/ids.ts';
import type { NoticeChannel, NoticeFault, NoticeState } from '../shared/domain/notice.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry, OutboxRow } from './ports.ts';

/** A way out of the house: what is stuck in one holds up no other. */
export interface NoticeLane {
  readonly channel: NoticeChannel;
  /** A hook's name; absent = all of the channel. */
  readonly target?: string;
}

/** A notice in somebody's hands. */
export interface ClaimedNotice {
  readonly id: string;
  readonly topic: string;
  readonly payload: string;
  readonly target: string;
  readonly meetingId: MeetingId | null;
  readonly about: string | null;
  readonly dueAt: EpochMs;
  /** With this one. */
  readonly attempts: number;
}

/** One delivery: of mails all that wait for one address, at most `MAX_NOTICES_A_MAIL`; else one notice. */
export interface NoticeClaim {
  /** Names who holds it: whoever let it run out settles nothing any more. */
  readonly id: string;
  /** Random; the same at each attempt of these notices, and of no others. Whatever is given up by itself gets another one. */
  readonly message: string;
  readonly notices: readonly ClaimedNotice[];
}

export const MAX_NOTICES_A_MAIL = 50;

export interface ClaimWish {
  readonly id: string;
  readonly now: EpochMs;
  /** From then on it is anybody's again: a process that dies holds nothing for good. */
  readonly until: EpochMs;
  /** Those for the mail of the day that were due at this instant or before go along. */
  readonly dailyUntil: EpochMs;
}

/** Why it was not sent, and what the other side said, which is cut to `MAX_DETAIL_CHARS`. */
export interface NoticeFailure {
  readonly fault: NoticeFault;
  readonly detail: string | null;
}

export const MAX_DETAIL_CHARS = 300;

export interface NoticeRow extends NoticeFailureOrNone {
  readonly id: string;
  readonly topic: string;
  readonly channel: NoticeChannel;
  readonly target: string;
  readonly meetingId: MeetingId | null;
  readonly about: string | null;
  readonly state: NoticeState;
  readonly dueAt: EpochMs;
  /** Of one that waits when it is tried next. */
  readonly nextAt: EpochMs;
  readonly attempts: number;
  readonly settledAt: EpochMs | null;
}

interface NoticeFailureOrNone {
  readonly fault: NoticeFault | null;
  readonly detail: string | null;
}

export interface NoticeFilter {
  readonly states: readonly NoticeState[];
  /** Continue after this one (exclusive), in the order of the answer. */
  readonly after: { readonly dueAt: EpochMs; readonly id: string } | null;
  readonly limit: number;
}

/**
 * What is to leave the house. Written by whoever changes what it tells of, in the same transaction; sent at least once.
 * Writes reject with `StorageUnavailable`.
 */
export interface Outbox {
  /** Null when nothing of the lane is due. Counts as an attempt, so that what kills its sender is not tried for ever. */
  claim(lane: NoticeLane, wish: ClaimWish): Promise<NoticeClaim | null>;
  /** The words are forgotten with it, and secrets in them; `also` is handed over in the same transaction. */
  sent(claimId: string, at: EpochMs, also?: readonly OutboxRow[]): Promise<void>;
  /** All of the claim are tried again at `at`. */
  failed(claimId: string, at: EpochMs, failure: NoticeFailure): Promise<void>;
  /** Those of the claim, or the ones named, which leave its message: nobody tries them by himself any more. */
  giveUp(claimId: string, at: EpochMs, failure: NoticeFailure, ids?: readonly string[]): Promise<void>;
  /** It was not tried: it waits until `at`, and no attempt is counted. `failure`: what stands in its way. */
  release(claimId: string, at: EpochMs, failure: NoticeFailure | null): Promise<void>;
  /** Mails and hooks, newest first. */
  list(filter: NoticeFilter): Promise<readonly NoticeRow[]>;
  byId(id: string): Promise<NoticeRow | null>;
  /** How many mails and hooks there are of what is not done. */
  open(): Promise<Readonly<Record<'waiting' | 'sending' | 'given-up', number>>>;
  /** Those that are about one of these, oldest first. */
  about(about: readonly string[]): Promise<readonly NoticeRow[]>;
  /** Tries it now, and what was in one mail with it; false when it is on its way, gone or there is no such. */
  retry(id: string, now: EpochMs, audit: AuditEntry): Promise<boolean>;
  /** Tries all that were given up; how many. Where there are none nothing is written. */
  retryAll(now: EpochMs, audit: AuditEntry): Promise<number>;
  /** Handed over by itself, with what the log says of it. */
  hand(rows: readonly OutboxRow[], audit: readonly AuditEntry[]): Promise<void>;
  /** Gives up what was due before `openBefore`, and forgets what was settled before `settledBefore`. */
  sweep(limits: {
    readonly now: EpochMs;
    readonly openBefore: EpochMs;
    readonly settledBefore: EpochMs;
  }): Promise<{ readonly givenUp: number; readonly forgotten: number }>;
}
