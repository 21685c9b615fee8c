// The server without its doors: store, rooms and services over one data folder, constructed and wired. What stands before
// it is app.ts; the command line opens it alone when no server runs.
import { join } from 'node:path';
import { canonicalRoots } from '../shared/doc/canonical.ts';
import { MARK_NAMES, NODE_NAMES, ROOTS } from '../shared/doc/schema.ts';
import { MINUTE_MS } from '../shared/lib/time.ts';
import { Identities } from './auth/actor.ts';
import { Attempts } from './auth/attempts.ts';
import { DoorCodes } from './auth/door-codes.ts';
import { viewKeyOf } from './auth/view-key.ts';
import { placeOf } from './auth/caller-address.ts';
import type { Site } from './auth/origin.ts';
import { PasswordQueue } from './auth/password-queue.ts';
import { Passwords } from './auth/password.ts';
import { hashOfToken, newSecretToken, tokenMatches } from './auth/secret-token.ts';
import { SESSION_IDLE_MS, SESSION_LIFETIME_MS } from './auth/session-cookie.ts';
import { isSecure, type Config } from './config.ts';
import sampleMeeting from './demo/reference-meeting.json' with { type: 'json' };
import { fileNameOf } from './export/file-name.ts';
import { docxFile } from './export/papers/docx.ts';
import { fillTemplate } from './export/template/template-fill.ts';
import { templateSample } from './export/template/template-sample.ts';
import { Typesetter } from './export/papers/typesetter.ts';
import { printerIn } from './export/print.ts';
import { csvOf, workbookOf, xlsxOf } from './export/sheet.ts';
import { ZipStream } from './export/zip-stream.ts';
import { BlobStore } from './files/blob-store.ts';
import { BundleFolder } from './files/bundle-shelf.ts';
import { Intake } from './files/intake.ts';
import { LogoMaker } from './files/logo-maker.ts';
import { Pictures } from './files/pictures.ts';
import { HistoryThread } from './history/history-thread.ts';
import { fanOut } from './notify/fan-out.ts';
import { hookSender } from './notify/hook.ts';
import type { LaneOf } from './notify/lane.ts';
import { systemResolve } from './notify/outside-call.ts';
import { PostOffice } from './notify/post-office.ts';
import { mailSender } from './notify/smtp.ts';
import type { BundleFile } from './bundle-ports.ts';
import type { Clock, Ids, Log } from './ports.ts';
import type { Archives, Meetings, Store } from './register-ports.ts';
import { AccountService } from './services/accounts.ts';
import { ArchiveIndex } from './services/archive-index.ts';
import { ArchiveService } from './services/archive.ts';
import { AuditService } from './services/audit.ts';
import { BundleService, type BundleServiceOptions } from './services/bundles.ts';
import { BodyService } from './services/bodies.ts';
import { CalendarService, type CalendarServiceOptions } from './services/calendars.ts';
import { ChairService } from './services/chair.ts';
import { CheckInService } from './services/check-in.ts';
import { Evidence, type EvidenceOptions } from './services/evidence.ts';
import { RehearsalService } from './services/rehearsals.ts';
import { registerServices } from './services/register.ts';
import { CommandService } from './services/execute.ts';
import { ExportSource, type ExportSourceOptions } from './services/export-source.ts';
import { ExportService } from './services/export.ts';
import { FailedSignIns } from './services/failed-sign-ins.ts';
import { FileUpkeep } from './services/file-upkeep.ts';
import { FileService } from './services/files.ts';
import { Pace } from './services/pace.ts';
import { HallLookService } from './services/hall-looks.ts';
import { MinutesTemplateService } from './services/minutes-templates.ts';
import { HolidayService } from './services/holidays.ts';
import { HistoryService } from './services/history.ts';
import { LastReportService, type LastReportOptions } from './services/last-report.ts';
import { LinkService } from './services/links.ts';
import { MeetingService } from './services/meetings.ts';
import { NamedVersionService } from './services/named-versions.ts';
import { PrivateNoteService } from './services/private-notes.ts';
import { NoticeService, type NoticeSetup } from './services/notices.ts';
import { PasswordChanges } from './services/password-changes.ts';
import { witness } from './services/projections.ts';
import { Readiness } from './services/readiness.ts';
import { LiveRights } from './services/revocation.ts';
import { ScreenDisplays } from './services/screen-displays.ts';
import { PaperService, type PaperPrinter, type PaperServiceOptions } from './services/papers.ts';
import { ScreenService } from './services/screen.ts';
import { SearchService } from './services/search.ts';
import { RecentSessions } from './services/session-activity.ts';
import { SessionMaker } from './services/session-maker.ts';
import { SessionService } from './services/sessions.ts';
import { SignIn } from './services/sign-in.ts';
import { BriefService, type BriefServiceOptions } from './services/briefs.ts';
import { MeetingSights, type MeetingSightsOptions } from './services/meeting-sights.ts';
import { PastTasks, type PastTasksOptions } from './services/past-tasks.ts';
import { ScreenReviews } from './services/screen-reviews.ts';
import { SeriesService } from './services/series.ts';
import { TaskReviewService } from './services/task-review.ts';
import { TopicService, type TopicServiceOptions } from './services/topics.ts';
import { StockPhraseService } from './services/stock-phrases.ts';
import { TaskBook, type TaskBookOptions } from './services/task-book.ts';
import { TaskExport, type TaskExportOptions } from './services/task-export.ts';
import { TaskLinkService, type TaskLinkServiceOptions } from './services/task-links.ts';
import { TaskLetterService, type TaskLetterOptions } from './services/task-letters.ts';
import { SameParties } from './services/same-parties.ts';
import { TaskPost, type TaskPostOptions } from './services/task-post.ts';
import { TaskReminders } from './services/task-reminders.ts';
import { TaskStatisticsService, type TaskStatisticsOptions } from './services/task-statistics.ts';
import { TaskService, type TaskServiceOptions } from './services/tasks.ts';
import { TemplateService } from './services/templates.ts';
import { TokenService } from './services/tokens.ts';
import { Verifier } from './services/verification.ts';
import { WriterService } from './services/writers.ts';
import { DATABASE_NAME, keepsFormer } from './store/backup.ts';
import { openStore } from './store/store.ts';
import { SYNC_LIMITS } from './sync/room-options.ts';
import type { Tasks } from './task-ports.ts';
import { Rooms } from './sync/rooms.ts';

