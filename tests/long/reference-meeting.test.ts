// The reference meeting played whole, in browsers, as it was held: guests are received and announced, members come by phone
// until the quorum is there (five on the pages of phones, twenty by the requests of those pages), an operator runs the hall by
// the console's keys while two people write; a signing, an appointment, a lost quorum, a recess, speakers, photos; then it is
// adjourned and sealed, and the sealed record is read. Every scene is photographed; GONGBI_PICTURES names a folder to keep the
// pictures in. The number of pages that follow is why it takes a minute and a half.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pinyinInitials } from '../../client/pinyin-initials.ts';
import { houseOfFile } from '../e2e/support/hall.ts';
import { COUNCIL, GUESTS } from '../e2e/support/reference-meeting.ts';
import { Camera, PLACE, ReferenceRoom } from '../e2e/support/reference-room.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { launchChromium } from '../support/chromium.ts';
import { atEndOfTest, temporaryFolder } from '../support/temporary-folder.ts';

/** What the note-takers write, and what follows from the ceremonies' entries. */
const [FIRM_SAID, SIGNING_SAID, SUZHOU_SAID, NORM_SAID] = [
  '蒋维东副主任介绍：律所是苏州最早设立的合伙律师事务所之一，现有12个专业化部门。',
  '双方确认战略合作伙伴关系，律所任协会免费法律顾问单位。',
  '张春野处长解读现有标准化政策，祝愿协会与律所合作顺利。',
  '新版50348贯彻生命周期管理，提出风险规划新理念。',
];
const SAID = [FIRM_SAID, SIGNING_SAID, SUZHOU_SAID, NORM_SAID, ...GUESTS, '友好合作协议', '苏州市安防协会顾问'];
/** Of the council, by phone. */
const CAME = COUNCIL.slice(0, 25);
/** Who have the floor and no seat. */
const SPEAKERS = ['蒋维东', '朱雨真', '肖圣兵'];
const house = houseOfFile({ env: { TZ_DEFAULT: PLACE } });
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** By the letters of their name, on the page of a phone. */
async function signsIn(phone: Page, name: string, camera: Camera | null): Promise<void> {
  await phone.getByLabel('姓名或拼音首字母').fill(pinyinInitials(name));
  const one = phone.getByRole('radio', { name: new RegExp(`^${name}`) });
  await one.check();
  await camera?.take('phone-found', { phone });
  await phone.getByRole('button', { name: `${name}　签到` }).tap();
  await phone.getByRole('heading', { name: '已签到' }).waitFor();
  await camera?.take('phone-done', { phone });
}

async function receive(play: ReferenceRoom): Promise<void> {
  const { desk, room, camera } = play.cast;
  await desk.page.getByRole('button', { name: '设定…' }).click();
  const rule = desk.page.getByRole('dialog', { name: '法定人数' });
  await rule.getByRole('combobox').selectOption('cn.standing');
  await rule.getByText('应到31人，须21人到会。').waitFor();
  await play.keep('rule');
  await rule.getByRole('button', { name: '设定', exact: true }).click();
  await rule.waitFor({ state: 'hidden' });
  await play.shows('welcome', '江苏益友天元律师事务所会议室');
  for (const guest of [...GUESTS, ...SPEAKERS]) {
    await play.arrives(guest);
    await desk.page
      .locator('li', { hasText: guest })
      .getByText(/\d\d:\d\d/)
      .first()
      .waitFor();
  }
  await play.counts(0);
  for (const [at, name] of CAME.entries()) {
    if (at % 6 > 0) await room.signIn(name);
    else {
      const phone = await room.phone(await room.scanned());
      if (at === 0) await camera.take('phone-door', { phone });
      await signsIn(phone, name, at === 0 ? camera : null);
      await phone.context().close();
    }
  }
  await play.counts(25);
  await play.shows('welcome-full', '25');
  await play.keep('roll');
}

async function begin(play: ReferenceRoom): Promise<void> {
  const { desk } = play.cast;
  await desk.page.getByRole('button', { name: '开会', exact: true }).click();
  await desk.page.getByRole('button', { name: '散会', exact: true }).waitFor();
  await play.atConsole(async (page) => {
    await play.puts(page, '实到人数');
    await play.shows('quorum', '符合章程规定，会议有效');
    await play.puts(page, '自动');
    await page.keyboard.press('n');
    await play.shows('guests', '牟晓生', '介绍重要嘉宾');
    await play.keep('console');
    await page.keyboard.press('n');
    await play.shows('lawyers', '律所情况介绍', '律所情况介绍');
    await page.getByLabel('插播一句话').fill('请各位代表将手机调至静音，勿在会场内走动');
    await page.getByLabel('插播一句话').press('Enter');
    await page.getByLabel('倒计时').fill('距离签约仪式开始还有');
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await play.shows('overlay', '距离签约仪式开始还有');
    await page.getByRole('button', { name: '撤下' }).click();
    await page.getByRole('button', { name: '停止' }).click();
  });
}

