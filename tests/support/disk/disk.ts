// A disk for one process under test that a test can break while the process runs: full, read-only, failing at its n-th
// write, slow, cut off from power. The other half is disk-shim.c, which the process is started with. Knows no database.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('./disk-shim.c', import.meta.url));

/** The fields of `struct control`, in its order; each is a 64-bit number. */
const FIELDS = [
  ...(['state', 'operations', 'countdown', 'error', 'sticky', 'counted'] as const),
  ...(['flushes', 'flushDelayUs', 'clockMs', 'room'] as const),
] as const;
type Field = (typeof FIELDS)[number];

const STATES = { sound: 0, full: 1, 'read-only': 2, 'flushes-fail': 3 } as const;
export type DiskState = keyof typeof STATES;

const OPERATIONS = { write: 1, flush: 2, rename: 4, open: 8, truncate: 16, remove: 32 } as const;
/** `rename` counts links as well. */
export type DiskOperation = keyof typeof OPERATIONS;

const ERRORS = { ENOSPC: 28, EIO: 5, EROFS: 30, EMFILE: 24, 'cut-short': -1, kill: -2 } as const;
export type DiskError = keyof typeof ERRORS;

/** The `nth` operation of a kind from now on fails, once or from then on. */
export interface PlannedFault {
  readonly operation: DiskOperation;
  readonly nth: number;
  /**
   * `cut-short`: a write takes half of its bytes and says so, as an interrupted one does. `kill`: the process is gone
   * before the operation, as by kill -9.
   */
  readonly error: DiskError;
  readonly sticky?: boolean;
}

/** Empty where disks can be broken; else the reason, for the name of a skipped test. */
export const NO_SHIM: string =
  process.platform !== 'linux'
    ? 'needs Linux'
    : spawnSync('cc', ['--version']).status !== 0
      ? 'needs a C compiler'
      : '';

