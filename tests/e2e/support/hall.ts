// A meeting under way in a server of its own: its people's desks, its hall screen, and a stock client that watches what
// the server really has. Everything is closed when the test ends.
import type { Browser, Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { readAgenda } from '../../../shared/doc/desk-agenda.ts';
import type { DocName, ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { textField, type Caller } from '../../support/app.ts';
import { wordsOf } from '../../support/rooms-fixture.ts';
import { eventually, openStockClient, type WireClient } from '../../support/wire-clients.ts';
import { addPerson, Desk, liveMeeting, type DeskOptions } from './desk.ts';
import { ServerUnderTest, type Ground } from './server.ts';

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
  projector(): Promise<HallScreen>;
}

export interface HallOptions extends Ground {
  /** Takes what closes each part of it; absent = closed when the test ends. */
  readonly atEnd?: (end: () => unknown) => void;
}

export async function openHall(
  browser: Browser,
  { atEnd = (end) => onTestFinished(async () => void (await end())), ...ground }: HallOptions = {},
): Promise<Hall> {
  const server = await ServerUnderTest.start(ground);
  atEnd(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const meetingId = await liveMeeting(admin);
  await addPerson(admin, '李文静', 'secretary');
  await addPerson(admin, '周敏', 'notetaker');
  await addPerson(admin, '陈一帆', 'notetaker');
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
      const desk = await Desk.open(browser, { server, username, meetingId, ...deskOptions });
      atEnd(() => desk.context.close());
      return desk;
    },
    projector: async () => {
      const token = textField(await admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' }), 'token');
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      atEnd(() => context.close());
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${server.url}/projector/${token}`);
      return { page, errors, token };
    },
  };
}
