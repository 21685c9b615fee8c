// One seeded meeting in a real office, in every format for the public, each searched for everything that is hidden in it: as the
// secretariat prints it, and as a reader gets it once it is sealed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoredBlobs } from '../../../server/files/stored-blobs.ts';
import type { ActingUser } from '../../../shared/domain/acting-user.ts';
import type { FileParent, MeetingFile } from '../../../shared/domain/file.ts';
import type { ArchiveId, MeetingId, UserId } from '../../../shared/domain/ids.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { Result } from '../../../shared/lib/result.ts';
import { formatsOf, PAPER_KINDS, subjectOf } from '../../../shared/papers/kinds.ts';
import type { TestOffice } from '../office.ts';
import { look, meetingIn, must, userWith } from '../office.ts';
import { leaksIn, type SearchedFile } from './leak-search.ts';
import { secretMeeting, type SecretMeeting } from './secret-meeting.ts';

export const EXPORT_FORMATS = ['json', 'md', 'html', 'ics'] as const;
const secretary = userWith('secretary');
const reader = userWith('reader');
/** Of the secrets so many are searched for in the archive: one in 25. */
const ASKED_EVERY = 25;

/** What is looked at besides the files that are written without the typesetter, which always are. */
export interface Thoroughness {
  readonly locales: readonly Locale[];
  readonly pdf: boolean;
  /** As they are drawn to be looked at. */
  readonly pages: boolean;
  /** Sealed, and looked at by a reader: the files, the sheet, what can be found, each attached file. */
  readonly sealed: boolean;
}

export interface LeakRun {
  readonly meetingId: MeetingId;
  readonly leaks: readonly string[];
  /** Formats in which something was printed. */
  readonly printed: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

export async function leakRun(office: TestOffice, seed: number, thorough: Thoroughness): Promise<LeakRun> {
  const secret = secretMeeting(seed);
  const meetingId = await plantedMeeting(office, secret);
  const subjects = await look(office, meetingId, ({ desk }) => ({
    appointment: [...desk.getMap('agenda').keys()],
    decision: [...desk.getMap('decisions').keys()],
  }));
  const search = new Search(secret);
  const archiveId = thorough.sealed ? await sealed(office, meetingId, secret) : null;
  const actor = thorough.sealed ? reader : secretary;
  const { exports, papers } = office.services;
  for (const locale of thorough.locales) {
    const asked = { meetingId, audience: 'public', locale } as const;
    for (const format of EXPORT_FORMATS) {
      search.file(format, await exports.exportMeeting(actor, { ...asked, format }));
    }
    // All at once: while the typesetter sets one, others are composed and searched.
    const searching = { office, actor, subjects, thorough, search };
    await Promise.all(PAPER_KINDS.map((kind) => eachPaper({ ...asked, kind }, searching)));
    search.told('offers', must(await papers.offers(actor, asked)));
  }
  if (archiveId !== null) await asReader(office, archiveId, secret, search);
  return { meetingId, leaks: await search.leaks(), printed: search.printed, secrets: secret.secrets };
}

/** With the bytes of its pictures on the disk. */
async function plantedMeeting(office: TestOffice, secret: SecretMeeting): Promise<MeetingId> {
  const meetingId = await meetingIn(office, '公开例会');
  const blobs = new StoredBlobs(office.dataDir);
  for (const { file, bytes } of secret.files) {
    mkdirSync(dirname(blobs.pathOf(file.digest)), { recursive: true });
    writeFileSync(blobs.pathOf(file.digest), bytes);
  }
  const { desk, record } = secret;
  const writes = secret.files.map(({ file }) => ({ kind: 'file.insert', row: rowOf(file, meetingId) }) as const);
  must(
    await office.rooms.change(meetingId, 1, 'user:secretary', () => ({
      ok: true,
      value: { value: null, desk, record, writes },
    })),
  );
  return meetingId;
}

function rowOf(
  { id, name, mediaType, sizeBytes, digest, width, height, parent, at, by, byName }: MeetingFile,
  meetingId: MeetingId,
) {
  const none: FileParent = { kind: 'meeting' };
  return {
    ...{ id, meetingId, parent: parent ?? none, name, mediaType, sizeBytes, digest },
    ...{ width: width ?? null, height: height ?? null, createdAt: at ?? 0, removedAt: null },
    ...{ createdBy: brand<UserId>(by ?? ''), createdByName: byName ?? '' },
  };
}

async function sealed({ services }: TestOffice, meetingId: MeetingId, { reason }: SecretMeeting): Promise<ArchiveId> {
  for (const to of ['live', 'follow-up']) {
    const command = { id: `to-${to}-${meetingId}`, kind: 'meeting.phase', claimedAt: 0, data: { to } };
    must(await services.commands.execute(secretary, { ...command, meetingId }));
  }
  const { archiveId } = must(await services.archive.archive(secretary, meetingId, { override: { reason } }));
  return brand<ArchiveId>(archiveId);
}

/** Whatever a reader is answered besides files of the meeting. */
async function asReader(
  { services }: TestOffice,
  archiveId: ArchiveId,
  secret: SecretMeeting,
  search: Search,
): Promise<void> {
  search.told('sheet', must(await services.archive.entry(reader, archiveId)));
  search.told('verification', must(await services.archive.verify(reader, archiveId)));
  for (const [at, q] of [...secret.secrets].entries()) {
    // All that can be found stands in the sheet; asking shows that nothing else is asked.
    if (at % ASKED_EVERY !== 0) continue;
    const { results } = must(await services.search.search(reader, { q }));
    if (results.length > 0) search.leak(`found: ${q}`);
  }
  for (const { file } of secret.files) {
    const opened = await services.files.open(reader, file.id);
    if (!opened.ok) continue;
    const bytes: Buffer[] = [];
    for await (const chunk of (await opened.value.read()) ?? []) bytes.push(Buffer.from(chunk));
    search.file('attached', { ok: true, value: { fileName: opened.value.file.name, content: Buffer.concat(bytes) } });
  }
}

type File = Result<{ readonly fileName: string; readonly content: unknown }>;

/** Looks into files while the next ones are made. */
class Search {
  readonly printed = new Set<string>();
  readonly #secrets: ReadonlySet<string>;
  /** With what is in the notice alone. */
  readonly #outside: ReadonlySet<string>;
  readonly #under: Promise<readonly string[]>[] = [];

