// States that a page is in only now and then: before the meeting (its ceremonies, its rehearsal, what the chair will say), while
// something is taken away or kept, without a network, with a link or a file just made.
import { Buffer } from 'node:buffer';
import type { Page } from 'playwright';
import { button, dialog, menu, openDrawer, quiet, tab, type PageState, type Stage } from './page-steps.ts';
import type { Say } from './say.ts';

const live = ({ live: id }: Stage): string => `/meetings/${id}`;
const draft = ({ draft: id }: Stage): string => `/meetings/${id}`;
const planned = ({ planned: id }: Stage): string => `/meetings/${id}`;
const room = ({ room: { meeting } }: Stage): string => `/meetings/${meeting}`;

/** The smallest picture there is. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const BEFORE: readonly PageState[] = [
  { name: 'the desk, planned', at: planned },
  { name: 'a draft, opening it', at: draft, show: openDraft },
  { name: 'a signing', at: planned, show: ceremony(0) },
  { name: 'an appointment', at: planned, show: ceremony(1) },
  { name: 'what the chair says', at: planned, show: chairWords },
  { name: 'what the chair says, worded', at: planned, show: wordAnew },
  { name: 'rehearsal, not to be begun', at: live, show: rehearsal },
  { name: 'rehearsal, under way', at: planned, show: rehearse },
  { name: 'keeping the agenda', at: live, show: fromBarMenu((say) => say.workspace.bar.keepTemplate) },
  { name: 'new meeting, keeping a template', at: () => '/meetings/new?from=template', show: saveTemplate },
  { name: 'new meeting from a file', at: () => '/meetings/new?from=notice', show: openFile },
  { name: 'new meeting, a file read', at: () => '/meetings/new?from=notice', show: readFile },
  { name: 'stock phrases', at: () => '/meetings/phrases' },
  { name: 'stock phrases, a new one', at: () => '/meetings/phrases', show: newPhrase },
];

const MEANWHILE: readonly PageState[] = [
  { name: 'menu of phrases', at: live, show: phraseMenu },
  { name: 'menu of who keeps an item', at: live, show: handOver },
  { name: 'a file', at: live, show: attach },
  { name: 'menu of a file', at: live, show: fileMenu },
  { name: 'renaming a file', at: live, show: renameFile },
  { name: 'a version kept', at: live, show: keepVersion },
  { name: 'menu of a version', at: live, show: versionMenu },
  { name: 'renaming a version', at: live, show: renameVersion },
  { name: 'a link made', at: live, show: makeLink },
  { name: 'a link withdrawn', at: live, show: withdrawLink },
  { name: 'the console, somebody speaks', at: room, show: consoleWithSpeakers },
  { name: 'a picture, chosen', at: live, show: choosePicture },
  { name: 'naming a picture', at: live, show: namePicture },
  { name: 'removing what somebody else keeps', at: room, show: removeKept },
  { name: 'the desk, no network', at: live, show: withoutNetwork },
  { name: 'the desk, written in without a network', at: live, show: writeWithoutNetwork },
  { name: 'signing out', at: () => '/', show: signOut },
];

const OFFICE: readonly PageState[] = [
  { name: 'register, doubles', at: () => '/register', show: doubles },
  { name: 'register, merging', at: () => '/register', show: merge },
  { name: 'register, taken off', at: () => '/register', show: takeOff },
  { name: 'organisations, a name that is taken', at: () => '/register/organisations', show: takenName },
  { name: 'look of the halls', at: look },
  { name: 'look of the halls, a logo', at: look, show: giveLogo },
  { name: 'look of the halls, a colour of its own', at: look, show: ownColour },
  { name: 'look of the halls, no picture', at: look, show: refuseLogo },
  { name: 'look of the halls, the logo taken off', at: look, show: takeLogoOff },
  { name: 'roll, a signed sheet', at: room, show: sheet },
  { name: 'archive, menu of files', at: ({ archive }) => `/archive/${archive}`, show: downloads },
  { name: 'admin, invited', at: () => '/admin', show: invited },
  { name: 'admin, shutting out', at: () => '/admin', show: disable },
  { name: 'admin links, withdrawing', at: () => '/admin/links', show: revoke },
];

const GUESTS: readonly PageState[] = [
  { name: 'mirror, large', at: mirror, show: tool(0) },
  { name: 'mirror, the other light', at: mirror, show: tool(1) },
  { name: 'chair, another item', at: chair, show: pickItem },
  { name: 'chair, large', at: chair, show: tool(0) },
  { name: 'chair, the other light', at: chair, show: tool(1) },
];

export const SELDOM_STATES: readonly PageState[] = [
  ...BEFORE,
  ...MEANWHILE,
  ...OFFICE,
  ...GUESTS.map((state): PageState => ({ ...state, signedOut: true })),
];

function mirror({ view, locale }: Stage): string {
  return `/view/${view}?lang=${locale}`;
}

function chair({ chair: key, locale }: Stage): string {
  return `/chair/${key}?lang=${locale}`;
}

function look({ room: { body } }: Stage): string {
  return `/register/bodies/${body}/hall`;
}

function tool(which: number) {
  return async (page: Page): Promise<void> => page.locator('.tools button').nth(which).click();
}

async function pickItem(page: Page): Promise<void> {
  await page.locator('nav button:enabled').last().click();
  await page.locator('.foot button').waitFor();
}

function fromBarMenu(name: (say: Say) => string) {
  return async (page: Page, stage: Stage): Promise<void> => {
    await button(page.locator('header'), stage.say.workspace.bar.more).click();
    await menu(page);
    await page
      .getByRole('menuitem', { name: name(stage.say) })
      .first()
      .click();
    await dialog(page);
    await quiet(page);
  };
}

/** One of the bar's large actions: a button, on a phone an entry of its menu. */
async function act(page: Page, stage: Stage, name: (say: Say) => string): Promise<void> {
  const own = button(page.locator('header .acts'), name(stage.say));
  if (!(await own.isVisible())) return fromBarMenu(name)(page, stage);
  await own.click();
  await dialog(page);
  await quiet(page);
}

