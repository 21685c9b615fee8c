// What others do, as it is read out: seldom enough to be heard beside one's own work. Of more news only the newest waits
// for its turn, since it overtakes the others; all of them stand on the page. Answers to one's own acts never wait.
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';

const TOLD_A_MINUTE = 3;

export class ToldNews {
  readonly #device: Pick<Device, 'after'>;
  /** Ends of the minutes in which something was told. */
  readonly #turns = new Set<() => void>();
  #waiting: (() => void) | null = null;

  constructor(device: Pick<Device, 'after'>) {
    this.#device = device;
  }

  /** Calls `say` now, or within the minute unless something newer is told before. */
  tell(say: () => void): void {
    if (this.#turns.size >= TOLD_A_MINUTE) {
      this.#waiting = say;
      return;
    }
    const cancel = this.#device.after(MINUTE_MS, () => {
      this.#turns.delete(cancel);
      const next = this.#waiting;
      this.#waiting = null;
      if (next !== null) this.tell(next);
    });
    this.#turns.add(cancel);
    say();
  }

  close(): void {
    for (const cancel of this.#turns) cancel();
    this.#turns.clear();
    this.#waiting = null;
  }
}
