// The wire firewall against the frames that are known to stop or poison stock servers, and against forged histories.
// The byte patterns are made here, never stored.
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeUpdate, isDecodeFault } from '../../server/sync/decode.ts';
import { weigh, type Verdict } from '../../server/sync/guard.ts';
import { SYNC_LIMITS } from '../../server/sync/room-options.ts';
import { addItem, itemMinutes, itemTitle } from '../../shared/doc/desk-agenda.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { EventId, ItemId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { gc, textAfter, textBetween, textIn, update } from '../support/hostile/bytes.ts';
import { minutesText, RULES } from '../support/rooms-fixture.ts';

const ITEM = brand<ItemId>('i1');
const VICTIM = 7_001;
/** A client id that the victim's session announced and has not written under yet. */
const ANNOUNCED = 7_002;

/** A room's document with one item, written by the client id VICTIM. */
function roomDoc(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = VICTIM;
  addItem(doc, { id: ITEM, kind: 'briefing', title: '第一项', order: 'a0' });
  minutesText(doc, ITEM).insert(0, '会议听取了汇报。');
  return doc;
}

function judge(
  doc: Y.Doc,
  update: Uint8Array,
  owners: ReadonlyMap<number, string> = new Map([[VICTIM, 'user:victim']]),
): Verdict | string {
  const decoded = decodeUpdate(update);
  if (isDecodeFault(decoded)) return `${decoded.kind}:${decoded.reason}`;
  return weigh(decoded, {
    doc,
    rules: RULES.desk,
    limits: SYNC_LIMITS.guard,
    principal: 'user:sender',
    ownerOf: (client) => owners.get(client),
    announcedBy: (client) => (client === ANNOUNCED ? 'user:victim' : undefined),
  });
}

/** What `change` adds to a copy of `doc`, under a client id of its own. */
function updateBy(doc: Y.Doc, change: (copy: Y.Doc) => void, clientId = 9_009): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = clientId;
  const before = Y.encodeStateVector(copy);
  copy.transact(() => change(copy));
  return Y.encodeStateAsUpdate(copy, before);
}

function refusal(reason: string): Verdict {
  return { kind: 'refuse', reason };
}

