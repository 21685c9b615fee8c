// Every page and every state of it that a person can open: dialogs, menus, panels, drawers, each led to by name in either
// language. What is asked of them (axe, words, widths) is the business of who walks through them.
import type { Page } from 'playwright';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { field, textField, type Caller } from '../../support/app.ts';
import { liveMeeting } from './desk.ts';
import { button, dialog, menu, openDrawer, quiet, tab, type PageState, type Stage } from './page-steps.ts';
import { stageHouse } from './house-stage.ts';
import { HOUSE_STATES } from './house-states.ts';
import { stageRoom } from './room-stage.ts';
import { ROOM_STATES } from './room-states.ts';
import { SAY, type Say } from './say.ts';
import { SELDOM_STATES } from './seldom-states.ts';
import { ADMINISTRATOR } from './server.ts';
import { TROUBLE_STATES } from './trouble-states.ts';

const LATIN = {
  schema: 'reference-meeting/1',
  meeting: { name: 'Third board meeting', date: '2026-11-26', start: '14:00', end: '17:30', venue: { text: 'Hall B' } },
  guests: [
    { order: 1, name: 'Ada Brown', org: 'Harbour Trust', title: 'Director', speaks: ['i1'] },
    { order: 2, name: 'Ben Clark', org: 'City Archive', title: 'Keeper' },
  ],
  agenda: [
    { id: 'i1', no: 1, kind: 'introduction', title: 'Opening', presenters: ['Ada Brown'], points: ['Welcome of all'] },
    { id: 'i2', no: 2, kind: 'briefing', title: 'Budget', presenters: ['Ben Clark'], points: ['The budget stands'] },
    { id: 'i3', no: 3, kind: 'discussion', title: 'Any other business', presenters: [], points: [] },
  ],
};

/** A meeting with a signing and an appointment. */
const CEREMONIES: Readonly<Record<Locale, object>> = {
  'zh-CN': {
    title: '战略合作协议签约仪式',
    people: [{ name: '张春野', org: '苏州市标准化研究院', titles: ['院长'], role: 'attending' }],
    agenda: [
      { title: '签署战略合作协议', kind: 'signing', plannedMinutes: 15 },
      { title: '颁发顾问聘书', kind: 'appointment', plannedMinutes: 10 },
    ],
  },
  en: {
    title: 'Signing of the agreement',
    people: [{ name: 'Ada Brown', org: 'Harbour Trust', titles: ['Director'], role: 'attending' }],
    agenda: [
      { title: 'Signing', kind: 'signing', plannedMinutes: 15 },
      { title: 'A new adviser', kind: 'appointment', plannedMinutes: 10 },
    ],
  },
};

/** Fills an empty office. */
export async function stageOffice(admin: Caller, url: string, locale: Locale): Promise<Stage> {
  const isChinese = locale === 'zh-CN';
  const meeting = async (): Promise<string> => {
    if (isChinese) return liveMeeting(admin);
    const id = textField(await admin.post('/meetings/import', LATIN), 'id');
    await admin.post(`/meetings/${id}/phase`, { to: 'live' });
    return id;
  };
  const [live, closed, sealed] = [await meeting(), await meeting(), await meeting()];
  const door = textField(await admin.post(`/meetings/${closed}/links`, { kind: 'checkin' }), 'token');
  for (const id of [closed, sealed]) await admin.post(`/meetings/${id}/phase`, { to: 'follow-up' });
  const seal = await admin.post(`/meetings/${sealed}/archive`, { override: { reason: isChinese ? '从略' : 'brief' } });
  const title = isChinese ? '三届三次理事会' : 'Fourth board meeting';
  const draft = textField(await admin.post('/meetings', { title, draft: true }), 'id');
  const ceremonies = textField(await admin.post('/meetings', CEREMONIES[locale]), 'id');
  await admin.post('/tokens', { label: isChinese ? '备份脚本' : 'backup' });
  const board = isChinese ? '理事会' : 'Board';
  const body = textField(await admin.post('/bodies', { name: board, shortName: board }), 'id');
  const name = isChinese ? '李文静' : 'ada';
  const made = await admin.post('/accounts', { username: name, displayName: name, role: 'secretary' });
  const link = async (kind: string): Promise<string> =>
    textField(await admin.post(`/meetings/${live}/links`, { kind }), 'token');
  return {
    ...{ url, locale, say: SAY[locale], live, draft, planned: ceremonies, closed },
    archive: textField(seal, 'id'),
    ...{ projector: await link('projector'), view: await link('view'), chair: await link('chair') },
    invitation: textField({ ...made, body: field(made, 'invitation') }, 'url'),
    closedDoor: door,
    room: await stageRoom(admin, url, { body, locale }),
    house: await stageHouse(admin, { body, locale }),
  };
}

