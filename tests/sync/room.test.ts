// A room's promises one by one, over the in-memory ledger: what is shown and when, who is let in, what survives.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { contentDigest } from '../../server/sync/digest.ts';
import { Session, type DigestMessage } from '../../server/sync/session.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { readProgressSeen, addProgressSeen } from '../../shared/doc/record.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import type { EventId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused } from '../../shared/lib/result.ts';
import { settled, START } from '../support/hand-clock.ts';
import { exchange, hall } from '../support/room-hall.ts';
import { docsOf, ITEMS, minutesText, principal, wordsOf, type RoomsFixtureOptions } from '../support/rooms-fixture.ts';

const [FIRST = brand('i1')] = ITEMS;

describe('showing and saving', () => {
  it('[R1] tells a writer `saved` with the journal number and shows it to the others', async () => {
    const { join } = await hall();
    const [writer, reader] = [await join('李文静'), await join('周敏')];

    minutesText(writer.doc, FIRST).insert(0, '会议听取了汇报。');
    await exchange(writer, reader);

    expect(writer.saved).toBe(2);
    expect(wordsOf(reader.doc, FIRST)).toBe('会议听取了汇报。');
  });

  it('[R10] shows nobody what storage refused, and takes it in once storage is back', async () => {
    const { join, ledger, clock } = await hall();
    const [writer, reader] = [await join('李文静'), await join('周敏')];

    ledger.setUnavailable(true);
    minutesText(writer.doc, FIRST).insert(0, '磁盘已满时写下。');
    await exchange(writer, reader);
    const shownBefore = wordsOf(reader.doc, FIRST);
    ledger.setUnavailable(false);
    clock.advance(2_500);
    await exchange(writer, reader);

    expect(shownBefore).toBe('');
    expect(new Set(writer.refusals)).toEqual(new Set(['storage-unavailable:']));
    expect(wordsOf(reader.doc, FIRST)).toBe('磁盘已满时写下。');
  });

  it('[R11] merges what waited into one commit, one row a principal', async () => {
    const { join, ledger } = await hall();
    const [one, other] = [await join('李文静'), await join('周敏')];
    const before = ledger.commits;

    for (const word of ['一', '二', '三']) minutesText(one.doc, FIRST).insert(0, word);
    minutesText(other.doc, FIRST).insert(0, '四');
    one.deliverUp();
    other.deliverUp();
    await settled();

    expect(ledger.commits - before).toBe(1);
    expect(one.saved).toBe(2);
    expect(other.saved).toBe(3);
  });

  it('[R11] gathers frames in a crowd for at most the window and shows a lone keystroke at once', async () => {
    const { join, clock } = await hall({
      limits: { fanout: { smallRoom: 1, windowMsPerReader: 100, maxWindowMs: 30 } },
    });
    const [writer, reader] = [await join('李文静'), await join('周敏')];
    clock.advance(1_000);
    const type = async (word: string): Promise<void> => {
      minutesText(writer.doc, FIRST).insert(0, word);
      writer.deliverUp();
      await settled();
    };

    await type('先');
    const lone = reader.waiting;
    await type('后');
    await type('再');
    const gathered = reader.waiting;
    clock.advance(30);

    expect(lone).toBe(1);
    expect(gathered).toBe(1);
    expect(reader.waiting).toBe(2);
  });

  it('[R8] throws an update that harms the document out and goes on with the others', async () => {
    const { join } = await hall();
    const [writer, honest] = [await join('李文静'), await join('周敏')];
    const before = wordsOf(honest.doc, FIRST);

    writer.send(nested(70));
    minutesText(honest.doc, FIRST).insert(0, '正常。');
    await exchange(writer, honest);

    expect(writer.ends).toEqual(['refused']);
    expect(before).toBe('');
    expect(honest.saved).toBeGreaterThan(1);
  });
});

