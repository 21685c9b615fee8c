// Pictures in the minutes, from a screenshot on the clipboard to the sealed sheet, between two people's browsers.
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { Canary } from './support/canary.ts';
import { FIRM, openHall } from './support/hall.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const NAME = `${FIRM}：记录`;

/** Runs in the page: a picture as a clipboard or a drag brings it. */
async function bring({ how, name, label }: { how: string; name: string; label: string }): Promise<void> {
  const editor = document.querySelector(`[aria-label="${label}"]`);
  if (editor === null) throw new Error('no editor');
  const canvas = document.createElement('canvas');
  canvas.width = 900;
  canvas.height = 500;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  for (let column = 0; column < 900; column += 60) {
    pen.fillStyle = `hsl(${(column / 900) * 360} 45% 60%)`;
    pen.fillRect(column, 0, 60, 500);
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('no picture');
  const data = new DataTransfer();
  data.items.add(new File([blob], name, { type: 'image/png' }));
  const common = { bubbles: true, cancelable: true };
  if (how === 'paste') {
    editor.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }));
    return;
  }
  const box = editor.querySelector('p')?.getBoundingClientRect() ?? editor.getBoundingClientRect();
  const at = { clientX: box.left + 40, clientY: box.top + 8 };
  for (const event of ['dragenter', 'dragover', 'drop'])
    editor.dispatchEvent(new DragEvent(event, { ...common, ...at, dataTransfer: data }));
}

/** The names of the pictures that this page has loaded, in the order of the text. */
async function loaded(page: Page, count: number): Promise<readonly string[]> {
  await page.waitForFunction((wanted) => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('.picture img')];
    for (const picture of pictures) picture.scrollIntoView({ block: 'nearest' });
    return pictures.length === wanted && pictures.every((picture) => picture.complete && picture.naturalWidth > 0);
  }, count);
  return page.locator('.picture img').evaluateAll((all) => all.map((one) => one.getAttribute('alt') ?? ''));
}

describe('pictures in the minutes', () => {
  it('go from the clipboard into the text of everybody, are named, undone, dropped, and sealed', async () => {
    const hall = await openHall(browser);
    const canaries: Canary[] = [];
    const prepare = async (context: BrowserContext): Promise<void> => {
      canaries.push(await Canary.watch(context, { home: [hall.server.url, 'blob:'] }));
    };
    const li = await hall.desk('李文静', { prepare });
    const zhou = await hall.desk('周敏', { prepare });
    await zhou.page.getByRole('textbox', { name: NAME }).waitFor();
    const text = li.page.getByRole('textbox', { name: NAME });
    await text.click();
    await li.page.keyboard.press('Control+End');

    await li.page.evaluate(bring, { how: 'paste', name: 'image.png', label: NAME });
    const [pasted] = await loaded(li.page, 1);
    const [seen] = await loaded(zhou.page, 1);
    await li.page.keyboard.press('Control+z');
    await li.page.locator('.picture').waitFor({ state: 'detached' });
    await zhou.page.locator('.picture').waitFor({ state: 'detached' });
    await li.page.evaluate(bring, { how: 'drop', name: '会场.png', label: NAME });
    const dropped = await loaded(zhou.page, 1);
    await loaded(li.page, 1);

    await li.page.locator('.picture img').click();
    await li.page.locator('.picture.ProseMirror-selectednode').waitFor();
    await li.page.keyboard.press('Enter');
    const dialog = li.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('会场全景');
    await dialog.getByRole('button', { name: '保存说明' }).click();
    await zhou.page.locator('.picture img[alt="会场全景"]').waitFor();
    await li.isSaved();

    await hall.admin.post(`/meetings/${hall.meetingId}/phase`, { to: 'follow-up' });
    await hall.admin.post(`/meetings/${hall.meetingId}/archive`, { override: { reason: '报道未载的事项从略' } });
    await li.page.locator('[data-save=read-only]').waitFor();
    await li.page.locator('a[href^="/archive/"]').first().click();
    const sealed = li.page.locator('.sheet img[alt="会场全景"]');
    await sealed.scrollIntoViewIfNeeded();
    await li.page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.sheet img[alt="会场全景"]')?.naturalWidth ?? 0) > 0,
    );

    expect(pasted).toMatch(/^截图 \d\d\.\d\d$/);
    expect(seen).toBe(pasted);
    expect(dropped).toEqual(['会场']);
    expect(await sealed.getAttribute('src')).toMatch(/^\/api\/v1\/files\/[\w-]+$/);
    expect(canaries.flatMap(({ seen: all }) => all)).toEqual([]);
    expect([...li.errors, ...zhou.errors]).toEqual([]);
  });
});
