// A meeting under way: its people's desks, its hall screen, and a stock client that watches what the server really has.
// Everything is closed when the test ends, but a house that a file keeps for all its halls.
import type { Browser, Page } from 'playwright';
import { beforeAll, inject } from 'vitest';
import { readAgenda } from '../../../shared/doc/desk-agenda.ts';
import type { DocName, ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Caller, textField } from '../../support/app.ts';
import { wordsOf } from '../../support/rooms-fixture.ts';
import { atEndOfFile, atEndOfTest, temporaryFolder, type AtEnd } from '../../support/temporary-folder.ts';
import { eventually, openStockClient, type WireClient } from '../../support/wire-clients.ts';
import { Desk, liveMeeting, ownBrowser, type BrowserOptions, type DeskOptions } from './desk.ts';
import { settle, type Cookies } from './founding.ts';
import { ADMINISTRATOR, ServerUnderTest, type Ground } from './server.ts';

export const FIRM = '律所情况介绍';
export const SUZHOU = '苏州市标准化建设情况介绍';

export interface HallScreen {
  readonly page: Page;
  readonly errors: readonly string[];
  readonly token: string;
}

export interface Hall {
  readonly server: ServerUnderTest;
  readonly admin: Caller;
  readonly meetingId: string;
  readonly stock: WireClient;
  readonly doc: DocName;
  itemCalled(title: string): ItemId;
  /** What the server has of an item's minutes. */
  words(title: string): string;
  desk(username: string, options?: DeskOptions): Promise<Desk>;
  projector(options?: BrowserOptions): Promise<HallScreen>;
}

/** A server and the three people who write in its halls. */
export interface House {
  readonly server: ServerUnderTest;
  readonly admin: Caller;
  /** All desks of a person in this house are one session. */
  readonly cookies: Cookies;
}

interface Closing {
  /** Takes what closes each part of it; absent = closed when the test ends. */
  readonly atEnd?: AtEnd;
}

export interface HallOptions extends Ground, Closing {
  /** Of a whole file; absent = a house of its own, which `Ground` describes. */
  readonly house?: House;
}

/**
 * One house for all halls of a file, for tests that leave it fit for the next: to start a server and sign in costs as much
 * as opening a desk. Called at the top of the file; what it answers may be called in tests.
 */
export function houseOfFile(ground: Pick<Ground, 'env'> = {}): () => House {
  const atEnd = atEndOfFile();
  let house: House | null = null;
  beforeAll(async () => {
    house = await openHouse({ ...ground, dataDir: temporaryFolder(atEnd), atEnd });
  });
  return () => {
    if (house === null) throw new Error('the house is not open yet');
    return house;
  };
}

async function openHouse({ atEnd = atEndOfTest, ...ground }: Ground & Closing): Promise<House> {
  const dataDir = ground.dataDir ?? temporaryFolder(atEnd);
  const cookies = await settle(dataDir, inject('foundedHouse'));
  const server = await ServerUnderTest.start({ ...ground, dataDir });
  atEnd(() => server.stop('SIGKILL'));
  const admin = new Caller(server.url, { cookie: cookies[ADMINISTRATOR.username] ?? '', origin: server.url });
  return { server, admin, cookies };
}

export async function openHall(
  browser: Browser,
  { atEnd = atEndOfTest, house: given, ...ground }: HallOptions = {},
): Promise<Hall> {
  const { server, admin, cookies } = given ?? (await openHouse({ atEnd, ...ground }));
  // A test that fails between stopping it and starting it again fails alone.
  if (given) atEnd(() => server.recover());
  const meetingId = await liveMeeting(admin);
  const doc = brand<DocName>(`${meetingId}/desk`);
  const stock = openStockClient({ url: server.url, token: await server.tokenOf(admin), doc });
  atEnd(() => stock.close());
  await eventually(() => readAgenda(stock.doc).length > 0, 'the desk at the stock client');
  const itemCalled = (title: string): ItemId => {
    const item = readAgenda(stock.doc).find((one) => one.title === title);
    if (!item) throw new Error(`no item ${title}`);
    return item.id;
  };
  return {
    ...{ server, admin, meetingId, stock, doc, itemCalled },
    words: (title) => wordsOf(stock.doc, itemCalled(title)),
    desk: async (username, deskOptions = {}) => {
      const owner = { server, username, meetingId, cookie: cookies[username] };
      const desk = await Desk.open(browser, { ...owner, ...deskOptions });
      atEnd(() => desk.context.close());
      return desk;
    },
    projector: async (options = {}) => {
      const token = textField(await admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' }), 'token');
      const context = await ownBrowser(browser, { viewport: { width: 1920, height: 1080 }, ...options });
      atEnd(() => context.close());
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${server.url}/projector/${token}`);
      return { page, errors, token };
    },
  };
}