/** The compiled shim; built once for each version of its source. Throws with the compiler's words when it cannot be. */
function buildShim(): string {
  const folder = join(tmpdir(), `gongbi-disk-shim-${process.getuid?.() ?? 0}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const shim = join(folder, `${fingerprint(fs.readFileSync(SOURCE, 'utf8'))}.so`);
  if (fs.existsSync(shim)) return shim;
  const partial = `${shim}.${process.pid}`;
  const built = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', partial, SOURCE, '-ldl', '-lpthread']);
  if (built.status !== 0) throw new Error(`the disk shim cannot be built: ${built.stderr.toString()}`);
  fs.renameSync(partial, shim);
  return shim;
}

export class Disk {
  /** The folder on this disk; give it to the process as its data folder. */
  readonly folder: string;
  /** For the environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly #shadow: string;
  readonly #control: number;

  /**
   * Makes three folders below `home`. `keepsConfirmed`: remembers what was flushed, for `cutPower`. `folder`: lies on
   * this disk instead of one of its own, for one process of several that share a folder.
   */
  constructor(
    home: string,
    { keepsConfirmed = false, folder }: { readonly keepsConfirmed?: boolean; readonly folder?: string } = {},
  ) {
    this.folder = folder ?? join(home, 'data');
    this.#shadow = join(home, 'confirmed');
    for (const folder of [this.folder, this.#shadow]) fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const control = join(home, 'control');
    fs.writeFileSync(control, Buffer.alloc(FIELDS.length * 8));
    this.#control = fs.openSync(control, 'r+');
    this.env = {
      LD_PRELOAD: buildShim(),
      DISK_DIR: this.folder,
      DISK_CONTROL: control,
      ...(keepsConfirmed && { DISK_SHADOW: this.#shadow }),
    };
  }

  /** Flushes that were confirmed. */
  get flushes(): number {
    return this.#read('flushes');
  }

  /** How many of the operations last named in `plan` or `count` there have been since. */
  get counted(): number {
    return this.#read('counted');
  }

  /** Whether a planned fault has not come yet. */
  get isArmed(): boolean {
    return this.#read('countdown') > 0 && this.#read('sticky') === 0;
  }

  setState(state: DiskState): void {
    if (state === 'full') this.#write('room', 0);
    this.#write('state', STATES[state]);
  }

  plan({ operation, nth, error, sticky = false }: PlannedFault): void {
    this.heal();
    this.#write('error', ERRORS[error]);
    this.#write('sticky', sticky ? 1 : 0);
    this.count(operation);
    this.#write('countdown', nth);
  }

  /** Counts operations of a kind from 0. */
  count(operation: DiskOperation): void {
    this.#write('counted', 0);
    this.#write('operations', OPERATIONS[operation]);
  }

  /** A sound disk again, nothing planned; the flush delay and the clock stay. */
  heal(): void {
    for (const field of ['countdown', 'sticky', 'operations', 'state'] as const) this.#write(field, 0);
  }

  setFlushDelay(ms: number): void {
    this.#write('flushDelayUs', ms * 1_000);
  }

  /** Moves the wall clock of the process; its monotonic clock goes on. */
  setClock(offsetMs: number): void {
    this.#write('clockMs', offsetMs);
  }

  /**
   * What a power cut leaves, once the process is gone: all that was flushed, and of what was not, block by block, the new
   * bytes or the old ones as `keeps` decides. `keeps` null = nothing that was not flushed.
   */
  cutPower(keeps: (() => boolean) | null): void {
    for (const name of namesBelow(this.folder)) {
      const written = join(this.folder, name);
      const confirmed = join(this.#shadow, name);
      // Maps and locks hold nothing durable; a file that was never flushed is at best an empty name.
      if (!fs.existsSync(confirmed)) fs.rmSync(written, { force: true });
      else fs.writeFileSync(written, surviving(fs.readFileSync(written), fs.readFileSync(confirmed), keeps));
    }
    for (const name of namesBelow(this.#shadow)) {
      const written = join(this.folder, name);
      if (!fs.existsSync(written)) fs.cpSync(join(this.#shadow, name), written);
    }
    this.confirmAll();
  }

  /** Everything in the folder counts as flushed: for files that a test put there, and after a power cut. */
  confirmAll(): void {
    fs.rmSync(this.#shadow, { recursive: true, force: true });
    fs.cpSync(this.folder, this.#shadow, { recursive: true, filter: isFile });
  }

  /** A copy of the folder, to be put back; only while nobody writes. */
  keep(): string {
    const kept = fs.mkdtempSync(join(tmpdir(), 'gongbi-kept-'));
    fs.cpSync(this.folder, kept, { recursive: true, filter: isFile });
    return kept;
  }

  /** Puts back what `keep` kept, and counts it as flushed. */
  putBack(kept: string): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
    fs.cpSync(kept, this.folder, { recursive: true });
    fs.rmSync(kept, { recursive: true, force: true });
    this.confirmAll();
  }

  close(): void {
    fs.closeSync(this.#control);
  }

  #read(field: Field): number {
    const bytes = Buffer.alloc(8);
    fs.readSync(this.#control, bytes, 0, 8, FIELDS.indexOf(field) * 8);
    return Number(bytes.readBigInt64LE());
  }

  #write(field: Field, value: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(Math.round(value)));
    fs.writeSync(this.#control, bytes, 0, 8, FIELDS.indexOf(field) * 8);
  }
}

/** Everything below `folder` that is no folder, by its path from there. */
function namesBelow(folder: string): readonly string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => !fs.lstatSync(join(folder, name)).isDirectory());
}

/** Sockets lie in the folder as well, and are nothing to copy. */
function isFile(path: string): boolean {
  const status = fs.lstatSync(path);
  return status.isFile() || status.isDirectory();
}

/** What disks write whole, or not at all. */
const BLOCK_BYTES = 512;

function surviving(written: Buffer, confirmed: Buffer, keeps: (() => boolean) | null): Buffer {
  if (!keeps) return confirmed;
  const length = keeps() ? written.length : confirmed.length;
  const left = Buffer.alloc(length);
  confirmed.copy(left, 0, 0, length);
  for (let at = 0; at < length; at += BLOCK_BYTES) {
    const block = written.subarray(at, Math.min(at + BLOCK_BYTES, length));
    if (block.length > 0 && !block.equals(left.subarray(at, at + block.length)) && keeps()) block.copy(left, at);
  }
  return left;
}

/** FNV-1a over the text; tells versions of one file apart, no more. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16);
}