export interface OfficeOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Where people reach the server. */
  readonly site: Site;
  /** Must end the process: the disk did not confirm a flush. */
  readonly onFatal: (error: Error) => void;
}

/** Everything but the doors. */
export interface Office {
  readonly services: ReturnType<typeof servicesOver> &
    ReturnType<typeof outgoingOver> & { readonly bundles: BundleService };
  readonly rooms: Rooms;
  readonly identities: Identities;
  readonly readiness: Readiness;
  readonly meetings: Meetings;
  readonly archives: Archives;
  readonly tasks: Tasks;
  readonly rights: LiveRights;
  /** Ends all sessions and commits what was taken in. */
  closeRooms(): Promise<void>;
  /** After `closeRooms`. */
  close(): Promise<void>;
}

const ATTEMPT_WINDOW_MS = MINUTE_MS;
const DOOR_WINDOW_MS = 20 * MINUTE_MS;

/** Store, rooms and services over one data folder. Whoever opens it closes it. Throws as `openStore` does. */
export async function openOffice(options: OfficeOptions): Promise<Office> {
  const { config, clock, ids, log, onFatal } = options;
  const store = await openStore({ dataDir: config.dataDir, clock, log, onFatal });
  const readiness = new Readiness({ ledger: store.ledger, clock });
  const names = { nodeNames: NODE_NAMES, markNames: MARK_NAMES };
  const rooms = new Rooms({
    ...{ ledger: readiness.ledger, clock, ids, log, witness, limits: SYNC_LIMITS },
    canonical: canonicalRoots,
    rules: { desk: { roots: ROOTS.desk, ...names }, record: { roots: ROOTS.record, ...names } },
  });
  const isStorageFailing = (): boolean => readiness.isFailing;
  const activity = new RecentSessions({ accounts: store.accounts, clock, log, isStorageFailing });
  const identities = new Identities({ accounts: store.accounts, clock, secure: isSecure(config), activity });
  const rights = new LiveRights({ rooms, clock });
  const holidays = await HolidayService.open({ ...store, clock });
  const inner = servicesOver({ ...store, ledger: readiness.ledger }, { rooms, rights, activity, holidays }, options);
  const bundles = await bundlesOver(
    { ...store, ...inner, meetings: store.meetings, files: store.files, accounts: store.accounts },
    options,
  );
  const services = { ...inner, bundles, ...outgoingOver({ ...store, holidays }, options) };
  return {
    ...{ services, rooms, identities, readiness, rights },
    ...{ meetings: store.meetings, archives: store.archives, tasks: store.tasks },
    closeRooms: async () => {
      rights.close();
      services.upkeep.close();
      await services.reminders.close();
      await services.postOffice.close();
      services.screens.close();
      services.chairs.close();
      services.sights.close();
      services.past.close();
      services.rehearsals.close();
      // Before what prints for it.
      await services.bundles.close();
      services.typesetter.close();
      await services.histories.close();
      await rooms.close();
      await services.failures.close();
      await activity.close();
    },
    close: () => store.close(),
  };
}

