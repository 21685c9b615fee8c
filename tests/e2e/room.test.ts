// The room in real browsers: members come by phone and by the clerk's keys until enough are there, too many leave, one comes
// back; the desk and the hall say so each time. And who has no account: a rehearsal's screens, the mirror, the chair's page.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { FIRM, houseOfFile } from './support/hall.ts';
import { HALL, MEMBERS, openRoom, PHONE, preparedCouncil } from './support/room.ts';

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

it('is rehearsed without a trace; then phones follow it by links, hear each change once, and are told when a link is withdrawn', async () => {
  const room = await openRoom(browser, house(), preparedCouncil);
  const { page, errors } = await room.desk();
  const share = page.getByRole('dialog', { name: '分享链接' });
  const linkTo = async (kind: string): Promise<string> => {
    await share.locator('section', { hasText: kind }).getByRole('button', { name: '生成链接' }).click();
    return share.getByLabel(`${kind}的链接`).inputValue();
  };
  const kept = async (): Promise<unknown> =>
    (await room.admin.get(`/meetings/${room.meetingId}/snapshot?audience=internal`)).body;
  const before = await kept();
  await page.getByRole('button', { name: '分享', exact: true }).click();

  await share.getByRole('button', { name: '演练…' }).click();
  const rehearsal = page.getByRole('dialog', { name: '演练' });
  await rehearsal.getByRole('radio', { name: '60倍' }).check();
  await rehearsal.getByRole('button', { name: '开始演练' }).click();
  const stage = await room.at(
    (await rehearsal.getByRole('link', { name: '大屏' }).first().getAttribute('href')) ?? '',
    HALL,
  );
  await stage.getByText('演练', { exact: true }).waitFor();
  await rehearsal.getByRole('button', { name: '跳到下一项' }).click();
  await stage.getByRole('heading', { name: FIRM }).waitFor();
  await rehearsal.getByRole('button', { name: '结束演练' }).click();
  await stage.getByText('此链接已停用').waitFor();
  await page.keyboard.press('Escape');
  expect(await kept()).toEqual(before);

  const mirror = await room.at(await linkTo('手机看大屏'), PHONE);
  const chair = await room.at(await linkTo('主持人'), PHONE);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '开会', exact: true }).click();
  await page.getByRole('button', { name: /开始第一项/ }).click();
  const heard = mirror.getByRole('log').locator('p');
  await heard
    .filter({ hasText: /^第一项/ })
    .first()
    .waitFor();
  await chair.getByRole('heading', { name: FIRM }).first().waitFor();
  await page.keyboard.press('Alt+n');
  await heard
    .filter({ hasText: /^第二项/ })
    .first()
    .waitFor();
  const items = (await heard.allInnerTexts()).filter((text) => text.startsWith('第'));
  expect(items).toEqual([expect.stringContaining(FIRM), expect.stringContaining('友好合作协议')]);

  await page.getByRole('button', { name: '分享', exact: true }).click();
  await share.locator('.link', { hasText: '手机看大屏' }).getByRole('button', { name: '停用' }).click();
  await page.getByRole('dialog', { name: '停用这个链接？' }).getByRole('button', { name: '停用链接' }).click();
  await mirror.getByRole('heading', { name: '此链接已停用' }).waitFor();
  await chair.getByRole('heading', { name: '友好合作协议' }).first().waitFor();
  expect(errors).toEqual([]);
});
