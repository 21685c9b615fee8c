// Whether what was sealed is still what stands in the database: each seal by itself, the chain over all of them, and
// the journals of every meeting. Reads only.
import { docName, parseDocName, type DocName, type DocPart } from '../../shared/domain/ids.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { canonicalJson } from '../archive/canonical.ts';
import { replay } from '../archive/replay.ts';
import { parseSeal, verifySeal, type DocumentEvidence, type Seal, type SealCheck } from '../archive/seal.ts';
import type { ArchiveRow, Ledger } from '../ports.ts';
import type { Blobs, BlobState, Files } from '../file-ports.ts';
import type { Archives, ArchiveSummary, Audit, Meetings } from '../register-ports.ts';

const PAGE_SIZE = 200;
const PARTS: readonly DocPart[] = ['desk', 'record'];

export interface VerifierOptions {
  readonly ledger: Pick<Ledger, 'open' | 'journal' | 'journalDigest'>;
  readonly archives: Pick<Archives, 'byId' | 'search'>;
  readonly meetings: Pick<Meetings, 'list'>;
  readonly audit: Pick<Audit, 'verify' | 'hashAt'>;
  readonly files: Pick<Files, 'needed'>;
  readonly blobs: Pick<Blobs, 'check'>;
}

/** Something that is not as it was stored: which thing, and what is wrong with it, in one line each. */
export interface Damage {
  readonly subject: string;
  readonly problem: string;
}

export interface VerificationReport {
  readonly archives: number;
  readonly documents: number;
  /** Different ones: the same bytes are kept once. */
  readonly files: number;
  readonly damages: readonly Damage[];
}

