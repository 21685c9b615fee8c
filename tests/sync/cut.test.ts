// Cutting large updates without Yjs: the pieces applied one by one are the whole, and no step is long.
import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { cut, CUT_LIMITS, type Cut, type CutLimits } from '../../server/sync/cut.ts';
import { decodeUpdate, isDecodeFault, isTidy } from '../../server/sync/decode.ts';

const SMALL: CutLimits = {
  maxBytes: 400,
  maxStructs: 5,
  maxDeleteRanges: 3,
  maxRun: 8,
  maxClients: 100,
  maxRanges: 1_000,
};

function piecesOf(update: Uint8Array, limits: CutLimits = CUT_LIMITS): Uint8Array[] {
  return [...cut(update, limits)].flatMap((part) => (part.kind === 'piece' ? [part.bytes] : []));
}

function endOf(update: Uint8Array): Cut['kind'] | undefined {
  return [...cut(update)].at(-1)?.kind;
}

/** Applies `pieces` one by one; fails when one is untidy or had to wait for another. */
function applied(pieces: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const piece of pieces) {
    const decoded = decodeUpdate(piece);
    expect(!isDecodeFault(decoded) && isTidy(decoded)).toBe(true);
    Y.applyUpdate(doc, piece);
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
  }
  return doc;
}

/** Several page loads that write into each other's text, and delete in it. */
function history(edits: readonly { author: number; at: number; remove: number; text: string }[]): Y.Doc {
  const docs = Array.from({ length: 4 }, () => new Y.Doc());
  for (const { author, at, remove, text } of edits) {
    const doc = docs[author];
    if (!doc) continue;
    const shared = doc.getText('t');
    const from = Math.min(at, shared.length);
    shared.delete(from, Math.min(remove, shared.length - from));
    shared.insert(from, text, author % 2 ? { strong: true } : undefined);
    doc.getMap('m').set(`k${at}`, { author, list: [at, text, null, 1.5, -7] });
    for (const other of docs) if (at % 3 > 0) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  }
  const [first = new Y.Doc()] = docs;
  for (const doc of docs) Y.applyUpdate(first, Y.encodeStateAsUpdate(doc));
  return first;
}

/** Numbers as varUints, in the order of the V1 format. */
function bytesOf(numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

describe('cutting', () => {
  it('[R18] gives pieces that apply one by one and together are the whole', () => {
    const edit = fc.record({
      author: fc.nat(3),
      at: fc.nat(60),
      remove: fc.nat(4),
      text: fc.string({ maxLength: 30, unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        const whole = history(edits);

        const pieces = piecesOf(Y.encodeStateAsUpdate(whole), SMALL);

        const doc = applied(pieces);
        expect(doc.getText('t').toDelta()).toEqual(whole.getText('t').toDelta());
        expect(doc.getMap('m').toJSON()).toEqual(whole.getMap('m').toJSON());
        expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('[R18] leaves what is within the limits as it was sent', () => {
    const update = Y.encodeStateAsUpdate(history([{ author: 0, at: 0, remove: 0, text: '会议' }]));

    expect(piecesOf(update)).toEqual([update]);
  });

  it('[R3] takes an update with two sections of one client for none', () => {
    expect(endOf(bytesOf([2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0]))).toBe('malformed');
  });

  it('[R3] writes overlapping delete ranges anew, once each', () => {
    const [piece] = piecesOf(bytesOf([0, 1, 5, 3, 0, 10, 0, 10, 5, 10]));

    expect(piece).toEqual(bytesOf([0, 1, 5, 1, 0, 15]));
  });

  it('[R18] refuses one struct that no piece may hold, before anything of it is built', () => {
    const doc = new Y.Doc();
    doc.getMap('m').set(
      'k',
      Array.from({ length: 250_000 }, () => null),
    );

    expect(endOf(Y.encodeStateAsUpdate(doc))).toBe('too-large');
  });

  it('[R3] ends at truncated bytes without having given anything away', () => {
    const update = Y.encodeStateAsUpdate(history([{ author: 0, at: 1, remove: 0, text: '会'.repeat(30_000) }]));

    for (const length of [0, 1, 5, 1_000, update.length - 1]) {
      expect([...cut(update.subarray(0, length))].map(({ kind }) => kind)).toEqual(['malformed']);
    }
  });
});
