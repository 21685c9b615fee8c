// The seal of an archived meeting: a small value that names, by digest, everything the archive claims, and the seal
// before it, so that the whole archive is one chain. Knows no database: values in, values out.
import { brand } from '../../shared/lib/brand.ts';
import type { ArchiveId, DocName, MeetingId, UserId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { ArchiveRow, AuditHead } from '../ports.ts';
import type { BlobState } from '../file-ports.ts';
import { canonicalJson, sha256 } from './canonical.ts';

const SEAL_VERSION = 1;

/** One document as it stood at the instant of sealing, before the sealing change itself was appended to it. */
export interface SealedDocument {
  readonly doc: DocName;
  readonly epoch: string;
  readonly seq: number;
  /** The journal's chain digest at `seq` (hex). */
  readonly journalDigest: string;
}

export interface SealedFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly digest: string;
}

export interface Seal {
  readonly sealVersion: typeof SEAL_VERSION;
  readonly archiveId: ArchiveId;
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly title: string;
  readonly bodyId: string | null;
  readonly date: string | null;
  /** sha-256 of the canonical internal snapshot. */
  readonly snapshotDigest: string;
  /** Desk, then record. */
  readonly documents: readonly SealedDocument[];
  /** Attached files, by digest and then by name. */
  readonly files: readonly SealedFile[];
  readonly archivedAt: EpochMs;
  readonly archivedBy: UserId;
  readonly archivedByName: string;
  readonly overrideReason: string | null;
  /** Digest of the seal made before this one, over all meetings; null for the first. */
  readonly previousDigest: string | null;
  /**
   * The newest entry of the audit log at that instant: the log up to there cannot be rewritten without this seal. Null in
   * an empty log; absent in seals from before there was one.
   */
  readonly auditHead?: AuditHead | null;
}

export interface Sealing extends Omit<Seal, 'sealVersion' | 'snapshotDigest' | 'files' | 'title'> {
  readonly snapshot: MeetingSnapshot;
}

/** The archive row of `sealing`: canonical snapshot, canonical seal and the seal's digest. Same input, same bytes. */
export function sealMeeting(sealing: Sealing): ArchiveRow {
  const { snapshot: value, archiveId, documents, auditHead, ...claims } = sealing;
  const snapshot = canonicalJson(value);
  const witnessed = auditHead === undefined ? {} : { auditHead };
  const facts = { ...claims, ...witnessed, archiveId, documents, title: value.facts.title };
  const files = sealedFiles(value);
  const seal: Seal = { sealVersion: SEAL_VERSION, ...facts, snapshotDigest: sha256(snapshot), files };
  const text = canonicalJson(seal);
  return { id: archiveId, ...claims, title: value.facts.title, digest: sha256(text), seal: text, snapshot };
}

