// What a room tells about its documents' contents: when digests come, what a joiner can ask for, and the warning before
// a document is full.
import { describe, expect, it } from 'vitest';
import { contentDigest } from '../../server/sync/digest.ts';
import type { JoinAnswer } from '../../server/sync/join-answer.ts';
import type { Rooms } from '../../server/sync/rooms.ts';
import { Session, type DigestMessage } from '../../server/sync/session.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import { HandClock, settled } from '../support/hand-clock.ts';
import { exchange, hall } from '../support/room-hall.ts';
import { docsOf, ITEMS, minutesText, principal, SILENT_LOG, wordsOf, type Replica } from '../support/rooms-fixture.ts';
import { brand } from '../../shared/lib/brand.ts';

const [FIRST = brand('i1')] = ITEMS;

interface Listener {
  readonly digests: readonly DigestMessage[];
  readonly answer: JoinAnswer | null;
}

/** Someone whose client compares digests. */
async function listen(rooms: Rooms, doc: DocName): Promise<Listener> {
  const digests: DigestMessage[] = [];
  const outlet = {
    wantsDigest: true,
    update: () => undefined,
    presence: () => undefined,
    digest: (message: DigestMessage) => digests.push(message),
  };
  const wire = { outlet, ask: () => undefined, end: () => undefined };
  const session = new Session({ doc, principal: principal('王坤泉'), access: 'read', clientId: null, wire });
  let answer: JoinAnswer | null = null;
  await rooms.join(session, Uint8Array.of(0), (given) => (answer = given));
  return { digests, answer };
}

/** Types and deletes, key by key, what leaves nothing behind. */
async function toAndFro(writer: Replica, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const text = minutesText(writer.doc, FIRST);
    text.insert(0, '反复修改的一句话'.repeat(20));
    await exchange(writer);
    text.delete(0, 160);
    await exchange(writer);
  }
}

describe('[R16] digests', () => {
  it('come within a second of a join even where nobody writes: what a browser kept may be damaged', async () => {
    const { rooms, meetingId, clock } = await hall();
    const { desk } = docsOf(meetingId);

    const listener = await listen(rooms, desk);
    clock.advance(1_000);
    await settled();

    expect(listener.digests).toHaveLength(1);
    expect(listener.digests[0]?.digest).toBe(listener.answer?.digest());
  });

  it('come once a second at most, however many join', async () => {
    const { rooms, meetingId, clock } = await hall();
    const listener = await listen(rooms, docsOf(meetingId).desk);

    for (let joined = 0; joined < 20; joined += 1) {
      await listen(rooms, docsOf(meetingId).desk);
      clock.advance(100);
      await settled();
    }

    expect(listener.digests).toHaveLength(2);
  });

  it('come soon for a joiner although a commit had put the next one off', async () => {
    const { rooms, meetingId, clock, join } = await hall();
    const { desk } = docsOf(meetingId);
    const first = await listen(rooms, desk);
    const writer = await join('李文静');
    clock.advance(1_000);
    await settled();
    minutesText(writer.doc, FIRST).insert(0, '会议开始。');
    await exchange(writer);
    clock.advance(1_000);
    await settled();

    await listen(rooms, desk);
    clock.advance(1_000);
    await settled();

    expect(first.digests.at(-1)).toEqual({
      doc: desk,
      seq: writer.saved,
      digest: contentDigest(writer.doc, 'desk', canonicalRoots),
    });
  });
});

describe('[R16] a document dear to walk', () => {
  it('is walked more rarely, and one slow walk does not put the next one off for long', async () => {
    const walks: number[] = [];
    let costMs = 50;
    const clock = new HandClock();
    const canonical = (): string => {
      walks.push(clock.monotonicMs());
      clock.advance(costMs);
      return '{}';
    };
    const { rooms, meetingId, join } = await hall({ clock, canonical });
    await listen(rooms, docsOf(meetingId).desk);
    const writer = await join('李文静');
    const digestAfter = async (waitMs: number): Promise<number> => {
      minutesText(writer.doc, FIRST).insert(0, '字');
      await exchange(writer);
      const from = walks.length;
      for (let waited = 0; waited < waitMs && walks.length === from; waited += 500) {
        clock.advance(500);
        await settled();
      }
      return walks.length - from;
    };
    clock.advance(1_000);
    await settled();

    const [tooSoon, later] = [await digestAfter(9_000), await digestAfter(1_500)];
    costMs = 10_000;
    const slow = await digestAfter(12_000);
    costMs = 50;
    const next = await digestAfter(21_000);

    expect([tooSoon, later, slow, next]).toEqual([0, 1, 1, 1]);
  });
});

describe('[R18] the size of a document', () => {
  it('is told with the digests from four fifths of its limit on, and logged once', async () => {
    const warnings: string[] = [];
    const log = { ...SILENT_LOG, warn: (text: string) => warnings.push(text) };
    const { rooms, meetingId, clock, join } = await hall({ log, limits: { maxDocumentBytes: 20_000 } });
    const { desk } = docsOf(meetingId);
    const listener = await listen(rooms, desk);
    const writer = await join('李文静');
    const write = async (characters: number): Promise<void> => {
      minutesText(writer.doc, FIRST).insert(0, '字'.repeat(characters));
      await exchange(writer);
      clock.advance(5_000);
      await settled();
    };

    await write(4_000);
    await write(1_400);
    await write(10);

    const fullness = listener.digests.map((message) => message.fullness);
    expect(fullness.slice(0, -2).every((value) => value === undefined)).toBe(true);
    expect(fullness.at(-2)).toBeGreaterThan(0.8);
    expect(fullness.at(-1)).toBeGreaterThan(fullness.at(-2) ?? 1);
    expect(warnings.filter((text) => text.includes('nearly full'))).toHaveLength(1);
  });

  it('is what it takes, not what was ever typed: a long history refuses nobody and warns nobody', async () => {
    const { rooms, meetingId, clock, join, ledger } = await hall({ limits: { maxDocumentBytes: 20_000 } });
    const { desk } = docsOf(meetingId);
    const listener = await listen(rooms, desk);
    const writer = await join('李文静');

    await toAndFro(writer, 32);
    clock.advance(5_000);
    await settled();
    const beforeTheLimit = listener.digests.at(-1);
    await toAndFro(writer, 45);
    minutesText(writer.doc, FIRST).insert(0, '定稿。');
    await exchange(writer);

    const journalled = (await ledger.open(desk))?.tail.reduce((sum, row) => sum + row.bytes.length, 0);
    expect(journalled).toBeGreaterThan(25_000);
    expect(writer.refusals).toEqual([]);
    expect(wordsOf(writer.doc, FIRST)).toBe('定稿。');
    expect(beforeTheLimit).toBeDefined();
    expect(beforeTheLimit).not.toHaveProperty('fullness');
  });
});
