// Items with parts, kinds with their own fields and the events of the whole meeting, as the desk keeps them and the
// snapshot tells them.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addItem, moveItem, readAgenda, removeItem, setItem, setItemKind } from '../../../shared/doc/desk-agenda.ts';
import { addProgress, readProgressEvents } from '../../../shared/doc/desk-progress.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { AppointmentCeremony, SigningCeremony } from '../../../shared/domain/agenda.ts';
import type { EventId, ItemId, MeetingId } from '../../../shared/domain/ids.ts';
import { deriveScene } from '../../../shared/domain/stage.ts';
import type { Audience, MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';

const id = (name: string): ItemId => brand<ItemId>(name);
const T0 = 1_619_157_600_000;

function deskWith(...names: readonly string[]): Y.Doc {
  const desk = new Y.Doc();
  names.forEach((name, index) => addItem(desk, { id: id(name), kind: 'briefing', title: name, order: `a${index}` }));
  return desk;
}

function snapshotOf(desk: Y.Doc, audience: Audience = 'internal'): MeetingSnapshot {
  const record = new Y.Doc();
  record.getMap('state').set('phase', 'live');
  return buildSnapshot({ desk, record, meetingId: brand<MeetingId>('m'), version: 1, audience });
}

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
}

const order = (desk: Y.Doc) => readAgenda(desk).map((item) => `${item.id}${item.parentId ? `<${item.parentId}` : ''}`);

describe('parts of an item', () => {
  it('move with it', () => {
    const desk = deskWith('a', 'b', 'c');
    moveItem(desk, id('b'), { parentId: id('a'), beforeId: null }, 'x1');

    moveItem(desk, id('a'), { parentId: null, beforeId: null }, 'x2');

    expect(order(desk)).toEqual(['c', 'a', 'b<a']);
  });

  it('stay on the agenda when it is taken off, and come back to it', () => {
    const desk = deskWith('a', 'b');
    moveItem(desk, id('b'), { parentId: id('a'), beforeId: null }, 'x1');

    removeItem(desk, id('a'));

    expect(order(desk)).toEqual(['b']);
  });

  it('of an internal item stay internal when they leave it, and are never in a public byte', () => {
    const desk = deskWith('a', 'b');
    setItem(desk, id('a'), { internal: true });
    moveItem(desk, id('b'), { parentId: id('a'), beforeId: null }, 'x1');

    moveItem(desk, id('b'), { parentId: null, beforeId: null }, 'x2');

    expect(readAgenda(desk).map(({ internal }) => internal)).toEqual([true, true]);
    expect(snapshotOf(desk, 'public').agenda).toEqual([]);
  });

  it('stay internal when their internal item is removed by somebody who did not see them', () => {
    const desk = deskWith('a', 'b');
    setItem(desk, id('a'), { internal: true });
    const other = new Y.Doc();
    sync(desk, other);
    removeItem(desk, id('a'));
    moveItem(other, id('b'), { parentId: id('a'), beforeId: null }, 'x1');

    sync(desk, other);

    expect(readAgenda(desk)).toMatchObject([{ id: 'b', internal: true }]);
    expect(snapshotOf(desk, 'public').agenda).toEqual([]);
  });

  it('stay internal when their internal item became a part of a public one', () => {
    const desk = deskWith('x', 'a', 'b');
    setItem(desk, id('a'), { internal: true });
    const other = new Y.Doc();
    sync(desk, other);
    moveItem(desk, id('a'), { parentId: id('x'), beforeId: null }, 'x1');
    moveItem(other, id('b'), { parentId: id('a'), beforeId: null }, 'x2');

    sync(desk, other);

    expect(snapshotOf(desk, 'public').agenda.map((item) => item.id)).toEqual(['x']);
  });

  it('of a public item are moved within it and out of it without a mark', () => {
    const desk = deskWith('a', 'b');
    moveItem(desk, id('b'), { parentId: id('a'), beforeId: null }, 'x1');

    moveItem(desk, id('b'), { parentId: null, beforeId: null }, 'x2');

    expect(readAgenda(desk).map(({ internal }) => internal)).toEqual([false, false]);
  });

  it('are one level on every replica when two people put items into each other at one moment', () => {
    const left = deskWith('a', 'b');
    const right = new Y.Doc();
    sync(left, right);

    moveItem(left, id('a'), { parentId: id('b'), beforeId: null }, 'x1');
    moveItem(right, id('b'), { parentId: id('a'), beforeId: null }, 'x2');
    sync(left, right);

    expect(order(left)).toEqual(order(right));
    expect(readAgenda(left).every((item) => item.parentId === undefined)).toBe(true);
  });

  it('of an internal item are told to nobody outside, whatever they say of themselves', () => {
    const desk = deskWith('open', 'secret', 'part');
    setItem(desk, id('secret'), { internal: true });
    moveItem(desk, id('part'), { parentId: id('secret'), beforeId: null }, 'x1');

    expect(snapshotOf(desk, 'public').agenda.map((item) => item.id)).toEqual(['open']);
  });

  it('leave the snapshot of an agenda without any as it was', () => {
    const [item] = snapshotOf(deskWith('a')).agenda;

    expect(Object.keys(item ?? {}).sort()).toEqual(
      ['ceremony', 'fixedStart', 'id', 'internal', 'kind', 'minutes', 'number', 'order', 'plannedMs'].concat([
        'presenters',
        'progress',
        'report',
        'sourceId',
        'title',
      ]),
    );
  });
});

