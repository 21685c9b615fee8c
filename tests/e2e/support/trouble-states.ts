// What a page looks like when something does not come or comes too late: no answer, a refusal, a session that is over, words
// written before a meeting was sealed, a house that nobody has set up yet; and to whoever may read it and no more.
import type { Page, Route } from 'playwright';
import type { Role } from '../../../shared/domain/roles.ts';
import { button, dialog, menu, quiet, type PageState, type Stage } from './page-steps.ts';
import { ADMINISTRATOR } from './server.ts';

const live = ({ live: id }: Stage): string => `/meetings/${id}`;
const body = ({ room }: Stage): string => `/register/bodies/${room.body}`;

/** Everything that pages ask for, but for who is signed in. */
const ASKED = /\/api\/v1\/(?!me\b|session\b)/;
/** Pages whose content the server is asked for as a whole. */
const PAGES = {
  today: () => '/',
  meetings: () => '/meetings',
  templates: () => '/meetings/templates',
  'stock phrases': () => '/meetings/phrases',
  register: () => '/register',
  organisations: () => '/register/organisations',
  body,
  charter: (stage) => `${body(stage)}/charter`,
  'look of the halls': (stage) => `${body(stage)}/hall`,
  archive: () => '/archive',
  'archive, sealed': ({ archive }) => `/archive/${archive}`,
  account: () => '/account',
  admin: () => '/admin',
  'admin bodies': () => '/admin/bodies',
  'admin links': () => '/admin/links',
  'admin sessions': () => '/admin/sessions',
  'admin tokens': () => '/admin/tokens',
  'admin audit': () => '/admin/audit',
} as const satisfies Record<string, PageState['at']>;
/** Where a note-taker reads what others keep. */
const READ = [
  'meetings',
  'templates',
  'stock phrases',
  'register',
  'organisations',
  'body',
  'charter',
  'look of the halls',
] as const;

const INSIDE: readonly PageState[] = [
  ...Object.entries(PAGES).map(([name, at]): PageState => ({
    name: `${name}, a fault`,
    at,
    under: answering(500),
    show: trouble,
  })),
  { name: 'today, a reader', at: () => '/', under: as('reader') },
  { name: 'archive, sealed, a reader', at: PAGES['archive, sealed'], under: as('reader') },
  ...READ.map((name): PageState => ({ name: `${name}, a note-taker`, at: PAGES[name], under: as('notetaker') })),
  { name: 'register, not for this account', at: () => '/register', under: answering(403), show: trouble },
  { name: 'archive, gone', at: ({ archive }) => `/archive/${archive}`, under: answering(404), show: trouble },
  { name: 'today, on its way', at: () => '/', show: waiting },
  { name: 'register, on its way', at: () => '/register', show: waiting },
  { name: 'archive, on its way', at: () => '/archive', show: waiting },
  { name: 'archive, sealed, on its way', at: PAGES['archive, sealed'], show: waiting },
  { name: 'the desk of no meeting', at: () => '/', show: noMeeting },
  { name: 'the desk, neither here nor there', at: () => '/', show: notKept },
  { name: 'dialog share, a fault', at: live, show: shareFault },
  { name: 'a part that did not come', at: () => '/meetings', show: missingPart },
  { name: 'words that came too late', at: () => '/', show: lateWords },
  { name: 'words that came too late, read', at: () => '/', show: readLateWords },
  { name: 'signed out elsewhere', at: () => '/', show: signedOutElsewhere },
  { name: 'the desk, signed out elsewhere', at: live, show: signedOutElsewhere },
  { name: 'the desk, signed out and staying', at: live, show: staySignedOut },
];

const OUTSIDE: readonly PageState[] = [
  { name: 'a page that did not come', at: () => '/sign-in', show: failedPage },
  { name: 'setup', at: () => '/sign-in', show: setUp },
  { name: 'setup, refused', at: () => '/sign-in', show: setUpRefused },
  { name: 'setup, no link', at: () => '/sign-in', show: setUpWithoutLink },
];

export const TROUBLE_STATES: readonly PageState[] = [
  ...INSIDE,
  ...OUTSIDE.map((state): PageState => ({ ...state, signedOut: true })),
];

/** As if the server, or what stands before it, had nothing else to say. */
async function answerAll(page: Page, answer: (route: Route) => unknown): Promise<void> {
  await page.route(ASKED, answer);
}

function answering(status: number) {
  return (page: Page): Promise<void> => answerAll(page, (route) => route.fulfill({ status, body: '' }));
}

async function trouble(page: Page): Promise<void> {
  // Beside what is shown a column may be folded away.
  await page.locator('[data-trouble]').filter({ visible: true }).first().waitFor();
}

/** What the page shows to somebody of this role. */
function as(role: Role) {
  return async (page: Page): Promise<void> => {
    await page.route('**/api/v1/me', async (route) => {
      const response = await route.fetch();
      const answer: { user: object } = await response.json();
      await route.fulfill({ response, json: { user: { ...answer.user, grants: [{ role, bodyId: null }] } } });
    });
  };
}

