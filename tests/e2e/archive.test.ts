// From the last word to the archive, as the secretary does it in the browser; and found again by what one remembers.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { addPerson, Desk, liveMeeting } from './support/desk.ts';
import { goTo } from './support/go-to.ts';
import { ServerUnderTest } from './support/server.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('the archive in the browser', () => {
  it('seals the meeting, finds it by 聘书 with the words marked, and verifies it', async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const admin = await server.admin();
    const meetingId = await liveMeeting(admin);
    await addPerson(admin, '李文静', 'secretary');
    const li = await Desk.open(browser, { server, username: '李文静', meetingId });
    onTestFinished(() => li.context.close());
    const { page } = li;

    await page.getByRole('button', { name: '散会', exact: true }).click();
    const closing = page.getByRole('dialog');
    await closing.getByRole('radiogroup', { name: '其余各项' }).getByRole('radio', { name: '略过' }).check();
    await closing.getByRole('button', { name: '散会' }).click();
    await page.locator('[data-phase=follow-up]').waitFor();
    await page.getByRole('button', { name: '归档', exact: true }).and(page.locator(':enabled')).last().click();
    const dialog = page.getByRole('dialog');
    const reason = dialog.getByRole('textbox');
    await dialog.getByRole('button', { name: /归档/ }).last().waitFor();
    if ((await reason.count()) > 0) await reason.fill('报道未载的事项从略');
    await dialog.getByRole('button', { name: /归档/ }).last().click();
    await page.waitForURL(/\/archive\//);
    // The sealed sheet takes the place of the workspace, and stays.
    await page.getByRole('button', { name: '校验' }).first().waitFor();
    await page.locator('[data-phase]').waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/\/archive\/./);
    await goTo(page, `${server.url}/archive`);
    await page.getByRole('searchbox').fill('聘书');
    const marks = page.locator('mark');
    await marks.first().waitFor();
    await page.getByRole('button', { name: '校验' }).click();
    await page.getByText(/一致/).first().waitFor();

    expect(new Set(await marks.allInnerTexts())).toEqual(new Set(['聘书']));
    expect(await page.locator('body').innerText()).toContain('江苏益友天元律师事务所');
    expect(li.errors).toEqual([]);
  });

  it('is followed by whoever still has the page open: closed when sealed, open again as version 2', async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const admin = await server.admin();
    const meetingId = await liveMeeting(admin);
    await addPerson(admin, '周敏', 'notetaker');
    const zhou = await Desk.open(browser, { server, username: '周敏', meetingId });
    onTestFinished(() => zhou.context.close());
    await zhou.isSaved();

    await admin.post(`/meetings/${meetingId}/phase`, { to: 'follow-up' });
    await admin.post(`/meetings/${meetingId}/archive`, { override: { reason: '报道未载的事项从略' } });
    await zhou.page.locator('[data-save=read-only]').waitFor();
    await admin.post(`/meetings/${meetingId}/reopen`, { reason: '更正一处职务' });
    await zhou.page.locator('[data-save=saved]').waitFor();
    await zhou.type('律所情况介绍', '⟦更正⟧');
    await zhou.isSaved();

    const snapshot = await admin.get(`/meetings/${meetingId}/snapshot?audience=internal`);
    expect(JSON.stringify(snapshot.body)).toContain('⟦更正⟧');
    expect(zhou.errors).toEqual([]);
  });
});
