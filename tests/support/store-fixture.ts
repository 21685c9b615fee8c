// An opened store on a real file, closed when its test has finished.
import { onTestFinished } from 'vitest';
import { openStore, type StoreOptions } from '../../server/store/store.ts';
import type { Clock, Log } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import { dataFolder } from './data-folder.ts';

/** Stands still; timers never run. */
export const STILL_CLOCK: Clock = { now: () => 1_000, monotonicMs: () => 0, after: () => () => undefined };

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

export function recordingLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  return {
    lines,
    info: (message) => void lines.push({ level: 'info', message }),
    warn: (message) => void lines.push({ level: 'warn', message }),
    error: (message) => void lines.push({ level: 'error', message }),
  };
}

/** A store that is closed when the test has finished, in a folder of its own unless `dataDir` names one. */
export async function storeForTest(options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({
    dataDir: options.dataDir ?? dataFolder(),
    clock: STILL_CLOCK,
    log: recordingLog(),
    onFatal: (error) => {
      throw error;
    },
    reserveBytes: 4_096,
    ...options,
  });
  onTestFinished(() => store.close());
  return store;
}
