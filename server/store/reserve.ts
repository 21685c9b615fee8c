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
    rmSync(this.#options.file, { force: true });
    this.#held = false;
    this.#options.log.error('the disk is full: the reserve was given back', { bytes: this.#options.bytes });
    this.#refillLater();
  }

  close(): void {
    this.#cancelRefill?.();
    this.#cancelRefill = null;
  }

  #fill(): void {
    const { file, bytes, log } = this.#options;
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes) {
      this.#held = true;
      return;
    }
    const disk = statfsSync(dirname(file));
    if (disk.bavail * disk.bsize < PLENTY * bytes) {
      log.warn('the disk is nearly full: no reserve is taken', { file });
      this.#refillLater();
      return;
    }
    try {
      writeBallast(file, bytes);
      this.#held = true;
    } catch (error) {
      rmSync(file, { force: true });
      log.warn('no room for the reserve', { file, error });
      this.#refillLater();
    }
  }

  #refillLater(): void {
    this.#cancelRefill = this.#options.clock.after(MINUTE_MS, () => {
      this.#cancelRefill = null;
      this.#fill();
    });
  }
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