/** Every file of the meeting, in an order that depends on nothing but them. */
function sealedFiles({ files = [] }: MeetingSnapshot): readonly SealedFile[] {
  const keyOf = ({ digest, name }: SealedFile): string => `${digest} ${name}`;
  return files
    .map(({ name, sizeBytes, digest }) => ({ name, sizeBytes, digest }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

/** What verification found for one part; `expected` is what the seal (or the row) says. */
export interface SealCheck {
  readonly name: 'seal' | 'columns' | 'snapshot' | 'journal' | 'replay' | 'closed' | 'files' | 'chain' | 'audit';
  readonly intact: boolean;
  readonly expected: string;
  readonly found: string;
}

/** What stands in the journal today for one sealed document; nulls where nothing could be read. */
export interface DocumentEvidence {
  readonly epoch: string | null;
  readonly journalDigest: string | null;
  readonly frozen: boolean;
  readonly headSeq: number;
}

export interface SealEvidence {
  readonly documents: ReadonlyMap<DocName, DocumentEvidence>;
  /** The canonical snapshot rebuilt from the journal, null when it could not be rebuilt. */
  readonly replayed: string | null;
  /** What is there of each sealed file's bytes, by digest. */
  readonly files: ReadonlyMap<string, BlobState>;
  /** Digest of the archive this one's seal names as its predecessor, null when there is no such archive. */
  readonly previousDigest: string | null;
  /** The hash (hex) of the audit log's entry that the seal names; null when there is no such entry. */
  readonly auditHash: string | null;
}

/**
 * Recomputes every part of a seal:
 * 1. `seal`: the stored seal is canonical and has the stored digest;
 * 2. `columns`: the row's own columns say what the seal says;
 * 3. `snapshot`: the stored snapshot has the sealed digest;
 * 4. `journal`: both documents' journals, up to the sealed seq, still have the sealed chain digest and epoch;
 * 5. `replay`: the documents rebuilt from those journals give the sealed snapshot again;
 * 6. `closed`: both are frozen and hold nothing after the sealing change (one row of the record);
 * 7. `files`: the bytes of every sealed file are there and have their digest (readers may see this: no names);
 * 8. `chain`: the seal before this one is there;
 * 9. `audit`: the audit log still has the entry that was its newest then (seals from before there was a log name none).
 */
export function verifySeal(row: ArchiveRow, evidence: SealEvidence): readonly SealCheck[] {
  const seal = parseSeal(row.seal);
  if (!seal) return [{ name: 'seal', intact: false, expected: row.digest, found: 'unreadable' }];
  return [
    check('seal', row.digest, sha256(row.seal)),
    check('columns', columnsOf(seal), columnsOf({ ...row, archiveId: row.id })),
    check('snapshot', seal.snapshotDigest, sha256(row.snapshot)),
    ...seal.documents.map((document) => checkJournal(document, evidence)),
    check('replay', seal.snapshotDigest, evidence.replayed === null ? 'unreadable' : sha256(evidence.replayed)),
    ...seal.documents.map((document) => checkClosed(document, evidence)),
    check('files', 'intact', lostFiles(seal, evidence)),
    check(
      'chain',
      seal.previousDigest ?? 'first',
      evidence.previousDigest ?? (seal.previousDigest === null ? 'first' : 'missing'),
    ),
    ...(seal.auditHead ? [check('audit', seal.auditHead.hash, evidence.auditHash ?? 'missing')] : []),
  ];
}

/** The seal in `text`, or null when it is not a seal this program can read. */
export function parseSeal(text: string): Seal | null {
  const value = parseJson(text);
  if (!isRecord(value) || value['sealVersion'] !== SEAL_VERSION) return null;
  const { archiveId, meetingId, version, title, snapshotDigest, archivedAt, archivedBy, archivedByName } = value;
  const documents = parseList(value['documents'], parseDocument);
  const files = parseList(value['files'], parseFile);
  const bodyId = textOrNull(value['bodyId']);
  const date = textOrNull(value['date']);
  const overrideReason = textOrNull(value['overrideReason']);
  const previousDigest = textOrNull(value['previousDigest']);
  const auditHead = parseAuditHead(value['auditHead']);
  if (auditHead === 'malformed') return null;
  if (typeof archiveId !== 'string' || typeof meetingId !== 'string' || typeof version !== 'number') return null;
  if (typeof title !== 'string' || typeof snapshotDigest !== 'string' || typeof archivedAt !== 'number') return null;
  if (typeof archivedBy !== 'string' || typeof archivedByName !== 'string' || !documents || !files) return null;
  if (bodyId === undefined || date === undefined || overrideReason === undefined || previousDigest === undefined)
    return null;
  return {
    sealVersion: SEAL_VERSION,
    archiveId: brand<ArchiveId>(archiveId),
    meetingId: brand<MeetingId>(meetingId),
    version,
    title,
    bodyId,
    date,
    snapshotDigest,
    documents,
    files,
    archivedAt,
    archivedBy: brand<UserId>(archivedBy),
    archivedByName,
    overrideReason,
    previousDigest,
    ...(auditHead === undefined ? {} : { auditHead }),
  };
}

type Columns = Pick<
  Seal,
  | 'archiveId'
  | 'meetingId'
  | 'version'
  | 'title'
  | 'bodyId'
  | 'date'
  | 'archivedAt'
  | 'archivedBy'
  | 'archivedByName'
  | 'overrideReason'
  | 'previousDigest'
>;

function columnsOf(source: Columns): string {
  const {
    archiveId,
    meetingId,
    version,
    title,
    bodyId,
    date,
    archivedAt,
    archivedBy,
    archivedByName,
    overrideReason,
    previousDigest,
  } = source;
  return canonicalJson({
    archiveId,
    meetingId,
    version,
    title,
    bodyId,
    date,
    archivedAt,
    archivedBy,
    archivedByName,
    overrideReason,
    previousDigest,
  });
}

function checkJournal(document: SealedDocument, evidence: SealEvidence): SealCheck {
  const found = evidence.documents.get(document.doc);
  const state = (epoch: string | null, digest: string | null): string =>
    `${document.doc} ${epoch ?? 'missing'} ${digest ?? 'missing'}`;
  return check(
    'journal',
    state(document.epoch, document.journalDigest),
    state(found?.epoch ?? null, found?.journalDigest ?? null),
  );
}

function checkClosed(document: SealedDocument, evidence: SealEvidence): SealCheck {
  const found = evidence.documents.get(document.doc);
  const lastSeq = document.doc.endsWith('/record') ? document.seq + 1 : document.seq;
  const state = (frozen: boolean, seq: number): string => `${document.doc} ${frozen ? 'frozen' : 'open'} at ${seq}`;
  return check('closed', state(true, lastSeq), found ? state(found.frozen, found.headSeq) : `${document.doc} missing`);
}

function lostFiles({ files }: Seal, evidence: SealEvidence): string {
  const lost = files.flatMap(({ digest }) => {
    const state = evidence.files.get(digest) ?? 'missing';
    return state === 'intact' ? [] : [`${digest} ${state}`];
  });
  return lost.length === 0 ? 'intact' : lost.join(', ');
}

function check(name: SealCheck['name'], expected: string, found: string): SealCheck {
  return { name, intact: expected === found, expected, found };
}

function parseDocument(value: unknown): SealedDocument | null {
  if (!isRecord(value)) return null;
  const { doc, epoch, seq, journalDigest } = value;
  if (
    typeof doc !== 'string' ||
    typeof epoch !== 'string' ||
    typeof seq !== 'number' ||
    typeof journalDigest !== 'string'
  )
    return null;
  return { doc: brand<DocName>(doc), epoch, seq, journalDigest };
}

function parseAuditHead(value: unknown): AuditHead | null | undefined | 'malformed' {
  if (value === undefined || value === null) return value;
  if (!isRecord(value)) return 'malformed';
  const { ordinal, hash } = value;
  return typeof ordinal === 'number' && typeof hash === 'string' ? { ordinal, hash } : 'malformed';
}

function parseFile(value: unknown): SealedFile | null {
  if (!isRecord(value)) return null;
  const { name, sizeBytes, digest } = value;
  if (typeof name !== 'string' || typeof sizeBytes !== 'number' || typeof digest !== 'string') return null;
  return { name, sizeBytes, digest };
}

function parseList<T>(value: unknown, parse: (member: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const members = value.map(parse).filter((member) => member !== null);
  return members.length === value.length ? members : null;
}

function textOrNull(value: unknown): string | null | undefined {
  return value === null || typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
