// What the Outbox port is, as tests.
import { describe, expect, it } from 'vitest';
import type { NoticeClaim, Outbox } from '../../server/outbox-ports.ts';
import type { OutboxRow } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import { auditEntry, entryOf, meetingRow, noticeRow } from '../support/store-rows.ts';

const MAIL = { channel: 'mail' } as const;
const EVENTS = { channel: 'event' } as const;
const BUSY = { fault: 'busy', detail: '451 come again' } as const;
const ALL = { states: ['waiting', 'sending', 'sent', 'given-up'], after: null, limit: 100 } as const;

/** A lease of a thousand milliseconds; the mail of the day is not due. */
function wish(id: string, now = 2_000) {
  return { id, now, until: now + 1_000, dailyUntil: 0 };
}

function idsIn(claim: NoticeClaim | null): readonly string[] {
  return claim?.notices.map(({ id }) => id) ?? [];
}

export function outboxContract(name: string, open: () => Promise<Store>): void {
  async function withNotices(...rows: readonly OutboxRow[]): Promise<Outbox> {
    const { outbox } = await open();
    await outbox.hand(rows, []);
    return outbox;
  }

  async function statesOf(outbox: Outbox): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries((await outbox.list(ALL)).map(({ id, state }) => [id, state]));
  }

  describe(`${name}: the outbox, handing over`, () => {
    it('a notice is there with the change it tells of, and not without it', async () => {
      const { ledger, outbox } = await open();
      const insert = { kind: 'meeting.insert', row: meetingRow('m1') } as const;

      await ledger.commit(entryOf({ writes: [insert], outbox: [noticeRow('n1')] }));
      const refused = ledger.commit(entryOf({ writes: [insert], outbox: [noticeRow('n2')] }));

      await expect(refused).rejects.toThrow();
      expect(await statesOf(outbox)).toEqual({ n1: 'waiting' });
    });

    it('a second notice with the same key leaves nothing, in one transaction or in two', async () => {
      const outbox = await withNotices(noticeRow('n1', { key: 'k' }), noticeRow('n2', { key: 'k' }), noticeRow('n3'));
      await outbox.hand([noticeRow('n4', { key: 'k' }), noticeRow('n5')], []);

      expect(Object.keys(await statesOf(outbox)).sort()).toEqual(['n1', 'n3', 'n5']);
    });

    it('a mail that is no letter is a mistake of ours; what hooks are told may be anything', async () => {
      const outbox = await withNotices();
      const letter = { language: 'zh-CN', subject: '督办', parts: [{ kind: 'text', text: 'x'.repeat(4_001) }] };

      for (const payload of ['{', '{}', JSON.stringify(letter)]) {
        await expect(outbox.hand([noticeRow('n1', { payload })], [])).rejects.toThrow('no letter');
      }
      await outbox.hand([noticeRow('n2', { payload: '{}', channel: 'webhook', target: 'group' })], []);

      expect(await statesOf(outbox)).toEqual({ n2: 'waiting' });
    });

    it('a notice that nobody could read to its end is a mistake of ours', async () => {
      const outbox = await withNotices();

      await expect(outbox.hand([noticeRow('n1', { payload: 'x'.repeat(262_145) })], [])).rejects.toThrow('characters');
      await expect(outbox.hand([noticeRow('n1', { target: 'x'.repeat(255) })], [])).rejects.toThrow('characters');
    });
  });

  describe(`${name}: the outbox, claims`, () => {
    it('nothing is claimed before it is due, and by one claimant only', async () => {
      const outbox = await withNotices(noticeRow('n1', { dueAt: 2_001 }));

      const early = await outbox.claim(MAIL, wish('c1', 2_000));
      const both = await Promise.all([outbox.claim(MAIL, wish('c2', 2_001)), outbox.claim(MAIL, wish('c3', 2_001))]);

      expect(early).toBeNull();
      expect(both.map(idsIn).flat()).toEqual(['n1']);
    });

    it('a claim that ran out is anybody’s again, and whoever let it run out settles nothing', async () => {
      const outbox = await withNotices(noticeRow('n1'));
      await outbox.claim(MAIL, wish('c1', 2_000));

      const held = await outbox.claim(MAIL, wish('c2', 2_999));
      const again = await outbox.claim(MAIL, wish('c3', 3_000));
      await outbox.sent('c1', 3_001, [noticeRow('n2', { target: 'zhou@example.org' })]);

      expect(held).toBeNull();
      expect(again?.notices).toMatchObject([{ id: 'n1', attempts: 2 }]);
      expect(await statesOf(outbox)).toEqual({ n1: 'sending' });
    });

    it('the message is the same at each attempt, and another one for other notices', async () => {
      const outbox = await withNotices(noticeRow('n1'), noticeRow('n2', { target: 'zhou@example.org' }));

      const first = await outbox.claim(MAIL, wish('c1'));
      await outbox.failed('c1', 2_500, BUSY);
      const other = await outbox.claim(MAIL, wish('c2'));
      const again = await outbox.claim(MAIL, wish('c3', 2_500));

      expect(idsIn(again)).toEqual(idsIn(first));
      expect(again?.message).toBe(first?.message);
      expect(other?.message).not.toBe(first?.message);
    });

    it('mails that wait for one address are one claim; one that is added later is none of theirs', async () => {
      const outbox = await withNotices(
        noticeRow('n1'),
        noticeRow('n2', { dueAt: 1_500 }),
        noticeRow('n3', { target: 'zhou@example.org' }),
        noticeRow('n4', { dueAt: 9_000 }),
      );

      const first = await outbox.claim(MAIL, wish('c1'));
      await outbox.failed('c1', 2_500, BUSY);
      await outbox.hand([noticeRow('n5')], []);
      const later = await outbox.claim(MAIL, wish('c2', 2_400));
      await outbox.sent('c2', 2_400);
      const claims = [await outbox.claim(MAIL, wish('c3', 2_500)), await outbox.claim(MAIL, wish('c4', 2_500))];

      expect(idsIn(first)).toEqual(['n1', 'n2']);
      expect([idsIn(later), ...claims.map(idsIn)].sort()).toEqual([['n1', 'n2'], ['n3'], ['n5']]);
    });

    it('notices for the mail of the day wait for its hour, and take along what waits for the same person', async () => {
      const outbox = await withNotices(noticeRow('n1', { daily: true, dueAt: 1_000 }));

      const before = await outbox.claim(MAIL, { ...wish('c1'), dailyUntil: 999 });
      await outbox.hand([noticeRow('n2', { daily: true, dueAt: 1_001 }), noticeRow('n3')], []);
      const after = await outbox.claim(MAIL, { ...wish('c2'), dailyUntil: 1_000 });

      expect(before).toBeNull();
      expect([...idsIn(after)].sort()).toEqual(['n1', 'n3']);
    });

    it('lanes know nothing of each other; events and hooks go one by one', async () => {
      const outbox = await withNotices(
        noticeRow('n1'),
        noticeRow('n2', { channel: 'webhook', target: 'group' }),
        noticeRow('n3', { channel: 'webhook', target: 'other' }),
        noticeRow('n4', { channel: 'event', target: '' }),
        noticeRow('n5', { channel: 'event', target: '' }),
      );

      const hook = await outbox.claim({ channel: 'webhook', target: 'other' }, wish('c1'));
      const event = await outbox.claim(EVENTS, wish('c2'));

      expect(idsIn(hook)).toEqual(['n3']);
      expect(idsIn(event)).toEqual(['n4']);
    });

    it('a crowd that waits for one person is several mails', async () => {
      const rows = Array.from({ length: 51 }, (_, index) => noticeRow(`n${index}`));
      const outbox = await withNotices(...rows);

      const first = await outbox.claim(MAIL, wish('c1'));
      const second = await outbox.claim(MAIL, wish('c2'));

      expect([idsIn(first).length, idsIn(second).length]).toEqual([50, 1]);
    });
  });

  describe(`${name}: the outbox, what became of them`, () => {
    it('what was sent is not sent again, and its words are forgotten', async () => {
      const outbox = await withNotices(noticeRow('n1', { about: 'task:t1' }));
      await outbox.claim(MAIL, wish('c1'));
      await outbox.sent('c1', 2_100);

      expect(await outbox.claim(MAIL, wish('c2', 9_000))).toBeNull();
      expect(await outbox.about(['task:t1', 'task:t2'])).toMatchObject([{ id: 'n1', state: 'sent', settledAt: 2_100 }]);
    });

    it('an event is settled with the notices it became, in one transaction', async () => {
      const outbox = await withNotices(noticeRow('e1', { channel: 'event', target: '' }));
      await outbox.claim(EVENTS, wish('c1'));
      await outbox.sent('c1', 2_100, [noticeRow('n1')]);

      expect(await statesOf(outbox)).toEqual({ n1: 'waiting' });
      expect(await outbox.claim(EVENTS, wish('c2', 9_000))).toBeNull();
    });

    it('a failure says why and when it is tried next; the other side’s words are cut', async () => {
      const outbox = await withNotices(noticeRow('n1'));
      await outbox.claim(MAIL, wish('c1'));
      await outbox.failed('c1', 60_000, { fault: 'refused', detail: 'x'.repeat(1_000) });

      const [row] = await outbox.list(ALL);
      expect(row).toMatchObject({ state: 'waiting', attempts: 1, nextAt: 60_000, fault: 'refused' });
      expect(row?.detail).toHaveLength(300);
    });

    it('what was not tried is back without an attempt', async () => {
      const outbox = await withNotices(noticeRow('n1'));
      await outbox.claim(MAIL, wish('c1'));
      await outbox.release('c1', 5_000, { fault: 'unreachable', detail: null });

      expect(await outbox.byId('n1')).toMatchObject({
        state: 'waiting',
        attempts: 0,
        nextAt: 5_000,
        fault: 'unreachable',
      });
    });

    it('of one mail some are given up, and the others go on; tried again, those are another mail', async () => {
      const outbox = await withNotices(noticeRow('n1'), noticeRow('n2'));
      const first = await outbox.claim(MAIL, wish('c1'));
      await outbox.giveUp('c1', 2_100, { fault: 'draft', detail: null }, ['n1']);
      await outbox.sent('c1', 2_200);
      const states = await statesOf(outbox);
      await outbox.retry('n1', 3_000, auditEntry());
      const again = await outbox.claim(MAIL, wish('c2', 3_000));

      expect(states).toEqual({ n1: 'given-up', n2: 'sent' });
      expect(idsIn(again)).toEqual(['n1']);
      expect(again?.message).not.toBe(first?.message);
    });

    it('one that waited too long is another mail, too, when what it came with was sent', async () => {
      const outbox = await withNotices(noticeRow('n1'), noticeRow('n2', { dueAt: 1_500 }));
      const first = await outbox.claim(MAIL, wish('c1'));
      await outbox.failed('c1', 2_500, BUSY);
      await outbox.sweep({ now: 2_500, openBefore: 1_500, settledBefore: 0 });
      await outbox.claim(MAIL, wish('c2', 2_500));
      await outbox.sent('c2', 2_600);
      await outbox.retry('n1', 3_000, auditEntry());
      const again = await outbox.claim(MAIL, wish('c3', 3_000));

      expect(idsIn(again)).toEqual(['n1']);
      expect(again?.message).not.toBe(first?.message);
    });

    it('somebody has a given up one tried again, in the same mail as before, and the log says so', async () => {
      const { outbox, audit } = await open();
      await outbox.hand([noticeRow('n1'), noticeRow('n2')], []);
      const first = await outbox.claim(MAIL, wish('c1'));
      await outbox.giveUp('c1', 2_100, { fault: 'refused', detail: '550 no such user' });

      const done = await outbox.retry('n1', 3_000, auditEntry());
      const again = await outbox.claim(MAIL, wish('c2', 3_000));

      expect(done).toBe(true);
      expect([...idsIn(again)].sort()).toEqual(['n1', 'n2']);
      expect(again?.message).toBe(first?.message);
      expect(await audit.head()).toMatchObject({ ordinal: 1 });
    });

    it('all that were given up are tried again at once, and with none of them nothing is logged', async () => {
      const { outbox, audit } = await open();
      const none = await outbox.retryAll(1_000, auditEntry());
      const head = await audit.head();
      await outbox.hand([noticeRow('n1'), noticeRow('n2', { target: 'zhou@example.org' })], []);
      await outbox.claim(MAIL, wish('c1'));
      await outbox.giveUp('c1', 2_100, { fault: 'refused', detail: null });

      const tried = await outbox.retryAll(3_000, auditEntry());

      expect([none, head, tried]).toEqual([0, null, 1]);
      expect(await outbox.open()).toEqual({ waiting: 2, sending: 0, 'given-up': 0 });
      expect(await audit.head()).toMatchObject({ ordinal: 1 });
    });

    it('one that was sent, is on its way or never was is not tried again, and nothing is logged', async () => {
      const { outbox, audit } = await open();
      await outbox.hand([noticeRow('n1'), noticeRow('n2', { target: 'zhou@example.org' })], []);
      await outbox.claim(MAIL, wish('c1'));
      await outbox.sent('c1', 2_100);
      await outbox.claim(MAIL, wish('c2'));

      const tries = await Promise.all(['n1', 'n2', 'n3'].map((id) => outbox.retry(id, 3_000, auditEntry())));

      expect(tries).toEqual([false, false, false]);
      expect(await audit.head()).toBeNull();
    });

    it('a list is newest first, by page, and has no events', async () => {
      const rows = [1, 2, 3, 4].map((n) => noticeRow(`n${n}`, { dueAt: n === 4 ? 3_000 : n * 1_000 }));
      const outbox = await withNotices(...rows, noticeRow('e1', { channel: 'event', dueAt: 9_000 }));

      const first = await outbox.list({ ...ALL, limit: 2 });
      const rest = await outbox.list({ ...ALL, after: { dueAt: 3_000, id: 'n3' } });

      expect(first.map(({ id }) => id)).toEqual(['n4', 'n3']);
      expect(rest.map(({ id }) => id)).toEqual(['n2', 'n1']);
      expect(await outbox.list({ ...ALL, states: ['given-up'] })).toEqual([]);
      expect(await outbox.open()).toEqual({ waiting: 4, sending: 0, 'given-up': 0 });
    });

    it('what waited too long is given up with the reason it had, and what was settled long ago is forgotten', async () => {
      const outbox = await withNotices(
        noticeRow('n1'),
        noticeRow('n2', { target: 'b@example.org' }),
        noticeRow('n3', { dueAt: 9_000 }),
      );
      await outbox.claim(MAIL, wish('c1'));
      await outbox.failed('c1', 4_000, BUSY);

      const first = await outbox.sweep({ now: 5_000, openBefore: 2_000, settledBefore: 1_000 });
      const faults = (await outbox.list(ALL)).map(({ id, fault }) => [id, fault]);
      const second = await outbox.sweep({ now: 9_000, openBefore: 2_000, settledBefore: 6_000 });

      expect(first).toEqual({ givenUp: 2, forgotten: 0 });
      expect(faults).toEqual([
        ['n3', null],
        ['n2', 'late'],
        ['n1', 'busy'],
      ]);
      expect(second).toEqual({ givenUp: 0, forgotten: 2 });
    });

    it('a notice in somebody’s hands is not swept away', async () => {
      const outbox = await withNotices(noticeRow('n1'));
      await outbox.claim(MAIL, { ...wish('c1'), until: 50_000 });

      expect(await outbox.sweep({ now: 40_000, openBefore: 30_000, settledBefore: 0 })).toEqual({
        givenUp: 0,
        forgotten: 0,
      });
    });
  });
}
