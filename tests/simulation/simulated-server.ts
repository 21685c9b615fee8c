// One server: a machine with a disk, on which processes start, stop and are killed. Each process is the real ledger over
// the real SQLite code, the real rooms, commands and archive; wired as server/app.ts wires them.
import type { Clock, Ids, Ledger, Log } from '../../server/ports.ts';
import type { Meetings, Archives } from '../../server/register-ports.ts';
import { documentAccess } from '../../server/auth/admission.ts';
import { ArchiveService } from '../../server/services/archive.ts';
import { CommandService } from '../../server/services/execute.ts';
import { foundingEntry } from '../../server/services/founding.ts';
import { witness } from '../../server/services/projections.ts';
import { Verifier } from '../../server/services/verification.ts';
import { sqlArchives } from '../../server/store/archive.ts';
import { CommandResults } from '../../server/store/command-results.ts';
import { Journal, type DamageMap } from '../../server/store/journal.ts';
import { SqliteLedger } from '../../server/store/ledger.ts';
import { sqlFiles } from '../../server/store/files.ts';
import { sqlMeetings } from '../../server/store/meetings.ts';
import { sqlTasks } from '../../server/store/tasks.ts';
import { queriesOver } from '../../server/store/queries.ts';
import type { Writer } from '../../server/store/writer.ts';
import { SYNC_LIMITS } from '../../server/sync/room-options.ts';
import { Rooms } from '../../server/sync/rooms.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { addItem } from '../../shared/doc/desk-agenda.ts';
import { DOCUMENT_SCHEMA_VERSION, MARK_NAMES, NODE_NAMES, ROOTS } from '../../shared/doc/schema.ts';
import { sliceUpdate } from '../../shared/doc/slice.ts';
import { docName, parseDocName, type ItemId, type MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused } from '../../shared/lib/result.ts';
import type { Chance } from './chance.ts';
import { DiskWriter, type SimulatedDisk } from './disk.ts';
import { Door, type Admission, type DoorOptions, type Eavesdropper } from './door.ts';
import type { Person } from './person.ts';
import { Life, type Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** 23 April 2021, 14:00 in Shanghai. */
const START = Date.UTC(2021, 3, 23, 6, 0);
export const ITEMS: readonly ItemId[] = ['item1', 'item2', 'item3'].map((id) => brand<ItemId>(id));

/** Wraps parts of a process, to break them: how a defect is planted. */
export interface Wrapping {
  readonly writer?: (writer: Writer) => Writer;
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly rooms?: (rooms: Rooms) => Rooms;
}

export interface ServerOptions {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly disk: SimulatedDisk;
  readonly eavesdropper: Eavesdropper;
  readonly wrapping: Wrapping;
  /** A process died; what it left is on the disk. */
  readonly onKilled: () => void;
}

/** One run of the server's program. */
export interface Process {
  readonly life: Life;
  readonly writer: DiskWriter;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly meetings: Meetings;
  readonly archives: Archives;
  readonly rooms: Rooms;
  readonly archive: ArchiveService;
  readonly door: Door;
}

export class SimulatedServer {
  readonly #options: ServerOptions;
  #process: Process | null = null;
  #isStopping = false;
  /** How far the server's wall clock is off. */
  wallOffsetMs = 0;
  kills = 0;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  get process(): Process | null {
    return this.#process;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** The door as the network finds it; null while no process listens. */
  get door(): Door | null {
    return this.#process?.door.isOpen === true ? this.#process.door : null;
  }

  start(): void {
    if (this.#process) return;
    this.#options.trace.note('server', 'starts');
    this.#isStopping = false;
    this.#process = this.#boot();
  }

  /** The process is gone in the middle of everything. `power`: the machine with it, so nobody is told. */
  kill({ power }: { readonly power: boolean }): void {
    const process = this.#process;
    if (!process) return;
    this.#options.trace.note('server', power ? 'loses power' : 'is killed');
    this.kills += 1;
    this.#process = null;
    process.life.end();
    process.door.break(() => !power);
    process.writer.die();
    this.#options.onKilled();
  }

  /** SIGTERM: takes nobody in, commits what it has, says good-bye, ends. */
  stop(): void {
    const process = this.#process;
    if (!process || this.#isStopping) return;
    this.#isStopping = true;
    this.#options.trace.note('server', 'stops');
    const end = async (): Promise<void> => {
      await process.rooms.close();
      process.door.close();
      await process.ledger.close();
      if (this.#process !== process) return;
      this.#process = null;
      process.life.end();
      this.#options.trace.note('server', 'has stopped');
    };
    end().catch(() => this.kill({ power: false }));
  }

  /** The first commit of a meeting with three empty items; resolves once it is on the disk. */
  async found(): Promise<MeetingId> {
    const process = this.#process;
    if (!process) throw new Error('no server runs');
    const founding = {
      ...{ title: 'Weekly', bodyId: null, plannedStart: START, plannedEnd: null, venue: null },
      fillDesk: (desk: Parameters<typeof addItem>[0]) =>
        ITEMS.forEach((id, index) =>
          addItem(desk, { id, kind: 'discussion', title: `No ${index}`, order: `a${index}` }),
        ),
    };
    const { entry, row } = foundingEntry(founding, { clock: this.#clock(process.life), ids: this.#ids() });
    const committed = await process.ledger.commit(entry);
    if (!committed.ok) throw new Error(`the meeting was not founded: ${committed.code}`);
    return row.id;
  }

  #boot(): Process {
    const { disk, trace, eavesdropper, wrapping } = this.#options;
    const life = new Life(this.#options.timeline);
    const clock = this.#clock(life);
    const ids = this.#ids();
    const log = this.#log();
    const damage: DamageMap = new Map();
    const connection = disk.connect();
    const onFatal = (): void => this.kill({ power: false });
    const writer = new DiskWriter({ disk, connection, damage, life, onFatal });
    const queries = queriesOver(disk.connect());
    const journal = new Journal(disk.connect(), damage, log);
    const commands = new CommandResults(disk.connect());
    const wrapped = wrapping.writer?.(writer) ?? writer;
    const own = new SqliteLedger({ writer: wrapped, journal, commands, clock, log });
    const ledger = wrapping.ledger?.(own) ?? own;
    const [meetings, archives] = [sqlMeetings(queries), sqlArchives(queries)];
    const plain = new Rooms({
      ...{ ledger, clock, ids, log, witness, limits: SYNC_LIMITS, canonical: canonicalRoots, slice: sliceUpdate },
      rules: { desk: rulesOf('desk'), record: rulesOf('record') },
    });
    const rooms = wrapping.rooms?.(plain) ?? plain;
    const audit = { head: () => Promise.resolve(null), hashAt: () => Promise.resolve(null), verify: nothingRecorded };
    const accounts = { byId: () => Promise.resolve(null) };
    const kept = {
      ledger,
      meetings,
      archives,
      audit,
      accounts,
      tasks: sqlTasks(queries),
      notices: { of: () => Promise.resolve({ outbox: [], writes: [] }) },
      book: { tell: () => undefined },
    };
    const services = { ...kept, rooms, clock, ids, timeZone: 'Asia/Shanghai' };
    const door = new Door({
      ...{ rooms, clock, trace, eavesdropper, schemaVersion: DOCUMENT_SCHEMA_VERSION },
      admit: admitting(meetings),
      execute: (actor, request) => new CommandService(services).execute(actor, request),
    });
    const blobs = { check: () => Promise.resolve('missing' as const) };
    const verifier = new Verifier({ ...services, files: sqlFiles(queries), blobs });
    const archive = new ArchiveService({ ...services, verifier });
    return { ...{ life, writer, ledger, journal, meetings, archives, rooms, archive, door } };
  }

  #clock(life: Life): Clock {
    const { timeline } = this.#options;
    return {
      now: () => START + Math.floor(timeline.nowMs) + this.wallOffsetMs,
      monotonicMs: () => timeline.nowMs,
      after: (delayMs, task) => life.after(delayMs, task),
    };
  }

  #ids(): Ids {
    const { chance } = this.#options;
    return { random: () => chance.letters(22), clientId: () => chance.uint32() };
  }

  #log(): Log {
    const note = (message: string, context?: Readonly<Record<string, unknown>>): void => {
      const detail = context?.['fault'] ?? context?.['code'] ?? '';
      this.#options.trace.note('log', `${message} ${typeof detail === 'string' ? detail : ''}`);
    };
    return { info: note, warn: note, error: note };
  }
}

/** Nobody reads the audit log of a simulated server. */
const nothingRecorded = () => Promise.resolve({ entries: 0, head: null, brokenAt: null });

function rulesOf(part: 'desk' | 'record') {
  return { roots: ROOTS[part], nodeNames: NODE_NAMES, markNames: MARK_NAMES };
}

/** As transport/handshake, with accounts that are people of the world. */
function admitting(meetings: Meetings): DoorOptions['admit'] {
  return async (person: Person, name: string) => {
    const address = parseDocName(name);
    const meeting = address && (await meetings.byId(address.meetingId));
    const actor = {
      ...person.actor,
      username: person.id,
      via: { kind: 'token' as const, hash: '', expiresAt: null },
      address: '',
    };
    const granted = address && meeting && documentAccess(actor, meeting, address);
    if (!granted) return refused('not-found');
    const principal = { id: granted.principal, userId: person.userId, displayName: person.id };
    const access = person.rights === 'read' ? 'read' : granted.access;
    return ok<Admission>({ doc: docName(address), principal, access });
  };
}
