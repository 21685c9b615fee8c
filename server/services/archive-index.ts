// The full-text index of the archive, made once more from the sealed snapshots: after the way texts are cut has
// changed, or when the index was lost. The seals themselves are never touched.
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { searchRows } from '../archive/passages.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type { Ledger } from '../ports.ts';
import type { Archives, ArchiveSummary } from '../register-ports.ts';

const PAGE_SIZE = 50;

export interface ArchiveIndexOptions {
  readonly archives: Pick<Archives, 'byId' | 'search'>;
  readonly ledger: Pick<Ledger, 'commit'>;
}

export class ArchiveIndex {
  readonly #options: ArchiveIndexOptions;

  constructor(options: ArchiveIndexOptions) {
    this.#options = options;
  }

  /** Replaces the passages of every sealed version, one commit each; answers how many. Refusals: the ledger's. */
  async rebuild(): Promise<Result<number, RefusalCode>> {
    let count = 0;
    let last: ArchiveSummary | null = null;
    for (;;) {
      const page = await this.#page(last);
      for (const { archive } of page) {
        const rebuilt = await this.#rebuildOne(archive);
        if (!rebuilt.ok) return rebuilt;
        count++;
      }
      last = page.at(-1)?.archive ?? null;
      if (page.length < PAGE_SIZE) return ok(count);
    }
  }

  #page(last: ArchiveSummary | null): ReturnType<Archives['search']> {
    const after = last && { archivedAt: last.archivedAt, id: last.id };
    const everything = { match: null, bodyId: null, from: null, to: null, internal: true };
    return this.#options.archives.search({ ...everything, after, limit: PAGE_SIZE });
  }

  async #rebuildOne({ id }: ArchiveSummary): Promise<Result<null, RefusalCode>> {
    const row = await this.#options.archives.byId(id);
    if (row === null) return ok(null);
    const snapshot = parseStoredSnapshot(row.snapshot);
    const rows = searchRows(id, { internal: snapshot, public: publicSnapshot(snapshot) });
    const committed = await this.#options.ledger.commit({
      appends: [],
      writes: [{ kind: 'archive.text', rows }],
      outbox: [],
    });
    return committed.ok ? ok(null) : committed;
  }
}
