// A file of ballast beside the database: on a full disk even deleting needs room, so this much is given back at the
// first "full", and taken again when there is plenty. Knows nothing of the database.
import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';

interface ReserveOptions {
  readonly file: string;
  readonly bytes: number;
  readonly clock: Clock;
  readonly log: Log;
}

const CHUNK_BYTES = 1_048_576;
/** Free space, in reserves, from which on it is taken again: far enough from full not to swing between the two. */
const PLENTY = 4;

export class Reserve {
  readonly #options: ReserveOptions;
  #held = false;
  #cancelRefill: (() => void) | null = null;

  constructor(options: ReserveOptions) {
    this.#options = options;
    this.#fill();
  }

  /** Gives the room back to the disk; it is taken again by itself later. */
  release(): void {
    if (!this.#held) return;
    const { file, bytes, log } = this.#options;
    if (!this.#remove()) return;
    this.#held = false;
    log.error('the disk is full: the reserve was given back', { file, bytes });
    this.#refillLater();
  }

  close(): void {
    this.#cancelRefill?.();
    this.#cancelRefill = null;
  }

  /** Never throws: whoever has no reserve can still work. */
  #fill(): void {
    const { file, bytes, log } = this.#options;
    try {
      this.#held = takeRoom(file, bytes);
      if (!this.#held) log.warn('the disk is nearly full: no reserve is taken', { file });
    } catch (error) {
      log.warn('no room for the reserve', { file, error });
      this.#remove();
    }
    if (!this.#held) this.#refillLater();
  }

  #remove(): boolean {
    const { file, log } = this.#options;
    try {
      rmSync(file, { force: true });
      return true;
    } catch (error) {
      log.warn('the reserve could not be given back', { file, error });
      return false;
    }
  }

  #refillLater(): void {
    this.#cancelRefill = this.#options.clock.after(MINUTE_MS, () => {
      this.#cancelRefill = null;
      this.#fill();
    });
  }
}

/** False when there is too little room for it. Throws what the disk says. */
function takeRoom(file: string, bytes: number): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.size === bytes) return true;
  const disk = statfsSync(dirname(file));
  if (disk.bavail * disk.bsize < PLENTY * bytes) return false;
  writeBallast(file, bytes);
  return true;
}

/** Random, because a file system that compresses or dedupes would keep nothing back for zeros. */
function writeBallast(file: string, bytes: number): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, bytes));
    for (let written = 0; written < bytes;) {
      written += writeSync(handle, randomFillSync(chunk), 0, Math.min(chunk.length, bytes - written));
    }
  } finally {
    closeSync(handle);
  }
}
