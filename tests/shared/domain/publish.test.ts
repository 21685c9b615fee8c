// What leaves the secretariat: nothing internal, in no form.
import { describe, expect, test } from 'vitest';
import type { Block, Inline } from '../../../shared/domain/minutes.ts';
import { heldSpan } from '../../../shared/domain/held.ts';
import { publicBlocks, publicSnapshot } from '../../../shared/domain/publish.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const text = (value: string, internal = false): Inline => ({
  kind: 'text',
  text: value,
  marks: internal ? { internal: true } : {},
});
const paragraph = (...inline: Inline[]): Block => ({ kind: 'paragraph', inline });
const mention: Inline = { kind: 'mention', key: 'p1', label: '秘密人', marks: {} };
const stamp: Inline = { kind: 'timestamp', at: 1_619_157_600_000, marks: {} };

describe('spans', () => {
  test('an internal span disappears and its neighbours stay', () => {
    const open = publicBlocks([paragraph(text('公开'), text('秘密', true), text('仍公开'))]);

    expect(open).toEqual([paragraph(text('公开'), text('仍公开'))]);
  });

  test('blocks made of nothing but internal text disappear in every container', () => {
    const secret = paragraph(text('秘密', true));
    const blocks: Block[] = [
      secret,
      { kind: 'heading', level: 2, inline: [text('秘密', true)] },
      { kind: 'list', ordered: false, start: 1, items: [[secret], [paragraph(text('公开'))]] },
      { kind: 'list', ordered: true, start: 1, items: [[secret]] },
      { kind: 'quote', blocks: [secret] },
      { kind: 'table', rows: [[{ header: false, colspan: 1, rowspan: 1, blocks: [secret] }]] },
    ];

    const open = publicBlocks(blocks);

    expect(JSON.stringify(open)).not.toContain('秘密');
    expect(open).toEqual([
      { kind: 'list', ordered: false, start: 1, items: [[paragraph(text('公开'))]] },
      { kind: 'table', rows: [[{ header: false, colspan: 1, rowspan: 1, blocks: [] }]] },
    ]);
  });

  test('an empty paragraph that someone typed stays', () => {
    expect(publicBlocks([paragraph()])).toEqual([paragraph()]);
  });

  test('mentions and timestamps that touch an internal span go with it, since the editor marks only text', () => {
    const open = publicBlocks([
      paragraph(text('公开'), text('秘密', true), mention),
      paragraph(mention, text('秘密', true)),
      paragraph(text('公开'), stamp, text('秘密', true)),
    ]);

    expect(open).toEqual([paragraph(text('公开')), paragraph(text('公开'))]);
  });

  test('a picture goes with the internal paragraph before it, also where that ends in a mention', () => {
    const picture: Block = { kind: 'image', fileId: 'f1', alt: '秘密图' };

    expect(publicBlocks([paragraph(text('公开')), paragraph(text('秘密', true), mention), picture])).toEqual([
      paragraph(text('公开')),
    ]);
    expect(publicBlocks([paragraph(text('公开'), mention), picture])).toHaveLength(2);
  });

  test('mentions and timestamps among public text stay', () => {
    const line = paragraph(text('请'), mention, text('于'), stamp);

    expect(publicBlocks([line])).toEqual([line]);
  });
});

describe('snapshots', () => {
  test('internal items, their tasks and decisions, notes and quotes are left out', () => {
    const snapshot = snapshotOf({
      people: [{ name: '甲', note: '秘密' }],
      items: [
        { id: 'i1', title: '公开', minutes: [paragraph(text('公开'), text('秘密', true))] },
        { id: 'i2', title: '秘密', internal: true, minutes: [paragraph(text('秘密'))] },
      ],
      tasks: [
        { id: 't1', what: '公开', itemId: 'i1', quote: '秘密' },
        { id: 't2', what: '秘密', itemId: 'i2' },
      ],
      decisions: [
        { id: 'd1', wording: '公开', itemId: null },
        { id: 'd2', wording: '秘密', itemId: 'i2' },
      ],
    });

    const open = publicSnapshot(snapshot);

    expect(JSON.stringify(open)).not.toContain('秘密');
    expect(open.audience).toBe('public');
    expect([open.agenda.length, open.tasks.length, open.decisions.length, open.people.length]).toEqual([1, 1, 1, 1]);
  });

  test('tasks and decisions of an item that was taken off the agenda are left out: it may have been internal', () => {
    const snapshot = snapshotOf({
      items: [{ id: 'i1', title: '公开' }],
      tasks: [
        { id: 't1', what: '公开', itemId: 'i1' },
        { id: 't2', what: '秘密', itemId: 'taken-off' },
      ],
      decisions: [{ id: 'd1', wording: '秘密', itemId: 'taken-off' }],
    });

    const open = publicSnapshot(snapshot);

    expect([open.tasks.map(({ id }) => id), open.decisions]).toEqual([['t1'], []]);
  });

  test('publishing twice is publishing once', () => {
    const once = publicSnapshot(snapshotOf({ items: [{ id: 'i1', title: '公开' }] }));

    expect(publicSnapshot(once)).toEqual(once);
  });

  test('when the meeting began is told also where its first item was internal, and still when filtered again', () => {
    const items = [
      { id: 'inner', internal: true, progress: { startedAt: 9 } },
      { id: 'open', progress: { startedAt: 10 } },
    ];
    const open = publicSnapshot(snapshotOf({ items, adjournedAt: 11 }));

    expect(heldSpan(open)).toEqual({ from: 9, to: 11 });
    expect(publicSnapshot(open)).toEqual(open);
    expect(JSON.stringify(open)).not.toContain('inner');
  });

  test('where the agenda itself tells when the meeting began, nothing else does', () => {
    const items = [
      { id: 'open', progress: { startedAt: 9 } },
      { id: 'inner', internal: true, progress: { startedAt: 10 } },
    ];

    expect(publicSnapshot(snapshotOf({ items }))).not.toHaveProperty('startedAt');
  });
});
