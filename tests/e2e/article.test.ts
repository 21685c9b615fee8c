// The article is copied where people copy it: over plain http, where there is no async clipboard, and where there is one; what is
// pasted has its look beside each element. Of a browser that refuses, the page says so and leaves the text selected.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { referenceSnapshot } from '../support/reference-snapshot.ts';
import { startArticleServer, type ArticleServer } from './support/article-server.ts';

let server: ArticleServer;
let browser: Browser;

beforeAll(async () => {
  server = await startArticleServer();
  server.show(referenceSnapshot());
  // A name in a network of one's own: not this computer, so no secure context.
  browser = await launchChromium({ args: ['--host-resolver-rules=MAP gongbi.lan 127.0.0.1'] });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(host = 'gongbi.lan'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(`http://${host}:${server.port}/`);
  await page.getByRole('button', { name: '复制正文' }).waitFor();
  return page;
}

/** As in the editor of an official account, whose pages are not ours. */
async function pasted(page: Page): Promise<string> {
  const editor = await page.context().newPage();
  await editor.goto(`http://gongbi.lan:${server.port}/editor`);
  await editor.locator('body').click();
  await editor.keyboard.press('Control+V');
  await expect.poll(() => editor.locator('body').innerText()).not.toBe('');
  const html = await editor.locator('body').innerHTML();
  await editor.close();
  return html;
}

test('over plain http the text is pasted with its look', async () => {
  const page = await open();
  expect(await page.evaluate(() => [isSecureContext, 'clipboard' in navigator])).toEqual([false, false]);

  await page.getByRole('button', { name: '复制正文' }).click();
  await page.getByText('正文已复制').waitFor();

  const html = await pasted(page);
  expect(html).toMatch(/<section style="[^"]*border-left[^"]*"><strong[^>]*>签订友好合作协议<\/strong><\/section>/u);
  expect(html).toMatch(/<p style="[^"]*text-align: ?justify[^"]*">会上，/u);
  expect(html).not.toMatch(/class=|<script|svelte-| id=/u);

  await page.getByRole('button', { name: '复制标题' }).click();
  await page.getByText('标题已复制').waitFor();
  expect(await pasted(page)).toContain('苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会召开');
  await page.context().close();
});

test('in a secure context it goes by the async clipboard, with the same look', async () => {
  // This computer itself is as secure as https is.
  const page = await open('localhost');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  await page.evaluate(() => {
    document.execCommand = () => false;
  });

  await page.getByRole('button', { name: '复制正文' }).click();
  await page.getByText('正文已复制').waitFor();

  const html = await pasted(page);
  expect(html).toMatch(/<section style="[^"]*border-left[^"]*"><strong[^>]*>签订友好合作协议<\/strong><\/section>/u);
  expect(html).toMatch(/<p style="[^"]*text-align: ?justify[^"]*">会上，/u);
  expect(html).toContain('【图2：签约仪式】');
  expect(html).not.toMatch(/class=|<script|svelte-| id=/u);
  await page.context().close();
});

test('where the browser refuses, it is said, and the text is left selected', async () => {
  const page = await open();
  await page.evaluate(() => {
    document.execCommand = () => false;
  });

  await page.getByRole('button', { name: '复制正文' }).click();

  await page.getByText('浏览器不让复制').waitFor();
  expect(await page.evaluate(() => getSelection()?.toString() ?? '')).toContain('牟晓生');
  await page.context().close();
});

test('what is left out, moved or written shows at once, and is counted', async () => {
  const page = await open();
  const phone = page.getByRole('region', { name: '手机预览' });

  await page.getByRole('checkbox', { name: '登“到会嘉宾”' }).uncheck();
  await expect.poll(() => phone.innerText()).not.toContain('逐一介绍了到会嘉宾');
  await page.getByRole('button', { name: '上移“交流发言”' }).click();
  await expect
    .poll(async () => {
      const text = await phone.innerText();
      return text.indexOf('作交流发言') < text.indexOf('人脸识别');
    })
    .toBe(true);
  await page.getByLabel('标题', { exact: false }).first().fill('字'.repeat(33));
  await page.getByText('超出1字').waitFor();
  const back = page.getByRole('button', { name: '改回建议的' });
  // In the line of the label of what it takes back, at its end.
  const [own, title] = [
    await back.boundingBox(),
    await page.getByLabel('标题', { exact: false }).first().boundingBox(),
  ];
  expect(own?.y ?? 0).toBeLessThan(title?.y ?? 0);
  expect((own?.x ?? 0) * 2).toBeGreaterThan((title?.x ?? 0) * 2 + (title?.width ?? 0));
  await back.click();
  await expect.poll(() => phone.getByRole('heading').first().innerText()).toContain('三届二次常务理事会');
  await page.context().close();
});
