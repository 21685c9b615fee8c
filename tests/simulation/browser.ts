// A person's browser: storage that outlives its pages, a clock that may be wrong by days, and pages, each with the real
// provider over a simulated wire. A killed page does nothing more, not even write what it still had in hand.
import { createHash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import type * as Y from 'yjs';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { docName, type DocName, type MeetingId } from '../../shared/domain/ids.ts';
import type { Device } from '../../client/sync/device.ts';
import { LocalStore } from '../../client/sync/local-store.ts';
import { Provider, type ProviderOptions } from '../../client/sync/provider.ts';
import type { SaveState } from '../../client/sync/save-state.ts';
import type { Chance } from './chance.ts';
import type { Door } from './door.ts';
import type { Weather } from './network.ts';
import type { Person } from './person.ts';
import { SimulatedWire } from './simulated-wire.ts';
import { Life, type Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';
import type { Desk } from './writing.ts';

const START = Date.UTC(2021, 3, 23, 6, 0);

export interface BrowserOptions {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly person: Person;
  readonly name: string;
  readonly door: () => Door | null;
  readonly onLight: (page: Page, light: SaveState) => void;
  /** A page whose browser keeps nothing is going away; it warns, its person has been told. */
  readonly onForgotten: (page: Page) => void;
  /** Breaks the storage, to plant a defect. */
  readonly wrapStorage?: ((factory: IDBFactory) => IDBFactory) | undefined;
}

export class Browser {
  readonly options: BrowserOptions;
  readonly name: string;
  readonly storage = new IDBFactory();
  readonly weather: { latencyMs: number; jitterMs: number } & Weather = { latencyMs: 20, jitterMs: 10 };
  isOnline = true;
  /** The disk of this computer takes no more. */
  isFull = false;
  /** Its wall clock minus the right time. */
  skewMs = 0;
  readonly #pages = new Set<Page>();
  #opened = 0;

  constructor(options: BrowserOptions) {
    this.options = options;
    this.name = options.name;
  }

  get pages(): readonly Page[] {
    return [...this.#pages];
  }

  open(meetingId: MeetingId, version: number): Page {
    const page = new Page(this, `${this.name}.${(this.#opened += 1)}`, { meetingId, version });
    this.#pages.add(page);
    this.options.trace.note(page.name, `opens version ${version}`);
    return page;
  }

  /** Its network, its disk and its weather are as on a good day. */
  heal(): void {
    this.isOnline = true;
    this.isFull = false;
    Object.assign(this.weather, { latencyMs: 20, jitterMs: 10 });
  }

  forget(page: Page): void {
    this.#pages.delete(page);
  }

  /** This computer's clock and chance, as one page sees them. */
  device(life: Life): Device {
    const { timeline, chance } = this.options;
    const openedMs = timeline.nowMs;
    return {
      now: () => START + Math.floor(timeline.nowMs) + this.skewMs,
      monotonicMs: () => timeline.nowMs - openedMs,
      after: (delayMs, task) => life.after(delayMs, task),
      random: () => chance.next(),
      clientId: () => chance.uint32(),
      randomId: () => chance.letters(22),
    };
  }

  /** The storage as one page sees it: gone with the page, refusing while the computer's disk is full. */
  storageFor(life: Life): IDBFactory {
    const factory = this.options.wrapStorage?.(this.storage) ?? this.storage;
    const open = (...names: Parameters<IDBFactory['open']>): IDBOpenDBRequest => {
      const request = factory.open(...names);
      request.addEventListener('success', () => this.#limit(request.result, life));
      return request;
    };
    return Object.assign(Object.create(factory) as IDBFactory, { open });
  }

  #limit(database: IDBDatabase, life: Life): void {
    const begin = database.transaction.bind(database);
    database.transaction = (names, mode, options) => {
      if (life.isOver) throw new DOMException('the page is gone', 'InvalidStateError');
      const transaction = begin(names, mode, options);
      if (this.isFull && mode === 'readwrite') this.options.timeline.turn(() => transaction.abort());
      return transaction;
    };
  }
}

export interface PageAddress {
  readonly meetingId: MeetingId;
  readonly version: number;
}

export class Page implements Desk {
  readonly name: string;
  readonly browser: Browser;
  readonly address: PageAddress;
  readonly life: Life;
  readonly wire: SimulatedWire;
  /** Its replica was altered behind Yjs's back; once is enough. */
  isTamperedWith = false;
  #provider: Provider | null = null;
  #light = '';

  constructor(browser: Browser, name: string, address: PageAddress) {
    const { timeline, chance, trace, person, door } = browser.options;
    this.browser = browser;
    this.name = name;
    this.address = address;
    this.life = new Life(timeline);
    this.wire = new SimulatedWire({
      ...{ timeline, chance, trace, person, life: this.life, weather: browser.weather, name },
      reach: () => (browser.isOnline ? door() : null),
    });
    void this.#open();
  }

  /** Null until the browser's storage has been opened. */
  get provider(): Provider | null {
    return this.life.isOver ? null : this.#provider;
  }

  get doc(): DocName {
    return docName({ ...this.address, part: 'desk' });
  }

  get home(): string {
    return this.browser.name;
  }

  get ydoc(): Y.Doc | null {
    return this.provider?.desk ?? null;
  }

  get person(): Person {
    return this.browser.options.person;
  }

  now(): number {
    return this.provider?.clock.now() ?? 0;
  }

  get canWrite(): boolean {
    return this.provider?.access === 'write';
  }

  /** Closed by its person: it says good-bye and finishes its writing. */
  close(): void {
    this.browser.options.trace.note(this.name, 'closes');
    if (this.provider?.keepsLocally === false) this.browser.options.onForgotten(this);
    this.#provider?.close();
    this.browser.forget(this);
    // What is on its way into storage belongs to this instant.
    this.life.after(0, () => this.life.end());
  }

  /** Killed: nothing of it happens any more. */
  kill(): void {
    this.browser.options.trace.note(this.name, 'is killed');
    if (this.provider?.keepsLocally === false) this.browser.options.onForgotten(this);
    this.life.end();
    this.wire.vanish();
    this.browser.forget(this);
  }

  async #open(): Promise<void> {
    const { browser, life } = this;
    const device = browser.device(life);
    const store = await LocalStore.open(browser.storageFor(life), device);
    if (life.isOver) return;
    const user = browser.options.person.userId;
    const provider = new Provider({ ...this.address, user, wire: this.wire, store, device, digestOf });
    this.#provider = provider;
    provider.onChange(() => this.#look(provider));
    await provider.start();
  }

  #look(provider: Provider): void {
    if (this.life.isOver) return;
    const light = provider.save;
    const words = JSON.stringify(light);
    if (words === this.#light) return;
    this.#light = words;
    this.browser.options.trace.note(this.name, `shows ${words}`);
    this.browser.options.onLight(this, light);
  }
}

/** As the browser's own, but within the instant. */
const digestOf: ProviderOptions['digestOf'] = (part) => async (ydoc: Y.Doc) =>
  createHash('sha256').update(canonicalRoots(ydoc, part)).digest('hex');