  constructor({ secrets, noticeOnly }: Pick<SecretMeeting, 'secrets' | 'noticeOnly'>) {
    this.#secrets = secrets;
    this.#outside = new Set([...secrets, ...noticeOnly]);
  }

  file(name: string, file: File): void {
    // That there is something, and what it is about, is no one's business either.
    if (!file.ok) return this.told(`${name} refused`, file.data ?? {});
    const { fileName, content } = file.value;
    if (typeof content !== 'string' && !(content instanceof Uint8Array)) throw new Error(`${name} is no file`);
    this.printed.add(name);
    this.#look(name, { fileName: `${name} ${fileName}`, content });
  }

  told(name: string, value: unknown): void {
    this.#look(name, { fileName: name, content: JSON.stringify(value) });
  }

  leak(said: string): void {
    this.#under.push(Promise.resolve([said]));
  }

  #look(name: string, file: SearchedFile): void {
    this.#under.push(leaksIn(file, name.startsWith('notice.') ? this.#secrets : this.#outside));
  }

  async leaks(): Promise<readonly string[]> {
    return (await Promise.all(this.#under)).flat();
  }
}

interface Searching {
  readonly office: TestOffice;
  readonly actor: ActingUser;
  /** Whatever a paper may be about. */
  readonly subjects: Readonly<Record<'appointment' | 'decision', readonly string[]>>;
  readonly thorough: Thoroughness;
  readonly search: Search;
}

type Order = Omit<Parameters<TestOffice['services']['papers']['file']>[1], 'format'>;

async function eachPaper(order: Order, { office, actor, subjects, thorough, search }: Searching): Promise<void> {
  const { papers } = office.services;
  const { kind } = order;
  const possible = subjectOf(kind);
  let about: string | undefined;
  for (const format of formatsOf(kind)) {
    if (format === 'pdf' && !thorough.pdf) continue;
    for (const subject of possible !== null && format === 'docx' ? subjects[possible] : [about]) {
      const file = await papers.file(actor, { ...order, format, subject });
      if (file.ok) about = subject;
      search.file(`${kind}.${format}`, file);
    }
  }
  if (!thorough.pages) return;
  const pages = await papers.pages(actor, { ...order, subject: about, from: 0, count: 20 });
  search.told(`${kind}.pages`, pages.ok ? pages.value : (pages.data ?? {}));
}
