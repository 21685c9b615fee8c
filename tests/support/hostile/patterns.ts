// The byte patterns that are known to stop or poison servers of Yjs documents, each as a generator with parameters.
// They speak bytes and import nothing of the server. Never stored: what is not made cannot be mistaken for data.
import * as encoding from 'lib0/encoding';
import { elementIn, entryIn, gc, markAfter, rootValue, textAfter, textIn, update, varUints, written } from './bytes.ts';
import { Y_MAP, type StructId } from './bytes.ts';

/** M1: elements nested `levels` deep in the type that `parent` made; to delete the outermost recurses through all. */
export function deepNesting(client: number, parent: StructId, levels: number): Uint8Array {
  const structs = Array.from({ length: levels }, (_, level) =>
    elementIn(level === 0 ? parent : { client, clock: level - 1 }, 'blockquote'),
  );
  return update([{ client, clock: 0, structs }]);
}

/** M1, by maps in maps under a key. */
export function deepMaps(client: number, parent: StructId, levels: number): Uint8Array {
  const structs = Array.from({ length: levels }, (_, level) =>
    entryIn(level === 0 ? parent : { client, clock: level - 1 }, 'k', Y_MAP),
  );
  return update([{ client, clock: 0, structs }]);
}

/** M2: a collected struct that takes the victim's next `len` clocks: what they type there would be known already. */
export function stolenClocks(victim: StructId, len = 1_000): Uint8Array {
  return update([{ ...victim, structs: [gc(len)] }]);
}

/** M3: text under the victim's id, at the clock of their next keystroke. */
export function forgedText(victim: StructId, parent: StructId, text: string): Uint8Array {
  return update([{ ...victim, structs: [textIn(parent, text)] }]);
}

/** M4: a deletion of what the victim will write from `victim.clock` on. */
export function deletedAhead(victim: StructId, len = 500): Uint8Array {
  return update([], [{ client: victim.client, ranges: [[victim.clock, len]] }]);
}

/** M5: structs of `clients` ids, each right of a struct that will never come. */
export function neverResolved(clients: number, firstClient = 100_000): Uint8Array {
  const sections = Array.from({ length: clients }, (_, index) => {
    const client = firstClient + index;
    return { client, clock: 0, structs: [textAfter({ client: client + 500_000, clock: 7 }, 'x')] };
  });
  return update(sections);
}

/** M5, by a gap: each id's history begins at clock 5. */
export function gaps(clients: number, firstClient = 100_000): Uint8Array {
  return update(
    Array.from({ length: clients }, (_, index) => ({ client: firstClient + index, clock: 5, structs: [gc(1)] })),
  );
}

/** M6: deletions of `ranges` clocks that nobody has written, of `clients` ids. */
export function deletedNowhere(ranges: number, clients = 1, firstClient = 100_000): Uint8Array {
  const each = Array.from({ length: ranges }, (_, index) => [index * 2, 1] as const);
  return update(
    [],
    Array.from({ length: clients }, (_, index) => ({ client: firstClient + index, ranges: each })),
  );
}

/** M6, what exists: the same range of `target` again and again. */
export function deletedTwice(target: StructId, len: number, times: number): Uint8Array {
  return update(
    [],
    [{ client: target.client, ranges: Array.from({ length: times }, () => [target.clock, len] as const) }],
  );
}

export interface AwarenessEntry {
  readonly id: number;
  readonly clock: number;
  /** JSON text, valid or not. */
  readonly state: string;
}

/** An awareness message. */
export function awareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { id, clock, state } of entries) {
      encoding.writeVarUint(encoder, id);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
}

/** M7: `messages` that announce `idsEach` made-up people, and then take them away again. */
export function* madeUpPeople(messages: number, idsEach: number): Generator<Uint8Array> {
  for (const state of ['{"user":{"name":"主持人"}}', 'null']) {
    for (let message = 0; message < messages; message += 1) {
      const from = message * idsEach;
      yield awareness(Array.from({ length: idsEach }, (_, index) => ({ id: from + index, clock: 1, state })));
    }
  }
}

/** M7: the victim's entry at a clock that nothing can follow. */
export function pinnedClock(victim: number, state: string, clock = Number.MAX_SAFE_INTEGER): Uint8Array {
  return awareness([{ id: victim, clock, state }]);
}

/** M8: a run-length column (V2) whose length wraps; 27 bytes that a V2 merge never finishes. As V1 it is no update. */
export function runLengthBomb(): Uint8Array {
  return Uint8Array.of(
    0,
    0,
    5,
    1,
    165,
    1,
    1,
    0,
    0,
    1,
    0,
    0,
    3,
    1,
    0,
    2,
    0,
    255,
    255,
    255,
    255,
    255,
    255,
    255,
    127,
    0,
    0,
  );
}

/** M9: bytes that are no update, by name. */
export function malformed(honest: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  return [
    ['nothing', new Uint8Array()],
    ['one byte', varUints(1)],
    ['half an update', honest.slice(0, honest.length / 2)],
    ['2^31 sections', varUints(2 ** 31)],
    ['2^31 structs', varUints(1, 2 ** 31, 5, 0)],
    ['2^31 delete ranges', varUints(0, 1, 5, 2 ** 31)],
    ['a number of eighty bits', Uint8Array.of(...Array.from({ length: 11 }, () => 255), 1)],
    ['an unknown content', update([{ client: 5, clock: 0, structs: [varUints(31, 1, 0)] }])],
    ['an unknown type', update([{ client: 5, clock: 0, structs: [rootTypeOf(99)] }])],
    ['text that is no UTF-8', update([{ client: 5, clock: 0, structs: [Uint8Array.of(4, 1, 1, 97, 2, 0xc3, 0x28)] }])],
    [
      'a mark that is no JSON',
      update([{ client: 5, clock: 0, structs: [markAfter({ client: 1, clock: 0 }, 'strong', '{')] }]),
    ],
    [
      'a plain value of no kind',
      update([{ client: 5, clock: 0, structs: [plain((encoder) => encoding.writeUint8(encoder, 3))] }]),
    ],
    [
      'a client in two sections',
      update([
        { client: 5, clock: 0, structs: [gc(1)] },
        { client: 5, clock: 1, structs: [gc(1)] },
      ]),
    ],
  ];
}

