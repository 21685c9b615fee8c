// Which people hold an item and have not been at the desk for a while. A page that is loaded anew, or a network that
// fails for a moment, is no absence.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';

const ABSENT_AFTER_MS: DurationMs = 30_000;

export class Absence {
  readonly #device: Pick<Device, 'after'>;
  #absent: ReadonlySet<string> = $state.raw(new Set());
  readonly #waiting = new Map<string, () => void>();

  constructor(device: Pick<Device, 'after'>) {
    this.#device = device;
  }

  /** User ids. */
  get current(): ReadonlySet<string> {
    return this.#absent;
  }

  /** `wanted`: who should be here; `present`: who is; both null while this page is itself cut off and cannot know. */
  follow(wanted: ReadonlySet<string> | null, present: ReadonlySet<string>): void {
    const missing = new Set([...(wanted ?? [])].filter((id) => !present.has(id)));
    for (const [id, cancel] of this.#waiting) {
      if (missing.has(id)) continue;
      cancel();
      this.#waiting.delete(id);
    }
    if ([...this.#absent].some((id) => !missing.has(id)))
      this.#absent = new Set([...this.#absent].filter((id) => missing.has(id)));
    for (const id of missing) {
      if (this.#absent.has(id) || this.#waiting.has(id)) continue;
      this.#waiting.set(
        id,
        this.#device.after(ABSENT_AFTER_MS, () => {
          this.#waiting.delete(id);
          this.#absent = new Set([...this.#absent, id]);
        }),
      );
    }
  }

  close(): void {
    for (const cancel of this.#waiting.values()) cancel();
  }
}
