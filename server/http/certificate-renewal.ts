// A renewed certificate without a restart: certificates expire in the middle of a year, and nobody restarts a server that
// works. The files are read again each minute; a pair that is not good is left alone, and the old one goes on.
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:https';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';
import { judgedTls, type ReadTexts, type TlsFiles } from '../tls-files.ts';
import { secureContext } from './server.ts';

const LOOK_EVERY_MS = MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Renewing tools begin thirty days ahead: whoever is this late has one that does not run. */
const LATE_MS = 14 * DAY_MS;

export interface RenewalOptions {
  readonly http: Server;
  /** What the server was started with. */
  readonly files: TlsFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export class CertificateRenewal {
  readonly #options: RenewalOptions;
  #current: TlsFiles;
  /** What was last found and not taken, so that each bad pair is told once. */
  #refused: ReadTexts | null = null;
  #warnedAt: number | null = null;
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(options: RenewalOptions) {
    this.#options = options;
    this.#current = options.files;
    this.#remindOfExpiry();
    this.#lookLater();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  /** Takes over what lies in the files now, if it is another good pair. */
  async look(): Promise<void> {
    const texts = await this.#read();
    if (this.#closed) return;
    if (texts !== null && !isSame(texts, this.#current)) this.#take(texts);
    this.#remindOfExpiry();
  }

  #lookLater(): void {
    this.#cancel = this.#options.clock.after(LOOK_EVERY_MS, () => {
      void this.look().finally(() => {
        if (!this.#closed) this.#lookLater();
      });
    });
  }

  /** null when a file is not there: it is being replaced, or the expiry will tell. */
  async #read(): Promise<ReadTexts | null> {
    const { paths } = this.#current;
    try {
      const [cert, key] = await Promise.all([readFile(paths.cert, 'utf8'), readFile(paths.key, 'utf8')]);
      return { cert, key };
    } catch (error) {
      this.#options.log.warn('the certificate cannot be read again; the one in use goes on', { error });
      return null;
    }
  }

  #take(texts: ReadTexts): void {
    const { http, clock, log } = this.#options;
    try {
      const files = judgedTls(texts, this.#current.paths, clock.now());
      http.setSecureContext(secureContext(files));
      this.#current = files;
      this.#refused = null;
      log.info('the certificate was renewed', { expires: new Date(files.expiresAt).toISOString() });
    } catch (error) {
      // Between its two files a tool is seen half done: the next look finds the whole pair.
      if (this.#refused === null || !isSame(texts, this.#refused)) {
        const problem = error instanceof Error ? error.message : String(error);
        log.warn('a new certificate was not taken; the one in use goes on', { problem });
      }
      this.#refused = texts;
    }
  }

  /** Once a day from two weeks ahead. */
  #remindOfExpiry(): void {
    const now = this.#options.clock.now();
    const { expiresAt } = this.#current;
    if (expiresAt - now > LATE_MS || (this.#warnedAt !== null && now - this.#warnedAt < DAY_MS)) return;
    this.#warnedAt = now;
    this.#options.log.warn('the certificate expires soon, or has: browsers will refuse this server', {
      expires: new Date(expiresAt).toISOString(),
    });
  }
}

function isSame(one: ReadTexts, other: ReadTexts): boolean {
  return one.cert === other.cert && one.key === other.key;
}