interface Live {
  readonly rooms: Rooms;
  readonly rights: LiveRights;
  readonly activity: RecentSessions;
  readonly holidays: HolidayService;
}

function servicesOver(store: Omit<Store, 'close'>, running: Live, options: OfficeOptions) {
  const { rooms, rights, activity, holidays } = running;
  const { config, clock, ids, log, site } = options;
  const { accounts, meetings, archives, ledger, audit } = store;
  const { timeZone } = config;
  const passwords = new PasswordQueue(new Passwords(config.passwordCost));
  const secrets = { create: newSecretToken, matches: tokenMatches, hashOf: hashOfToken };
  const around = { rooms, activity, revocation: rights, clock, ids, log, timeZone, secrets, site, passwords, placeOf };
  const shared = { accounts, meetings, archives, ledger, audit, ...around, sessionIdleMs: SESSION_IDLE_MS };
  const accountService = new AccountService(shared);
  const attempts = new Attempts(clock, ATTEMPT_WINDOW_MS);
  const sessions = new SessionMaker({ ...shared, sessionLifetimeMs: SESSION_LIFETIME_MS });
  const auditLog = new AuditService({ ...store, ...shared });
  const failures = new FailedSignIns({ audit: auditLog, clock });
  const signingIn = { ...shared, attempts, sessions, failures, accountService };
  const register = registerServices({ ...store, ...shared, sheets: SHEETS });
  const tries = new Attempts(clock, DOOR_WINDOW_MS);
  const post = taskPost(store, options);
  const assigning = { tasks: store.tasks, notices: post, holidays };
  const kept = filesOver(store, options);
  const series = tasksOver({
    ...{ ...store, ...shared, ...assigning, ...register, ...kept, tries, post, mail: mailOf(config) },
    ...{ tasks: store.tasks, bodies: store.bodies, files: store.files },
  });
  const live = new MeetingService({ ...shared, ...series, charters: register.charters, sampleMeeting });
  const { blobs } = kept;
  const files = new FileService({ ...shared, ...kept, files: store.files });
  const checkIn = new CheckInService({ ...shared, tries, viewKeyOf, codes: new DoorCodes(clock) });
  const displays = new ScreenDisplays(shared);
  const histories = new HistoryThread({ file: join(config.dataDir, DATABASE_NAME), clock, log });
  return {
    ...{ accounts: accountService, signIn: new SignIn(signingIn) },
    passwordChanges: new PasswordChanges(signingIn),
    sessions: new SessionService(shared),
    auditLog,
    failures,
    tokens: new TokenService(shared),
    links: new LinkService(shared),
    meetings: live,
    privateNotes: new PrivateNoteService({ ...shared, notes: store.privateNotes }),
    bodies: new BodyService({ ...shared, bodies: store.bodies }),
    ...register,
    templates: new TemplateService({ ...shared, templates: store.templates }),
    stockPhrases: new StockPhraseService({ ...shared, phrases: store.stockPhrases }),
    ...series,
    ...{ holidays, files },
    upkeep: new FileUpkeep({ files, clock, log, keepsFormer: () => keepsFormer(config.dataDir) }),
    commands: new CommandService({ ...shared, ...assigning, book: series.book }),
    ...{ checkIn, displays, hallLooks: kept.looks },
    screens: new ScreenService({ ...shared, ...series, ...kept, checkIn, displays }),
    chairs: new ChairService({ ...shared, ...series }),
    rehearsals: new RehearsalService({ ...shared, ...kept }),
    archive: new ArchiveService({ ...shared, verifier: new Verifier({ ...shared, files: store.files, blobs }) }),
    search: new SearchService(shared),
    ...printingOver({ ...store, ...shared, auditLog, live, blobs, book: series.book }, config),
    ...{ index: new ArchiveIndex(shared), writers: new WriterService(shared), histories },
    history: new HistoryService({ ...shared, histories }),
    versions: new NamedVersionService({ ...shared, namedVersions: store.namedVersions }),
  };
}

