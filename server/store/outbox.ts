// The outbox over SQLite. A claim is a row's state, its claimant's name and an instant at which it runs out, so a process that
// dies leaves nothing to be cleaned up: the same question finds what is due and what was left behind.
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { NoticeFault } from '../../shared/domain/notice.ts';
import {
  MAX_DETAIL_CHARS,
  MAX_NOTICES_A_MAIL,
  type ClaimedNotice,
  type ClaimWish,
  type NoticeFailure,
  type NoticeLane,
  type NoticeRow,
  type Outbox,
} from '../outbox-ports.ts';
import { auditStatement } from './audit-chain.ts';
import { outboxStatement } from './outbox-entry.ts';
import { deliveredStatements } from './task-letters.ts';
import type { Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import type { OutboxTable, Schema } from './schema.ts';
import { runOn } from './run-on.ts';

type Eb = ExpressionBuilder<Schema, 'outbox'>;

/** Rows that one sweep forgets: it shares the disk with those who write minutes. */
const MAX_FORGOTTEN = 5_000;

export function sqlOutbox(writer: Running, queries: Queries): Outbox {
  return {
    ...readsOf(queries),
    ...claimsOf(writer, queries),
    async retry(id, now, audit) {
      const set = { ...UNCLAIMED, state: 'waiting', next_at: now, attempts: 0, settled_at: null } as const;
      const mail = queries.selectFrom('outbox').select('message').where('id', '=', id);
      const again = queries
        .updateTable('outbox')
        .set(set)
        .where((eb) => eb.or([eb('id', '=', id), eb('message', '=', mail)]))
        .where('state', 'in', ['waiting', 'given-up'])
        .where('channel', '!=', 'event');
      const [changed = 0] = await runOn(writer, [{ ...again.compile(), isCondition: true }, auditStatement(audit)]);
      return changed > 0;
    },
    async hand(rows, audit) {
      await runOn(writer, [...rows.map(outboxStatement), ...audit.map(auditStatement)]);
    },
    async sweep({ now, openBefore, settledBefore }) {
      const late = { ...LEFT_BEHIND, state: 'given-up', settled_at: now } as const;
      const open = queries
        .updateTable('outbox')
        .set((eb) => ({ ...late, fault: eb.fn.coalesce('fault', eb.val<NoticeFault>('late')) }))
        .where((eb) => isDue(eb, now))
        .where('due_at', '<', openBefore);
      const old = queries.selectFrom('outbox').select('id').where('settled_at', '<', settledBefore);
      const forget = queries.deleteFrom('outbox').where('id', 'in', old.limit(MAX_FORGOTTEN));
      const [givenUp = 0, forgotten = 0] = await runOn(writer, [open.compile(), forget.compile()]);
      return { givenUp, forgotten };
    },
  };
}

function readsOf(queries: Queries): Pick<Outbox, 'list' | 'byId' | 'open' | 'about'> {
  return {
    async list({ states, after, limit }) {
      let rows = listed(queries).where('state', 'in', [...states]);
      if (after !== null) {
        const { dueAt, id } = after;
        rows = rows.where((eb) => eb.or([eb('due_at', '<', dueAt), eb('due_at', '=', dueAt).and('id', '<', id)]));
      }
      const found = await rows.orderBy('due_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return found.map(noticeRow);
    },
    async byId(id) {
      const row = await listed(queries).where('id', '=', id).executeTakeFirst();
      return row ? noticeRow(row) : null;
    },
    async open() {
      const states = ['waiting', 'sending', 'given-up'] as const;
      const counted = queries
        .selectFrom('outbox')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .where('channel', '!=', 'event')
        .where('state', 'in', states);
      const found = new Map((await counted.groupBy('state').execute()).map(({ state, count }) => [state, count]));
      const [waiting = 0, sending = 0, givenUp = 0] = states.map((state) => found.get(state) ?? 0);
      return { waiting, sending, 'given-up': givenUp };
    },
    async about(about) {
      if (about.length === 0) return [];
      const rows = listed(queries).where('about', 'in', [...about]);
      return (await rows.orderBy('due_at').orderBy('id').execute()).map(noticeRow);
    },
  };
}

const UNCLAIMED = { claim: null } as const;
/** The others of its mail may be sent yet: under their Message-ID it would be dropped as a second copy. */
const LEFT_BEHIND = { ...UNCLAIMED, message: null } as const;

function claimsOf(writer: Running, queries: Queries): Pick<Outbox, 'claim' | 'sent' | 'failed' | 'giveUp' | 'release'> {
  const held = (claimId: string) =>
    queries.updateTable('outbox').where('claim', '=', claimId).where('state', '=', 'sending');
  return {
    async claim(lane, wish) {
      const ids = await dueIds(queries, lane, wish);
      if (ids.length === 0) return null;
      const { id: claim, now, until } = wish;
      const take = queries
        .updateTable('outbox')
        .set((eb) => ({
          ...{ state: 'sending', claim, next_at: until, attempts: eb('attempts', '+', 1) },
          message: eb.fn.coalesce('message', eb.val(claim)),
        }))
        .where('id', 'in', ids)
        .where((eb) => isDue(eb, now));
      await runOn(writer, [take.compile()]);
      const rows = await queries
        .selectFrom('outbox')
        .selectAll()
        .where('claim', '=', claim)
        .orderBy('due_at')
        .execute();
      const message = rows[0]?.message ?? null;
      return message === null ? null : { id: claim, message, notices: rows.map(claimedNotice) };
    },
    async sent(claimId, at, also = []) {
      const set = { ...UNCLAIMED, state: 'sent', settled_at: at, payload: '', fault: null, detail: null } as const;
      // Nothing is handed over by whoever let the claim run out: somebody else does.
      const done = { ...held(claimId).set(set).compile(), isCondition: true };
      await runOn(writer, [...deliveredStatements(claimId, at), done, ...also.map(outboxStatement)]);
    },
    async failed(claimId, at, failure) {
      const set = { ...UNCLAIMED, state: 'waiting', next_at: at, ...saidOf(failure) } as const;
      await runOn(writer, [held(claimId).set(set).compile()]);
    },
    async giveUp(claimId, at, failure, ids) {
      const set = { state: 'given-up', settled_at: at, ...saidOf(failure) } as const;
      const some =
        ids === undefined
          ? held(claimId).set({ ...UNCLAIMED, ...set })
          : held(claimId)
              .set({ ...LEFT_BEHIND, ...set })
              .where('id', 'in', [...ids]);
      await runOn(writer, [some.compile()]);
    },
    async release(claimId, at, failure) {
      const set = { ...UNCLAIMED, state: 'waiting', next_at: at, ...(failure ? saidOf(failure) : {}) } as const;
      const back = held(claimId).set((eb) => ({ ...set, attempts: eb('attempts', '-', 1) }));
      await runOn(writer, [back.compile()]);
    },
  };
}

/** Of mails also what waits for the same address; those that were one mail before are the same one again. */
async function dueIds(
  queries: Queries,
  { channel, target }: NoticeLane,
  { now, dailyUntil }: ClaimWish,
): Promise<readonly string[]> {
  let due = queries
    .selectFrom('outbox')
    .select(['id', 'target', 'message'])
    .where('channel', '=', channel)
    .where((eb) => isDue(eb, now))
    .where((eb) => eb.or([eb('daily', '=', 0), eb('due_at', '<=', dailyUntil)]));
  if (target !== undefined) due = due.where('target', '=', target);
  const inOrder = due.orderBy('next_at').orderBy('id');
  const first = await inOrder.limit(1).executeTakeFirst();
  if (first === undefined) return [];
  if (channel !== 'mail') return [first.id];
  const together =
    first.message === null
      ? inOrder.where('target', '=', first.target).where('message', 'is', null)
      : inOrder.where('message', '=', first.message);
  return (await together.limit(MAX_NOTICES_A_MAIL).execute()).map(({ id }) => id);
}

/** Waiting and due, or in the hands of somebody who let it lie. */
function isDue(eb: Eb, now: number) {
  return eb.and([eb('state', 'in', ['waiting', 'sending']), eb('next_at', '<=', now)]);
}

/** Events are ours; nobody waits for them. */
function listed(queries: Queries) {
  return queries.selectFrom('outbox').selectAll().where('channel', '!=', 'event');
}

function saidOf({ fault, detail }: NoticeFailure): Pick<OutboxTable, 'fault' | 'detail'> {
  return { fault, detail: detail?.slice(0, MAX_DETAIL_CHARS) ?? null };
}

function claimedNotice(row: Selectable<OutboxTable>): ClaimedNotice {
  const { id, topic, payload, target, meeting_id: meetingId, about, due_at: dueAt, attempts } = row;
  return { id, topic, payload, target, meetingId, about, dueAt, attempts };
}

function noticeRow(row: Selectable<OutboxTable>): NoticeRow {
  const { id, topic, channel, target, about, state, attempts, fault, detail } = row;
  const instants = { dueAt: row.due_at, nextAt: row.next_at, settledAt: row.settled_at };
  return { id, topic, channel, target, meetingId: row.meeting_id, about, state, attempts, fault, detail, ...instants };
}