/** Writes an update by hand: numbers as varUint, in the order of the V1 format. */
function handWritten(...numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

describe('honest clients', () => {
  it('[R5] lets what the room already holds pass as known, whoever sends it', () => {
    const doc = roomDoc();

    expect(judge(doc, Y.encodeStateAsUpdate(doc))).toEqual({ kind: 'known' });
  });

  it('[R6] binds a new client id to its first sender', () => {
    const doc = roomDoc();
    const update = updateBy(doc, (copy) => minutesText(copy, ITEM).insert(0, '下午，'));

    expect(judge(doc, update)).toEqual({ kind: 'apply', claims: [9_009], isMixed: false });
    expect(judge(doc, update, new Map([[9_009, 'user:sender']]))).toEqual({
      kind: 'apply',
      claims: [],
      isMixed: false,
    });
  });

  it('[R9] accepts everything the desk can do', () => {
    const doc = roomDoc();
    const changes: readonly ((copy: Y.Doc) => void)[] = [
      (copy) => addItem(copy, { id: brand<ItemId>('i2'), kind: 'work_report', title: '汇报', order: 'a1' }),
      (copy) => itemTitle(copy, ITEM)?.insert(0, '改名'),
      (copy) => addProgress(copy, brand<EventId>('e1'), { kind: 'start', itemId: ITEM, at: 1, by: 'x' }),
      (copy) =>
        addTask(copy, {
          id: brand<TaskId>('t1'),
          what: '编写教材',
          owners: [{ key: 'k', name: '无人机专家委', lead: true }],
          supporters: [],
          due: null,
          dueText: '下半年',
          itemId: ITEM,
          state: 'draft',
          order: 'a0',
        }),
      (copy) => minutesText(copy, ITEM).format(0, 2, { strong: true }),
      (copy) => itemMinutes(copy, ITEM)?.delete(0, 1),
      (copy) => copy.getMap('meeting').set('venue', '会议室'),
    ];

    for (const change of changes) expect(judge(doc, updateBy(doc, change))).toMatchObject({ kind: 'apply' });
  });

  it('[R7] lets an update wait whose dependencies are missing', () => {
    const doc = roomDoc();
    const ahead = new Y.Doc();
    Y.applyUpdate(ahead, Y.encodeStateAsUpdate(doc));
    ahead.clientID = 9_009;
    minutesText(ahead, ITEM).insert(0, '缺');
    const before = Y.encodeStateVector(ahead);
    minutesText(ahead, ITEM).insert(1, '口');

    expect(judge(doc, Y.encodeStateAsUpdate(ahead, before))).toMatchObject({ kind: 'park' });
  });
});

describe('forged histories', () => {
  it('[R6] refuses a GC struct that would silence the rest of a victim’s clock', () => {
    // 1 client, 1 struct, victim's id, next clock, info 0 (GC), length 1000; no deletes
    const doc = roomDoc();
    const bomb = handWritten(1, 1, VICTIM, Y.getState(doc.store, VICTIM), 0, 1_000, 0);

    expect(judge(doc, bomb)).toEqual(refusal('foreign-client-id'));
  });

  it('[R6] refuses text forged under a victim’s client id', () => {
    const doc = roomDoc();
    const forged = updateBy(doc, (copy) => minutesText(copy, ITEM).insert(0, '伪造'), VICTIM);

    expect(judge(doc, forged)).toEqual(refusal('foreign-client-id'));
  });

  it('[R6] refuses text under a client id that somebody else has just announced', () => {
    const doc = roomDoc();
    const forged = updateBy(doc, (copy) => minutesText(copy, ITEM).insert(0, '抢先'), ANNOUNCED);

    expect(judge(doc, forged)).toEqual(refusal('foreign-client-id'));
  });

  it('[R7] keeps a delete of a victim’s future words out of the document', () => {
    const doc = roomDoc();
    const preDelete = handWritten(0, 1, VICTIM, 1, Y.getState(doc.store, VICTIM) + 10, 500);

    expect(judge(doc, preDelete)).toMatchObject({ kind: 'park' });
  });

  it('[R7] does not take a bomb of never resolvable structs into the document', () => {
    const doc = roomDoc();
    const clients = 20_000;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, clients);
    for (let index = 0; index < clients; index += 1) {
      for (const number of [1, 100_000 + index, 5, 0, 1]) encoding.writeVarUint(encoder, number);
    }
    encoding.writeVarUint(encoder, 0);

    const verdict = judge(doc, encoding.toUint8Array(encoder));

    expect(verdict).toEqual({ kind: 'park', structs: clients });
    expect(clients).toBeGreaterThan(SYNC_LIMITS.parking.maxStructs);
  });

  it.each([
    ['a client id above 2^32', handWritten(1, 1, 2 ** 40, 0, 0, 1, 0), 'malformed:client-id-range'],
    ['a clock above 2^31', handWritten(1, 1, 5, 2 ** 40, 0, 1, 0), 'malformed:clock-range'],
    ['a length of nothing', handWritten(1, 1, 5, 0, 0, 0, 0), 'malformed:clock-range'],
    ['a delete range above 2^31', handWritten(0, 1, 5, 1, 1, 2 ** 33), 'malformed:clock-range'],
  ])('[R3] refuses %s', (_name, bytes, fault) => {
    expect(judge(roomDoc(), bytes)).toBe(fault);
  });
});

