// From bytes that came to what is kept of them: looks at the bytes, refuses what is made to run or to swell, has pictures
// made anew. Decides nothing about meetings.
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Log } from '../ports.ts';
import type { Blobs, FileIntake, Incoming, PreparedFile } from '../file-ports.ts';
import { headOf } from './file-head.ts';
import { findMediaType, type Finding, type MediaType } from './media-types.ts';
import { findOfficeFile } from './office-file.ts';
import type { PictureFormat, Pictures } from './pictures.ts';

interface IntakeOptions {
  readonly blobs: Pick<Blobs, 'discard'>;
  readonly pictures: Pick<Pictures, 'remake'>;
  readonly log: Log;
}

type Prepared = Result<PreparedFile, 'invalid' | 'storage-unavailable'>;

export class Intake implements FileIntake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  async prepare(incoming: Incoming, claimedName: string): Promise<Prepared> {
    try {
      return await this.#prepared(incoming, claimedName);
    } catch (error) {
      await this.#options.blobs.discard(incoming);
      if (!isOfTheSystem(error)) throw error;
      this.#options.log.warn('a file that came could not be looked into', { error });
      return refused('storage-unavailable');
    }
  }

  async #prepared(incoming: Incoming, claimedName: string): Promise<Prepared> {
    const { blobs } = this.#options;
    const found = findMediaType(await headOf(incoming.path), claimedName);
    if (found.kind === 'picture') return this.#picture(incoming, found.type, found.format);
    const finding: Finding | { readonly kind: 'bomb' } =
      found.kind === 'zip' ? await findOfficeFile(incoming.path, incoming.sizeBytes) : found;
    if (finding.kind === 'file') return ok({ incoming, ...finding.type, picture: null });
    await blobs.discard(incoming);
    return invalid(finding.kind === 'program' ? 'program' : 'swelling-archive');
  }

  async #picture(original: Incoming, type: MediaType, format: PictureFormat): Promise<Prepared> {
    const { blobs, pictures } = this.#options;
    const made = await pictures.remake(original, format);
    await blobs.discard(original);
    if (made.ok) return ok({ incoming: made.value.incoming, ...type, picture: made.value.size });
    return made.code === 'unreadable' ? invalid('unreadable-image') : refused('storage-unavailable');
  }
}

/** What a system call was refused: descriptors ran out, the disk does not read. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function invalid(code: string): Prepared {
  return refused('invalid', { errors: [{ path: 'file', code }] });
}