type PrintingOptions = ExportSourceOptions &
  Omit<PaperServiceOptions, 'source' | 'printer' | 'minutesTemplates'> &
  Pick<Store, 'minutesTemplates' | 'bodies'> & { readonly clock: Clock; readonly log: Log; readonly site: Site };

/** What is printed; PDFs and pages by a process of their own. */
function printingOver(options: PrintingOptions, { fontsDir, dataDir }: Config) {
  const source = new ExportSource(options);
  const folders = { official: fontsDir, cache: join(dataDir, 'cache') };
  const typesetter = new Typesetter({ ...options, folders });
  const meetingPrinter = printerIn(options.timeZone, options);
  const printer: PaperPrinter = {
    docx: docxFile,
    workbook: workbookOf,
    calendar: (snapshot) => meetingPrinter.print(snapshot, 'ics', 'zh-CN')?.content ?? null,
    pdf: (paper, pictures) => typesetter.pdf(paper, pictures),
    pages: (paper, pictures, range) => typesetter.pages(paper, pictures, range),
    nameOf: fileNameOf,
  };
  const engine = { fill: fillTemplate, sample: templateSample };
  const minutesTemplates = new MinutesTemplateService({ ...options, engine });
  return {
    ...{ typesetter, minutesTemplates, exportSource: source },
    exports: new ExportService({ ...options, source, printer: meetingPrinter }),
    papers: new PaperService({ ...options, source, printer, minutesTemplates }),
  };
}

type BundleNeeds = Omit<
  BundleServiceOptions,
  'shelf' | 'zipInto' | 'pace' | 'workbook' | 'timeZone' | 'reading' | OwnOfOffice
>;
type OwnOfOffice = 'clock' | 'ids' | 'log';

/** Papers of many meetings at once, in the background. */
function bundlesOver(
  {
    exportSource,
    papers,
    ...needs
  }: BundleNeeds & { readonly exportSource: ExportSource; readonly papers: PaperService },
  { config, clock, ids, log }: OfficeOptions,
): Promise<BundleService> {
  const reading = () => {
    const source = exportSource.remembering();
    return { source, papers: papers.over(source) };
  };
  const shelf = new BundleFolder({ dataDir: config.dataDir, log });
  const making = { zipInto: (file: BundleFile) => new ZipStream(file), pace: new Pace(clock), workbook: workbookOf };
  return BundleService.open({ ...needs, ...making, reading, shelf, clock, ids, log, timeZone: config.timeZone });
}

const SHEETS = { csv: csvOf, xlsx: xlsxOf };

/** Bytes: where they lie, what takes them in, and what is made of pictures. */
function filesOver(
  { hallLooks, bodies }: Pick<Store, 'hallLooks' | 'bodies'>,
  { config, clock, ids, log }: Pick<OfficeOptions, 'config' | 'clock' | 'ids' | 'log'>,
) {
  const blobs = new BlobStore({ dataDir: config.dataDir, clock, ids, log });
  const pictures = new Pictures({ blobs, clock, log });
  const looks = new HallLookService({ hallLooks, bodies, logos: new LogoMaker({ blobs, pictures }), clock });
  return { blobs, looks, intake: new Intake({ blobs, log, pictures }) };
}