/** Nothing is answered, for as long as it is looked at. */
async function waiting(page: Page): Promise<void> {
  await answerAll(page, () => undefined);
  await page.reload({ waitUntil: 'commit' });
  await page.locator('.skeleton').filter({ visible: true }).first().waitFor();
}

async function noMeeting(page: Page, { url }: Stage): Promise<void> {
  await page.goto(`${url}/meetings/there-is-none`);
  await page.locator('[data-trouble]').waitFor();
}

async function notKept(page: Page, { url, say }: Stage): Promise<void> {
  await answerAll(page, (route) => route.abort());
  await page.goto(`${url}/meetings/there-is-none`);
  await page.getByText(say.workspace.away.notKept).waitFor();
}

async function shareFault(page: Page, { say }: Stage): Promise<void> {
  await answerAll(page, (route) => route.fulfill({ status: 500, body: '' }));
  const own = button(page.locator('header .acts'), say.workspace.bar.share);
  if (await own.isVisible()) await own.click();
  else {
    await button(page.locator('header'), say.workspace.bar.more).click();
    await menu(page);
    await page.getByRole('menuitem', { name: say.workspace.bar.share }).first().click();
  }
  await page.locator('dialog[open] [data-trouble]').first().waitFor();
}

/** The palette of a page, which comes when it is first asked for. */
async function missingPart(page: Page): Promise<void> {
  // What a browser keeps of the program it would not ask for.
  await page.evaluate(async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.route('**/command-palette-*.js', (route) => route.abort());
  await page.reload();
  await quiet(page);
  await page.keyboard.press('Control+k');
  await page.locator('.lack .notice').waitFor();
}

/** Written without a network, while somebody else closed and sealed the meeting. */
async function lateWords(page: Page, { url, locale, say }: Stage): Promise<void> {
  const post = async (path: string, data: object): Promise<{ id?: string }> => {
    const reply = await page.request.post(`${url}/api/v1${path}`, { data, headers: { origin: url } });
    if (!reply.ok()) throw new Error(`${path} was refused: ${await reply.text()}`);
    const made: { id?: string } = await reply.json();
    return made;
  };
  const [title, item, text] =
    locale === 'en'
      ? ['Spring meeting', 'Budget', 'The budget stands as it was read.']
      : ['春季例会', '审议预算', '预算按宣读稿通过。'];
  const { id = '' } = await post('/meetings', { title, agenda: [{ title: item, kind: 'discussion' }] });
  await post(`/meetings/${id}/phase`, { to: 'live' });
  await page.goto(`${url}/meetings/${id}`);
  await page.locator('[data-save=saved]').waitFor();
  await page.context().setOffline(true);
  const editor = page.locator('.ProseMirror[contenteditable=true]').first();
  await editor.waitFor();
  await editor.evaluate((node: HTMLElement) => node.focus());
  await page.keyboard.insertText(text);
  await page.locator('[data-save=offline]').first().waitFor();
  await post(`/meetings/${id}/phase`, { to: 'follow-up' });
  await post(`/meetings/${id}/archive`, { override: { reason: title } });
  await page.context().setOffline(false);
  await button(page, say.bar.safety.see).waitFor();
  await page.locator('[data-save=read-only]').first().waitFor();
  await quiet(page);
}

async function readLateWords(page: Page, stage: Stage): Promise<void> {
  await lateWords(page, stage);
  await button(page, stage.say.bar.safety.see).click();
  await dialog(page);
}

/** What stands on the page stays; whoever walks on is signed in again meanwhile. */
async function signedOutElsewhere(page: Page, { url }: Stage): Promise<void> {
  const headers = { origin: url };
  await page.request.delete(`${url}/api/v1/session`, { headers });
  await dialog(page);
  await page.request.post(`${url}/api/v1/session`, { data: ADMINISTRATOR, headers });
}

async function staySignedOut(page: Page, stage: Stage): Promise<void> {
  await signedOutElsewhere(page, stage);
  await button(page.locator('dialog[open]'), stage.say.account.ended.stay).click();
  await page.locator('.strips .notice').first().waitFor();
}

async function failedPage(page: Page, { url, say }: Stage): Promise<void> {
  await page.route('**/api/v1/me', (route) => route.fulfill({ status: 500, body: '' }));
  await page.goto(`${url}/`);
  await page.getByRole('heading', { name: say.common.lost.failedTitle }).waitFor();
}

async function setUp(page: Page, { url }: Stage): Promise<void> {
  await page.route('**/api/v1/setup', (route) => route.fulfill({ json: { needed: true } }));
  await page.goto(`${url}/setup?token=0123456789abcdef`);
  await page.locator('form input').first().waitFor();
  await quiet(page);
}

async function setUpRefused(page: Page, stage: Stage): Promise<void> {
  await setUp(page, stage);
  await page.keyboard.press('Enter');
  await page.locator('[aria-invalid=true]').first().waitFor();
}

async function setUpWithoutLink(page: Page, { url, say }: Stage): Promise<void> {
  await page.evaluate(() => sessionStorage.clear());
  await page.route('**/api/v1/setup', (route) => route.fulfill({ json: { needed: true } }));
  await page.goto(`${url}/setup`);
  await page.getByText(say.account.setup.noToken).waitFor();
}