async function openDraft(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.workspace.phases.start).first().click();
  await dialog(page);
}

/** The fields of an item that is a ceremony, with what is being signed or who is appointed. */
function ceremony(which: number) {
  return async (page: Page, { say }: Stage): Promise<void> => {
    await openDrawer(page, 'agenda');
    await page.locator('section.agenda li[data-item] .more button').nth(which).click();
    await menu(page);
    await page.getByRole('menuitem', { name: say.workspace.agenda.edit }).click();
    await dialog(page);
    if (which === 0) await button(page.locator('dialog[open]'), say.agenda.signing.addParty).click();
    await quiet(page);
  };
}

async function chairWords(page: Page, stage: Stage): Promise<void> {
  await act(page, stage, (say) => say.workspace.bar.share);
  await button(page, stage.say.bar.share.openWords).click();
  await page.getByRole('heading', { name: stage.say.bar.chairWords.title }).waitFor();
}

async function wordAnew(page: Page, stage: Stage): Promise<void> {
  await chairWords(page, stage);
  await button(page, stage.say.bar.chairWords.edit).first().click();
  await page.locator('dialog[open] textarea').waitFor();
}

async function rehearsal(page: Page, stage: Stage): Promise<void> {
  await act(page, stage, (say) => say.workspace.bar.share);
  await button(page, stage.say.bar.rehearsal.open).click();
  await page.getByText(stage.say.bar.rehearsal.trace).waitFor();
  await quiet(page);
}

async function rehearse(page: Page, stage: Stage): Promise<void> {
  await rehearsal(page, stage);
  const { begin, end } = stage.say.bar.rehearsal;
  await button(page, begin).or(button(page, end)).first().waitFor();
  if (await button(page, begin).isVisible()) await button(page, begin).click();
  await button(page, end).waitFor();
}

async function saveTemplate(page: Page, { say }: Stage): Promise<void> {
  await page.locator('main section ul button').first().click();
  await button(page, say.preparing.saveTemplate).click();
  await dialog(page);
}

async function openFile(page: Page): Promise<void> {
  await page.locator('main summary').last().click();
  await page.locator('main details input[type=file]').waitFor({ state: 'attached' });
  await quiet(page);
}

async function readFile(page: Page, { locale }: Stage): Promise<void> {
  await openFile(page);
  const name = locale === 'en' ? 'Spring meeting' : '春季例会';
  const title = locale === 'en' ? 'Opening' : '开幕';
  const file = {
    schema: 'reference-meeting/1',
    meeting: { name, date: '2026-11-26', start: '14:00', end: '17:30', venue: { text: name } },
    guests: [],
    agenda: [{ id: 'i1', no: 1, kind: 'introduction', title, presenters: [], points: [] }],
  };
  const buffer = Buffer.from(JSON.stringify(file));
  const mimeType = 'application/json';
  await page.locator('main details input[type=file]').setInputFiles({ name: `${name}.json`, mimeType, buffer });
  await page.locator('main details dl').first().waitFor();
}

async function newPhrase(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.stock.add).click();
  await page.locator('main textarea').waitFor();
}

/** The caret at the end of the second item's text. */
async function toText(page: Page): Promise<void> {
  const editor = page.locator('.ProseMirror[contenteditable=true]').nth(1);
  await editor.waitFor();
  await editor.evaluate((node: HTMLElement) => node.focus());
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
}

