// How a walk through the pages gets from one state to the next: what a state is, and the steps that many of them begin with.
import type { Locator, Page } from 'playwright';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { HouseStage } from './house-stage.ts';
import type { RoomStage } from './room-stage.ts';
import type { Say } from './say.ts';
import { trafficOf } from './traffic.ts';

/** An office in which every page has something to show, in the words of one language. */
export interface Stage {
  readonly url: string;
  readonly locale: Locale;
  readonly say: Say;
  /** Under way. */
  readonly live: string;
  /** Being prepared, a draft. */
  readonly draft: string;
  /** Being prepared and published: a signing, an appointment. */
  readonly planned: string;
  /** Closed, not archived; and what opened its door. */
  readonly closed: string;
  readonly closedDoor: string;
  /** The seal of another one. */
  readonly archive: string;
  /** Of the live meeting's hall screen. */
  readonly projector: string;
  /** Keys of the pages that guests open. */
  readonly view: string;
  readonly chair: string;
  /** Of somebody who was invited. */
  readonly invitation: string;
  /** A body of the register, and the roll of a meeting of it. */
  readonly room: RoomStage;
  /** What outlives the meetings of that body. */
  readonly house: HouseStage;
}

export interface PageState {
  readonly name: string;
  readonly at: (stage: Stage) => string;
  /** What the page is opened under: what its questions are answered with, until the next state. */
  readonly under?: (page: Page) => Promise<unknown>;
  /** From the page as it opens to the state. */
  readonly show?: (page: Page, stage: Stage) => Promise<unknown>;
  /** Shown only where the window is as wide, or as narrow. */
  readonly only?: 'wide' | 'narrow';
  /** Without a session. */
  readonly signedOut?: true;
}

/** Leads to a state: the page anew, what it waits for, then what opens it. */
export async function showState(page: Page, stage: Stage, state: PageState): Promise<void> {
  const address = state.at(stage);
  trafficOf(page);
  // What the state before was shown by.
  await page.context().setOffline(false);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await state.under?.(page);
  await page.goto(address.startsWith('http') ? address : `${stage.url}${address}`);
  await page.locator('main, #app form, .scene').filter({ visible: true }).first().waitFor();
  if (/^\/meetings\/(?!new|templates|phrases)[^/]+$/.test(address)) await deskIsReady(page);
  else await quiet(page);
  await state.show?.(page, stage);
}

/** Nothing is on its way any more; a page that keeps asking is not waited for. */
export async function quiet(page: Page): Promise<void> {
  await trafficOf(page).silence();
}

async function deskIsReady(page: Page): Promise<void> {
  await page.locator('[data-save=saved], [data-save=read-only]').first().waitFor();
  await page.locator('section.agenda').waitFor({ state: 'attached' });
  await quiet(page);
}

export const dialog = (page: Page): Promise<void> => page.locator('dialog[open]').first().waitFor();
export const menu = (page: Page): Promise<void> => page.locator('[role=menu]:popover-open').waitFor();
export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

/** On a narrow window the panel and the agenda are drawers. */
export async function openDrawer(page: Page, side: 'side' | 'agenda'): Promise<void> {
  const opener = page.locator(`.opener.${side} button`);
  if (await opener.isVisible()) await opener.click();
}

export const tab = (name: (say: Say) => string) => async (page: Page, stage: Stage) => {
  await openDrawer(page, 'side');
  await page.getByRole('tab', { name: name(stage.say) }).click();
  await quiet(page);
};
