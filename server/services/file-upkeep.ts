// Now and then removes the bytes that nothing needs any more. Not while a former database is kept in the folder: it may
// be put back, and then needs what only it names.
import { HOUR_MS, MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';
import type { FileService } from './files.ts';

export interface FileUpkeepOptions {
  readonly files: Pick<FileService, 'sweep'>;
  /** Throws what the disk says. */
  readonly keepsFormer: () => boolean;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

const FIRST_MS = MINUTE_MS;
const EVERY_MS = 6 * HOUR_MS;

export class FileUpkeep {
  readonly #options: FileUpkeepOptions;
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(options: FileUpkeepOptions) {
    this.#options = options;
  }

  start(): void {
    this.#later(FIRST_MS);
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #later(delay: DurationMs): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(delay, () => {
      void this.#sweep().finally(() => this.#later(EVERY_MS));
    });
  }

  async #sweep(): Promise<void> {
    const { files, keepsFormer, log } = this.#options;
    try {
      if (keepsFormer()) return;
      const removed = await files.sweep();
      if (removed > 0) log.info('files that nothing needs were removed', { removed });
    } catch (error) {
      // Nothing is lost by it; the next round tries again.
      log.warn('files that nothing needs could not be removed', { error });
    }
  }
}
