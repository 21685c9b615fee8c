// What the tab at the door remembers of its visit: back from the hall's picture, or reloaded, it still says who signed in
// and holds what takes it back. Kept by the pass, so whoever scans again on the same phone finds the list.
import { tabMemory } from '../device-traces.ts';

export interface DoorMemory {
  /** What was kept under `pass`, as it was written; null when nothing was. */
  recall(pass: string): unknown;
  /** Null forgets. */
  keep(pass: string, signed: unknown): void;
}

const KEY = 'gongbi:door';

/** In the tab's own storage; remembers nothing where the browser allows none. */
export function tabDoorMemory(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null = tabMemory(),
): DoorMemory {
  return {
    recall: (pass) => {
      try {
        const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? 'null');
        if (typeof kept !== 'object' || kept === null || !('pass' in kept) || kept.pass !== pass) return null;
        return 'signed' in kept ? kept.signed : null;
      } catch {
        // Damaged: as if nothing was kept.
        return null;
      }
    },
    keep: (pass, signed) => {
      try {
        if (signed === null) storage?.removeItem(KEY);
        else storage?.setItem(KEY, JSON.stringify({ pass, signed }));
      } catch {
        // Full: the receipt lasts as long as the page.
      }
    },
  };
}
