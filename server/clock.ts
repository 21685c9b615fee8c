// The real clock: the only place besides config that reads the machine's time.
import type { Clock } from './ports.ts';

/** Time of this machine; `after` keeps the process alive until it has run or was cancelled. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delay, task) => {
      const timer = setTimeout(task, delay);
      return () => clearTimeout(timer);
    },
  };
}
