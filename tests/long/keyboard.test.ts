// One meeting without a mouse, from signing in to the sealed minutes: at every stop the focus is somewhere, can be seen, is
// covered by nothing, and comes back from whatever was opened.
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { addPerson, PASSWORD } from '../e2e/support/desk.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const FARTHEST_STOP = 120;
const SENTENCE = '由团标委于6月底前完成审核。';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** What is wrong with where the focus is; null = nothing. Runs in the page. */
function faultOfFocus(): string | null {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return 'nothing has the focus';
  const name = `${at.localName} “${(at.getAttribute('aria-label') ?? at.closest('label')?.textContent ?? at.textContent).trim().slice(0, 30)}”`;
  const box = at.getBoundingClientRect();
  if (!at.checkVisibility({ visibilityProperty: true })) return `${name} cannot be seen`;
  if (box.bottom <= 0 || box.top >= innerHeight) return `${name} lies outside the window`;
  // The ring is the control's own, that of the line it lies in, or of the strip that a radio button is drawn as.
  const ringed = [at, at.closest('label'), at.nextElementSibling];
  const hasRing = ringed.some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
  if (!hasRing && !at.isContentEditable && at.localName !== 'dialog' && at.getAttribute('role') !== 'combobox')
    return `${name} shows no ring`;
  const [x, y] = [Math.max(0, box.left) + Math.min(box.width, 8) / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, Math.min(Math.max(y, 0), innerHeight - 1));
  const isOwn = top !== null && (at.contains(top) || top.contains(at) || at.closest('label')?.contains(top) === true);
  return isOwn ? null : `${name} lies under ${top?.localName ?? 'nothing'}.${top?.className ?? ''}`;
}

class Hands {
  readonly page: Page;
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses keys, and looks where the focus is then. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    await this.look();
  }

  async write(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** By Tab, back by Shift+Tab, or by an arrow, to a control; fails when it is not on the way. */
  async reach(control: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowRight' = 'Tab'): Promise<void> {
    await control.waitFor();
    for (let stop = 0; stop < FARTHEST_STOP; stop += 1) {
      if (await control.evaluate((each) => each === document.activeElement)) return;
      await this.page.keyboard.press(key);
      // Behind the last stop the focus is the browser's own.
      if (!(await this.page.evaluate(() => document.activeElement === document.body))) await this.look();
    }
    throw new Error(`no way by ${key} to ${control.toString()}`);
  }

  async look(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    const fault = await this.page.evaluate(faultOfFocus);
    if (fault !== null && !this.faults.includes(fault)) this.faults.push(fault);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }
}

/** As a program would see it: what has the focus. */
const focused = (page: Page): Locator => page.locator(':focus');

it('a meeting is prepared, held, minuted and sealed by keys alone', async () => {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  await addPerson(admin, '李文静', 'secretary');
  await addPerson(admin, '周敏', 'notetaker');
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const hands = new Hands(page);

  await prepare(hands, server.url);
  const colleague = openColleague(page.url());
  await hold(hands);
  await handOver(hands, await colleague);
  await close(hands);

  expect(hands.faults).toEqual([]);
  expect(errors).toEqual([]);
});

async function prepare(hands: Hands, url: string): Promise<void> {
  const { page } = hands;
  await page.goto(`${url}/sign-in`);
  await hands.reach(page.getByLabel('用户名'));
  await hands.write('李文静');
  await hands.reach(page.getByLabel('密码', { exact: true }));
  await hands.write(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);

  await hands.reach(page.getByRole('link', { name: '新建会议' }).first());
  await page.keyboard.press('Enter');
  await hands.reach(page.getByLabel('会议名称'));
  await hands.write('三届三次理事会');
  await page.keyboard.press('Enter');
  await page.locator('[data-save=saved]').waitFor();

  await page.keyboard.press('Alt+Shift+KeyN');
  await page.getByLabel('插入议题').and(focused(page)).waitFor();
  for (const title of ['审议团体标准', '其他事项']) {
    await hands.write(title);
    await hands.press('Enter');
  }
  await hands.press('Escape');
  await hands.reach(hands.button('发布议程'));
  await page.keyboard.press('Enter');
  await hands.reach(page.getByRole('dialog').getByRole('button', { name: '发布议程' }));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hands.reach(hands.button('开会'));
  await page.keyboard.press('Enter');
  await page.locator('[data-phase=live]').waitFor();
}

