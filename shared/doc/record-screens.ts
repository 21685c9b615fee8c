// The hall screens as the record tells them: what each was told to do, and what went up on it when. Only the server writes
// it; every value is plain JSON.
import type * as Y from 'yjs';
import { isId, type CommandId, type ItemId, type UserId } from '../domain/ids.ts';
import { SCREEN_MODES } from '../domain/scene.ts';
import {
  MAX_QUEUE,
  type ScreenCountdown,
  type ScreenCue,
  type ScreenMessage,
  type ScreenShow,
  type ShownCue,
} from '../domain/screen-show.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom } from '../lib/time.ts';
import { asOneOf, asPlain, asText, own, type Plain } from './reading.ts';

/** Pictures that are noted; a meeting that shows more goes on, its list does not. */
const MAX_SHOWN = 2_000;

/** What each hall screen was told to show; a screen without an entry follows by itself. */
export function readScreens(record: Y.Doc): ReadonlyMap<string, ScreenShow> {
  const screens = new Map<string, ScreenShow>();
  for (const [key, value] of record.getMap('screens').entries()) {
    const plain = asPlain(value);
    if (plain) screens.set(key, showFrom(plain));
  }
  return screens;
}

export function writeScreen(record: Y.Doc, screenId: string, show: ScreenShow): void {
  record.transact(() => record.getMap<unknown>('screens').set(screenId, structuredClone(show)));
}

/** What went up, the oldest first. */
export function readShown(record: Y.Doc): readonly ShownCue[] {
  return [...record.getMap('shown').entries()]
    .flatMap(([key, value]) => {
      const plain = isId(key) ? asPlain(value) : null;
      const shown = plain && shownFrom(plain);
      return shown ? [{ key, shown }] : [];
    })
    .sort((a, b) => a.shown.at - b.shown.at || (a.key < b.key ? -1 : 1))
    .map(({ shown }) => shown);
}

/** Notes what the command `id` put up, once. */
export function addShown(record: Y.Doc, id: CommandId, shown: ShownCue): void {
  record.transact(() => {
    const root = record.getMap<unknown>('shown');
    if (!root.has(id) && root.size < MAX_SHOWN) root.set(id, { ...shown });
  });
}

function showFrom(plain: Plain): ScreenShow {
  const message = messageFrom(asPlain(own(plain, 'message')));
  const countdown = countdownFrom(asPlain(own(plain, 'countdown')));
  const preview = cueFrom(own(plain, 'preview'));
  // A longer one could not be sent back with one picture more or fewer.
  const queue = cuesFrom(own(plain, 'queue')).slice(0, MAX_QUEUE);
  const past = cuesFrom(own(plain, 'past'));
  return {
    ...(cueFrom(plain) ?? { mode: 'auto' }),
    frozen: own(plain, 'frozen') === true,
    ...(own(plain, 'isBlanked') === true ? { isBlanked: true } : {}),
    ...(message ? { message } : {}),
    ...(countdown ? { countdown } : {}),
    ...(preview ? { preview } : {}),
    ...(queue.length > 0 ? { queue } : {}),
    ...(past.length > 0 ? { past } : {}),
  };
}

function cuesFrom(value: unknown): readonly ScreenCue[] {
  return Array.isArray(value) ? value.flatMap((entry: unknown) => cueFrom(entry) ?? []) : [];
}

function cueFrom(value: unknown): ScreenCue | null {
  const plain = asPlain(value);
  const mode = plain && asOneOf(SCREEN_MODES, own(plain, 'mode'));
  if (!plain || mode === null) return null;
  const itemId = asText(own(plain, 'itemId'));
  return itemId !== null && isId(itemId) ? { mode, itemId: brand<ItemId>(itemId) } : { mode };
}

function messageFrom(plain: Plain | null): ScreenMessage | null {
  const text = plain && asText(own(plain, 'text'));
  return plain && text !== null ? { text, until: instantFrom(own(plain, 'until')) } : null;
}

function countdownFrom(plain: Plain | null): ScreenCountdown | null {
  const to = plain && instantFrom(own(plain, 'to'));
  return plain && to !== null ? { label: asText(own(plain, 'label')) ?? '', to } : null;
}

function shownFrom(plain: Plain): ShownCue | null {
  const cue = cueFrom(plain);
  const screen = asText(own(plain, 'screen'));
  const at = instantFrom(own(plain, 'at'));
  const by = asText(own(plain, 'by'));
  if (!cue || screen === null || at === null || by === null) return null;
  return { ...cue, screen, at, by: brand<UserId>(by) };
}
