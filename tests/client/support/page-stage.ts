// Any page or panel of the secretariat on a server that answers as a test says: everything it expects around it is here,
// and the network can fail, be refused, and come back.
import { flushSync, mount, unmount, type Component } from 'svelte';
import type { ListedAccount } from '../../../shared/api/account.schema.ts';
import { Api, provideApi } from '../../../client/api.ts';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words, type Area } from '../../../client/i18n.svelte.ts';
import { Layers, provideLayers } from '../../../client/layers.svelte.ts';
import { provideNavigation, type Navigation } from '../../../client/navigation.ts';
import { provideSession, Session } from '../../../client/session.svelte.ts';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { PageParts, providePageParts } from '../../../client/state/page-parts.svelte.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { joinedPage, MEETING, meetingServer, USER } from './desk-page.ts';
import { FakeDevice } from './fake-device.ts';

export const ADMINISTRATOR: ListedAccount = {
  ...{ id: 'a1', username: 'wang', displayName: '王坤泉', disabled: false, invited: false, lastSeenAt: 0 },
  ...{ grants: [{ role: 'admin', bodyId: null }], invitation: null },
};
const NOW = Date.UTC(2026, 10, 26, 2);

/** How the server behaves: answers, refuses with a status and a code, does not answer, or keeps one waiting. */
export type Weather =
  | { readonly kind: 'well' | 'silent' | 'slow' }
  | { readonly kind: 'refuses'; readonly status: number; readonly code: string };

export interface Shown {
  readonly target: HTMLElement;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
  readonly layers: Layers;
  readonly parts: PageParts;
  turn(weather: Weather): void;
  /** Until everything asked for was answered and drawn. */
  settle(): Promise<void>;
}

export interface StageOptions {
  readonly areas: readonly Area[];
  /** What the server has, by the beginning of the path below the api; the longest that fits counts. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly weather?: Weather;
  readonly query?: string;
  readonly params?: Readonly<Record<string, string>>;
  /** The page lies over an open meeting. */
  readonly inMeeting?: boolean;
}

/** Shows `component`; `closing` gets what ends it. */
export async function showPage(
  component: Component,
  { areas, answers, weather = { kind: 'well' }, query = '', params = {}, inMeeting = false }: StageOptions,
  closing: (() => unknown)[],
): Promise<Shown> {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'refusal', 'states', ...areas]);
  const { fetch, asked, turn } = serverOf(answers, weather);
  const api = new Api({ fetch, now: () => NOW, onSignedOut: () => undefined });
  const session = new Session(api);
  session.enter(ADMINISTRATOR);
  const layers = new Layers();
  const parts = new PageParts();
  const navigation: Navigation = {
    path: '/',
    query: new URLSearchParams(query),
    param: (name) => params[name] ?? '',
    go: () => undefined,
  };
  const meeting = inMeeting ? await openMeeting(closing) : null;
  const inContext: Component = (anchor, props) => {
    provideApi(api);
    provideWords(words);
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => NOW }));
    provideNavigation(navigation);
    provideSession(session);
    provideLayers(layers);
    providePageParts(parts);
    if (meeting) {
      provideMeeting(meeting);
      provideView(new WorkspaceView());
    }
    return component(anchor, props);
  };
  const target = document.createElement('div');
  document.body.append(target);
  const mounted = mount(inContext, { target });
  closing.push(async () => {
    await unmount(mounted);
    target.remove();
  });
  return {
    ...{ target, asked, layers, parts },
    turn,
    settle,
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    flushSync();
  }
}

function serverOf(answers: StageOptions['answers'], weather: Weather) {
  let now = weather;
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const path = String(input instanceof Request ? input.url : input).replace('/api/v1', '');
    asked.push(path);
    if (now.kind === 'slow') return new Promise(() => undefined);
    if (now.kind === 'silent') return Promise.reject(new TypeError('no answer'));
    if (now.kind === 'refuses')
      return Promise.resolve(new Response(JSON.stringify({ code: now.code }), { status: now.status }));
    const [found] = Object.keys(answers)
      .filter((each) => path.startsWith(each))
      .sort((a, b) => b.length - a.length);
    return Promise.resolve(
      found === undefined
        ? new Response(JSON.stringify({ code: 'not-found' }), { status: 404 })
        : new Response(JSON.stringify(answers[found])),
    );
  };
  const turn = (next: Weather): void => {
    now = next;
  };
  return { fetch, asked, turn };
}

async function openMeeting(closing: (() => unknown)[]): Promise<MeetingState> {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  closing.push(() => meeting.close());
  return meeting;
}
