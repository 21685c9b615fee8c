// The pages and states around a room full of people: the register with its forms and imports, the roll at the desk, the door
// on a phone.
import type { Page } from 'playwright';
import { button, dialog, menu, quiet, tab, type PageState, type Stage } from './page-steps.ts';

const people = (): string => '/register';
const organisations = (): string => '/register/organisations';
const imports = (): string => '/register/import';
const body = ({ room }: Stage): string => `/register/bodies/${room.body}`;
const charter = (stage: Stage): string => `${body(stage)}/charter`;
const meeting = ({ room }: Stage): string => `/meetings/${room.meeting}`;
const door = ({ room }: Stage): string => `/checkin/${room.door}`;
/** Of the right make and long over. */
const oldCode = ({ room }: Stage): string => `/checkin/c~${room.meeting}~s1~0123456789abcdef`;

const roll = tab(({ workspace }) => workspace.people.tab);

const REGISTER: readonly PageState[] = [
  { name: 'register', at: people },
  { name: 'register, nobody found', at: people, show: findNobody },
  { name: 'register, by strokes', at: people, show: (page) => choose(page, 'surname-strokes') },
  { name: 'register, exporting', at: people, show: exporting },
  { name: 'register, a person', at: people, show: editFirst },
  { name: 'register, entering, refused', at: people, show: enterNobody },
  { name: 'organisations', at: organisations },
  { name: 'organisations, renaming', at: organisations, show: editFirst },
  { name: 'body', at: body },
  { name: 'body, those who left', at: body, show: (page) => page.locator('main summary').click() },
  { name: 'body, by sound', at: body, show: (page) => choose(page, 'sound') },
  { name: 'body, a seat', at: body, show: editFirst },
  { name: 'body, a namesake', at: body, show: addNamesake },
  { name: 'body, next term', at: body, show: opened(({ register }) => register.term.addNext) },
  { name: 'body, the term', at: body, show: opened(({ register }) => register.term.edit) },
  { name: 'body, no term', at: ({ room }) => `/register/bodies/${room.newBody}` },
  { name: 'charter', at: charter },
  { name: 'charter, setting', at: charter, show: opened(({ register }) => register.rules.addNext) },
  { name: 'charter, a share of its own', at: charter, show: ownShare },
  { name: 'charter, none', at: ({ room }) => `/register/bodies/${room.newBody}/charter` },
  { name: 'roster', at: imports },
  { name: 'roster, no table', at: imports, show: (page) => drop(page, 'photo.xlsx', 'no table\0at all') },
  { name: 'roster, seen before it is written', at: imports, show: previewFaults },
  { name: 'roster, taking seats', at: ({ room }) => `/register/import?body=${room.body}`, show: previewFaults },
];

const ROLL: readonly PageState[] = [
  { name: 'roll', at: meeting, show: roll },
  { name: 'roll, somebody opened', at: meeting, show: openSomebody },
  { name: 'roll, found', at: meeting, show: (page, stage) => lookFor(page, stage, stage.room.restless) },
  { name: 'roll, nobody found', at: meeting, show: (page, stage) => lookFor(page, stage, '0000') },
  { name: 'roll, away', at: meeting, show: showAway },
  { name: 'roll, joining the list', at: meeting, show: joinList },
  { name: 'roll, who a stranger is', at: meeting, show: whoIsIt },
  { name: 'roll, the list', at: meeting, show: mode('list') },
  { name: 'roll, the log', at: meeting, show: mode('log') },
  { name: 'roll, the rule', at: meeting, show: rule },
  { name: 'roll, a rule of its own', at: meeting, show: ownRule },
  { name: 'roll, the door', at: meeting, show: doorDialog },
  { name: 'roll, a link to the door', at: meeting, show: doorLink },
];