describe('letting people in', () => {
  it('[R12] tells who names an id in joining that is live or another’s to take a new one, and lets a stock client in', async () => {
    const { rooms, meetingId } = await hall();
    const enter = async (name: string, clientId: number | null, presenceId = clientId): Promise<string> => {
      const wire = { outlet: NO_OUTLET, ask: () => undefined, end: () => undefined };
      const { desk: doc } = docsOf(meetingId);
      const session = new Session({ doc, principal: principal(name), access: 'write', clientId, wire });
      session.presenceId = presenceId;
      const joined = await rooms.join(session, Uint8Array.of(0), () => undefined);
      return joined.ok ? 'in' : joined.code;
    };

    const codes = [
      await enter('李文静', 7_001),
      await enter('李文静', 7_001),
      await enter('周敏', 7_001),
      await enter('李文静', null, 7_001),
      await enter('周敏', 7_002),
    ];

    expect(codes).toEqual(['in', 'client-id-taken', 'client-id-taken', 'in', 'in']);
  });

  it('[R12] answers the whole state to a newcomer and only the difference to one who returns', async () => {
    const { join } = await hall();
    const writer = await join('李文静');
    minutesText(writer.doc, FIRST).insert(0, '甲'.repeat(2_000));
    await exchange(writer);

    const newcomer = await join('周敏');
    newcomer.disconnect();
    minutesText(writer.doc, FIRST).insert(0, '乙');
    await exchange(writer);
    newcomer.connect();
    await exchange(newcomer, writer);

    expect(wordsOf(newcomer.doc, FIRST)).toBe(`乙${'甲'.repeat(2_000)}`);
  });

  it('refuses a document that does not exist', async () => {
    const { rooms } = await hall();

    expect(await rooms.read(brand<MeetingId>('nowhere'), 1, () => 1)).toEqual(refused('not-found'));
  });

  it('[R13] drops the writes of a reader without an effect', async () => {
    const { join } = await hall();
    const [reader, witness] = [await join('旁听', 'read'), await join('周敏')];

    minutesText(reader.doc, FIRST).insert(0, '不该出现');
    await exchange(reader, witness);

    expect(new Set(reader.refusals)).toEqual(new Set(['access-read-only:']));
    expect(wordsOf(witness.doc, FIRST)).toBe('');
  });

  it('[R17] frees an empty room after its linger, and lets in whoever comes while it goes', async () => {
    const { join, clock, rooms } = await hall();
    const first = await join('李文静');
    minutesText(first.doc, FIRST).insert(0, '留下。');
    await exchange(first);

    first.disconnect();
    clock.advance(3_000);
    const late = await join('周敏');
    await settled();

    expect(wordsOf(late.doc, FIRST)).toBe('留下。');
    late.disconnect();
    await settled();
    clock.advance(3_000);
    await settled();
    expect(rooms.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

describe('waiting for dependencies', () => {
  it('[R7] parks a keystroke that came before its gap was filled, and saves it afterwards', async () => {
    const { join, rooms } = await hall();
    const writer = await join('李文静');
    writer.disconnect();
    minutesText(writer.doc, FIRST).insert(0, '离线时写的。');

    writer.connect(rooms);
    const before = writer.saved;
    minutesText(writer.doc, FIRST).insert(0, '刚连上就写。');
    writer.deliverUp();
    await settled();
    const early = writer.saved;
    await exchange(writer);
    const reader = await join('周敏');

    expect(early).toBe(before);
    expect(writer.refusals).toEqual([]);
    expect(wordsOf(reader.doc, FIRST)).toBe('刚连上就写。离线时写的。');
  });

  it('[R7] asks again when the time is up, and ends the session the second time', async () => {
    const { join, clock } = await hall();
    const broken = await join('坏客户端');
    const lost = new Y.Doc();
    const updates: Uint8Array[] = [];
    lost.on('update', (update: Uint8Array) => updates.push(update));
    lost.getMap('claims').set('a', 1);
    lost.getMap('claims').set('b', 2);
    const [, second] = updates;
    if (!second) throw new Error('no second update');

    broken.send(second);
    broken.deliverUp();
    await settled();
    clock.advance(30_000);
    await settled();
    const askedAgain = broken.waiting;
    clock.advance(30_000);
    await settled();

    expect(askedAgain).toBe(1);
    expect(broken.ends).toEqual(['refused']);
  });
});

describe('one queue', () => {
  it('[R2] reads nothing that is not committed yet', async () => {
    const { ledger, meetingId, join, rooms } = await hall();
    const writer = await join('李文静');
    const commit = ledger.commit.bind(ledger);
    let release = (): void => undefined;
    ledger.commit = async (entry) => {
      await new Promise<void>((resolve) => (release = resolve));
      return commit(entry);
    };

    minutesText(writer.doc, FIRST).insert(0, '未提交。');
    writer.deliverUp();
    await settled();
    let read: string | null = null;
    void rooms.read(meetingId, 1, ({ desk }) => (read = wordsOf(desk, FIRST)));
    await settled();
    const whileFlushing = read;
    ledger.commit = commit;
    release();
    await settled();

    expect(whileFlushing).toBeNull();
    expect(read).toBe('未提交。');
  });

  it('[R16] sends a digest of what is committed, under its seq, once in a rhythm', async () => {
    const { rooms, meetingId, clock, join } = await hall();
    const digests: DigestMessage[] = [];
    const outlet = {
      wantsDigest: true,
      update: () => undefined,
      presence: () => undefined,
      digest: (message: DigestMessage) => digests.push(message),
    };
    const { desk: doc } = docsOf(meetingId);
    const listener = new Session({
      doc,
      principal: principal('王坤泉'),
      access: 'read',
      clientId: null,
      wire: { outlet, ask: () => undefined, end: () => undefined },
    });
    await rooms.join(listener, Uint8Array.of(0), () => undefined);
    const writer = await join('李文静');

    for (const word of ['一', '二', '三']) {
      minutesText(writer.doc, FIRST).insert(0, word);
      await exchange(writer);
    }
    clock.advance(5_000);
    await settled();

    expect(digests).toEqual([{ doc, seq: writer.saved, digest: contentDigest(writer.doc, 'desk', canonicalRoots) }]);
  });
});

describe('large work', () => {
  it('[R18] takes in what a stock client typed offline in one step 2, piece by piece and whole', async () => {
    const { join, rooms } = await hall();
    const [writer, reader] = [await join('李文静'), await join('周敏')];
    writer.disconnect();
    for (let part = 0; part < 30; part += 1) minutesText(writer.doc, FIRST).insert(0, `${part}`.padStart(20_000, '会'));

    writer.connect(rooms);
    await exchange(writer, reader);
    // Each piece takes a turn of its own.
    await settled(100);
    await exchange(writer, reader);

    expect(Y.encodeStateAsUpdate(writer.doc).length).toBeGreaterThan(1_500_000);
    expect(writer.refusals).toEqual([]);
    expect(wordsOf(reader.doc, FIRST)).toBe(wordsOf(writer.doc, FIRST));
  });

  it('[R18] what a client pastes right behind a large paste keeps its place and is not refused', async () => {
    const { join } = await hall();
    const writer = await join('李文静');

    minutesText(writer.doc, FIRST).insert(0, '会'.repeat(60_000));
    for (let paste = 0; paste < 10; paste += 1)
      minutesText(writer.doc, FIRST).insert(0, `${paste}`.padStart(4_000, '议'));
    writer.deliverUp();
    await settled(200);
    await exchange(writer);

    expect(writer.refusals).toEqual([]);
    expect(writer.ends).toEqual([]);
  });

  it('[R9] refuses what would make the document larger than its limit', async () => {
    const { join } = await hall({ limits: { maxDocumentBytes: 10_000 } });
    const writer = await join('李文静');

    minutesText(writer.doc, FIRST).insert(0, '字'.repeat(9_000));
    await exchange(writer);

    expect(writer.refusals).toEqual(['document-full:document-size']);
  });
});

describe('commands and the record', () => {
  it('[R10] lands a decision, its rows and its record update in one commit', async () => {
    const { rooms, meetingId, ledger } = await hall();
    const before = ledger.commits;

    const changed = await rooms.change(meetingId, 1, 'user:李文静', () =>
      ok({
        value: 'done',
        record: (record) => record.getMap('state').set('phase', 'live'),
        writes: [{ kind: 'document.freeze', doc: docsOf(meetingId).record } as const],
      }),
    );

    expect(changed).toEqual(ok('done'));
    expect(ledger.commits - before).toBe(1);
    expect(
      await rooms.change(meetingId, 1, 'user:李文静', () =>
        ok({ value: 1, record: (record) => record.getMap('state').set('phase', 'prepare') }),
      ),
    ).toMatchObject({
      ok: false,
      code: 'document-frozen',
    });
    expect(await rooms.read(meetingId, 1, ({ record }) => record.getMap('state').get('phase'))).toEqual(ok('live'));
  });

  it('witnesses progress in the same commit that brought it', async () => {
    const event = brand<EventId>('e1');
    const witness: RoomsFixtureOptions['witness'] = ({ receivedAt, principals }) => ({
      record: (record) => addProgressSeen(record, event, { receivedAt, principal: principals[0] ?? '' }),
      writes: [],
    });
    const { join, rooms, meetingId, ledger } = await hall({ witness });
    const writer = await join('李文静');
    const before = ledger.commits;

    addProgress(writer.doc, event, { kind: 'start', itemId: FIRST, at: 5, by: 'x' });
    await exchange(writer);

    expect(ledger.commits - before).toBe(1);
    expect(await rooms.read(meetingId, 1, ({ record }) => readProgressSeen(record).get(event))).toEqual(
      ok({ receivedAt: START, principal: 'user:李文静' }),
    );
  });

  it('tells the witness which roots changed, deep inside or at the top', async () => {
    const seen: string[] = [];
    const witness: RoomsFixtureOptions['witness'] = ({ roots }) => {
      seen.push([...roots].sort().join(' '));
      return { writes: [] };
    };
    const { join } = await hall({ witness });
    const writer = await join('李文静');

    addProgress(writer.doc, brand<EventId>('e1'), { kind: 'start', itemId: FIRST, at: 5, by: 'x' });
    await exchange(writer);
    minutesText(writer.doc, FIRST).insert(0, '字');
    await exchange(writer);

    expect([seen[0], ...new Set(seen.slice(1))]).toEqual(['progress', 'agenda']);
  });

  it('[R15] sends everyone back as a reader when a document is frozen', async () => {
    const { join, rooms, meetingId } = await hall();
    const writer = await join('李文静');

    await rooms.change(meetingId, 1, 'user:x', () =>
      ok({ value: 0, writes: [{ kind: 'document.freeze', doc: docsOf(meetingId).desk } as const] }),
    );
    const ends = [...writer.ends];
    writer.connect(rooms);
    await exchange(writer);

    expect(ends).toEqual(['restarting']);
    expect(writer.session?.access).toBe('read');
  });
});

/** A paragraph that nests `depth` block quotes. */
function nested(depth: number): Uint8Array {
  const doc = new Y.Doc();
  const outermost = new Y.XmlElement('blockquote');
  let inner = outermost;
  for (let level = 0; level < depth; level += 1) {
    const next = new Y.XmlElement('blockquote');
    inner.insert(0, [next]);
    inner = next;
  }
  doc.getXmlFragment('notes').insert(0, [outermost]);
  return Y.encodeStateAsUpdate(doc);
}

const NO_OUTLET = { wantsDigest: false, update: () => undefined, presence: () => undefined, digest: () => undefined };
