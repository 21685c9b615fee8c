// What happened in a run, as lines with their instants, folded into one hash.
import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Timeline } from './timeline.ts';

export class Trace {
  readonly #timeline: Timeline;
  readonly #hash: Hash = createHash('sha256');
  readonly #lines: string[] = [];

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  get count(): number {
    return this.#lines.length;
  }

  note(who: string, what: string): void {
    const line = `${this.#timeline.nowMs.toFixed(3)} ${who} ${what}`;
    this.#hash.update(line).update('\n');
    this.#lines.push(line);
  }

  /** The hash over all lines so far (hex). */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}

/** Any message as a few letters that differ when its content does. */
export function fingerprint(value: unknown): string {
  return crc32(canonical(value)).toString(16).padStart(8, '0');
}

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${canonical(inner)}`)
    .join()}}`;
}
