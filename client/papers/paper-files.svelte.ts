// The file of a paper on its way to this device: fetched by the page and not by the browser, which shows nobody why there is none.
// Knows no paper; its name and its bytes are the server's.
import { refused } from '../../shared/lib/result.ts';
import { readAnswer } from '../answer.ts';
import type { Failure } from '../i18n.svelte.ts';

export interface PaperFilesOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly save: (name: string, bytes: Blob) => void;
  readonly onSignedOut: () => void;
}

export class PaperFiles {
  readonly #options: PaperFilesOptions;
  #coming: string | null = $state(null);
  #failure: Failure | null = $state.raw(null);

  constructor(options: PaperFilesOptions) {
    this.#options = options;
  }

  /** The address of the one that is on its way: one at a time, however often somebody presses. */
  get coming(): string | null {
    return this.#coming;
  }

  /** Why there was none. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** What was said of another paper is no more said. */
  forget(): void {
    this.#failure = null;
  }

  async take(address: string): Promise<void> {
    if (this.#coming !== null) return;
    this.#coming = address;
    this.#failure = null;
    try {
      this.#failure = await this.#taken(address);
    } finally {
      this.#coming = null;
    }
  }

  async #taken(address: string): Promise<Failure | null> {
    const { fetch, save, onSignedOut } = this.#options;
    let response: Response;
    let bytes: Blob;
    try {
      response = await fetch(address, { credentials: 'same-origin' });
      bytes = await response.blob();
    } catch {
      return refused('unreachable');
    }
    if (response.ok) {
      save(nameIn(response.headers.get('content-disposition') ?? '') ?? address.replace(/^.*\/|\?.*$/gu, ''), bytes);
      return null;
    }
    const answer = readAnswer<undefined>(response.status, await bytes.text(), response.headers.get('retry-after'));
    if (answer.ok) return null;
    if (answer.code === 'not-signed-in') onSignedOut();
    return answer;
  }
}

/** The real name (RFC 8187), not the one in letters of ASCII. */
function nameIn(disposition: string): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/u.exec(disposition)?.[1];
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