/** M9: a plain value nested `levels` deep: two bytes a level. */
export function deepValue(client: number, levels: number): Uint8Array {
  const value = plain((encoder) => {
    for (let level = 0; level < levels; level += 1) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1));
    encoding.writeUint8(encoder, 126);
  });
  return update([{ client, clock: 0, structs: [value] }]);
}

/** M9: a plain value of `nodes` nulls: a byte each. */
export function wideValue(client: number, nodes: number): Uint8Array {
  const value = plain((encoder) => {
    encoding.writeUint8(encoder, 117);
    encoding.writeVarUint(encoder, nodes);
    encoding.writeUint8Array(encoder, new Uint8Array(nodes).fill(126));
  });
  return update([{ client, clock: 0, structs: [value] }]);
}

/** M10: `key` with a value that would make its reader an administrator, as key of a map, inside a value, as a root. */
export function prototypeKeys(client: number, key: string): readonly Uint8Array[] {
  const inside = plain((encoder) => {
    encoding.writeUint8(encoder, 118);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, key);
    encoding.writeAny(encoder, { isAdmin: true });
  });
  const asKey = rootValue('meeting', key, (encoder) => encoding.writeAny(encoder, { isAdmin: true }));
  const asRoot = rootValue(key, 'isAdmin', (encoder) => encoding.writeAny(encoder, true));
  return [inside, asKey, asRoot].map((struct) => update([{ client, clock: 0, structs: [struct] }]));
}

/** M13 and T13: a state vector of `clients` ids, each at `clock`. */
export function stateVector(clients: number, clock = 0, firstClient = 1): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, clients);
    for (let index = 0; index < clients; index += 1) {
      encoding.writeVarUint(encoder, firstClient + index);
      encoding.writeVarUint(encoder, clock);
    }
  });
}

/** `count` texts of one letter, each a struct of its own, all at the beginning of what `parent` made. */
export function letters(client: number, parent: StructId, count: number): Uint8Array {
  return update([{ client, clock: 0, structs: Array.from({ length: count }, () => textIn(parent, 'a')) }]);
}

/** As `letters`, every second one deleted again. */
export function lettersDeleted(client: number, parent: StructId, count: number): Uint8Array {
  const structs = Array.from({ length: count }, () => textIn(parent, 'a'));
  const ranges = Array.from({ length: count / 2 }, (_, index) => [index * 2, 1] as const);
  return update([{ client, clock: 0, structs }], [{ client, ranges }]);
}

/** `count` collected structs of one clock: two bytes each, the most structs that bytes can hold. */
export function collected(client: number, count: number): Uint8Array {
  return update([{ client, clock: 0, structs: Array.from({ length: count }, () => gc(1)) }]);
}

/** One collected struct of each of `clients` ids: every id would be the sender's for ever. */
export function manyIds(clients: number, firstClient = 100_000): Uint8Array {
  return update(
    Array.from({ length: clients }, (_, index) => ({ client: firstClient + index, clock: 0, structs: [gc(1)] })),
  );
}

/** A place and what is behind it: text at `text`'s first letter, an update whose ids, clocks and lengths are at the edge. */
export function edgeValues(): readonly (readonly [string, Uint8Array])[] {
  const edges = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40, 2 ** 52, Number.MAX_SAFE_INTEGER];
  return edges.flatMap((edge): (readonly [string, Uint8Array])[] => [
    [`client id ${edge}, ahead`, update([{ client: edge, clock: 9, structs: [gc(1)] }])],
    [`clock ${edge}`, update([{ client: 5, clock: edge, structs: [gc(1)] }])],
    [`length ${edge}`, update([{ client: 5, clock: 1, structs: [gc(edge)] }])],
    [`delete of client ${edge}`, update([], [{ client: edge, ranges: [[0, 1]] }])],
    [`delete at clock ${edge}`, update([], [{ client: 5, ranges: [[edge, 1]] }])],
    [`delete of length ${edge}`, update([], [{ client: 5, ranges: [[0, edge]] }])],
  ]);
}

function plain(write: (encoder: encoding.Encoder) => void): Uint8Array {
  return rootValue('meeting', 'venue', write);
}

/** A nested type of a kind that does not exist. */
function rootTypeOf(kind: number): Uint8Array {
  return written((encoder) => {
    for (const number of [7, 1]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, 'agenda');
    encoding.writeVarUint(encoder, kind);
  });
}

/** Two new authors whose first words stand right of each other's: whoever follows them from sibling to sibling goes round for ever. */
export function ring(own: number): Uint8Array {
  const [one, two] = [
    { client: own, clock: 0 },
    { client: own + 1, clock: 0 },
  ];
  return update([
    { ...one, structs: [textAfter(two, '缠')] },
    { ...two, structs: [textAfter(one, '缠')] },
  ]);
}