async function sign(play: ReferenceRoom): Promise<void> {
  const [zhou, chen] = play.cast.writers;
  await Promise.all([zhou.type('律所情况介绍', FIRM_SAID), chen.type('签订友好合作协议', SIGNING_SAID)]);
  await play.atConsole(async (page) => {
    await page.keyboard.press('n');
    await play.shows('signing', '签约仪式', '签订友好合作协议');
    await play.puts(page, '合影');
    await play.shows('photo-signing', /\d月\d+日/);
    await page.keyboard.press('PageUp');
    await play.shows('signing-again', '签约仪式');
    await page.keyboard.press('n');
    await play.shows('suzhou', '苏州市标准化建设情况介绍', '苏州市标准化建设情况介绍');
    await page.keyboard.press('f');
    await page.getByText('已定格：大屏不变').waitFor();
    await page.keyboard.press('f');
    await page.keyboard.press('b');
    await page.getByText('已黑屏').waitFor();
    await play.keepPublic('blank');
    await page.keyboard.press('b');
  });
  await zhou.type('苏州市标准化建设情况介绍', SUZHOU_SAID);
  await zhou.page.keyboard.press('Enter');
  await zhou.page.keyboard.type('苏州标准化建设走在全国省市前列。');
  await play.atConsole(async (page) => {
    await play.puts(page, '实时纪要');
    await play.shows('minutes', /张春野处长解读/);
    await play.puts(page, '议程');
    await play.shows('agenda', /进行中/);
    await play.puts(page, '自动');
  });
}

async function loseAndRegain(play: ReferenceRoom): Promise<void> {
  const { page } = play.cast.desk;
  const told = page.getByRole('banner');
  await play.atConsole(async (console) => {
    await console.keyboard.press('n');
    await play.shows('shanghai', '上海市标准化建设过程介绍', '上海市标准化建设过程介绍');
  });
  for (const [at, name] of CAME.slice(-3).entries()) {
    await play.leaves(name);
    await play.counts(24 - at);
  }
  await play.leaves('田富');
  await play.counts(21);
  await play.leaves('田大利');
  await told.getByText('到会人数不足：实到20人，须21人').waitFor();
  await play.shows('quorum-lost', '未达法定人数');
  await play.keep('quorum-lost');
  await play.atConsole(async (console) => {
    await play.puts(console, '实到人数');
    await play.shows('quorum-lost-scene', '出席');
    await play.puts(console, '自动');
    // A ceremony decides nothing, so it may begin: its own roll says how many were there.
    await console.keyboard.press('n');
    await play.shows('appointment', '聘任仪式', '聘任协会顾问');
  });
  await told.getByRole('button', { name: '休会…' }).click();
  await play.keep('recess');
  await page.getByRole('dialog', { name: '休会' }).getByRole('button', { name: '休会', exact: true }).click();
  await play.shows('break', '休会');
  await play.arrives('田富');
  await told.getByText('人数已够：实到21人，须21人').waitFor();
  await play.keep('quorum-regained');
  await play.arrives('田大利');
  await play.counts(22);
  await page.getByRole('button', { name: '复会', exact: true }).click();
  await play.shows('after-break', '聘任仪式');
}

async function report(play: ReferenceRoom): Promise<void> {
  const [zhou, chen] = play.cast.writers;
  await play.atConsole(async (console) => {
    await console.keyboard.press('n');
    await play.shows('lecture', '安防新标准解读', '安防新标准解读');
    await console.keyboard.press('n');
    await play.shows('report', '常务理事会上半年工作汇报与下半年工作布置', '常务理事会上半年工作汇报');
  });
  await Promise.all([
    zhou.type('安防新标准解读', NORM_SAID),
    chen.addTask('@王坤泉 6月30日前 已立项团标审核、讨论、发布'),
  ]);
  await play.atConsole(async (console) => {
    await console.keyboard.press('n');
    await play.shows('security', '国家安全管理规范解读', '国家安全管理规范解读');
    await console.keyboard.press('n');
    await play.shows('discussion', '交流发言', '交流发言');
    for (const name of ['朱雨真', '肖圣兵', '陈立群']) {
      await console.getByLabel('谁要发言').fill(name);
      await console.getByLabel('谁要发言').press('Enter');
      await console.getByRole('button', { name: `请发言：${name}` }).waitFor();
    }
    await console.getByRole('button', { name: '请发言：朱雨真' }).click();
    await console.getByRole('button', { name: '再给一分钟' }).click();
    await play.puts(console, '发言');
    await play.shows('speaker', '正在发言');
    await play.keep('console-speakers');
    await console.getByRole('button', { name: '请发言：肖圣兵' }).click();
    await play.shows('speaker-second', '肖圣兵');
    await play.puts(console, '合影');
    await play.shows('photo', /\d月\d+日/);
    await play.puts(console, '自动');
    await console.keyboard.press('n');
    await play.shows('last-item', '会议结束', '会议结束');
  });
}

