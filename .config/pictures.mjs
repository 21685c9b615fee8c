// Makes the pictures of docs/: starts the demonstration, walks through its pages as a person would, in both languages, light
// and dark, and keeps each as docs/images/interface/<page>.<language>[.<theme>].webp. Run with
// `npx tsx .config/pictures.mjs [page …]`; needs a machine with a Chinese font.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { launchChromium } from '../tests/support/chromium.ts';
import { zoneWhereItIs } from '../tests/support/zone.ts';
import { ROOT } from './build.mjs';

const FOLDER = join(ROOT, 'docs/images/interface');
/** What the archive holds while pictures are made: the meeting that the tests refer to, sealed. */
const SEALED = JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/reference-meeting.json'), 'utf8'));
const START_LIMIT_MS = 180_000;
const QUALITY = 82;
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const HALL = { width: 1920, height: 1080 };
/** Where it is two in the afternoon: whenever pictures are made, they show a meeting at an hour of meetings. */
const timezoneId = zoneWhereItIs(14);

/**
 * What each picture shows; `show` leads there from the page of its address, `leave` back. A page with a theme of its own is
 * taken once a language, as the hall is.
 */
const PAGES = [
  { name: 'workspace', at: 'meeting', show: minutesShown },
  { name: 'home', at: '/' },
  { name: 'new-meeting', at: '/meetings/new' },
  { name: 'archive', at: `/archive?q=${encodeURIComponent('聘')}`, show: sheetShown },
  { name: 'account', at: '/account' },
  { name: 'palette', at: 'meeting', show: (page) => pressed(page, 'Control+k', 'dialog') },
  { name: 'keys', at: 'meeting', show: (page) => pressed(page, '?', 'dialog') },
  { name: 'find', at: 'meeting', show: (page) => pressed(page, 'Control+f', 'search') },
  { name: 'insert', at: 'meeting', show: insertMenu, leave: withoutInsert },
  { name: 'phone', at: 'meeting', size: PHONE, show: minutesShown },
  { name: 'console', at: 'meeting', show: openConsole },
  { name: 'mirror', link: 'view', size: PHONE, hasOwnTheme: true },
  { name: 'chair', link: 'chair', size: PHONE },
];

const only = new Set(process.argv.slice(2));
const demo = spawn(process.execPath, [join(ROOT, '.config/start.mjs'), '--demo'], {
  cwd: ROOT,
  env: { ...process.env, TZ_DEFAULT: timezoneId, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  await takePictures(await announced(demo.stdout));
} finally {
  demo.kill('SIGTERM');
}

/** What the demonstration prints, read until its last line has come. */
function announced(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the demonstration did not start:\n${text}`)), START_LIMIT_MS);
    demo.once('exit', (code) => reject(new Error(`the demonstration ended with ${code}:\n${text}`)));
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const [, address] = /^meeting\s+(\S+)/m.exec(text) ?? [];
      const [, projector] = /^projector\s+(\S+)/m.exec(text) ?? [];
      const [, username, password] = /^sign-in\s+(\S+)\s+(\S+)/m.exec(text) ?? [];
      if (!/^ready/m.test(text) || !address || !projector || !username || !password) return;
      clearTimeout(timer);
      resolve({ address, projector, username, password });
    });
  });
}

async function takePictures(stage) {
  const browser = await launchChromium();
  try {
    await sealOne(browser, stage);
    // Somebody looks at the hall, or the console says that nobody does.
    await (await browser.newPage()).goto(stage.projector);
    for (const locale of ['zh-CN', 'en']) {
      for (const colorScheme of ['light', 'dark']) await takePages(browser, stage, { locale, colorScheme });
      if (wanted('hall')) await takeHall(browser, stage, locale);
    }
  } finally {
    await browser.close();
  }
}

function wanted(name) {
  return only.size === 0 || only.has(name);
}

async function sealOne(browser, stage) {
  const context = await browser.newContext();
  const post = await signedIn(context, stage);
  const { id } = await post('/meetings/import', SEALED);
  for (const to of ['live', 'follow-up']) await post(`/meetings/${id}/phase`, { to });
  await post(`/meetings/${id}/archive`, { override: { reason: '示例' } });
  await context.close();
}

/** Signs in through the interface's own route; the cookie stays in the context. Answers what posts to further ones. */
async function signedIn(context, { address, username, password }) {
  const { origin } = new URL(address);
  const post = async (path, data) => {
    const answer = await context.request.post(`${origin}/api/v1${path}`, { data, headers: { origin } });
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
    return answer.json();
  };
  await post('/session', { username, password });
  return post;
}

async function takePages(browser, stage, { locale, colorScheme }) {
  const context = await browser.newContext({
    viewport: DESK,
    locale,
    colorScheme,
    timezoneId,
    reducedMotion: 'reduce',
  });
  const { origin } = new URL(stage.address);
  const post = await signedIn(context, stage);
  const pages = PAGES.filter((page) => wanted(page.name) && !(page.hasOwnTheme && colorScheme === 'dark'));
  for (const { name, at, link, size = DESK, hasOwnTheme = false, show, leave } of pages) {
    const page = await context.newPage();
    await page.setViewportSize(size);
    const path = link === undefined ? at : await linkTo(post, stage.address, link);
    await page.goto(path === 'meeting' ? stage.address : `${origin}${path}`);
    await page.getByRole('main').first().waitFor();
    await show?.(page);
    await keep(page, hasOwnTheme ? `${name}.${locale}` : `${name}.${locale}.${colorScheme}`);
    await leave?.(page);
    await page.close();
  }
  await context.close();
}

/** A page for those without an account, as the secretary gives it out. */
async function linkTo(post, address, kind) {
  const { token } = await post(`${new URL(address).pathname}/links`, { kind });
  return `/${kind}/${token}`;
}

async function takeHall(browser, { projector }, locale) {
  const context = await browser.newContext({ viewport: HALL, locale });
  const page = await context.newPage();
  await page.goto(projector);
  await page.getByRole('main').first().waitFor();
  await keep(page, `hall.${locale}`);
  await context.close();
}

async function sheetShown(page) {
  await page.locator('mark').last().waitFor();
}

async function minutesShown(page) {
  await page.locator('.ProseMirror').first().waitFor();
}

async function pressed(page, keys, role) {
  await minutesShown(page);
  // What answers the key comes behind the first picture.
  await page.waitForLoadState('networkidle');
  await page.keyboard.press(keys);
  await page.getByRole(role).first().waitFor();
}

/** What the hall shows next is prepared, in either language: the fourth of the pictures. */
async function openConsole(page) {
  await minutesShown(page);
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: /^(投影|Screen)$/ }).click();
  await page.getByRole('button', { name: /^(打开操作台|Open the console)$/ }).click();
  await page.locator('.console .lists button[aria-pressed]').nth(3).click();
  await page.locator('.console .lists button[aria-pressed=true]').waitFor();
}

async function insertMenu(page) {
  await minutesShown(page);
  await page.locator('.ProseMirror').nth(1).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/');
  await page.getByRole('listbox').first().waitFor();
}

/** The next picture finds the text as it was. */
async function withoutInsert(page) {
  for (const key of ['Escape', 'Backspace', 'Backspace']) await page.keyboard.press(key);
  await page.locator('[data-save=saved]').first().waitFor();
}

async function keep(page, name) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const picture = await new Transformer(await page.screenshot()).webp(QUALITY);
  writeFileSync(join(FOLDER, `${name}.webp`), picture);
  console.log(name);
}
