// The room in real browsers: members come by phone and by the clerk's keys until enough are there, too many leave, one comes
// back; the desk and the hall say so each time.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { houseOfFile } from './support/hall.ts';
import { MEMBERS, openRoom } from './support/room.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

it('reaches its quorum by phones and keys, loses it when two leave and has it again, on the desk and in the hall', async () => {
  const room = await openRoom(browser, house());
  for (const name of MEMBERS.slice(0, 18)) await room.signIn(name);
  const [desk, hall, phone, own] = await Promise.all([
    room.desk(),
    room.hall(),
    room.scanned().then((address) => room.phone(address)),
    room.personalLink('吴坚').then((address) => room.phone(address)),
  ]);
  const { page } = desk;
  await page.getByRole('button', { name: /开始第一项/ }).click();
  const told = page.getByRole('banner');
  const find = page.getByRole('textbox', { name: '找人签到' });
  const leaves = async (initials: string): Promise<void> => {
    await find.fill(initials);
    await find.press('ArrowRight');
    await page.locator('[data-act=out]').press('l');
  };

  // Who is there already is told so; then one by the code, one by a link of their own is the same, one by the clerk.
  await own.getByRole('button', { name: '吴坚　签到' }).tap();
  await own.getByText('已经签到').waitFor();
  await phone.getByLabel('姓名或拼音首字母').fill('zj');
  await phone.getByRole('button', { name: '赵军　签到' }).tap();
  await phone.getByRole('heading', { name: '已签到' }).waitFor();
  await find.fill('ljm');
  await find.press('Enter');
  await page.getByText('差1人').waitFor();
  await hall.getByText('未达法定人数').waitFor();
  await find.fill('dyf');
  await find.press('Enter');
  await page.locator('.figures').getByText('达到').waitFor();
  await hall.getByText('已达法定人数').waitFor();

  await leaves('wkq');
  await told.getByText('到会人数不足：实到20人，须21人').waitFor();
  await leaves('clq');
  await hall.getByText('未达法定人数').waitFor();
  await find.fill('wkq');
  await find.press('Enter');
  await page.getByText('差1人').waitFor();
  await find.fill('dm');
  await find.press('Enter');

  await told.getByText('人数已够：实到21人，须21人').waitFor();
  await hall.getByText('已达法定人数').waitFor();
  expect(await page.locator('.figures').innerText()).toMatch(/应到31\s+实到21/);
  expect(desk.errors).toEqual([]);
});
