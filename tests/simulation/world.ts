// One seeded world: a server with its disk, people with their browsers, a network, one clock and one source of chance.
// Knows what can be done in it, not what will be (deeds.ts, afternoon.ts) nor what must be true of it (judge.ts).
import type { ArchiveId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { SaveState } from '../../client/sync/save-state.ts';
import { Browser, type Page } from './browser.ts';
import { Chance } from './chance.ts';
import { SimulatedDisk } from './disk.ts';
import { Findings } from './findings.ts';
import { LedgerShadow } from './ledger-shadow.ts';
import { Person } from './person.ts';
import { SimulatedServer, type Process, type Wrapping } from './simulated-server.ts';
import { StockPage } from './stock-page.ts';
import { Testimony } from './testimony.ts';
import { Life, Timeline } from './timeline.ts';
import { Trace } from './trace.ts';
import { Writing } from './writing.ts';

export interface WorldOptions {
  readonly seed: number;
  /** How a defect is planted. */
  readonly wrapping?: Wrapping & { readonly storage?: (factory: IDBFactory) => IDBFactory };
}

/** Told of the instants at which a promise can be held against the facts. */
export interface Watcher {
  light(page: Page, light: SaveState): void;
  /** A process was killed; what it left is all there is. */
  died(): void;
  archived(process: Process, version: number, archiveId: ArchiveId): Promise<void>;
}

const NAMES = ['李文静', '周敏', '陈一帆'];

export class World {
  readonly timeline = new Timeline();
  readonly trace = new Trace(this.timeline);
  readonly findings = new Findings(this.trace);
  readonly chance: Chance;
  readonly testimony = new Testimony();
  readonly shadow = new LedgerShadow(this.findings);
  readonly writing: Writing;
  readonly disk: SimulatedDisk;
  readonly server: SimulatedServer;
  readonly people: readonly Person[];
  readonly browsers: readonly Browser[];
  readonly #options: WorldOptions;
  /** Whoever comes with an ordinary Yjs client; in half of all worlds. */
  stockPage: StockPage | null = null;
  #watcher: Watcher | null = null;
  #meetingId: MeetingId | null = null;
  /** The version people are sent to; as a page's HTTP request would tell. */
  #version = 1;
  #restartPlanned = false;
  /** Which deed is being done. */
  step = 0;
  archives = 0;
  tampered = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    const { timeline, trace, shadow } = this;
    const chance = new Chance(options.seed);
    this.chance = chance;
    this.writing = new Writing(chance, this.testimony, () => this.step);
    this.disk = new SimulatedDisk({ timeline, chance, trace, onLanded: (entries) => shadow.landed(entries) });
    const { disk } = this;
    const wrapping = options.wrapping ?? {};
    const onKilled = (): void => this.#watcher?.died();
    this.server = new SimulatedServer({ timeline, chance, trace, disk, eavesdropper: shadow, wrapping, onKilled });
    this.people = NAMES.slice(0, 2 + chance.below(2)).map((_name, index) => new Person(`p${index + 1}`));
    this.browsers = this.people.flatMap((person, index) => this.#browsersOf(person, index));
  }

  get pages(): readonly Page[] {
    return this.browsers.flatMap((browser) => browser.pages);
  }

  get meetingId(): MeetingId {
    if (this.#meetingId === null) throw new Error('no meeting was founded');
    return this.#meetingId;
  }

  get version(): number {
    return this.#version;
  }

  watchedBy(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  /** The meeting is made, and everybody comes in. */
  async found(): Promise<void> {
    this.server.start();
    const founding = this.server.found();
    await this.timeline.advance(SECOND_MS);
    this.#meetingId = await founding;
    for (const browser of this.browsers) {
      browser.skewMs = Math.round(this.chance.between(-86_400_000, 86_400_000));
      this.openPage(browser);
    }
    if (this.chance.happens(0.5)) this.stockPage = this.#openStockPage();
    await this.timeline.advance(2 * SECOND_MS);
  }

  openPage(browser: Browser): Page {
    return browser.open(this.meetingId, this.#version);
  }

  /** A person whose tab died opens another one after a moment. */
  openPageSoon(browser: Browser): void {
    this.timeline.after(this.chance.spread(100, 20 * SECOND_MS), () => {
      if (browser.pages.length === 0) this.openPage(browser);
    });
  }

  /** Somebody, or the system, starts it again. */
  restartServerSoon(): void {
    if (this.server.process || this.#restartPlanned) return;
    this.#restartPlanned = true;
    this.timeline.after(this.chance.spread(200, 20 * SECOND_MS), () => {
      this.#restartPlanned = false;
      this.server.start();
    });
  }

  /** Nothing of it happens any more. */
  async end(): Promise<void> {
    for (const page of this.pages) page.kill();
    this.stockPage?.close();
    this.server.process?.life.end();
    await this.timeline.settle();
    this.disk.close();
  }

  /** Letters of a page that its browser had no time, or no room, to keep. */
  mayBeLost(page: Page, { thisStepOnly }: { readonly thisStepOnly: boolean }): void {
    for (const letter of this.testimony.letters)
      if (letter.page === page.name && (!thisStepOnly || letter.step === this.step)) letter.mayBeLost = true;
  }

  command(page: Page): void {
    const { provider } = page;
    if (!provider?.isReady) return;
    const { chance } = this;
    const [kind, data] = chance.happens(0.5)
      ? ['meeting.phase', { to: chance.pick(['prepare', 'live', 'follow-up']), reason: 'so decided' }]
      : [
          'screen.set',
          { screen: 'hall', mode: chance.pick(['auto', 'agenda', 'welcome']), frozen: chance.happens(0.3) },
        ];
    void provider.commands.execute(this.meetingId, String(kind), data).then((result) => {
      this.trace.note(page.name, `${String(kind)}: ${result.ok ? 'ok' : result.code}`);
    });
  }

  archive(): void {
    const process = this.server.process;
    const person = this.people[0];
    if (!process || !person) return;
    const version = this.#version;
    this.trace.note('office', `archives version ${version}`);
    const sealing = process.archive.archive(person.actor, this.meetingId, { override: { reason: 'end' } });
    void sealing.then(
      async (result) => {
        this.trace.note('office', result.ok ? 'archived' : `not archived: ${result.code}`);
        if (!result.ok || process.life.isOver) return;
        this.archives += 1;
        await this.#watcher?.archived(process, version, brand<ArchiveId>(result.value.archiveId));
      },
      () => this.trace.note('office', 'archiving broke off'),
    );
  }

  reopen(): void {
    const process = this.server.process;
    const person = this.people[0];
    if (!process || !person || this.archives === 0) return;
    void process.archive.reopen(person.actor, this.meetingId, 'a mistake').then(
      (result) => {
        this.trace.note('office', result.ok ? `reopened as ${result.value.version}` : `not reopened: ${result.code}`);
        if (result.ok) this.#version = result.value.version;
      },
      () => this.trace.note('office', 'reopening broke off'),
    );
  }

  #openStockPage(): StockPage {
    const { timeline, chance, trace } = this;
    const life = new Life(timeline);
    const address = { meetingId: this.meetingId, version: 1 };
    return new StockPage({
      ...{ timeline, chance, trace, life, address, person: new Person('p9') },
      process: () => this.server.process,
      onRefused: (reason) => this.findings.add(`an honest stock client was put out: ${reason}`),
    });
  }

  #browsersOf(person: Person, index: number): Browser[] {
    const count = index === 0 && this.chance.happens(0.3) ? 2 : 1;
    return Array.from({ length: count }, (_, number) => {
      const { timeline, chance, trace } = this;
      return new Browser({
        ...{ timeline, chance, trace, person, name: `${person.id}${'ab'.charAt(number)}` },
        door: () => this.server.door,
        onLight: (page, light) => this.#watcher?.light(page, light),
        onForgotten: (page) => this.mayBeLost(page, { thisStepOnly: false }),
        wrapStorage: this.#options.wrapping?.storage,
      });
    });
  }
}