export class Verifier {
  readonly #options: VerifierOptions;

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /** Every check of one seal. Throws only when the database cannot be read at all. */
  async verify(row: ArchiveRow): Promise<readonly SealCheck[]> {
    const digests = new Set((await this.#summaries()).map((summary) => summary.digest));
    return this.#checks(row, digests, new Map());
  }

  /** Every seal, the chain, every meeting's documents, every file, the audit log. One archive at a time is in memory. */
  async verifyAll(): Promise<VerificationReport> {
    const summaries = await this.#summaries();
    const digests = new Set(summaries.map((summary) => summary.digest));
    const { states, damages: lost } = await this.#blobs();
    const damages: Damage[] = [];
    const previous: (string | null)[] = [];
    for (const summary of summaries) {
      const row = await this.#options.archives.byId(summary.id);
      if (row === null) continue;
      previous.push(row.previousDigest);
      const failed = (await this.#checks(row, digests, states)).filter((check) => !check.intact);
      damages.push(
        ...failed.map((check) => ({
          subject: `archive ${row.id}`,
          problem: `${check.name}: expected ${check.expected}, found ${check.found}`,
        })),
      );
    }
    const documents = await this.#documents();
    damages.push(...lost, ...chainDamages(previous), ...documents.damages);
    damages.push(...(await this.#missingSeals(summaries)), ...(await this.#auditDamages()));
    return { archives: summaries.length, documents: documents.count, files: states.size, damages };
  }

  /** `states`: of blobs that were looked at already. */
  async #checks(
    row: ArchiveRow,
    digests: ReadonlySet<string>,
    states: ReadonlyMap<string, BlobState>,
  ): Promise<readonly SealCheck[]> {
    const seal = parseSeal(row.seal);
    const previous = seal?.previousDigest ?? null;
    return verifySeal(row, {
      documents: seal ? await this.#evidence(seal) : new Map(),
      replayed: seal ? await this.#replayed(seal) : null,
      files: seal ? await this.#fileStates(seal, states) : new Map(),
      previousDigest: previous !== null && digests.has(previous) ? previous : null,
      auditHash: seal?.auditHead ? await this.#options.audit.hashAt(seal.auditHead.ordinal) : null,
    });
  }

  async #evidence(seal: Seal): Promise<ReadonlyMap<DocName, DocumentEvidence>> {
    const { ledger } = this.#options;
    const evidence = new Map<DocName, DocumentEvidence>();
    for (const { doc, seq } of seal.documents) {
      const stored = await ledger.open(doc);
      if (stored === null) continue;
      const journalDigest = await ledger.journalDigest(doc, seq);
      evidence.set(doc, { epoch: stored.epoch, journalDigest, frozen: stored.frozen, headSeq: stored.seq });
    }
    return evidence;
  }

  async #fileStates(seal: Seal, known: ReadonlyMap<string, BlobState>): Promise<ReadonlyMap<string, BlobState>> {
    const states = new Map<string, BlobState>();
    for (const { digest } of seal.files)
      states.set(digest, known.get(digest) ?? (await this.#options.blobs.check(digest)));
    return states;
  }

  async #blobs(): Promise<{ readonly states: ReadonlyMap<string, BlobState>; readonly damages: readonly Damage[] }> {
    const states = new Map<string, BlobState>();
    for (const { digest } of await this.#options.files.needed())
      if (!states.has(digest)) states.set(digest, await this.#options.blobs.check(digest));
    const lost = [...states].filter(([, state]) => state !== 'intact');
    return { states, damages: lost.map(([digest, problem]) => ({ subject: `file ${digest}`, problem })) };
  }

  /** The sealed snapshot made once more, from the journals alone. */
  async #replayed(seal: Seal): Promise<string | null> {
    const rebuilt = await Promise.all(
      seal.documents.map(async ({ doc, seq }) => {
        const address = parseDocName(doc);
        return { part: address?.part, doc: replay(await this.#options.ledger.journal(doc, 1), seq) };
      }),
    );
    const [desk, record] = PARTS.map((part) => rebuilt.find((document) => document.part === part)?.doc ?? null);
    const { meetingId, version } = seal;
    const snapshot =
      desk && record ? canonicalJson(buildSnapshot({ desk, record, meetingId, version, audience: 'internal' })) : null;
    for (const { doc } of rebuilt) doc?.destroy();
    return snapshot;
  }

  async #summaries(): Promise<readonly ArchiveSummary[]> {
    const filter = { match: null, bodyId: null, from: null, to: null, internal: true, limit: PAGE_SIZE };
    const all: ArchiveSummary[] = [];
    for (;;) {
      const last = all.at(-1);
      const after = last ? { archivedAt: last.archivedAt, id: last.id } : null;
      const page = await this.#options.archives.search({ ...filter, after });
      all.push(...page.map((found) => found.archive));
      if (page.length < PAGE_SIZE) return all;
    }
  }

  async #documents(): Promise<{ readonly count: number; readonly damages: readonly Damage[] }> {
    const damages: Damage[] = [];
    let count = 0;
    for (const doc of await this.#documentNames()) {
      const stored = await this.#options.ledger.open(doc);
      count++;
      if (stored === null) damages.push({ subject: doc, problem: 'missing' });
      else if (stored.damaged !== null)
        damages.push({ subject: doc, problem: `${stored.damaged.reason} after row ${stored.damaged.lastGoodSeq}` });
      else if ((await this.#options.ledger.journal(doc, 1)).length !== stored.seq)
        damages.push({ subject: doc, problem: 'rows of its journal are missing or changed' });
    }
    return { count, damages };
  }

  async #documentNames(): Promise<readonly DocName[]> {
    const meetings = [
      ...(await this.#options.meetings.list({ trashed: false })),
      ...(await this.#options.meetings.list({ trashed: true })),
    ];
    const names = meetings.flatMap(({ id: meetingId, version: newest }) =>
      Array.from({ length: newest }, (_, index) =>
        PARTS.map((part) => docName({ meetingId, version: index + 1, part })),
      ).flat(),
    );
    return [...new Set(names)];
  }

  async #auditDamages(): Promise<readonly Damage[]> {
    const { brokenAt } = await this.#options.audit.verify();
    if (brokenAt === null) return [];
    return [{ subject: 'audit log', problem: `entry ${brokenAt} is missing or not as it was written` }];
  }

  /** A meeting that says it is archived must have the seal of its version. */
  async #missingSeals(summaries: readonly ArchiveSummary[]): Promise<readonly Damage[]> {
    const sealed = new Set(summaries.map(({ meetingId, version }) => `${meetingId} ${version}`));
    const meetings = await this.#options.meetings.list({ trashed: false });
    return meetings
      .filter(({ id, version, phase }) => phase === 'archived' && !sealed.has(`${id} ${version}`))
      .map(({ id, version }) => ({
        subject: `meeting ${id}`,
        problem: `archived as version ${version}, but that seal is missing`,
      }));
  }
}

/** One beginning, and no two seals on the same one: the chain is a line. */
function chainDamages(previous: readonly (string | null)[]): readonly Damage[] {
  const seen = new Set<string | null>();
  const twice = previous.filter((digest) => seen.size === seen.add(digest).size);
  return [...new Set(twice)].map((digest) => ({
    subject: 'chain',
    problem: `two seals follow ${digest ?? 'the beginning'}`,
  }));
}