async function phraseMenu(page: Page, { say }: Stage): Promise<void> {
  await toText(page);
  await page.keyboard.type('/');
  await page.getByRole('listbox').first().waitFor();
  await page
    .getByRole('option')
    .filter({ hasText: say.minutes.insert.phrases.label })
    .first()
    .dispatchEvent('pointerdown');
  await quiet(page);
}

async function handOver(page: Page, { say }: Stage): Promise<void> {
  const hand = button(page.locator('article').first(), say.together.claim.hand);
  const take = button(page.locator('article').first(), say.together.claim.take);
  await hand.or(take).first().waitFor({ state: 'attached' });
  if ((await hand.count()) === 0) {
    await page.locator('article').first().hover();
    await take.click();
  }
  await hand.click();
  await menu(page);
}

const files = tab((say) => say.files.tab);

async function attach(page: Page, stage: Stage): Promise<void> {
  await files(page, stage);
  const first = page.locator('[data-file]').first();
  const name = stage.locale === 'en' ? 'Plan of the hall' : '会场平面图';
  if ((await page.locator('[data-file]').count()) === 0) {
    await page.locator('aside input[type=file]').first().setInputFiles({ name, mimeType: 'image/png', buffer: DOT });
  }
  await first.waitFor();
  await quiet(page);
}

async function fileMenu(page: Page, stage: Stage): Promise<void> {
  await attach(page, stage);
  await page.locator('[data-file] [aria-haspopup=menu]').first().click();
  await menu(page);
}

async function renameFile(page: Page, stage: Stage): Promise<void> {
  await fileMenu(page, stage);
  await page.getByRole('menuitem', { name: stage.say.files.rename }).click();
  await dialog(page);
}

async function keepVersion(page: Page, stage: Stage): Promise<void> {
  await fromBarMenu((say) => say.workspace.bar.versions)(page, stage);
  const field = page.getByLabel(stage.say.history.versions.name);
  await field.fill(stage.locale === 'en' ? 'Before lunch' : '午饭前');
  await field.press('Enter');
  await page.locator('dialog[open] [aria-haspopup=menu]').first().waitFor();
  await quiet(page);
}

async function versionMenu(page: Page, stage: Stage): Promise<void> {
  await keepVersion(page, stage);
  await page.locator('dialog[open] [aria-haspopup=menu]').first().click();
  await menu(page);
}

async function renameVersion(page: Page, stage: Stage): Promise<void> {
  await versionMenu(page, stage);
  await page.getByRole('menuitem', { name: stage.say.history.versions.rename }).click();
  await page.getByRole('heading', { name: stage.say.history.versions.renameTitle }).waitFor();
}

async function makeLink(page: Page, stage: Stage): Promise<void> {
  await act(page, stage, (say) => say.workspace.bar.share);
  await button(page, stage.say.bar.share.make).first().click();
  await page.locator('dialog[open] .code').first().waitFor();
}

async function withdrawLink(page: Page, stage: Stage): Promise<void> {
  await act(page, stage, (say) => say.workspace.bar.share);
  await button(page, stage.say.bar.share.revoke).first().click();
  await page.getByRole('heading', { name: stage.say.way.withdraw.title }).waitFor();
}

async function consoleWithSpeakers(page: Page, stage: Stage): Promise<void> {
  await act(page, stage, (say) => say.workspace.bar.screen);
  await button(page, stage.say.bar.console.open).click();
  await page.locator('.console .speaking').waitFor();
}

/** Runs in the page: a screenshot from the clipboard into the second item's text. */
async function paste(): Promise<void> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 180];
  const pen = canvas.getContext('2d');
  const editor = document.querySelectorAll('.ProseMirror[contenteditable=true]')[1];
  pen?.fillRect(0, 0, 160, 90);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  const data = new DataTransfer();
  if (blob !== null) data.items.add(new File([blob], 'image.png', { type: 'image/png' }));
  editor?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
}

async function choosePicture(page: Page): Promise<void> {
  const picture = page.locator('.ProseMirror .picture img').first();
  await toText(page);
  await quiet(page);
  if ((await picture.count()) === 0) await page.evaluate(paste);
  await picture.click();
  await page.locator('.picture.ProseMirror-selectednode').waitFor();
  await quiet(page);
}

async function namePicture(page: Page): Promise<void> {
  await choosePicture(page);
  await page.keyboard.press('Enter');
  await dialog(page);
}

/** A colleague keeps the minutes of the second item. */
async function removeKept(page: Page, { say }: Stage): Promise<void> {
  await openDrawer(page, 'agenda');
  const kept = page.locator('section.agenda li[data-item]').nth(1);
  await kept.locator('.more button').click();
  await menu(page);
  await page.getByRole('menuitem', { name: say.workspace.agenda.remove }).click();
  await dialog(page);
}