export async function signIn(page: Page, { url }: Stage): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.locator('input').first().fill(ADMINISTRATOR.username);
  await page.locator('input').nth(1).fill(ADMINISTRATOR.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);
}

const barMenu = async (page: Page, { say }: Stage): Promise<void> => {
  await button(page.locator('header'), say.workspace.bar.more).click();
  await menu(page);
};

const fromBarMenu = (name: (say: Say) => string) => async (page: Page, stage: Stage) => {
  await barMenu(page, stage);
  await page.getByRole('menuitem', { name: name(stage.say) }).click();
  await dialog(page);
  await quiet(page);
};

/** The menu of the second item of the agenda. */
const itemMenu = async (page: Page): Promise<void> => {
  await openDrawer(page, 'agenda');
  await page.locator('section.agenda li[data-item] .more button').nth(1).click();
  await menu(page);
};

const fromItemMenu =
  (name: (say: Say) => string) =>
  async (page: Page, { say }: Stage) => {
    await itemMenu(page);
    await page.getByRole('menuitem', { name: name(say) }).click();
  };

const asked = (name: (say: Say) => string) => async (page: Page, stage: Stage) => {
  const own = button(page.locator('header .acts'), name(stage.say));
  if (await own.isVisible()) await own.click();
  else {
    await barMenu(page, stage);
    await page
      .getByRole('menuitem', { name: name(stage.say) })
      .first()
      .click();
  }
  await dialog(page);
  await quiet(page);
};

async function screenConsole(page: Page, stage: Stage): Promise<void> {
  await asked((say) => say.workspace.bar.screen)(page, stage);
  await button(page, stage.say.bar.console.open).click();
  await page.locator('.console .lists').waitFor();
  // A picture that is prepared, and one behind it.
  await page.locator('.console .lists ul').first().getByRole('button').nth(2).click();
  await page.locator('.console .lists ul').nth(1).getByRole('button').nth(1).click();
  await page.locator('.console section[aria-labelledby=prepared] .hall').waitFor();
}

const pressed = (keys: string, shown: string) => async (page: Page) => {
  await page.keyboard.press(keys);
  await page.locator(shown).first().waitFor();
  await quiet(page);
};

/** The caret at the end of the second item's text. */
async function write(page: Page, text: string): Promise<void> {
  const editor = page.locator('.ProseMirror[contenteditable=true]').nth(1);
  await editor.waitFor();
  await editor.evaluate((node: HTMLElement) => node.focus());
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(text);
}

async function trigger(page: Page, sign: string): Promise<void> {
  await write(page, '');
  await page.keyboard.type(sign);
  await page.getByRole('listbox').first().waitFor();
}

/** As long as the bar is on its way, the key is the browser's. */
async function find(page: Page): Promise<void> {
  const bar = page.locator('search').first();
  const came = (): Promise<boolean> =>
    bar.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
  for (let left = 5; left > 0; left -= 1) {
    await page.keyboard.press('Control+f');
    if (await came()) return quiet(page);
  }
  throw new Error('the bar of finding never came');
}

/** A passage of six characters. */
async function select(page: Page, { locale }: Stage): Promise<void> {
  await write(page, locale === 'en' ? 'abcdef' : '一二三四五六');
  for (let count = 0; count < 6; count += 1) await page.keyboard.press('Shift+ArrowLeft');
}

