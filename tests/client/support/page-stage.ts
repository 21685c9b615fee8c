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
import { Passages, providePassages } from '../../../client/editor/passage-board.ts';
import { provideRemarks, Remarks } from '../../../client/state/remarks.svelte.ts';
import { HalfWritten, provideHalfWritten } from '../../../client/state/half-written.svelte.ts';
import type { Provider } from '../../../client/sync/provider.ts';
import { joinedPage, MEETING, meetingServer, USER } from './desk-page.ts';
import { FakeDevice } from './fake-device.ts';
import type { FakeWire } from './fake-server.ts';

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
  readonly view: WorkspaceView;
  /** The open meeting, with its replicas; null unless the page lies over one. */
  readonly open: OpenMeeting | null;
  turn(weather: Weather): void;
  /** Until everything asked for was answered and drawn. */
  settle(): Promise<void>;
}

export interface OpenMeeting {
  readonly meeting: MeetingState;
  readonly provider: Provider;
  readonly wire: FakeWire;
  readonly remarks: Remarks;
  readonly halfWritten: HalfWritten;
  readonly passages: Passages;
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
  /** Whose time passes in that meeting; one of its own unless given. */
  readonly device?: FakeDevice;
}

/** Shows `component`; `closing` gets what ends it. */
export async function showPage(
  component: Component,
  {
    areas,
    answers,
    weather = { kind: 'well' },
    query = '',
    params = {},
    inMeeting = false,
    device = new FakeDevice(),
  }: StageOptions,
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
    isLeaving: false,
    param: (name) => params[name] ?? '',
    ...{ go: () => undefined, follow: () => undefined, stepBack: () => undefined },
  };
  const view = new WorkspaceView();
  const open = inMeeting ? await openMeeting(view, { closing, device }) : null;
  const inContext: Component = (anchor, props) => {
    provideApi(api);
    provideWords(words);
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => NOW }));
    provideNavigation(navigation);
    provideSession(session);
    provideLayers(layers);
    providePageParts(parts);
    provideView(view);
    if (open) {
      provideMeeting(open.meeting);
      provideRemarks(open.remarks);
      provideHalfWritten(open.halfWritten);
      providePassages(open.passages);
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
    ...{ target, asked, layers, parts, view, open },
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

async function openMeeting(
  view: WorkspaceView,
  { closing, device }: { closing: (() => unknown)[]; device: FakeDevice },
): Promise<OpenMeeting> {
  const server = meetingServer(device);
  const { provider, wire } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const halfWritten = new HalfWritten({ userId: USER, meetingId: MEETING });
  const passages = new Passages({
    desk: () => provider.desk,
    approach: () => undefined,
    renew: () => undefined,
    marginOf: () => '',
    open: () => true,
  });
  closing.push(
    () => meeting.close(),
    () => passages.close(),
  );
  return { meeting, provider, wire, passages, halfWritten, remarks: new Remarks(meeting, view, halfWritten) };
}
