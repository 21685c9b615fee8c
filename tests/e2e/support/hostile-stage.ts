// A hall whose desk a program of somebody's own has filled with the corpus, and what every page over it must be.
import type { Browser, Page } from 'playwright';
import { expect, onTestFinished } from 'vitest';
import { openSocketIoClient, type WireClient } from '../../support/wire-clients.ts';
import { liveInPage, type Canary } from './canary.ts';
import { openHall, type Hall } from './hall.ts';
import { plantCorpus } from './hostile-meeting.ts';

export interface HostileStage {
  readonly hall: Hall;
  readonly stranger: WireClient;
}

export async function hostileMeeting(browser: Browser): Promise<HostileStage> {
  const hall = await openHall(browser);
  const token = await hall.server.tokenOf(hall.admin);
  const stranger = openSocketIoClient({ url: hall.server.url, token, doc: hall.doc });
  onTestFinished(() => stranger.close());
  await plantCorpus(stranger);
  return { hall, stranger };
}

/** Nothing ran, loaded or led away so far, and nothing in the document could. */
export async function expectInert(page: Page, canary: Canary, where: string): Promise<void> {
  expect(await page.evaluate(liveInPage), where).toEqual([]);
  expect(canary.seen, where).toEqual([]);
}
