// Where the reference meeting is held: a desk that runs it, two people who write, a wall in each theme, a guest's phone, whoever
// chairs; what they do together; and a camera, which keeps what their screens show.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { atEndOfTest } from '../../support/temporary-folder.ts';
import { zoneWhereItIs } from '../../support/zone.ts';
import { Desk, type BrowserOptions } from './desk.ts';
import type { House } from './hall.ts';
import { referenceMeeting } from './reference-meeting.ts';
import { HALL, openRoom, PHONE, type Room } from './room.ts';

/** Longer than the hall waits for a paragraph to be left alone. */
const PATIENCE_MS = 20_000;
const STILL: BrowserOptions = { reducedMotion: 'reduce' };
/** Where the meeting is: by the clock on its wall it begins in the afternoon, whenever it is played. */
export const PLACE = zoneWhereItIs(14);
const AT_HOME: BrowserOptions = { ...STILL, timezoneId: PLACE };

interface Cast {
  readonly room: Room;
  readonly camera: Camera;
  readonly desk: Desk;
  readonly writers: readonly [Desk, Desk];
  readonly hall: Page;
  readonly light: Page;
  readonly mirror: Page;
  readonly chair: Page;
}

/** Everybody's page, and what all of them do together; closed when the test ends. */
export class ReferenceRoom {
  readonly cast: Cast;

  private constructor(cast: Cast) {
    this.cast = cast;
  }

  static async open(browser: Browser, house: House, camera: Camera): Promise<ReferenceRoom> {
    const { server, cookies } = house;
    const room = await openRoom(browser, house, referenceMeeting);
    const writer = async (username: string): Promise<Desk> => {
      const owner = { server, username, meetingId: room.meetingId, cookie: cookies[username] };
      const desk = await Desk.open(browser, { ...owner, context: AT_HOME });
      atEndOfTest(() => desk.context.close());
      return desk;
    };
    const desk = await room.desk(AT_HOME);
    const writers = [await writer('周敏'), await writer('陈一帆')] as const;
    const pages = {
      hall: await room.behind('projector', { ...HALL, ...STILL }),
      light: await room.behind('projector', { ...HALL, ...STILL }, '?theme=light'),
      mirror: await room.behind('view', { ...PHONE, ...STILL }),
      chair: await room.behind('chair', { ...PHONE, ...STILL }),
    };
    for (const { context } of [desk, ...writers]) context.setDefaultTimeout(PATIENCE_MS);
    for (const page of Object.values(pages)) page.setDefaultTimeout(PATIENCE_MS);
    return new ReferenceRoom({ room, camera, desk, writers, ...pages });
  }

  /**
   * Waits until all that is public shows `text`, which what was shown before did not, and whoever chairs is at `floor`; then
   * keeps how it looks.
   */
  async shows(moment: string, text: string | RegExp, floor?: string): Promise<void> {
    const { hall, light, mirror, chair } = this.cast;
    for (const page of [hall, light, mirror])
      await page.getByRole('main').getByText(text, { exact: true }).filter({ visible: true }).first().waitFor();
    if (floor !== undefined) await chair.locator('[aria-current=step]', { hasText: floor }).waitFor();
    await this.keepPublic(moment);
  }

  async keepPublic(moment: string): Promise<void> {
    const { camera, hall, light, mirror, chair } = this.cast;
    await camera.take(moment, { hall, light, mirror, chair });
  }

  /** Of the desk that runs the meeting. */
  async keep(moment: string): Promise<void> {
    const { camera, desk } = this.cast;
    await camera.take(moment, { desk: desk.page });
  }

  async keepAll(moment: string): Promise<void> {
    const { camera, desk, writers, hall, light, mirror, chair } = this.cast;
    const [zhou, chen] = writers;
    await camera.take(moment, { hall, light, mirror, chair, desk: desk.page, zhou: zhou.page, chen: chen.page });
  }

  /** At the roll call, without a mouse. */
  async arrives(name: string): Promise<void> {
    const find = this.cast.desk.page.getByRole('textbox', { name: '找人签到' });
    await find.fill(name);
    await find.press('Enter');
  }

  async leaves(name: string): Promise<void> {
    const { page } = this.cast.desk;
    const find = page.getByRole('textbox', { name: '找人签到' });
    await find.fill(name);
    await find.press('ArrowRight');
    await page.locator('[data-act=out]').press('l');
  }

  async counts(present: number): Promise<void> {
    await this.cast.desk.page.locator('.figures').getByText(`实到${present}`).waitFor();
  }

  /** Opens the console, lets `act` do its work in it, and closes it. */
  async atConsole(act: (page: Page) => Promise<void>): Promise<void> {
    const { page } = this.cast.desk;
    await page.getByRole('button', { name: '投影', exact: true }).click();
    await page.getByRole('button', { name: '打开操作台' }).click();
    await page.getByRole('dialog', { name: '投影操作台' }).waitFor();
    await act(page);
    // The console lies over the dialog that it was opened from.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '投影操作台' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  /** Prepares a picture and takes it, as an operator does. */
  async puts(page: Page, cue: string): Promise<void> {
    const name = `预备：${cue}`;
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.getByRole('button', { name: '播出' }).and(page.locator(':enabled')).waitFor();
    await page.keyboard.press('PageDown');
  }
}

/** Keeps pictures in `folder`, numbered in the order in which they were taken. */
export class Camera {
  readonly #folder: string;
  #taken = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Of each page by its name, once its letters are drawn. */
  async take(moment: string, pages: Readonly<Record<string, Page>>): Promise<void> {
    this.#taken += 1;
    const number = String(this.#taken).padStart(2, '0');
    for (const [name, page] of Object.entries(pages)) {
      await page.evaluate(async () => {
        await document.fonts.ready;
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      });
      await page.screenshot({ path: join(this.#folder, `${number}-${moment}-${name}.png`) });
    }
  }
}
