// Where somebody was in a long list, so that Back brings them there again: how much of it was read, and how far they had scrolled.
// Kept by the tab, for one address at a time.

export interface ListPlace {
  readonly address: string;
  readonly rows: number;
  readonly top: number;
}

const KEY = 'gongbi.list-place';

export function keepPlace(place: ListPlace): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Switched off or full: Back begins at the top.
  }
}

/** Null when it was another list, or the browser does not say. */
export function placeIn(address: string): ListPlace | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const rows: unknown = Reflect.get(kept, 'rows');
    const top: unknown = Reflect.get(kept, 'top');
    const isOfIt = Reflect.get(kept, 'address') === address && typeof rows === 'number' && typeof top === 'number';
    return isOfIt ? { address, rows, top } : null;
  } catch {
    return null;
  }
}
