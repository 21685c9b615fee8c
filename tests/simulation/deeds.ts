// Everything that can befall a world, by name, with how likely each is. A run draws its own weights, some of them zero,
// so that a thousand runs are a thousand different afternoons.
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import * as Y from 'yjs';
import type { Browser, Page } from './browser.ts';
import type { Chance } from './chance.ts';
import { ITEMS } from './simulated-server.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

/** Name → weight in an ordinary run. */
const WEIGHTS = {
  word: 30,
  letter: 8,
  takeBack: 5,
  format: 3,
  task: 2,
  progress: 2,
  paste: 0.04,
  compose: 4,
  reload: 1.5,
  killTab: 1,
  typeAndDie: 0.7,
  openTab: 1,
  closeTab: 0.7,
  offline: 1.2,
  online: 2,
  blackHoleUp: 0.8,
  blackHoleDown: 0.8,
  cutLink: 1,
  halfOpen: 0.6,
  weather: 1,
  fillBrowser: 0.15,
  setClock: 0.4,
  setServerClock: 0.2,
  rights: 0.5,
  killServer: 0.8,
  losePower: 0.3,
  stopServer: 0.4,
  fillDisk: 0.4,
  lockDisk: 0.2,
  failFlush: 0.2,
  slowDisk: 0.3,
  command: 1.5,
  archive: 0.12,
  reopen: 1,
  tamper: 0.15,
  stock: 6,
  wait: 4,
  waitLong: 0.5,
  waitHours: 0.03,
} as const;

export type Deed = keyof typeof WEIGHTS;
export type Weights = Readonly<Record<Deed, number>>;

/** Weights of one run: each deed as usual, much more, much less, or never. */
export function drawWeights(chance: Chance): Weights {
  const factor = (): number => (chance.happens(0.2) ? 0 : chance.spread(0.3, 3));
  const always: readonly string[] = ['word', 'wait', 'online'];
  return Object.fromEntries(
    Object.entries(WEIGHTS).map(([deed, weight]) => [deed, always.includes(deed) ? weight : weight * factor()]),
  ) as Weights;
}

export type Doer = (world: World) => Promise<void> | void;

export const DEEDS: Readonly<Record<Deed, Doer>> = {
  word: writing((world, page) => world.writing.word(page)),
  letter: writing((world, page) => world.writing.letter(page)),
  takeBack: writing((world, page) => world.writing.takeBack(page)),
  format: writing((world, page) => world.writing.format(page)),
  task: writing((world, page) => world.writing.task(page)),
  progress: writing((world, page) => world.writing.progress(page)),
  paste: writing((world, page) => world.writing.paste(page)),
  compose: writing(compose),
  reload: onPage((world, page) => {
    page.close();
    world.openPage(page.browser);
  }),
  killTab: onPage((world, page) => {
    page.kill();
    world.openPageSoon(page.browser);
  }),
  typeAndDie: writing(async (world, page) => {
    world.writing.word(page);
    // The browser may have begun to write, and the page dies before it has gone on.
    world.mayBeLost(page, { thisStepOnly: true });
    page.kill();
    world.openPageSoon(page.browser);
  }),
  openTab: (world) => {
    const browser = world.chance.pick(world.browsers);
    if (browser && browser.pages.length < 3) world.openPage(browser);
  },
  closeTab: onPage((_world, page) => {
    if (page.browser.pages.length > 1) page.close();
  }),
  offline: onBrowser((_world, browser) => {
    browser.isOnline = false;
    for (const page of browser.pages) page.wire.link?.cut({ client: true, server: false });
  }),
  online: onBrowser((_world, browser) => {
    browser.isOnline = true;
    for (const page of browser.pages) clear(page);
  }),
  blackHoleUp: onPage((_world, page) => page.wire.link?.up.hold()),
  blackHoleDown: onPage((_world, page) => page.wire.link?.down.hold()),
  cutLink: onPage((_world, page) => page.wire.link?.cut({ client: true, server: true })),
  halfOpen: onPage((world, page) =>
    page.wire.link?.cut(world.chance.happens(0.5) ? { client: true, server: false } : { client: false, server: true }),
  ),
  weather: onBrowser((world, { weather }) => {
    weather.latencyMs = world.chance.spread(1, 800);
    weather.jitterMs = world.chance.spread(1, 400);
  }),
  fillBrowser: onBrowser((world, browser) => {
    browser.isFull = true;
    world.timeline.after(world.chance.spread(SECOND_MS, 5 * MINUTE_MS), () => (browser.isFull = false));
  }),
  setClock: onBrowser((world, browser) => {
    browser.skewMs = Math.round(world.chance.between(-DAY_MS, DAY_MS));
  }),
  setServerClock: (world) => {
    world.server.wallOffsetMs = Math.round(world.chance.between(-DAY_MS, DAY_MS));
  },
  rights: changeRights,
  killServer: (world) => world.server.kill({ power: false }),
  losePower: (world) => world.server.kill({ power: true }),
  stopServer: (world) => world.server.stop(),
  fillDisk: (world) => spoilDisk(world, 'full'),
  lockDisk: (world) => spoilDisk(world, 'read-only'),
  failFlush: (world) => {
    world.disk.failsFlush = true;
  },
  slowDisk: (world) => {
    world.disk.slowestMs = world.chance.spread(5, 4_000);
    world.timeline.after(world.chance.spread(SECOND_MS, 30 * SECOND_MS), () => (world.disk.slowestMs = 20));
  },
  command: onPage((world, page) => world.command(page)),
  archive: (world) => world.archive(),
  reopen: (world) => world.reopen(),
  tamper: onPage(tamper),
  stock,
  wait: (world) => world.timeline.advance(world.chance.spread(50, 5 * SECOND_MS)),
  waitLong: (world) => world.timeline.advance(world.chance.spread(5 * SECOND_MS, 3 * MINUTE_MS)),
  waitHours: (world) => world.timeline.advance(world.chance.between(20 * MINUTE_MS, 150 * MINUTE_MS)),
};

