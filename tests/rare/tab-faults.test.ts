// What happens to people's browsers, done to real ones: a tab that dies, a server that stands still, a meeting archived while
// somebody is away. What happens to fewer of them stands in tests/rare/browser-faults.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { ownMsUntil } from '../support/patience.ts';
import { eventually } from '../support/wire-clients.ts';
import type { Desk } from '../e2e/support/desk.ts';
import { FIRM, houseOfFile, openHall, type Hall } from '../e2e/support/hall.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Each of these stands once in what the server has, and nothing failed on the pages. */
async function expectOnce(
  { words }: Hall,
  title: string,
  tokens: readonly string[],
  desks: readonly Desk[],
): Promise<void> {
  await eventually(
    () => tokens.every((token) => words(title).includes(token)),
    `${tokens.join()} at the server`,
    20_000,
  );
  for (const token of tokens) expect(words(title).split(token), token).toHaveLength(2);
  for (const desk of desks) expect(desk.errors).toEqual([]);
}

describe('a tab that dies', () => {
  it('[F22] with work that the server never acknowledged gives it back, once', async () => {
    const hall = await openHall(browser, { house: house() });
    const zhou = await hall.desk('周敏', { context: { keepsProgram: true } });
    await zhou.type(FIRM, '⟦已存⟧');
    await zhou.isSaved();
    await zhou.isOpenable();

    hall.server.pause();
    await zhou.type(FIRM, '⟦未获确认⟧');
    // What the page says is on this device is what a crash must leave.
    await zhou.page.locator('[data-save=offline]').waitFor();
    await zhou.crashTab();
    await zhou.reopenTab();
    const shown = await zhou.minutesOf(FIRM).innerText();
    hall.server.resume();
    await zhou.isSaved();

    expect(shown).toContain('⟦已存⟧⟦未获确认⟧');
    await expectOnce(hall, FIRM, ['⟦已存⟧', '⟦未获确认⟧'], [zhou]);
  });
});

describe('the light', () => {
  it('[P3] turns within 2 s of a lost connection, and within 5 s of an edit that nobody answers', async () => {
    const hall = await openHall(browser, { house: house() });
    const zhou = await hall.desk('周敏');
    await zhou.type(FIRM, '⟦一⟧');
    await zhou.isSaved();

    hall.server.pause();
    await zhou.type(FIRM, '⟦二⟧');
    const unanswered = await ownMsUntil(zhou.page.locator('[data-save=offline]').waitFor());
    hall.server.resume();
    await zhou.isSaved();
    const stopped = hall.server.stop('SIGKILL');
    const lost = await ownMsUntil(zhou.page.locator('[data-save=offline]').waitFor());
    await stopped;

    // The five seconds count from the first keystroke of the frame; typing itself took a moment of them.
    expect(unanswered).toBeLessThan(5_500);
    expect(lost).toBeLessThan(2_000);
  });
});

describe('a meeting archived while somebody is away with unsent work', () => {
  async function archive({ admin, meetingId }: Hall): Promise<void> {
    await admin.post(`/meetings/${meetingId}/phase`, { to: 'follow-up' });
    const reply = await admin.post(`/meetings/${meetingId}/archive`, { override: { reason: '演练' } });
    if (reply.status >= 300) throw new Error(`not archived: ${JSON.stringify(reply.body)}`);
  }

  it('[F21] offers it as a correction to place, after a reload too, and leaves the archive as it was sealed', async () => {
    const hall = await openHall(browser, { house: house() });
    const zhou = await hall.desk('周敏');
    await zhou.type(FIRM, '⟦归档前⟧');
    await zhou.isSaved();
    await zhou.goOffline();
    await zhou.type(FIRM, '⟦归档时离线⟧');
    await zhou.page.locator('[data-save=offline]').waitFor();
    await archive(hall);

    await zhou.context.setOffline(false);
    await zhou.page.getByText('有1处内容没有进入会议').waitFor();
    await zhou.page.reload();
    await zhou.page.getByText('有1处内容没有进入会议').waitFor();
    await zhou.page.getByRole('button', { name: '查看', exact: true }).click();
    const kept = await zhou.page.getByRole('dialog').innerText();

    expect(kept).toContain('⟦归档时离线⟧');
    expect(kept).toContain(FIRM);
    await expectOnce(hall, FIRM, ['⟦归档前⟧'], [zhou]);
    expect(hall.words(FIRM)).not.toContain('⟦归档时离线⟧');
    expect(await zhou.minutesOf(FIRM).innerText()).not.toContain('⟦归档时离线⟧');
  });
});