async function comment(page: Page, stage: Stage): Promise<void> {
  await select(page, stage);
  await page.keyboard.press('Alt+m');
  await page.getByRole('radio').first().waitFor();
}

async function table(page: Page, { say }: Stage): Promise<void> {
  await write(page, '');
  await button(page.getByRole('toolbar'), say.minutes.tableMenu.insert).click();
  await page.locator('.ProseMirror table td').first().waitFor();
  await button(page.getByRole('toolbar'), say.minutes.toolbar.table).click();
  await menu(page);
}

const live = ({ live: id }: Stage): string => `/meetings/${id}`;
const closed = ({ closed: id }: Stage): string => `/meetings/${id}`;
const draft = ({ draft: id }: Stage): string => `/meetings/${id}`;

const newTask = async (page: Page, stage: Stage): Promise<void> => {
  await tab((say) => say.workspace.tasks.tab)(page, stage);
  const line = page.getByLabel(stage.say.workspace.tasks.addLabel);
  await line.fill(stage.locale === 'en' ? '@Ada 6/30 write it' : '@团标委 6/30 审核');
  await line.press('Enter');
  await page.locator('li .what').first().click();
  await page.getByLabel(stage.say.workspace.tasks.what).first().waitFor();
};

const newDecision = async (page: Page, stage: Stage): Promise<void> => {
  await tab((say) => say.workspace.decisions.tab)(page, stage);
  const line = page.getByLabel(stage.say.workspace.decisions.addLabel);
  await line.fill(stage.locale === 'en' ? 'Agreed' : '同意');
  await line.press('Enter');
  await quiet(page);
};

const personFields = async (page: Page, stage: Stage): Promise<void> => {
  await tab((say) => say.workspace.people.tab)(page, stage);
  await page.locator('[data-person] button').first().click();
};

const thread = async (page: Page, stage: Stage): Promise<void> => {
  await comment(page, stage);
  await page.getByLabel(stage.say.review.comments.text).fill(stage.locale === 'en' ? 'Look again' : '再看看');
  await page.keyboard.press('Control+Enter');
  await page.locator('.quote').first().waitFor();
};

const DESK: readonly PageState[] = [
  { name: 'the desk', at: live },
  { name: 'the desk, agenda drawer', at: live, only: 'narrow', show: (page) => openDrawer(page, 'agenda') },
  { name: 'the desk, a draft', at: draft },
  { name: 'the desk, closed', at: closed },
  { name: 'tab decisions', at: live, show: newDecision },
  { name: 'tab comments', at: live, show: tab((say) => say.workspace.side.comments) },
  { name: 'tab people', at: live, show: tab((say) => say.workspace.people.tab) },
  { name: 'tab people, open', at: live, show: personFields },
  { name: 'tab files', at: live, show: tab((say) => say.files.tab) },
  { name: 'tab notes', at: live, show: tab((say) => say.workspace.side.notes) },
  { name: 'task fields', at: live, show: newTask },
  { name: 'menu of the bar', at: live, show: barMenu },
  { name: 'menu of an item', at: live, show: itemMenu },
  { name: 'menu of the account', at: live, only: 'wide', show: accountMenu },
  { name: 'menu of styles', at: live, only: 'wide', show: styleMenu },
  { name: 'menu of a table', at: live, only: 'wide', show: table },
  { name: 'menu insert', at: live, show: (page) => trigger(page, '/') },
  { name: 'menu mention', at: live, show: (page) => trigger(page, '@') },
  { name: 'a selection', at: live, show: select },
  { name: 'a comment being written', at: live, show: comment },
  { name: 'a comment', at: live, show: thread },
  { name: 'dialog link', at: live, only: 'wide', show: linkDialog },
  { name: 'find', at: live, show: find },
  { name: 'palette', at: live, show: pressed('Control+k', 'dialog[open]') },
  { name: 'palette, found', at: live, show: paletteFound },
  { name: 'keys', at: live, show: pressed('?', 'dialog[open]') },
  { name: 'dialog screen', at: live, show: asked((say) => say.workspace.bar.screen) },
  { name: 'the console of the screens', at: live, show: screenConsole },
  { name: 'dialog share', at: live, show: asked((say) => say.workspace.bar.share) },
  { name: 'dialog adjourn', at: live, show: asked((say) => say.workspace.bar.adjourn) },
  { name: 'dialog archive', at: closed, show: asked((say) => say.workspace.bar.archive) },
  { name: 'dialog facts', at: live, show: factsDialog },
  { name: 'dialog saving', at: live, show: saveDialog },
  { name: 'dialog item', at: live, show: itemDialog },
  { name: 'dialog postpone', at: live, show: fromItemMenu((say) => say.workspace.agenda.postpone) },
  { name: 'inserting an item', at: live, show: fromItemMenu((say) => say.workspace.agenda.insertAfter) },
  { name: 'undo bar', at: live, show: fromItemMenu((say) => say.workspace.agenda.remove) },
  { name: 'dialog recess', at: live, show: fromBarMenu((say) => `${say.workspace.agenda.recess}…`) },
  { name: 'dialog log', at: live, show: fromBarMenu((say) => `${say.workspace.agenda.log}…`) },
  { name: 'dialog versions', at: live, show: fromBarMenu((say) => say.workspace.bar.versions) },
  { name: 'dialog history', at: live, show: historyDialog },
  { name: 'who is where', at: live, only: 'wide', show: whoIsWhere },
];

