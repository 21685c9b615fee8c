// A standing council that meets: thirty-one members from its register, the charter's rule, a desk that calls the roll, a hall
// screen, and phones at the door, in browsers or over HTTP as one needs them.
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { PRESETS } from '../../../shared/domain/charter.ts';
import { textField, type Caller } from '../../support/app.ts';
import { atEndOfTest } from '../../support/temporary-folder.ts';
import { Desk, ownBrowser, type BrowserOptions } from './desk.ts';
import { FIRM, type House } from './hall.ts';

/** In the order of rank; no two have the same initials. */
export const MEMBERS: readonly string[] = (
  '王坤泉 陈立群 单雄信 欧阳立新 张伟 田富 田大利 曾国强 仇英 区小明 任建平 刘晓新 顾斌 蒋维东 朱雨真 肖圣兵 潘剑铭 吴坚 赵军 李建明 ' +
  '丁一凡 戴敏 解晓东 查良镛 盖文 朴成 尉迟恭 司马光 周敏华 孙悦 范成大'
).split(' ');

export const HALL: BrowserOptions = { viewport: { width: 1920, height: 1080 } };
export const PHONE: BrowserOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export interface Room {
  readonly meetingId: string;
  readonly admin: Caller;
  /** The desk, at its roll call. */
  desk(context?: BrowserOptions): Promise<Desk>;
  /** The hall's screen. */
  hall(): Promise<Page>;
  /** A page that needs no account, behind a link of `kind`, in a browser of its own. */
  behind(kind: 'projector' | 'view' | 'chair', options: BrowserOptions, query?: string): Promise<Page>;
  /** The address that the code on the screen holds at this moment. */
  scanned(): Promise<string>;
  /** Somebody without an account at `address`, in a browser of their own. */
  at(address: string, options: BrowserOptions): Promise<Page>;
  /** A phone that opens `address`. */
  phone(address: string): Promise<Page>;
  /** Signs in as somebody with a phone does, without the page. */
  signIn(name: string): Promise<void>;
  /** A link that is good for one person alone. */
  personalLink(name: string): Promise<string>;
}

/** Two thirds of thirty-one are to be there: twenty-one. */
export async function openRoom(browser: Browser, house: House, found = councilMeeting): Promise<Room> {
  const { server, admin, cookies } = house;
  const meetingId = await found(admin);
  const keys = new Map<string, string>();
  const scanned = async (): Promise<string> => {
    const { body } = await admin.get(`/meetings/${meetingId}/checkin-code`);
    const { pathname } = new URL(/"url":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? '');
    return `${server.url}${pathname}`;
  };
  const at = (address: string): string => `/checkin/${address.split('/').at(-1) ?? ''}`;
  const keyOf = async (name: string): Promise<string> => {
    if (keys.size === 0) {
      const opened = JSON.stringify((await admin.post(`${at(await scanned())}/open`, {})).body);
      for (const [, key = '', found = ''] of opened.matchAll(/"key":"([^"]+)","name":"([^"]+)"/gu))
        keys.set(found, key);
    }
    return keys.get(name) ?? '';
  };
  const opened: Room['at'] = async (address, options) => {
    const context = await ownBrowser(browser, options);
    atEndOfTest(() => context.close());
    const page = await context.newPage();
    await page.goto(new URL(address, server.url).href);
    return page;
  };
  const behind: Room['behind'] = async (kind, options, query = '') => {
    const token = textField(await admin.post(`/meetings/${meetingId}/links`, { kind }), 'token');
    return opened(`/${kind}/${token}${query}`, options);
  };
  return {
    ...{ meetingId, admin, scanned },
    desk: async (context = {}) => {
      const owner = { server, username: '李文静', meetingId, cookie: cookies['李文静'] };
      const desk = await Desk.open(browser, { ...owner, context });
      atEndOfTest(() => desk.context.close());
      await desk.page.getByRole('tab', { name: /人员/ }).click();
      await desk.page.getByRole('radio', { name: '签到' }).check();
      return desk;
    },
    behind,
    at: opened,
    hall: () => behind('projector', HALL),
    phone: async (address) => {
      const page = await opened(address, PHONE);
      await page.locator('form').waitFor();
      return page;
    },
    signIn: async (name) => {
      const device = `phone-${Buffer.from(name).toString('hex').padStart(12, '0')}`;
      const answer = await admin.post(at(await scanned()), { device, person: await keyOf(name) });
      if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
    },
    personalLink: async (name) => {
      const wanted = { kind: 'checkin', person: await keyOf(name) };
      return `${server.url}/checkin/${textField(await admin.post(`/meetings/${meetingId}/links`, wanted), 'token')}`;
    },
  };
}

/** Opened. */
async function councilMeeting(admin: Caller): Promise<string> {
  const id = await preparedCouncil(admin);
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  return id;
}

/** Taken over from the register, as a secretary does it. */
export async function preparedCouncil(admin: Caller): Promise<string> {
  const bodyId = textField(await admin.post('/bodies', { name: `常务理事会${randomUUID()}` }), 'id');
  const term = await admin.post(`/bodies/${bodyId}/terms`, { number: 3, from: '2024-01-01', seats: 31 });
  const rows = MEMBERS.map((name, at) => ({ row: at + 2, name, post: '常务理事' }));
  await admin.post('/people/imports', { file: '名册.xlsx', bodyId, termId: textField(term, 'id'), rows });
  const rule = { from: '2024-01-01', preset: 'cn.standing', rule: PRESETS['cn.standing'] };
  await admin.post(`/bodies/${bodyId}/charter`, rule);
  const people = MEMBERS.map((name) => ({ name, org: null, titles: ['常务理事'] }));
  const agenda = [FIRM, '友好合作协议'].map((title) => ({ title, kind: 'briefing' }));
  const made = await admin.post('/meetings', { title: '三届二次常务理事会', bodyId, people, agenda });
  return textField(made, 'id');
}
