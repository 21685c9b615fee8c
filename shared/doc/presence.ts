// The shape of one awareness state: who is at the desk, at which item, with which caret, what they do. `user` is what the
// server stamped; everything else is the sender's claim and is read with care.
import { isId, type ItemId, type UserId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { asPlain, asText, own, type Plain } from './reading.ts';

/** Bytes of one state as JSON in UTF-8; the server drops larger ones. */
export const MAX_PRESENCE_BYTES = 2_048;

/** 靛 紫 赭 苔 青 玫 黛 藤, in the order people enter. */
export type PersonColour = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** `away`: nothing was touched for minutes, or the page is covered. */
export type Doing = 'typing' | 'here' | 'away';

export interface PresenceState {
  readonly user: {
    readonly id: UserId;
    readonly name: string;
    /** Tells apart people of one name. */
    readonly username: string | null;
    readonly colour: PersonColour;
  };
  /** The item whose text holds the caret; null when elsewhere. */
  readonly itemId: ItemId | null;
  /** Relative positions as JSON, the ends of a selection inside that item's fragment; null without one. */
  readonly caret: { readonly anchor: Plain; readonly head: Plain } | null;
  /** The item they wrote in since their caret came there: a caret alone may have been put there by the page. */
  readonly notes: ItemId | null;
  /** The item in view. */
  readonly sees: ItemId | null;
  readonly doing: Doing;
  /** Whose place this page follows. */
  readonly follows: UserId | null;
  /** Null for a computer, and for pages that do not say. */
  readonly device: 'phone' | 'tablet' | null;
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
  const itemId = idAt<ItemId>(plain, 'itemId');
  const doing = own(plain, 'doing');
  const device = own(plain, 'device');
  return {
    user: {
      id: brand<UserId>(id),
      name: name.slice(0, MAX_NAME_CHARACTERS),
      username: asText(own(user, 'username'))?.slice(0, MAX_NAME_CHARACTERS) ?? null,
      colour: colourOf(own(user, 'colour')),
    },
    itemId,
    caret: itemId === null ? null : parseCaret(own(plain, 'caret')),
    notes: itemId === null || idAt<ItemId>(plain, 'notes') !== itemId ? null : itemId,
    sees: idAt<ItemId>(plain, 'sees'),
    doing: doing === 'typing' || doing === 'away' ? doing : 'here',
    follows: idAt<UserId>(plain, 'follows'),
    device: device === 'phone' || device === 'tablet' ? device : null,
  };
}

function idAt<Id extends ItemId | UserId>(plain: Plain, key: string): Id | null {
  const text = asText(own(plain, key));
  return text !== null && isId(text) ? brand<Id>(text) : null;
}

function parseCaret(value: unknown): PresenceState['caret'] {
  const plain = asPlain(value);
  const anchor = plain && asPlain(own(plain, 'anchor'));
  const head = plain && asPlain(own(plain, 'head'));
  return anchor && head ? { anchor, head } : null;
}

const COLOURS: readonly PersonColour[] = [1, 2, 3, 4, 5, 6, 7, 8];

function colourOf(value: unknown): PersonColour {
  return COLOURS.find((colour) => colour === value) ?? 1;
}

function isTooLarge(state: Plain): boolean {
  return new TextEncoder().encode(JSON.stringify(state)).length > MAX_PRESENCE_BYTES;
}
