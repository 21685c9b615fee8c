// The states of pages and panels, as a table: what each says and offers while it waits, when the server fails, does not
// answer, refuses or no longer has it, and that it mends itself when that passes.
import type { Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import Accounts from '../../../client/pages/accounts.svelte';
import Archive from '../../../client/pages/archive.svelte';
import Audit from '../../../client/pages/audit.svelte';
import Bodies from '../../../client/pages/bodies.svelte';
import Home from '../../../client/pages/home.svelte';
import Links from '../../../client/pages/links.svelte';
import Meetings from '../../../client/pages/meetings.svelte';
import Phrases from '../../../client/pages/phrases.svelte';
import Sessions from '../../../client/pages/sessions.svelte';
import Templates from '../../../client/pages/templates.svelte';
import Tasks from '../../../client/panels/tasks-list.svelte';
import TaskSheet from '../../../client/panels/task-sheet.svelte';
import Tokens from '../../../client/pages/tokens.svelte';
import NamedVersions from '../../../client/panels/named-versions.svelte';
import ScreenControl from '../../../client/panels/screen-control.svelte';
import ShareLinks from '../../../client/panels/share-links.svelte';
import ItemHistory from '../../../client/panels/item-history.svelte';
import SealedVersion from '../../../client/panels/sealed-version.svelte';
import type { Area } from '../../../client/i18n.svelte.ts';
import { ITEM } from '../support/desk-page.ts';
import { ADMINISTRATOR, showPage, type Shown, type Weather } from '../support/page-stage.ts';
import { taskWithHistory } from '../support/task-page.ts';

interface Place {
  readonly component: Component;
  readonly areas: readonly Area[];
  /** Below the api, by the beginning of the path. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** A few words of what stands there once the answer came. */
  readonly here: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly inMeeting?: boolean;
}

/** With what its owner hands it. */
function given<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): Component {
  return (anchor) => component(anchor, props);
}
const onclose = (): void => undefined;

const NO_TASKS = {
  ...{ tasks: [], cursor: null, today: '2026-11-26', soonUntil: '2026-12-01' },
  totals: { all: 0, byState: {}, overdue: 0, soon: 0 },
};
const HOME = { '/meetings': { meetings: [] }, '/archive': { results: [], cursor: null }, '/tasks': NO_TASKS };
const ADMIN: readonly Area[] = ['admin', 'mine', 'account'];
const SEALED = {
  ...{ id: 'z1', meetingId: 'm1', version: 1, title: '常务理事会', archivedAt: 0, archivedBy: '王坤泉' },
  ...{ overrideReason: null, digest: 'sha256:0', snapshot: {}, versions: [] },
};
const PAST = { entries: [], gaps: [], cursor: null };

const PLACES: Readonly<Record<string, Place>> = {
  today: { component: Home, areas: ['home', 'preparing'], answers: HOME, here: '新建会议' },
  meetings: { component: Meetings, areas: ['home'], answers: HOME, here: '还没有会议' },
  archive: { component: Archive, areas: ['archive', 'formal', 'files'], answers: HOME, here: '还没有归档' },
  'a sealed meeting': {
    component: given(SealedVersion, { archiveId: 'z1', terms: [], hit: null, backHref: '/archive' }),
    areas: ['archive', 'formal', 'files'],
    answers: { '/archive/z1': SEALED, '/meetings/': {} },
    here: '第1版',
  },
  templates: {
    component: Templates,
    areas: ['preparing', 'stock'],
    answers: { '/templates': { templates: [] } },
    here: '还没有',
  },
  phrases: {
    component: Phrases,
    areas: ['preparing', 'stock'],
    answers: { '/phrases': { phrases: [] }, '/bodies': { bodies: [] } },
    here: '还没有',
  },
  tasks: {
    component: Tasks,
    areas: ['register'],
    answers: { ...HOME, '/bodies': { bodies: [] } },
    here: '还没有交办的任务',
  },
  'one task': {
    component: given(TaskSheet, { id: 't1' }),
    areas: ['register'],
    answers: { ...HOME, '/tasks/t1': taskWithHistory() },
    here: '修订无人机培训教材',
  },
  accounts: {
    component: Accounts,
    areas: ADMIN,
    answers: { ...HOME, '/accounts': { accounts: [ADMINISTRATOR] } },
    here: '王坤泉',
  },
  bodies: {
    component: Bodies,
    areas: [...ADMIN, 'preparing', 'stock'],
    answers: { ...HOME, '/bodies': { bodies: [] } },
    here: '机构',
  },
  links: { component: Links, areas: ADMIN, answers: { '/office/links': { links: [] } }, here: '没有' },
  sessions: { component: Sessions, areas: ADMIN, answers: { '/office/sessions': { sessions: [] } }, here: '没有' },
  tokens: { component: Tokens, areas: ADMIN, answers: { '/office/tokens': { tokens: [] } }, here: '没有' },
  audit: {
    component: Audit,
    areas: [...ADMIN, 'audit'],
    answers: { ...HOME, '/accounts': { accounts: [] }, '/audit': { entries: [], cursor: null } },
    here: '',
  },
  share: {
    component: given(ShareLinks, { onclose }),
    areas: ['workspace', 'bar', 'way'],
    answers: { '/meetings/meeting1/links': { links: [] } },
    here: '还没有',
    inMeeting: true,
  },
  screen: {
    component: given(ScreenControl, { onclose }),
    areas: ['workspace', 'bar'],
    answers: { '/meetings/meeting1/links': { links: [] } },
    here: '生成',
    inMeeting: true,
  },
  history: {
    component: given(ItemHistory, { itemId: ITEM, onclose }),
    areas: ['workspace', 'minutes', 'history'],
    answers: { '/meetings/meeting1/history': PAST },
    here: '',
    inMeeting: true,
  },
  versions: {
    component: given(NamedVersions, { onclose }),
    areas: ['workspace', 'minutes', 'history'],
    answers: { '/meetings/meeting1/versions': { versions: [] }, '/meetings/meeting1/history/now': { items: [] } },
    here: '',
    inMeeting: true,
  },
};