async function close(play: ReferenceRoom): Promise<string> {
  const { page } = play.cast.desk;
  await page.getByRole('button', { name: '散会', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '散会', exact: true }).click();
  await play.shows('closing', '会议圆满结束');
  await play.keep('follow-up');
  // The phases beside the title have a word of the same name.
  await page.getByRole('banner').getByRole('button', { name: '归档', exact: true }).last().click();
  const sealing = page.getByRole('dialog', { name: '归档' });
  await sealing.getByLabel('理由').waitFor();
  await play.keep('sealing');
  await sealing.getByLabel('理由').fill('赵军讲解的记录会后另附');
  await sealing.getByRole('button', { name: /仍要归档/ }).click();
  // The sealed sheet takes the place of the workspace.
  await page.waitForURL(/\/archive\//);
  await page.locator('.sheet').waitFor();
  await play.keep('sealed');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** What the archive has of it. */
async function sealedRecord(archiveId: string): Promise<MeetingSnapshot> {
  const { body } = await house().admin.get(`/archive/${archiveId}`);
  return (body as { readonly snapshot: MeetingSnapshot }).snapshot;
}

/** Seats, who was there and whether that was enough, as it stood when each item began. */
function quorums({ agenda, room }: MeetingSnapshot): readonly unknown[] {
  const seen = room?.seen ?? [];
  return seen.map(({ itemId, seats, present, needed, met }) => [
    agenda.findIndex(({ id }) => id === itemId),
    `${present}/${seats}`,
    needed,
    met,
  ]);
}

/** How often each of those who came was in the room. */
function stays({ people, roll = [] }: MeetingSnapshot): Readonly<Record<string, number>> {
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const known = roll.map(({ key, stays: own = [] }) => [nameOf.get(key) ?? '', own.length] as const);
  return Object.fromEntries(known.filter(([, count]) => count > 0));
}

test('thirty-one expected, nine guests, a signing, an appointment, a lost quorum: the whole meeting', async () => {
  const camera = new Camera(process.env['GONGBI_PICTURES'] ?? join(temporaryFolder(atEndOfTest), 'pictures'));
  const play = await ReferenceRoom.open(browser, house(), camera);
  let archiveId = '';

  try {
    for (const act of [receive, begin, sign, loseAndRegain, report]) await act(play);
    archiveId = await close(play);
  } catch (error) {
    await play.keepAll('failed');
    throw error;
  }

  const record = await sealedRecord(archiveId);
  expect(quorums(record)).toEqual([
    ...[0, 1, 2, 3, 4].map((item) => [item, '25/31', 21, true]),
    [5, '20/31', 21, false],
    ...[6, 7, 8, 9, 10].map((item) => [item, '22/31', 21, true]),
  ]);
  const once = [...GUESTS, ...SPEAKERS, ...CAME];
  expect(stays(record)).toEqual({ ...Object.fromEntries(once.map((name) => [name, 1])), 田富: 2, 田大利: 2 });
  expect(record.people.flatMap(({ name, role }) => (role === 'guest' ? name : []))).toEqual(GUESTS);
  expect(record.agenda.map(({ progress }) => progress.state)).toEqual(record.agenda.map(() => 'done'));
  const starts = record.agenda.map(({ progress }) => progress.startedAt ?? 0);
  expect(starts).toEqual([...starts].sort((one, other) => one - other));
  expect(record.adjournedAt).toBeGreaterThan(starts.at(-1) ?? 0);
  expect(record.recesses).toHaveLength(1);
  for (const words of SAID) expect(JSON.stringify(record)).toContain(words);
  expect([play.cast.desk, ...play.cast.writers].flatMap(({ errors }) => errors)).toEqual([]);
});
