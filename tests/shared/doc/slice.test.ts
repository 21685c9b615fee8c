// @vitest-environment node
// What a replica owes, cut to size: every slice applies at once, together they are the whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { owedUpdates, sliceUpdate, type SliceLimits } from '../../../shared/doc/slice.ts';

const SMALL: SliceLimits = { maxBytes: 60, maxDeleteRanges: 3, maxRun: 8 };

/** Applies `updates` one by one; fails when one had to wait for another. */
function applyInOrder(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  for (const update of updates) {
    Y.applyUpdate(doc, update);
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
  }
}

function owed(client: Y.Doc, server: Y.Doc, limits?: SliceLimits): Uint8Array[] {
  const missing = Y.encodeStateAsUpdate(server, Y.encodeStateVector(client));
  Y.applyUpdate(client, missing);
  return owedUpdates(client, Y.encodeStateVector(server), missing, limits);
}

describe('what is owed', () => {
  it('is nothing between equal replicas', () => {
    const server = new Y.Doc();
    server.getText('t').insert(0, 'abc');
    server.getText('t').delete(1, 1);
    const client = new Y.Doc();

    expect(owed(client, server)).toEqual([]);
  });

  it('is only the deletion when only something was deleted', () => {
    const server = new Y.Doc();
    server.getText('t').insert(0, 'abcdef');
    const client = new Y.Doc();
    Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
    client.getText('t').delete(1, 2);

    const updates = owed(client, server);
    applyInOrder(server, updates);

    expect(updates).toHaveLength(1);
    expect(server.getText('t').toString()).toBe('adef');
  });

  it('applies slice by slice whatever was written, by however many page loads, and leaves nothing owed', () => {
    const edit = fc.record({
      author: fc.nat(3),
      at: fc.nat(60),
      remove: fc.nat(4),
      text: fc.string({ maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), fc.array(edit, { maxLength: 6 }), (offline, online) => {
        const server = new Y.Doc();
        const client = new Y.Doc();
        const write = (doc: Y.Doc, { author, at, remove, text }: (typeof offline)[number]): void => {
          doc.clientID = 100 + author + (doc === server ? 50 : 0);
          const shared = doc.getText('t');
          const index = Math.min(at, shared.length);
          shared.delete(index, Math.min(remove, shared.length - index));
          if (text !== '') shared.insert(index, text);
        };
        for (const each of offline) write(client, each);
        for (const each of online) write(server, each);

        const updates = owed(client, server, SMALL);
        applyInOrder(server, updates);

        expect(server.getText('t').toString()).toBe(client.getText('t').toString());
        expect(owed(client, server, SMALL)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never tears a surrogate pair when it cuts a long run', () => {
    const server = new Y.Doc();
    const client = new Y.Doc();
    client.getText('t').insert(0, '𠮷'.repeat(500));

    applyInOrder(server, owed(client, server, { ...SMALL, maxRun: 7 }));

    expect(server.getText('t').toString()).toBe('𠮷'.repeat(500));
  });

  it('leaves a small update as it is', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'abc');
    const update = Y.encodeStateAsUpdate(doc);

    expect(sliceUpdate(update)).toEqual([update]);
  });
});
