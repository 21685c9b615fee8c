// The shape of one awareness state: who is at the desk, at which item, with which caret. `user` is what the server
// stamped; everything else is the sender's claim and is read with care.
import { isId, type ItemId, type UserId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { asPlain, asText, own, type Plain } from './reading.ts';

/** Bytes of one state as JSON in UTF-8; the server drops larger ones. */
export const MAX_PRESENCE_BYTES = 2_048;

/** 靛 紫 赭 苔, in the order people enter. */
export type PersonColour = 1 | 2 | 3 | 4;

export interface PresenceState {
  readonly user: { readonly id: UserId; readonly name: string; readonly colour: PersonColour };
  /** The item whose text holds the caret; null when elsewhere. */
  readonly itemId: ItemId | null;
  /** Relative positions as JSON, the ends of a selection inside that item's fragment; null without one. */
  readonly caret: { readonly anchor: Plain; readonly head: Plain } | null;
}

const MAX_NAME_CHARACTERS = 64;

/** Null for a state without the server's stamp, or one too large to be looked at. */
export function parsePresence(state: unknown): PresenceState | null {
  const plain = asPlain(state);
  const user = plain && asPlain(own(plain, 'user'));
  if (!plain || !user || isTooLarge(plain)) return null;
  const id = asText(own(user, 'id'));
  const name = asText(own(user, 'name'));
  if (id === null || !isId(id) || name === null) return null;
  const itemId = asText(own(plain, 'itemId'));
  const item = itemId !== null && isId(itemId) ? brand<ItemId>(itemId) : null;
  return {
    user: { id: brand<UserId>(id), name: name.slice(0, MAX_NAME_CHARACTERS), colour: colourOf(own(user, 'colour')) },
    itemId: item,
    caret: item === null ? null : parseCaret(own(plain, 'caret')),
  };
}

function parseCaret(value: unknown): PresenceState['caret'] {
  const plain = asPlain(value);
  const anchor = plain && asPlain(own(plain, 'anchor'));
  const head = plain && asPlain(own(plain, 'head'));
  return anchor && head ? { anchor, head } : null;
}

function colourOf(value: unknown): PersonColour {
  return value === 2 || value === 3 || value === 4 ? value : 1;
}

function isTooLarge(state: Plain): boolean {
  return new TextEncoder().encode(JSON.stringify(state)).length > MAX_PRESENCE_BYTES;
}