const closing: (() => unknown)[] = [];
beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function show(place: Place, weather: Weather): Promise<Shown> {
  const { component, ...options } = place;
  const shown = await showPage(component, { ...options, weather }, closing);
  await shown.settle();
  return shown;
}

const troubles = ({ target }: Shown): readonly string[] =>
  [...target.querySelectorAll('[data-trouble]')].map((each) => each.textContent.replaceAll(/\s+/gu, ''));
const skeletons = ({ target }: Shown): number => target.querySelectorAll('.skeleton').length;

const WEATHERS: readonly (readonly [string, Weather, string, 'passes' | 'stays'])[] = [
  ['a server that has a fault', { kind: 'refuses', status: 500, code: 'internal' }, '服务器出了差错', 'passes'],
  ['a server that does not answer', { kind: 'silent' }, '连不上服务器', 'passes'],
  ['a right that was taken away', { kind: 'refuses', status: 403, code: 'not-allowed' }, '没有这项权限', 'stays'],
  ['what was deleted meanwhile', { kind: 'refuses', status: 404, code: 'not-found' }, '找不到了', 'stays'],
];

describe.each(Object.entries(PLACES))('%s', (_name, place) => {
  test('waits with grey lines and nothing else', async () => {
    const shown = await show(place, { kind: 'slow' });

    expect(skeletons(shown)).toBeGreaterThan(0);
    expect(troubles(shown)).toEqual([]);
  });

  test('shows what came', async () => {
    const shown = await show(place, { kind: 'well' });

    expect(troubles(shown)).toEqual([]);
    expect(shown.target.textContent).toContain(place.here);
    expect(skeletons(shown)).toBe(0);
  });

  test.each(WEATHERS)('tells %s in its place, with the button', async (_what, weather, title) => {
    const shown = await show(place, weather);

    const [first] = troubles(shown);
    expect(first).toContain(title);
    expect(first).toContain('重试');
  });

  test.each(WEATHERS)('after %s asks again by itself if that can help', async (_what, weather, _title, kind) => {
    const shown = await show(place, weather);
    shown.turn({ kind: 'well' });
    const before = shown.asked.length;

    window.dispatchEvent(new Event('online'));
    await shown.settle();

    expect(shown.asked.length > before).toBe(kind === 'passes');
    expect(troubles(shown).length === 0).toBe(kind === 'passes');
  });

  test('comes when one asks again', async () => {
    const shown = await show(place, { kind: 'refuses', status: 403, code: 'not-allowed' });
    shown.turn({ kind: 'well' });

    for (const button of shown.target.querySelectorAll<HTMLElement>('[data-trouble] button')) button.click();
    await shown.settle();

    expect(troubles(shown)).toEqual([]);
    expect(shown.target.textContent).toContain(place.here);
  });
});

test.each(['today', 'a sealed meeting', 'meetings', 'templates', 'phrases', 'accounts', 'bodies'])(
  'the page %s has one heading, whatever the server does',
  async (name) => {
    const place = PLACES[name];
    if (!place) throw new Error(`no place called ${name}`);

    const counts: number[] = [];
    for (const kind of ['slow', 'silent', 'well'] as const)
      counts.push((await show(place, { kind })).target.querySelectorAll('h1').length);

    expect(counts).toEqual([1, 1, 1]);
  },
);