describe('what no document may hold', () => {
  const attempts: readonly (readonly [string, (copy: Y.Doc) => void, string])[] = [
    ['an unknown root', (copy) => copy.getMap('admin').set('a', 1), 'unknown-place'],
    ['an unknown key of an item', (copy) => item(copy).set('colour', 'red'), 'unknown-key'],
    [
      'plain text where a Y.Text belongs',
      (copy) => copy.getMap('tasks').set('t', new Y.Map([['what', 'plain']])),
      'entry-content',
    ],
    ['a replaced title', (copy) => item(copy).set('title', new Y.Text('另一')), 'lasting-replaced'],
    ['replaced minutes', (copy) => item(copy).set('minutes', new Y.XmlFragment()), 'lasting-replaced'],
    ['a replaced item', (copy) => copy.getMap('agenda').set(ITEM, new Y.Map()), 'lasting-replaced'],
    ['a deleted item', (copy) => copy.getMap('agenda').delete(ITEM), 'lasting-deleted'],
    ['deleted minutes', (copy) => item(copy).delete('minutes'), 'lasting-deleted'],
    ['an unknown node', (copy) => itemMinutes(copy, ITEM)?.insert(0, [new Y.XmlElement('script')]), 'node-name'],
    ['an unknown mark', (copy) => minutesText(copy, ITEM).format(0, 1, { onclick: 'x' }), 'mark-name'],
    ['a sequence in a map root', (copy) => copy.getArray('agenda').push([1]), 'unkeyed-content'],
    ['an embed in text', (copy) => minutesText(copy, ITEM).insertEmbed(0, { a: 1 }), 'forbidden:content-kind'],
    ['a sub-document', (copy) => copy.getMap('meeting').set('x', new Y.Doc()), 'forbidden:content-kind'],
    ['binary', (copy) => copy.getMap('meeting').set('x', new Uint8Array(3)), 'forbidden:content-kind'],
    ['a key that is a prototype', (copy) => copy.getMap('meeting').set('__proto__', 1), 'forbidden:key'],
    [
      'a value with a prototype key',
      (copy) => copy.getMap('meeting').set('x', JSON.parse('{"__proto__": {"isAdmin": true}}')),
      'forbidden:plain-value',
    ],
    ['a value nested 33 deep', (copy) => copy.getMap('meeting').set('x', deep(33)), 'forbidden:plain-value'],
    ['a bigint', (copy) => copy.getMap('meeting').set('x', 1n), 'forbidden:plain-value'],
  ];

  const named = attempts.map(([name, change, reason]) => {
    return [`[${reason.startsWith('forbidden') ? 'R4' : 'R9'}] refuses ${name}`, change, reason] as const;
  });

  it.each(named)('%s', (_name, change, reason) => {
    const doc = roomDoc();
    const verdict = judge(doc, updateBy(doc, change));

    expect(typeof verdict === 'string' ? verdict : 'reason' in verdict && verdict.reason).toBe(reason);
  });

  it('[R9] refuses to take back or replace a progress event', () => {
    const doc = roomDoc();
    addProgress(doc, brand<EventId>('e1'), { kind: 'start', itemId: ITEM, at: 1, by: 'x' });

    expect(
      judge(
        doc,
        updateBy(doc, (copy) => copy.getMap('progress').delete('e1')),
      ),
    ).toEqual(refusal('lasting-deleted'));
    expect(
      judge(
        doc,
        updateBy(doc, (copy) => copy.getMap('progress').set('e1', { kind: 'skip' })),
      ),
    ).toEqual(refusal('lasting-replaced'));
  });

  it('[R9] lets two people make the same optional map while it holds nothing', () => {
    const doc = roomDoc();
    item(doc).set('report', new Y.Map());

    expect(
      judge(
        doc,
        updateBy(doc, (copy) => item(copy).set('report', new Y.Map())),
      ),
    ).toMatchObject({ kind: 'apply' });
  });

  it('[R9] refuses what stands between siblings of different places, which Yjs would put where nobody judged it', () => {
    const doc = roomDoc();
    doc.getMap('meeting').set('venue', '会议室');
    const text = minutesText(doc, ITEM)._first?.id;
    const entry = doc.getMap('meeting')._map.get('venue')?.id;
    if (!text || !entry) throw new Error('nothing there');

    for (const [left, right] of [
      [text, entry],
      [entry, text],
    ] as const) {
      const stray = update([{ client: 9_009, clock: 0, structs: [textBetween(left, right, '串')] }]);
      expect(judge(doc, stray)).toMatchObject({ kind: 'refuse' });
    }
  });

  it('[R9] refuses text whose beginning is known as something else, which Yjs would put beside that', () => {
    const doc = roomDoc();
    const text = minutesText(doc, ITEM)._first?.id;
    const venue = updateBy(doc, (copy) => copy.getMap('meeting').set('venue', '会议室'));
    Y.applyUpdate(doc, venue);
    if (!text) throw new Error('nothing there');

    const torn = update([{ client: 9_009, clock: 0, structs: [textAfter(text, '串字')] }]);

    expect(judge(doc, torn)).toEqual(refusal('between-strangers'));
  });

  it('[R5] [R9] lets a run of text grow whose beginning is known', () => {
    const doc = roomDoc();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.clientID = 9_009;
    const before = Y.encodeStateVector(copy);
    minutesText(copy, ITEM).insert(8, '上午');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, before));
    minutesText(copy, ITEM).insert(10, '继续');

    expect(judge(doc, Y.encodeStateAsUpdate(copy, before))).toMatchObject({ kind: 'apply' });
  });

  it('[R9] refuses an XML hook', () => {
    const doc = roomDoc();
    const hook = updateBy(doc, (copy) => {
      const minutes: Y.XmlFragment | null = itemMinutes(copy, ITEM);
      if (minutes) Y.XmlFragment.prototype.insert.call(minutes, 0, [new Y.XmlHook('x') as never]);
    });

    expect(judge(doc, hook)).toEqual(refusal('node-type'));
  });

  it.each([66, 3_000])('[R9] refuses %i levels of nesting', (depth) => {
    const doc = roomDoc();
    const nest = (copy: Y.Doc): void => {
      let inner = new Y.XmlElement('blockquote');
      itemMinutes(copy, ITEM)?.insert(0, [inner]);
      for (let level = 1; level < depth; level += 1) {
        const next = new Y.XmlElement('blockquote');
        inner.insert(0, [next]);
        inner = next;
      }
    };

    expect(judge(doc, updateBy(doc, nest))).toEqual(refusal('too-deep'));
  });
});