describe('kinds', () => {
  const signing: SigningCeremony = {
    kind: 'signing',
    document: '合作协议',
    parties: [{ org: '协会', signatory: '王坤泉', title: '秘书长' }],
    outcome: [],
    term: null,
    witnesses: [],
  };
  const appointment: AppointmentCeremony = {
    kind: 'appointment',
    appointee: '牟晓生',
    post: '顾问',
    letter: null,
    presentedBy: null,
    term: null,
  };
  const ceremonyOf = (desk: Y.Doc) => readAgenda(desk)[0]?.ceremony ?? null;

  it('keep their own fields when one switches to and fro', () => {
    const desk = deskWith('a');
    setItemKind(desk, id('a'), 'signing');
    setItem(desk, id('a'), { ceremony: signing, proposal: '原文' });

    setItemKind(desk, id('a'), 'appointment');
    const between = ceremonyOf(desk);
    setItem(desk, id('a'), { ceremony: appointment });
    setItemKind(desk, id('a'), 'signing');
    const back = ceremonyOf(desk);
    setItemKind(desk, id('a'), 'appointment');

    expect([between, back, ceremonyOf(desk)]).toEqual([null, signing, appointment]);
    expect(readAgenda(desk)[0]?.proposal).toBe('原文');
  });

  it('leave a ceremony that came with an item of another kind where it is', () => {
    const desk = deskWith('a');
    setItem(desk, id('a'), { ceremony: signing });

    setItemKind(desk, id('a'), 'discussion');

    expect(ceremonyOf(desk)).toEqual(signing);
  });
});

describe('events of the whole meeting', () => {
  const add = (desk: Y.Doc, name: string, event: Parameters<typeof addProgress>[2]) =>
    addProgress(desk, brand<EventId>(name), event);

  it('are kept without an item, and read as they were written', () => {
    const desk = deskWith('a');
    const suspended = { kind: 'suspend', itemId: null, until: T0 + 9, at: T0, by: 'u', byName: '周敏' } as const;

    add(desk, 'e1', suspended);

    expect(desk.getMap('progress').get('e1')).not.toHaveProperty('itemId');
    expect([...readProgressEvents(desk).values()]).toEqual([suspended]);
  });

  it('are not made of an event of an item whose id cannot be read', () => {
    const desk = deskWith('a');
    desk.getMap('progress').set('e1', { kind: 'suspend', itemId: 'no id!', at: T0, by: 'u' });

    expect(readProgressEvents(desk).size).toBe(0);
  });

  it('show the break on a screen that follows by itself, and then what was interrupted', () => {
    const desk = deskWith('a', 'b');
    add(desk, 'e1', { kind: 'start', itemId: id('a'), at: T0, by: 'u' });
    add(desk, 'e2', { kind: 'suspend', itemId: null, until: T0 + 900_000, at: T0 + 60_000, by: 'u' });
    const settings = { mode: 'auto', frozen: false } as const;

    const during = deriveScene(snapshotOf(desk), settings, T0 + 90_000);
    add(desk, 'e3', { kind: 'resume', itemId: null, at: T0 + 900_000, by: 'u' });
    const after = deriveScene(snapshotOf(desk), settings, T0 + 900_000);

    expect(during).toMatchObject({
      kind: 'break',
      timer: { plannedMs: 840_000, runningSince: T0 + 60_000 },
      next: { number: 1, title: 'a' },
    });
    expect(after).toMatchObject({ kind: 'item', title: 'a', timer: { spentMs: 60_000 } });
  });

  it('tell why an item was put off to the secretariat alone', () => {
    const desk = deskWith('a');
    add(desk, 'e1', { kind: 'postpone', itemId: id('a'), reason: '材料未齐', at: T0, by: 'u' });

    expect(snapshotOf(desk).agenda[0]?.progress).toMatchObject({ state: 'postponed', reason: '材料未齐' });
    expect(JSON.stringify(snapshotOf(desk, 'public'))).not.toContain('材料未齐');
  });
});