/** An item begun, a sentence written, a task made of it, a remark on it. */
async function hold(hands: Hands): Promise<void> {
  const { page } = hands;
  await page.keyboard.press('Alt+KeyN');
  const text = page.getByRole('textbox', { name: '审议团体标准：记录' });
  await text.and(focused(page)).waitFor();
  await hands.write(SENTENCE);
  await hands.press('Shift+Home');
  // The toolbar is one stop, and inside it the arrows go on.
  const tools = page.getByRole('toolbar', { name: '格式' }).getByRole('button');
  await hands.reach(tools.first(), 'Shift+Tab');
  await hands.reach(tools.filter({ hasText: '任务' }), 'ArrowRight');
  await hands.press('Enter');
  await page.getByRole('tab', { name: /任务\s*1/ }).waitFor();

  await hands.reach(text);
  await hands.press('Shift+Home', 'Alt+KeyM');
  await page.getByLabel('写下批注').and(focused(page)).waitFor();
  await hands.write('请核对期限');
  await hands.press('Control+Enter');
  await text.and(focused(page)).waitFor();
}

/** Somebody else at the same meeting: to be handed an item. */
async function openColleague(address: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN' });
  onTestFinished(() => context.close());
  const { origin } = new URL(address);
  const data = { username: '周敏', password: PASSWORD };
  await context.request.post(`${origin}/api/v1/session`, { data, headers: { origin } });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('[data-save=saved]').waitFor();
  return page;
}

/** The item taken, handed to a colleague, the next one begun. */
async function handOver(hands: Hands, colleague: Page): Promise<void> {
  const { page } = hands;
  const item = page.locator('article').first();
  await hands.reach(item.getByRole('button', { name: '我来主记' }), 'Shift+Tab');
  await hands.press('Enter');
  await hands.reach(item.getByRole('button', { name: '交出' }));
  await page.getByRole('button', { name: /^周敏/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: '周敏' }).and(focused(page)).waitFor();
  await hands.press('Enter');
  await item.getByText('周敏正在主记').waitFor();
  await hands.look();
  await page.keyboard.press('Alt+KeyN');
  await page.getByRole('textbox', { name: '其他事项：记录' }).and(focused(page)).waitFor();
  await colleague.close();
}

async function close(hands: Hands): Promise<void> {
  const { page } = hands;
  const dialog = page.getByRole('dialog');
  await hands.reach(hands.button('散会'), 'Shift+Tab');
  await hands.press('Enter', 'Escape');
  await hands.button('散会').and(focused(page)).waitFor();
  await page.keyboard.press('Enter');
  await hands.reach(dialog.getByRole('button', { name: '散会' }));
  await page.keyboard.press('Enter');
  await page.locator('[data-phase=follow-up]').waitFor();
  await hands.reach(page.locator('.acts').getByRole('button', { name: '归档' }));
  await page.keyboard.press('Enter');
  await hands.reach(dialog.getByRole('textbox', { name: '理由' }));
  await hands.write('第二项从略');
  await hands.reach(dialog.getByRole('button', { name: /归档/ }).last());
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/archive\//);
  await page
    .getByRole('heading', { name: /三届三次理事会/ })
    .first()
    .waitFor();
  await hands.reach(hands.button(/校验$/));
  await hands.press('Enter');
  await page.getByText('与封存时一致').first().waitFor();
  await page.getByText(SENTENCE).first().waitFor();
}