describe('what would leave Yjs waiting or broken', () => {
  const [ONE, TWO, THREE] = [9_001, 9_002, 9_003];
  const behind = (client: number, clock: number): Uint8Array => textAfter({ client, clock }, '缠');

  it.each([
    ['two that stand behind each other', [behind(TWO, 0)], [behind(ONE, 0)]],
    ['one that stands behind what comes after the other', [behind(TWO, 1)], [behind(ONE, 0), behind(TWO, 0)]],
    ['two of which each one’s second stands first', [behind(TWO, 1), behind(ONE, 0)], [behind(ONE, 1), behind(TWO, 0)]],
    ['one that hangs in what stands behind it', [textIn({ client: TWO, clock: 0 }, '缠')], [behind(ONE, 0)]],
  ])('[R9] refuses %s', (_name, one, two) => {
    const doc = roomDoc();
    const ring = update([
      { client: ONE, clock: 0, structs: one },
      { client: TWO, clock: 0, structs: two },
    ]);

    expect(judge(doc, ring)).toEqual(refusal('tangled'));
  });

  it('[R9] lets a chain through several page loads pass, in whatever order it is written', () => {
    const doc = roomDoc();
    const text = minutesText(doc, ITEM)._first?.id;
    if (!text) throw new Error('nothing there');
    const sections = [
      { client: ONE, clock: 0, structs: [textAfter(text, '一'), behind(THREE, 0)] },
      { client: TWO, clock: 0, structs: [behind(ONE, 0)] },
      { client: THREE, clock: 0, structs: [behind(TWO, 0)] },
    ];

    for (const written of [sections, [...sections].reverse()]) {
      expect(judge(doc, update(written))).toMatchObject({ kind: 'apply' });
    }
  });

  it('[R9] refuses text whose beginning was collected but whose place is alive, at which Yjs throws', () => {
    const doc = roomDoc();
    const text = minutesText(doc, ITEM)._first?.id;
    Y.applyUpdate(doc, update([{ client: 9_009, clock: 0, structs: [gc(1)] }]));
    if (!text) throw new Error('nothing there');

    const torn = update([{ client: 9_009, clock: 0, structs: [textAfter(text, '串字')] }]);

    expect(judge(doc, torn)).toEqual(refusal('between-strangers'));
  });

  it('[R5] says of an update that also speaks of what is known that only the new part may reach Yjs', () => {
    const doc = roomDoc();
    const fresh = updateBy(doc, (copy) => minutesText(copy, ITEM).insert(0, '下午，'));
    const copy = new Y.Doc();
    for (const bytes of [Y.encodeStateAsUpdate(doc), fresh]) Y.applyUpdate(copy, bytes);

    expect(judge(doc, fresh)).toMatchObject({ kind: 'apply', isMixed: false });
    expect(judge(doc, Y.encodeStateAsUpdate(copy))).toMatchObject({ kind: 'apply', isMixed: true });
  });
});

describe('bytes that are no update', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['a truncated update', Y.encodeStateAsUpdate(roomDoc()).slice(0, 40)],
    ['a count of two thousand million', handWritten(2 ** 31, 2 ** 31, 1)],
    ['an unknown content reference', handWritten(1, 1, 5, 0, 0x1f, 1, 0, 0)],
  ])('[R3] names %s malformed without throwing', (_name, bytes) => {
    expect(judge(roomDoc(), bytes)).toBe('malformed:not-an-update');
  });

  it('[R3] survives twenty thousand mutations of a real update', () => {
    const doc = roomDoc();
    const honest = updateBy(doc, (copy) => minutesText(copy, ITEM).insert(0, '下午，会议继续。'));
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };

    for (let round = 0; round < 20_000; round += 1) {
      const bytes = honest.slice();
      for (let flips = 0; flips <= random(3); flips += 1) bytes[random(bytes.length)] = random(256);
      const verdict = judge(doc, bytes);
      if (typeof verdict === 'string' || verdict.kind !== 'apply') continue;
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      Y.applyUpdate(copy, bytes);
      expect(copy.store.pendingStructs).toBeNull();
      expect(copy.store.pendingDs).toBeNull();
    }
  });
});

function item(doc: Y.Doc): Y.Map<unknown> {
  const entry = doc.getMap('agenda').get(ITEM);
  if (!(entry instanceof Y.Map)) throw new Error('no item');
  return entry;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}