const DOOR: readonly PageState[] = [
  { name: 'door', at: door },
  { name: 'door, some found', at: door, show: (page, { locale }) => type(page, locale === 'en' ? 'a' : 'l') },
  { name: 'door, one found', at: door, show: (page, { room }) => type(page, room.nextGuest()) },
  { name: 'door, nobody found', at: door, show: (page) => type(page, '0000') },
  { name: 'door, on no list', at: door, show: unlisted },
  { name: 'door, signed in', at: door, show: (page, stage) => sign(page, stage, stage.room.nextGuest()) },
  { name: 'door, taken back', at: door, show: takeBack },
  { name: 'door, too often', at: door, show: signTooOften },
  { name: 'door, no network', at: door, show: signWithoutNetwork },
  { name: 'door, for one', at: ({ room }) => `/checkin/${room.personalDoor}` },
  { name: 'door, waiting', at: door, show: (page, { room }) => as(page, room.phones.waiting) },
  { name: 'door, refused', at: door, show: (page, { room }) => as(page, room.phones.refused) },
  { name: 'door, code over', at: oldCode },
  { name: 'door, no such door', at: () => '/checkin/no-such-door-at-all' },
  { name: 'door, meeting over', at: ({ closedDoor }) => `/checkin/${closedDoor}` },
];

export const ROOM_STATES: readonly PageState[] = [
  ...REGISTER,
  ...ROLL,
  ...DOOR.map((state): PageState => ({ ...state, signedOut: true, under: newPhone })),
];

/** One that has not signed anybody in. */
async function newPhone(page: Page): Promise<void> {
  if (page.url().startsWith('http')) await page.evaluate(() => sessionStorage.clear());
}

function opened(name: (say: Stage['say']) => string) {
  return async (page: Page, { say }: Stage): Promise<void> => {
    await button(page.locator('main'), name(say)).first().click();
    await dialog(page);
    await quiet(page);
  };
}

async function findNobody(page: Page, { say }: Stage): Promise<void> {
  await page.getByLabel(say.register.people.search).fill('0000');
  await page.getByText(say.register.people.noneFound).waitFor();
}

/** An order of the list. */
async function choose(page: Page, value: string): Promise<void> {
  await page.locator(`main select:has(option[value=${value}])`).selectOption(value);
}

async function exporting(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.register.people.export).click();
  await menu(page);
}

/** What changes the first of the list. */
async function editFirst(page: Page, { say }: Stage): Promise<void> {
  await page.locator('main :is(td, li) button').getByText(say.register.people.edit, { exact: true }).first().click();
  await dialog(page);
}

async function enterNobody(page: Page, stage: Stage): Promise<void> {
  await opened(({ register }) => register.people.add)(page, stage);
  await page.keyboard.press('Enter');
  await page.getByText(stage.say.register.form.nameMissing).waitFor();
}

/** Somebody else of a name that the register has. */
async function addNamesake(page: Page, stage: Stage): Promise<void> {
  await opened(({ register }) => register.seat.add)(page, stage);
  await page.getByLabel(stage.say.register.seat.who).fill(stage.room.restless);
  await page.getByText(stage.say.register.seat.someoneNew).click();
}

async function ownShare(page: Page, stage: Stage): Promise<void> {
  await opened(({ register }) => register.rules.addNext)(page, stage);
  await page.locator('dialog[open] select:has(option[value=other])').first().selectOption('other');
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await quiet(page);
}

/** A sheet with a namesake elsewhere, a repeated line, cells that cannot be meant, a column that is not used. */
async function previewFaults(page: Page, { room, locale }: Stage): Promise<void> {
  const rows =
    locale === 'en'
      ? [
          'Name,Organisation,Title,Role,Votes,Phone,Seat row',
          `${room.restless},Elsewhere,Clerk,Member,yes,13800001111,4`,
          'New Person,Harbour Trust,Director,Member,yes,13800002222,5',
          'New Person,Harbour Trust,Director,Member,yes,13800002222,6',
          'Wrong Phone,City Archive,Keeper,Member,perhaps,at the desk,7',
          ',City Archive,Keeper,Member,no,,8',
        ]
      : [
          '姓名,单位,职务,本会职务,表决权,电话,座位',
          `${room.restless},别的单位,科员,理事,是,13800001111,4`,
          '诸葛新,苏州市标准化研究院,副院长,理事,是,13800002222,5',
          '诸葛新,苏州市标准化研究院,副院长,理事,是,13800002222,6',
          '错号码,市档案馆,馆长,理事,也许,在前台,7',
          ',市档案馆,研究馆员,理事,否,,8',
        ];
  await drop(page, locale === 'en' ? 'members.csv' : '名单.csv', rows.join('\n'));
  await page.locator('main table').waitFor();
}

