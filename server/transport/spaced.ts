// For readers to whom only the latest message matters and who need not have each: at most one message in a while, and the
// newest one always last.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

export interface SpacedOptions<T> {
  readonly clock: Pick<Clock, 'after'>;
  readonly everyMs: DurationMs;
  emit(message: T): void;
}

export interface Spaced<T> {
  /** The first goes at once. */
  send(message: T): void;
  /** Forgets what waits. */
  close(): void;
}

export function spaced<T>({ clock, everyMs, emit }: SpacedOptions<T>): Spaced<T> {
  let waiting: { readonly message: T } | null = null;
  let cancel: (() => void) | null = null;
  const rest = (): void => {
    cancel = null;
    const next = waiting;
    waiting = null;
    if (next) send(next.message);
  };
  const send = (message: T): void => {
    if (cancel !== null) {
      waiting = { message };
      return;
    }
    cancel = clock.after(everyMs, rest);
    emit(message);
  };
  return {
    send,
    close: () => {
      cancel?.();
      waiting = null;
    },
  };
}