type TaskOptions = TaskServiceOptions &
  TaskLinkServiceOptions &
  TaskBookOptions &
  TaskStatisticsOptions &
  Omit<TaskLetterOptions, 'taskService'> &
  LastReportOptions &
  CalendarServiceOptions &
  EvidenceOptions &
  Omit<TaskExportOptions, 'statistics' | 'workbook'>;
type SeriesOptions = PastTasksOptions &
  MeetingSightsOptions &
  TopicServiceOptions &
  BriefServiceOptions &
  Pick<Store, 'archives'>;

type Inner = 'book' | 'taskBook' | 'evidence' | 'past' | 'sights' | 'topicService';

/** The register of tasks, and a body's meetings as a sequence, which they lead from one to the next. */
function tasksOver(plain: Omit<TaskOptions & SeriesOptions, Inner>) {
  const [past, sights, book] = [new PastTasks(plain), new MeetingSights(plain), new TaskBook(plain)];
  const topics = new TopicService({ ...plain, sights });
  const options = { ...plain, past, sights, topicService: topics, book, taskBook: book, evidence: new Evidence(plain) };
  const tasks = new TaskService(options);
  const taskStatistics = new TaskStatisticsService(options);
  return {
    ...{ tasks, topics, sights, past, book, taskLinks: new TaskLinkService(options) },
    taskLetters: new TaskLetterService({ ...options, taskService: tasks }),
    taskStatistics,
    taskExport: new TaskExport({ ...options, statistics: taskStatistics, workbook: workbookOf }),
    taskReviews: new TaskReviewService(options, tasks),
    calendars: new CalendarService(options),
    lastReports: new LastReportService(options),
    series: new SeriesService(options),
    briefs: new BriefService(options),
    reviews: new ScreenReviews(options),
  };
}

/** Who is written to about tasks. */
function taskPost(store: Omit<Store, 'close'>, { config, clock, ids, site }: OfficeOptions): TaskPost {
  const secrets = { create: newSecretToken };
  return new TaskPost({ ...store, parties: new SameParties(store), clock, ids, site, secrets, ...mailOf(config) });
}

function mailOf({ notify: { mail, language } }: Config): Pick<TaskPostOptions, 'hasMail' | 'language'> {
  return { hasMail: mail !== null, language };
}

/** Passwords, and the addresses of hooks, which hold a key, stay here. */
function setupOf({ mail, hooks, quiet, digestAt }: Config['notify']): NoticeSetup {
  const from = mail && (mail.from.name === null ? mail.from.address : `${mail.from.name} <${mail.from.address}>`);
  const { host = '', port = 0, security = 'tls', login = null } = mail?.server ?? {};
  return {
    mail: from === null ? null : { host, port, security, user: login?.user ?? null, from },
    hooks: hooks.map(({ name, kind, topics }) => ({ name, kind, topics })),
    ...{ quiet, digestAt },
  };
}

/** What leaves the house. */
function outgoingOver(
  { holidays, ...store }: Omit<Store, 'close' | 'holidays'> & { readonly holidays: HolidayService },
  options: OfficeOptions,
) {
  const { config, clock, ids, log, site } = options;
  const { mail, hooks, quiet, digestAt, language, reminders: rules } = config.notify;
  const hours = { quiet, digestAt, timeZone: config.timeZone };
  const lanes: readonly LaneOf[] = [
    { lane: { channel: 'event' }, rings: false, deliver: fanOut(hooks, ids) },
    ...(mail === null
      ? []
      : [{ lane: { channel: 'mail' }, rings: true, deliver: mailSender({ ...mail, site, clock }) } as const]),
    ...hooks.map((hook): LaneOf => {
      const deliver = hookSender({ hook, site, clock, resolve: systemResolve });
      return { lane: { channel: 'webhook', target: hook.name }, rings: hook.kind !== 'signed', deliver };
    }),
  ];
  return {
    postOffice: new PostOffice({ ...store, lanes, hours, clock, ids, log }),
    notices: new NoticeService({ ...store, clock, ids, setup: setupOf(config.notify) }),
    reminders: new TaskReminders({
      ...{ ...store, ...hours, post: taskPost(store, options), clock, log, rules, language, hasMail: mail !== null },
      parties: new SameParties(store),
      calendar: () => holidays.calendar(),
    }),
  };
}