const ROOMS: readonly PageState[] = [
  { name: 'today', at: () => '/' },
  { name: 'today, palette', at: () => '/', show: pressed('Control+k', 'dialog[open]') },
  { name: 'today, signing out', at: () => '/', show: accountMenu },
  { name: 'meetings', at: () => '/meetings' },
  { name: 'new meeting', at: () => '/meetings/new' },
  { name: 'new meeting from a template', at: () => '/meetings/new?from=template' },
  { name: 'new meeting from the last', at: () => '/meetings/new?from=last' },
  { name: 'new meeting from a notice', at: () => '/meetings/new?from=notice' },
  { name: 'new meeting, a notice read', at: () => '/meetings/new?from=notice', show: readNotice },
  { name: 'templates', at: () => '/meetings/templates' },
  { name: 'templates, editing', at: () => '/meetings/templates', show: editTemplate },
  { name: 'archive', at: () => '/archive' },
  { name: 'archive, sealed', at: ({ archive }) => `/archive/${archive}` },
  { name: 'archive, found', at: ({ locale }) => `/archive?q=${locale === 'en' ? 'board' : '聘书'}` },
  { name: 'archive, nothing found', at: () => '/archive?q=0000' },
  { name: 'archive, reopening', at: ({ archive }) => `/archive/${archive}`, show: reopening },
  { name: 'account', at: () => '/account' },
  { name: 'account, new token', at: () => '/account', show: newToken },
  { name: 'nowhere', at: () => '/nowhere' },
  { name: 'no such meeting', at: () => '/nowhere/at/all' },
  { name: 'admin', at: () => '/admin' },
  { name: 'admin, inviting', at: () => '/admin', show: inviting },
  { name: 'admin, menu of an account', at: () => '/admin', show: accountActs },
  { name: 'admin, editing', at: () => '/admin', show: editAccount },
  { name: 'admin bodies', at: () => '/admin/bodies' },
  { name: 'admin bodies, adding', at: () => '/admin/bodies', show: addBody },
  { name: 'admin links', at: () => '/admin/links' },
  { name: 'admin sessions', at: () => '/admin/sessions' },
  { name: 'admin tokens', at: () => '/admin/tokens' },
  { name: 'admin audit', at: () => '/admin/audit' },
];

