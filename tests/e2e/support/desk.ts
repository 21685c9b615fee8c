// People at their desks in real browsers: accounts, sessions, the workspace's handles by their names.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import * as Y from 'yjs';
import type { DocName } from '../../../shared/domain/ids.ts';
import { Caller, cookieIn, textField } from '../../support/app.ts';
import type { ServerUnderTest } from './server.ts';
import { trafficOf } from './traffic.ts';

const REFERENCE: unknown = JSON.parse(
  readFileSync(new URL('../../fixtures/reference-meeting.json', import.meta.url), 'utf8'),
);
/** Everybody's. */
export const PASSWORD = 'a password of ten';

/** Imports the reference meeting, opens it for notes, and answers its id. */
export async function liveMeeting(admin: Caller): Promise<string> {
  const id = textField(await admin.post('/meetings/import', REFERENCE), 'id');
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  return id;
}

export async function addPerson(admin: Caller, username: string, role: 'secretary' | 'notetaker'): Promise<void> {
  const reply = await admin.post('/accounts', { username, password: PASSWORD, displayName: username, role });
  if (reply.status !== 201) throw new Error(`no account for ${username}: ${JSON.stringify(reply.body)}`);
}

export interface BrowserOptions extends BrowserContextOptions {
  /**
   * Keeps the program on its disk, as every real browser does that may. Costs about a second of everybody's time: it is
   * for tests of going without the server, and for a journey or two with everything as it is shipped.
   */
  readonly keepsProgram?: boolean;
}

/** Twice a browser's usual patience: what comes in time is waited for no longer, and a machine may be busy. */
const LONGEST_WAIT_MS = 60_000;

/** A browser of somebody's own: of our language, as wide as a small laptop unless told otherwise. The caller closes it. */
export async function ownBrowser(
  browser: Browser,
  { keepsProgram = false, ...options }: BrowserOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    serviceWorkers: keepsProgram ? 'allow' : 'block',
    ...options,
  });
  context.setDefaultTimeout(LONGEST_WAIT_MS);
  return context;
}

interface Entry {
  readonly server: Pick<ServerUnderTest, 'url'>;
  /** Where the browser reaches the server. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Of a session that this person has already, as `name=value`; absent = begins one. */
  readonly cookie?: string | undefined;
}

/** Gives a browser the session that its sign-in page would get, for a second less of everybody's time. */
export async function enter(
  context: BrowserContext,
  { server, url, username, password, cookie }: Entry,
): Promise<void> {
  const [name = '', value = ''] = (cookie ?? (await newSession(server, { username, password }))).split('=');
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
}