/** A hole that was held is open again. */
export function clear(page: Page): void {
  page.wire.link?.up.release();
  page.wire.link?.down.release();
}

function onBrowser(act: (world: World, browser: Browser) => void): Doer {
  return (world) => {
    const browser = world.chance.pick(world.browsers);
    if (browser) act(world, browser);
  };
}

function onPage(act: (world: World, page: Page) => Promise<void> | void): Doer {
  return (world) => {
    const page = world.chance.pick(world.pages);
    return page ? act(world, page) : undefined;
  };
}

function writing(act: (world: World, page: Page) => Promise<void> | void): Doer {
  return onPage((world, page) => (page.canWrite ? act(world, page) : undefined));
}

/** Pinyin under way for a while, edits of the same page meanwhile, then the word. */
function compose(world: World, page: Page): void {
  const { provider } = page;
  if (!provider || provider.composition.isComposing) return;
  provider.composition.start();
  page.life.after(world.chance.spread(50, 15 * SECOND_MS), () => {
    if (page.canWrite) world.writing.word(page);
    provider.composition.end();
  });
}

/** An ordinary Yjs client types, sends everything again, or loses its line. */
function stock({ chance, writing: pen, stockPage: page }: World): void {
  if (!page?.canWrite) return;
  const deed = chance.weighted({ word: 6, letter: 2, takeBack: 1, all: 1, cut: 1, half: 0.5, hole: 0.5, open: 2 });
  if (deed === 'word') pen.word(page);
  if (deed === 'letter') pen.letter(page);
  if (deed === 'takeBack') pen.takeBack(page);
  if (deed === 'all') page.sendAll();
  if (deed === 'cut') page.link?.cut({ client: true, server: true });
  if (deed === 'half') page.link?.cut({ client: true, server: false });
  if (deed === 'hole') page.link?.up.hold();
  if (deed === 'open') page.link?.up.release();
}

/** As services/accounts: whoever's rights change is put out, and may come back to what is left. */
function changeRights(world: World): void {
  const person = world.chance.pick(world.people);
  if (!person) return;
  const rights = world.chance.pick(['write', 'write', 'read', 'none'] as const) ?? 'write';
  if (rights === person.rights) return;
  person.rights = rights;
  world.trace.note(person.id, `may ${rights}`);
  world.server.process?.rooms.endSessions(({ userId }) => userId === person.userId, 'restarting');
}

function spoilDisk(world: World, state: 'full' | 'read-only'): void {
  world.disk.become(state);
  world.timeline.after(world.chance.spread(SECOND_MS, MINUTE_MS), () => world.disk.become('sound'));
}

/** One character of a replica changes where Yjs does not see it: equal state vectors, unequal contents. */
function tamper(world: World, page: Page): void {
  const { provider } = page;
  if (!provider?.isReady || page.isTamperedWith) return;
  const item = world.chance.pick(ITEMS);
  const minutes = item && itemMinutes(provider.desk, item);
  const text: unknown = minutes?.firstChild instanceof Y.XmlElement ? minutes.firstChild.get(0) : null;
  const struct = text instanceof Y.XmlText ? text._start : null;
  if (!struct || struct.deleted || !(struct.content instanceof Y.ContentString)) return;
  // What the server does not have yet would be nobody's fault but the tamperer's.
  const { client, clock } = struct.id;
  if (Y.getState(world.shadow.of(page.doc).doc.store, client) < clock + struct.length) return;
  page.isTamperedWith = true;
  world.tampered += 1;
  world.trace.note(page.name, 'is tampered with');
  struct.content.str = `?${struct.content.str.slice(1)}`;
}
