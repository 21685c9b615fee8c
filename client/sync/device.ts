// The device under the page: its clock, its timers, its randomness. Everything in sync/ gets them from here, so that
// tests drive time by hand.
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';

export interface Device {
  /** The device's own wall clock, which may be wrong by days. */
  now(): EpochMs;
  /** Never jumps; for measuring lengths only. */
  monotonicMs(): DurationMs;
  /** Runs `task` once, `delayMs` later; returns the cancellation. */
  after(delayMs: DurationMs, task: () => void): () => void;
  /** In [0, 1). */
  random(): number;
  /** A fresh Yjs client id (uint32). */
  clientId(): number;
  /** 128 random bits as [0-9A-Za-z]. */
  randomId(): string;
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The browser's device. Uses only what plain http leaves (no `randomUUID`). */
export function browserDevice(): Device {
  return {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    clientId: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    randomId: () => randomLetters(22),
  };
}

function randomLetters(length: number): string {
  let text = '';
  // Bytes of 248 and above are thrown away: 248 = 4 × 62, so every letter stays equally likely.
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      if (byte < 248 && text.length < length) text += LETTERS[byte % LETTERS.length] ?? '';
    }
  }
  return text;
}
