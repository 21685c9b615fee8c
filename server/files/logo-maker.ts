// From bytes that came to a logo: a picture made anew, small enough for every screen to load, or a refusal. Keeps nothing.
import { readFile } from 'node:fs/promises';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Blobs, Incoming } from '../file-ports.ts';
import type { MadeLogo } from '../hall-look-ports.ts';
import { headOf } from './file-head.ts';
import { findMediaType } from './media-types.ts';
import type { Pictures } from './pictures.ts';

interface LogoMakerOptions {
  readonly blobs: Pick<Blobs, 'receive' | 'discard'>;
  readonly pictures: Pick<Pictures, 'remake'>;
}

const MAX_LOGO_BYTES = 2 * 1024 * 1024;
/** Eight times what the head of a 1080p screen draws. */
const MAX_LOGO_SIDE = 512;
/** A hall waits for it at its first picture. */
const MAX_MADE_BYTES = 512 * 1024;

export class LogoMaker {
  readonly #options: LogoMakerOptions;

  constructor(options: LogoMakerOptions) {
    this.#options = options;
  }

  /** Refusals: `invalid` {errors: path `file`}, `too-large`, `storage-unavailable`; nothing is left. Rejects as `source` does. */
  async make(
    source: AsyncIterable<Uint8Array>,
    expectedBytes: number | null,
  ): Promise<Result<MadeLogo, 'invalid' | 'too-large' | 'storage-unavailable'>> {
    const { blobs } = this.#options;
    const received = await blobs.receive(source, { limitBytes: MAX_LOGO_BYTES, bytes: expectedBytes });
    if (!received.ok) return received;
    try {
      return await this.#made(received.value);
    } finally {
      await blobs.discard(received.value);
    }
  }

  async #made(original: Incoming): Promise<Result<MadeLogo, 'invalid' | 'storage-unavailable'>> {
    const { blobs, pictures } = this.#options;
    if (findMediaType(await headOf(original.path), '').kind !== 'picture') return invalid('not-a-picture');
    const made = await pictures.remake(original, 'png', MAX_LOGO_SIDE);
    if (!made.ok) return made.code === 'unreadable' ? invalid('unreadable-image') : refused('storage-unavailable');
    const { incoming, size } = made.value;
    try {
      if (incoming.sizeBytes > MAX_MADE_BYTES) return invalid('too-detailed');
      return ok({ digest: incoming.digest, ...size, bytes: await readFile(incoming.path) });
    } finally {
      await blobs.discard(incoming);
    }
  }
}

function invalid(code: string): Result<never, 'invalid'> {
  return refused('invalid', { errors: [{ path: 'file', code }] });
}
