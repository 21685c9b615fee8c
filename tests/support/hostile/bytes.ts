// Writing the V1 format of Yjs by hand: what an honest encoder would never write. Imports nothing of the server.
import * as encoding from 'lib0/encoding';

/** A place in a history: the struct of `client` that holds `clock`. */
export interface StructId {
  readonly client: number;
  readonly clock: number;
}

export interface Section {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly Uint8Array[];
  /** How many structs the section claims to hold, when that is a lie. */
  readonly count?: number;
}

export interface Deletions {
  readonly client: number;
  readonly ranges: readonly (readonly [clock: number, len: number])[];
}

/** What a content's first byte says, and where an item hangs. */
const STRING = 4;
const FORMAT = 6;
const TYPE = 7;
const ANY = 8;
const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;
const PARENT_SUB = 0x20;

/** Names of types as Yjs numbers them. */
export const Y_MAP = 1;
const XML_ELEMENT = 3;

/** An update of `sections` and `deletions`, true or not. */
export function update(sections: readonly Section[], deletions: readonly Deletions[] = []): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, sections.length);
    for (const { client, clock, structs, count } of sections) {
      numbers(encoder, count ?? structs.length, client, clock);
      for (const struct of structs) encoding.writeUint8Array(encoder, struct);
    }
    encoding.writeVarUint(encoder, deletions.length);
    for (const { client, ranges } of deletions) {
      numbers(encoder, client, ranges.length);
      for (const [clock, len] of ranges) numbers(encoder, clock, len);
    }
  });
}

/** A collected struct of `len` clocks: it says nothing, and takes the clocks from whoever owns them. */
export function gc(len: number): Uint8Array {
  return varUints(0, len);
}

/** Text as the first child of the type that the struct `parent` made. */
export function textIn(parent: StructId, text: string): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, STRING);
    numbers(encoder, 0, parent.client, parent.clock);
    encoding.writeVarString(encoder, text);
  });
}

/** Text right of `origin`. */
export function textAfter(origin: StructId, text: string): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, STRING | ORIGIN);
    numbers(encoder, origin.client, origin.clock);
    encoding.writeVarString(encoder, text);
  });
}

/** Text between `left` and `right`, siblings or not. */
export function textBetween(left: StructId, right: StructId, text: string): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, STRING | ORIGIN | RIGHT_ORIGIN);
    numbers(encoder, left.client, left.clock, right.client, right.clock);
    encoding.writeVarString(encoder, text);
  });
}

/** An XML element as the first child of what `parent` made. */
export function elementIn(parent: StructId, name: string): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, TYPE);
    numbers(encoder, 0, parent.client, parent.clock, XML_ELEMENT);
    encoding.writeVarString(encoder, name);
  });
}

/** A nested type of kind `type` under `key` of what `parent` made. */
export function entryIn(parent: StructId, key: string, type: number): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, TYPE | PARENT_SUB);
    numbers(encoder, 0, parent.client, parent.clock);
    encoding.writeVarString(encoder, key);
    encoding.writeVarUint(encoder, type);
  });
}

/** An entry of a root map; `content` writes what is behind the place. */
function rootEntry(root: string, key: string, content: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, content | PARENT_SUB);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, root);
    encoding.writeVarString(encoder, key);
    write(encoder);
  });
}

/** A plain value under `key` of a root map, its bytes written by `write`. */
export function rootValue(root: string, key: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return rootEntry(root, key, ANY, (encoder) => {
    encoding.writeVarUint(encoder, 1);
    write(encoder);
  });
}

/** A mark that begins right of `origin`, its value as JSON text, valid or not. */
export function markAfter(origin: StructId, name: string, json: string): Uint8Array {
  return written((encoder) => {
    encoding.writeUint8(encoder, FORMAT | ORIGIN);
    numbers(encoder, origin.client, origin.clock);
    encoding.writeVarString(encoder, name);
    encoding.writeVarString(encoder, json);
  });
}

export function varUints(...values: readonly number[]): Uint8Array {
  return written((encoder) => numbers(encoder, ...values));
}

export function written(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function numbers(encoder: encoding.Encoder, ...values: readonly number[]): void {
  for (const value of values) encoding.writeVarUint(encoder, value);
}