async function sendLogo(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('main form input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
}

async function giveLogo(page: Page): Promise<void> {
  const logo = page.locator('main form .logo img');
  if ((await logo.count()) === 0) await sendLogo(page, 'logo.png', DOT);
  await logo.waitFor();
  await quiet(page);
}

async function takeLogoOff(page: Page, stage: Stage): Promise<void> {
  await giveLogo(page);
  await button(page.locator('main form'), stage.say.register.look.remove).click();
  await button(page, stage.say.common.action.undo).waitFor();
  await quiet(page);
}

/** One that would be taken for the mark of what is live. */
async function ownColour(page: Page, { say }: Stage): Promise<void> {
  await page.locator('main form input[type=color]').fill('#b8362b');
  await page.getByText(say.register.look.nearMark).waitFor();
}

async function refuseLogo(page: Page): Promise<void> {
  await sendLogo(page, 'logo.png', Buffer.from('no picture at all'));
  await page.getByRole('alert').waitFor();
}

/** Until the next page is opened. */
async function withoutNetwork(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('[data-save=offline]').first().waitFor();
  await page.locator('.strips .notice').first().waitFor();
}

async function writeWithoutNetwork(page: Page, { say, locale }: Stage): Promise<void> {
  await withoutNetwork(page);
  await toText(page);
  await page.keyboard.insertText(locale === 'en' ? 'Kept' : '存着');
  await page.locator('[data-save]').getByText(say.workspace.save.kept).waitFor();
}

async function signOut(page: Page, { say }: Stage): Promise<void> {
  await page.locator('header').getByRole('button', { name: say.account.menu.label }).click();
  await menu(page);
  // Where the server does not answer nobody is signed out, which is said.
  await page.route('**/api/v1/session', (route) => route.abort());
  await page.getByRole('menuitem', { name: say.account.menu.signOut }).click();
  await dialog(page);
}

async function doubles(page: Page): Promise<void> {
  await page.locator('.doubles input').check();
  await page.locator('main tbody tr').nth(1).waitFor();
}

async function merge(page: Page, { say }: Stage): Promise<void> {
  await doubles(page);
  await page.locator('main :is(td, li) button').getByText(say.register.doubles.open, { exact: true }).first().click();
  await dialog(page);
}

/** Somebody without a seat, entered for this. */
async function takeOff(page: Page, { say, locale }: Stage): Promise<void> {
  const name = locale === 'en' ? 'Zoe Passing' : '钟过路';
  await page.request.post(new URL('/api/v1/people', page.url()).href, {
    data: { name },
    headers: { origin: new URL(page.url()).origin },
  });
  await page.reload();
  await page.getByLabel(say.register.people.search).fill(name);
  await button(page, say.register.people.editThis(name)).click();
  await dialog(page);
  await button(page.locator('dialog[open]'), say.register.form.remove).click();
  await button(page, say.common.action.undo).waitFor();
  await quiet(page);
}

async function takenName(page: Page, { say }: Stage): Promise<void> {
  const rows = page.locator('main tbody tr');
  const other = ((await rows.nth(1).locator('td').first().textContent()) ?? '').trim();
  await rows.first().getByRole('button').click();
  await dialog(page);
  await page.locator('dialog[open]').getByLabel(say.register.orgs.name).first().fill(other);
  await page.keyboard.press('Enter');
  await button(page, say.register.orgs.merge).waitFor();
}

async function sheet(page: Page, stage: Stage): Promise<void> {
  await tab((say) => say.workspace.people.tab)(page, stage);
  await button(page, stage.say.roll.sheet.open).click();
  await dialog(page);
  await page.locator('dialog[open] .sheet').getByRole('checkbox').first().check();
}

async function downloads(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.archive.sealed.download).first().click();
  await menu(page);
}

async function invited(page: Page, { say, locale }: Stage): Promise<void> {
  await button(page, say.admin.people.add).click();
  await dialog(page);
  const name = locale === 'en' ? 'Grace Hopper' : '郭永强';
  const form = page.locator('dialog[open]');
  await form.getByLabel(say.account.field.displayName, { exact: true }).fill(name);
  await form
    .getByLabel(say.account.field.username, { exact: true })
    .fill(`${name.replace(' ', '')}${String(await page.locator('main tbody tr').count())}`);
  await button(form, say.admin.invite.submit).click();
  await form.locator('[readonly]').first().waitFor();
}

async function disable(page: Page, { say }: Stage): Promise<void> {
  await page.locator('main [aria-haspopup=menu]').last().click();
  await menu(page);
  await page.getByRole('menuitem').last().click();
  await page.locator('dialog[open]').getByRole('button', { name: say.common.action.cancel }).waitFor();
}

async function revoke(page: Page, { say }: Stage): Promise<void> {
  await page.locator('main tbody').getByText(say.admin.links.revoke, { exact: true }).first().click();
  await dialog(page);
}