async function newSession(
  { url }: Entry['server'],
  { username, password }: Pick<Entry, 'username' | 'password'>,
): Promise<string> {
  const reply = await new Caller(url).post('/session', { username, password });
  const cookie = cookieIn(reply);
  if (cookie === null) throw new Error(`no session for ${username}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return cookie;
}

export interface DeskOwner {
  readonly server: Pick<ServerUnderTest, 'url'>;
  readonly username: string;
  readonly meetingId: string;
  /** As for `enter`. */
  readonly cookie?: string | undefined;
}

export interface DeskOptions {
  /** Where this person reaches the server; absent = at its own address. */
  readonly url?: string;
  /** Before the first page of this browser. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
  /** What this browser is, beyond a laptop's. */
  readonly context?: BrowserOptions;
}

/** One person's browser in one meeting. */
export class Desk {
  readonly context: BrowserContext;
  readonly errors: string[] = [];
  #page: Page;
  readonly #address: string;

  private constructor(context: BrowserContext, page: Page, address: string) {
    this.context = context;
    this.#page = page;
    this.#address = address;
    this.#listen();
  }

  /** Opens the meeting, signed in before: signing in through the page has tests of its own (accounts, preparing). */
  static async open(
    browser: Browser,
    { server, username, meetingId, cookie, url = server.url, prepare, context: options }: DeskOwner & DeskOptions,
  ): Promise<Desk> {
    const context = await ownBrowser(browser, options);
    await prepare?.(context);
    await enter(context, { server, url, username, password: PASSWORD, cookie });
    const page = await context.newPage();
    const address = `${url}/meetings/${meetingId}`;
    const desk = new Desk(context, page, address);
    await page.goto(address);
    await desk.isReady();
    return desk;
  }

  get page(): Page {
    return this.#page;
  }

  /** Waits until the page takes what is typed and pressed, or says that it will take nothing: its text stands before that. */
  async isReady(): Promise<void> {
    await this.minutesOf('律所情况介绍').waitFor();
    const takes = this.#page.locator('[contenteditable=true]').first();
    const refuses = this.#page.locator('[data-save=read-only], [data-save=refused]');
    await takes.or(refuses).first().waitFor({ state: 'attached' });
  }

  /** Closes the tab and opens the meeting again in a new one. */
  async reopenTab(): Promise<void> {
    await this.#page.close();
    this.#page = await this.context.newPage();
    this.#listen();
    await this.#page.goto(this.#address);
    await this.isReady();
  }

  /** The same person in the same browser, in one more tab. */
  async secondTab(): Promise<Desk> {
    const page = await this.context.newPage();
    const tab = new Desk(this.context, page, this.#address);
    await page.goto(this.#address);
    await tab.isReady();
    return tab;
  }

  /** The browser's own "duplicate": the tab's session storage is copied with it. */
  async duplicateTab(): Promise<Desk> {
    const [page] = await Promise.all([
      this.context.waitForEvent('page'),
      this.#page.evaluate(() => void window.open(location.href)),
    ]);
    const tab = new Desk(this.context, page, this.#address);
    await tab.isReady();
    return tab;
  }

  /** The tab's process dies at once, as by SIGKILL or for want of memory; nothing of the page runs any more. */
  async crashTab(): Promise<void> {
    const crashed = this.#page.waitForEvent('crash');
    const session = await this.context.newCDPSession(this.#page);
    // The answer never comes from a process that is gone.
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  /** Waits until this browser, which keeps the program, would open the page without the server. */
  async isOpenable(): Promise<void> {
    await this.#page.evaluate(() => navigator.serviceWorker.ready);
  }

  minutesOf(title: string): Locator {
    return this.#page.getByRole('textbox', { name: `${title}：记录` });
  }

  /** Types key by key at the end of an item's last line, or at its beginning. */
  async type(title: string, text: string, where: 'end' | 'line-start' = 'end'): Promise<void> {
    await this.caretAtEnd(title);
    if (where === 'line-start') await this.#page.keyboard.press('Home');
    await this.#page.keyboard.type(text, { delay: 5 });
  }

  async caretAtEnd(title: string): Promise<void> {
    // Until its desk has joined, a page shows the text and takes no letter of what is typed.
    await this.minutesOf(title).and(this.#page.locator('[contenteditable=true]')).click();
    await this.#page.keyboard.press('Control+End');
  }

  async addTask(text: string): Promise<void> {
    await this.#page.getByRole('tab', { name: /任务/ }).click();
    const line = this.#page.getByLabel('新任务');
    await line.fill(text);
    await line.press('Enter');
  }

  /** Chooses what the hall screen shows, in the dialog behind 投影. */
  async showOnScreen(scene: string): Promise<void> {
    await this.#page.getByRole('button', { name: '投影', exact: true }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('radio', { name: scene }).check();
    await this.#page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** What the light says, e.g. 已保存. */
  async isSaved(): Promise<void> {
    await this.#page.getByText('已保存', { exact: true }).first().waitFor();
  }

  /** All that comes by itself after the first picture is here: late parts, the editors down the page, what they ask for. */
  async isWhole(): Promise<void> {
    await this.#page.waitForFunction(async () => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const isWhole = (): boolean =>
        !document.documentElement.hasAttribute('data-coming') &&
        document.querySelector('article .text.minutes-text') === null;
      await frame();
      const was = isWhole();
      // What came may ask for more once it is drawn.
      await frame();
      return was && isWhole();
    });
    await trafficOf(this.#page).silence();
  }

  /**
   * The network goes, once all of the page is here: of a script that was on its way the browser remembers that it did not
   * come, and what it would have shown is missing until the page is loaded anew, as the page says.
   */
  async goOffline(): Promise<void> {
    await this.isWhole();
    await this.context.setOffline(true);
  }

  /** The replica this browser keeps on its disk, read out of its storage. */
  async storedReplica(doc: DocName): Promise<Y.Doc> {
    const updates = await this.#page.evaluate(readStoredUpdates, doc);
    const replica = new Y.Doc();
    for (const update of updates) Y.applyUpdate(replica, Uint8Array.from(update));
    return replica;
  }

  #listen(): void {
    this.#page.on('pageerror', (error) => this.errors.push(error.message));
    trafficOf(this.#page);
  }
}

/** Runs in the page: all updates kept for a document, as arrays of bytes. */
async function readStoredUpdates(doc: string): Promise<number[][]> {
  const request = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('storage'));
    });
  const database = await request(indexedDB.open('gongbi'));
  const rows: { key: string; bytes: Uint8Array }[] = await request(
    database.transaction('updates').objectStore('updates').getAll(),
  );
  database.close();
  return rows.filter((row) => row.key.includes(doc)).map((row) => [...row.bytes]);
}