const OUTSIDE: readonly PageState[] = [
  { name: 'sign-in', at: () => '/sign-in', signedOut: true },
  { name: 'sign-in, refused', at: () => '/sign-in', signedOut: true, show: refusedSignIn },
  { name: 'setup, done', at: () => '/setup', signedOut: true },
  { name: 'invitation', at: ({ invitation }) => invitation, signedOut: true },
  // It speaks the office's language, whatever the browser of the hall's computer prefers, unless its address asks otherwise.
  { name: 'hall', at: ({ projector, locale }) => `/projector/${projector}?lang=${locale}`, signedOut: true },
  { name: 'mirror', at: ({ view, locale }) => `/view/${view}?lang=${locale}`, signedOut: true },
  { name: 'chair', at: ({ chair, locale }) => `/chair/${chair}?lang=${locale}`, signedOut: true },
];

export const PAGE_STATES: readonly PageState[] = [
  ...DESK,
  ...ROOMS,
  ...ROOM_STATES,
  ...HOUSE_STATES,
  ...SELDOM_STATES,
  ...TROUBLE_STATES,
  ...OUTSIDE,
];

async function accountMenu(page: Page, { say }: Stage): Promise<void> {
  await page.locator('header').getByRole('button', { name: say.account.menu.label }).click();
  await menu(page);
}

async function styleMenu(page: Page, { say }: Stage): Promise<void> {
  await write(page, '');
  await button(page.getByRole('toolbar'), say.minutes.toolbar.styles.paragraph).click();
  await menu(page);
}

async function linkDialog(page: Page, stage: Stage): Promise<void> {
  const { say } = stage;
  await select(page, stage);
  await button(page.getByRole('toolbar'), say.minutes.toolbar.link).click();
  await dialog(page);
}

async function paletteFound(page: Page, { locale }: Stage): Promise<void> {
  await pressed('Control+k', 'dialog[open]')(page);
  await page.keyboard.insertText(locale === 'en' ? 'a' : '会');
  await page.getByRole('option').first().waitFor();
}

async function factsDialog(page: Page): Promise<void> {
  await page.locator('header h1 button').click();
  await dialog(page);
}

async function saveDialog(page: Page, { say }: Stage): Promise<void> {
  await page.locator('header').getByRole('button', { name: say.workspace.details.open }).click();
  await dialog(page);
}

async function itemDialog(page: Page, stage: Stage): Promise<void> {
  await fromItemMenu((say) => say.workspace.agenda.edit)(page, stage);
  await dialog(page);
}

async function historyDialog(page: Page): Promise<void> {
  await page.locator('article .acts button').first().click();
  await dialog(page);
  await quiet(page);
}

async function whoIsWhere(page: Page): Promise<void> {
  const face = page.locator('.who').getByRole('button').first();
  if ((await face.getAttribute('aria-haspopup')) !== 'menu') await face.click();
}

async function readNotice(page: Page, { say, locale }: Stage): Promise<void> {
  const isChinese = locale === 'zh-CN';
  const text = isChinese
    ? '关于召开三届三次理事会的通知\n时间：2026年12月8日14:00\n地点：会议室\n议程：\n一、审议年度工作报告（30分钟）\n二、其他'
    : 'Notice\nDate: 2026-12-08 14:00\nAgenda:\n1. Report (30 min)';
  await page.getByLabel(say.preparing.pasted.label).fill(text);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await quiet(page);
}

async function editTemplate(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.preparing.templates.create).click();
  await page.locator('main form').waitFor();
}

async function reopening(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.archive.sealed.reopen).first().click();
  await dialog(page);
}

async function newToken(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.mine.tokens.create).click();
  await dialog(page);
}

async function inviting(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.admin.people.add).click();
  await dialog(page);
}

async function accountActs(page: Page): Promise<void> {
  await page.locator('main [aria-haspopup=menu]').last().click();
  await menu(page);
}

async function editAccount(page: Page, stage: Stage): Promise<void> {
  await accountActs(page);
  await page.getByRole('menuitem', { name: stage.say.admin.people.edit }).click();
  await dialog(page);
}

async function addBody(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.preparing.bodies.add).click();
  await dialog(page);
}

async function refusedSignIn(page: Page): Promise<void> {
  await page.locator('input').first().fill('nobody');
  await page.locator('input').nth(1).fill('not a password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
}