function mode(value: 'list' | 'log') {
  return async (page: Page, stage: Stage): Promise<void> => {
    await roll(page, stage);
    await page.locator(`.modes input[value=${value}]`).check();
    await quiet(page);
  };
}

async function openSomebody(page: Page, stage: Stage): Promise<void> {
  await roll(page, stage);
  await page.locator('li[data-person] .head').first().click();
  await page.locator('li[data-person] [data-act]').first().waitFor();
}

async function lookFor(page: Page, stage: Stage, name: string): Promise<void> {
  await roll(page, stage);
  await page.getByLabel(stage.say.roll.findLabel).fill(name);
}

async function showAway(page: Page, stage: Stage): Promise<void> {
  await roll(page, stage);
  await page.locator('.find input[value=away]').check();
}

async function joinList(page: Page, stage: Stage): Promise<void> {
  await roll(page, stage);
  await button(page, stage.say.roll.waiting.add).first().click();
  await menu(page);
}

async function whoIsIt(page: Page, stage: Stage): Promise<void> {
  await roll(page, stage);
  await button(page, stage.say.roll.waiting.is).first().click();
  await page.keyboard.insertText(stage.room.restless.slice(0, 1));
  await page.locator('.candidate').first().waitFor();
}

async function rule(page: Page, stage: Stage): Promise<void> {
  await roll(page, stage);
  await button(page, stage.say.roll.rule.change).click();
  await dialog(page);
}

async function ownRule(page: Page, stage: Stage): Promise<void> {
  await rule(page, stage);
  await page.locator('dialog[open] select').first().selectOption('own');
}

async function doorDialog(page: Page, stage: Stage): Promise<void> {
  await roll(page, stage);
  await button(page, stage.say.roll.door.open).click();
  await dialog(page);
  await quiet(page);
}

async function doorLink(page: Page, stage: Stage): Promise<void> {
  await doorDialog(page, stage);
  await button(page, stage.say.roll.door.makeLink).click();
  await quiet(page);
}

/** What the phone's one field is for. */
async function type(page: Page, text: string): Promise<void> {
  await page.locator('main input[type=text]').fill(text);
}

async function unlisted(page: Page, { say }: Stage): Promise<void> {
  await button(page, say.checkin.notListed).click();
  await page.getByText(say.checkin.listedTitle).waitFor();
}

async function press(page: Page, { say }: Stage, name: string): Promise<void> {
  await type(page, name);
  await button(page, say.checkin.sign(name)).click();
}

async function sign(page: Page, stage: Stage, name: string): Promise<void> {
  await press(page, stage, name);
  await page.getByRole('heading', { name: stage.say.checkin.done }).waitFor();
}

async function takeBack(page: Page, stage: Stage): Promise<void> {
  await sign(page, stage, stage.room.nextGuest());
  await button(page, stage.say.checkin.notMe).click();
  await page.getByText(stage.say.checkin.withdrawn).waitFor();
}

async function signTooOften(page: Page, stage: Stage): Promise<void> {
  await press(page, stage, stage.room.restless);
  await page.getByRole('alert').waitFor();
}

/** For as long as it is looked at. */
async function signWithoutNetwork(page: Page, stage: Stage): Promise<void> {
  await page.route('**/api/v1/checkin/*', (route) => route.abort(), { times: 4 });
  await press(page, stage, stage.room.nextGuest());
  await page.getByText(stage.say.checkin.offline).waitFor();
}

/** As a phone that has said something before. */
async function as(page: Page, phone: string): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('gongbi.phone', name), phone);
  await page.reload();
  await page.locator('main h1.done').waitFor();
  await page.evaluate(() => localStorage.removeItem('gongbi.phone'));
}
