// What the browser hears of one's own doing: whether one types, is here or away, which items one looks at, and the first
// thing one does while following somebody.
import type { PresenceState } from '../../shared/doc/presence.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { OwnDoing } from '../state/own-doing.ts';
import type { Presence } from '../state/presence.svelte.ts';
import { minutesPlace } from '../state/workspace-view.svelte.ts';
import type { Device } from '../sync/device.ts';

/** Where one reads: a line a third down the column. */
const READING_LINE = '-33% 0px -66% 0px';
const PHONE_PX = 600;

/** Tells typing, here and away, and which kind of device this is; returns the end of it. */
export function watchDoing(device: Device, presence: Pick<Presence, 'tell' | 'wrote'>): () => void {
  const doing = new OwnDoing(device, (next) => presence.tell({ doing: next }));
  const typed = (): void => {
    doing.typed();
    presence.wrote();
  };
  presence.tell({ doing: 'here', device: kindOfDevice() });
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  for (const kind of ['pointermove', 'pointerdown', 'wheel', 'touchstart', 'keydown'])
    document.addEventListener(kind, () => doing.touched(), options);
  document.addEventListener('input', (event) => isWriting(event.target) && typed(), options);
  document.addEventListener('keydown', (event) => writes(event) && typed(), options);
  document.addEventListener('visibilitychange', () => doing.covered(document.hidden), options);
  return () => {
    listening.abort();
    doing.close();
  };
}

/** Calls `acted` with the first key, click, wheel or touch of one's own; returns the end of it. */
export function watchOwnActs(acted: () => void): () => void {
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  for (const kind of ['pointerdown', 'wheel', 'touchmove', 'input'])
    document.addEventListener(kind, (event) => event.isTrusted && acted(), options);
  const onKey = (event: KeyboardEvent): void => {
    if (!['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'].includes(event.key)) acted();
  };
  document.addEventListener('keydown', onKey, options);
  return () => listening.abort();
}

interface Sight {
  /** The item one reads; null = none. */
  readonly sees: (itemId: ItemId | null) => void;
  /** Every item that is in view at all; none while the page is covered. */
  readonly looksAt: (items: ReadonlySet<ItemId>) => void;
}

/** Follows what of the minutes is in view; returns the end of it. */
export function watchSight(items: readonly ItemId[], { sees, looksAt }: Sight): () => void {
  const places = new Map<Element, ItemId>();
  for (const id of items) {
    const place = document.getElementById(minutesPlace(id));
    if (place) places.set(place, id);
  }
  const root = [...places.keys()][0]?.parentElement ?? null;
  if (root === null) return () => undefined;
  const reading = inView(root, places, READING_LINE, (read) => sees([...read][0] ?? null));
  let shown: ReadonlySet<ItemId> = new Set();
  const look = (): void => looksAt(document.hidden ? new Set() : shown);
  const looking = inView(root, places, '0px', (seen) => {
    shown = seen;
    look();
  });
  document.addEventListener('visibilitychange', look);
  return () => {
    reading();
    looking();
    document.removeEventListener('visibilitychange', look);
  };
}

function inView(
  root: Element,
  places: ReadonlyMap<Element, ItemId>,
  rootMargin: string,
  changed: (items: ReadonlySet<ItemId>) => void,
): () => void {
  const now = new Set<ItemId>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = places.get(target);
        if (id !== undefined && isIntersecting) now.add(id);
        else if (id !== undefined) now.delete(id);
      }
      changed(new Set(now));
    },
    { root, rootMargin },
  );
  for (const place of places.keys()) observer.observe(place);
  return () => observer.disconnect();
}

/** Keys that the editor takes before the browser makes an `input` of them. */
function writes(event: KeyboardEvent): boolean {
  const isKey = ['Enter', 'Backspace', 'Delete'].includes(event.key) || [...event.key].length === 1;
  return isKey && !event.ctrlKey && !event.metaKey && !event.altKey && isWriting(event.target);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || isTextField(target);
}

function isTextField(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type);
}

function kindOfDevice(): PresenceState['device'] {
  if (!matchMedia('(pointer: coarse)').matches) return null;
  return Math.min(screen.width, screen.height) < PHONE_PX ? 'phone' : 'tablet';
}
