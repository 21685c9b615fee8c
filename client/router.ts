// Which path shows which page of the secretariat (the hall's two begin in main.ts). Each page and its words load when
// first shown; who is not signed in is sent to sign in.
import { createRouter, searchParams, type Hooks, type LazyRouteComponent, type Routes } from 'sv-router';
import type { Area, Words } from './i18n.svelte.ts';
import { signInAddress, type Navigation } from './navigation.ts';
import Failed from './pages/failed.svelte';
import type { Session } from './session.svelte.ts';

interface RouterOptions {
  readonly words: Words;
  readonly session: Session;
  /** Goes one step back in the history; resolves once that is done. */
  readonly stepBack: () => Promise<void>;
}

interface Going {
  readonly replace: boolean;
  readonly scrollToTop: boolean;
}

type LazyPage = ReturnType<LazyRouteComponent>;

/** Wires paths to pages; called once, by secretariat.ts, before the app is mounted. */
export function startRouter({ words, session, stepBack }: RouterOptions): Navigation {
  const { navigate, route } = createRouter(
    pages(words, session, (address) => navigation.go(address, { replace: true })),
  );
  let asked = 0;
  let isBack = Promise.resolve();
  async function show({ pathname, search, hash }: URL, { replace, scrollToTop }: Going): Promise<void> {
    asked += 1;
    let isSuperseded = false;
    const supersede = (): void => void (isSuperseded = true);
    try {
      await isBack;
      window.addEventListener('popstate', supersede);
      await navigate(`/${pathname.slice(1)}`, { search, hash, replace, ...(scrollToTop ? {} : { scrollToTop }) });
    } catch (cause) {
      // The browser's Back before the page came: the router then waits for itself, and says so. Nobody waits for that page.
      if (!isSuperseded) throw cause;
    } finally {
      window.removeEventListener('popstate', supersede);
      asked -= 1;
    }
  }
  const navigation: Navigation = {
    get path() {
      return route.pathname;
    },
    get query() {
      return searchParams.toURLSearchParams();
    },
    get isLeaving() {
      return asked > 0;
    },
    param: (name) => route.params[name] ?? '',
    go(address, { replace = false } = {}) {
      const url = new URL(address, location.origin);
      void show(url, { replace, scrollToTop: url.pathname !== route.pathname });
    },
    follow(address) {
      const url = new URL(address, location.origin);
      if (isOtherMeeting(route.pathname, url.pathname)) location.assign(url);
      else void show(url, { replace: false, scrollToTop: true });
    },
    stepBack() {
      // Not at once: what is pressed in that very instant must find the step under way.
      isBack = Promise.resolve().then(stepBack);
    },
  };
  return navigation;
}

/** The router keeps a page whose component stays; a workspace, and the papers of a meeting, are one meeting's as long as they live. */
function isOtherMeeting(from: string, to: string): boolean {
  const [before, after] = [from, to].map(
    (path) => /^\/meetings\/(?!(?:new|templates|phrases)$)(?<meeting>[^/]+)(?<part>\/papers)?$/u.exec(path)?.groups,
  );
  if (before === undefined || after === undefined) return false;
  return before['part'] === after['part'] && before['meeting'] !== after['meeting'];
}

/**
 * The table. The router tells a lazy page from a component by the text `() => import(` in its source, so each entry must
 * hold it literally.
 */
function pages(words: Words, session: Session, leaveFor: (address: string) => void): Routes {
  const open = (areas: readonly Area[], load: LazyRouteComponent): LazyPage => openPage(words, areas, load);
  const desk = async (areas: readonly Area[], load: LazyRouteComponent): LazyPage => {
    const found = await session.find();
    return found.ok ? openPage(words, ['refusal', 'states', ...areas], load) : { default: Failed };
  };
  const lost: LazyRouteComponent = () => import('./pages/lost.svelte');
  /** For whoever administers; to everyone else there is no such page. */
  const office = async (areas: readonly Area[], load: LazyRouteComponent): LazyPage => {
    const found = await session.find();
    if (found.ok && !session.administers) return open([], lost);
    return desk(['admin', 'mine', 'account', ...areas], load);
  };
  let shown = '';
  const hooks: Hooks = {
    beforeLoad: async ({ pathname }) => {
      // A step back inside the page, as when a dialog closes: what stands there may still be read after the session ended.
      if (session.hasEnded && pathname === shown) return;
      await requireSession(session, leaveFor);
    },
    afterLoad: ({ pathname }) => {
      shown = pathname;
    },
  };
  return {
    '/setup': () => open(['account', 'refusal'], () => import('./pages/setup.svelte')),
    '/sign-in': () => open(['account', 'refusal'], () => import('./pages/sign-in.svelte')),
    '/invite': () => open(['account', 'mine', 'refusal'], () => import('./pages/invite.svelte')),
    '/': {
      '/': () => desk(['home', 'preparing'], () => import('./pages/home.svelte')),
      '/meetings': () => desk(['home'], () => import('./pages/meetings.svelte')),
      '/meetings/new': () => desk(['home', 'preparing', 'register'], () => import('./pages/new-meeting.svelte')),
      '/meetings/templates': () => desk(['preparing', 'stock'], () => import('./pages/templates.svelte')),
      '/meetings/phrases': () => desk(['preparing', 'stock'], () => import('./pages/phrases.svelte')),
      ...registerParts(() => desk(['register', 'files'], () => import('./pages/register.svelte'))),
      '/archive': () => desk(['archive', 'formal', 'files'], () => import('./pages/archive.svelte')),
      '/archive/:id': () => desk(['archive', 'formal', 'files'], () => import('./pages/archive.svelte')),
      '/account': () => desk(['account', 'mine'], () => import('./pages/account.svelte')),
      ...officeParts(office),
      layout: () => desk(['account', 'way'], () => import('./pages/frame.svelte')),
      hooks,
    },
    '/meetings/:id': {
      '/': () => desk(['workspace', 'way', 'minutes', 'files', 'account'], () => import('./pages/workspace.svelte')),
      '/papers': () =>
        desk(
          ['papers', 'workspace', 'way', 'minutes', 'files', 'account', 'bar'],
          () => import('./pages/papers.svelte'),
        ),
      hooks,
    },
    '*': () => open([], () => import('./pages/lost.svelte')),
  };
}

/** What whoever administers sees. */
function officeParts(office: (areas: readonly Area[], load: LazyRouteComponent) => LazyPage): Routes {
  return {
    '/admin': () => office([], () => import('./pages/accounts.svelte')),
    '/admin/accounts': () => office([], () => import('./pages/accounts.svelte')),
    '/admin/bodies': () => office(['preparing', 'stock'], () => import('./pages/bodies.svelte')),
    '/admin/links': () => office([], () => import('./pages/links.svelte')),
    '/admin/sessions': () => office([], () => import('./pages/sessions.svelte')),
    '/admin/tokens': () => office([], () => import('./pages/tokens.svelte')),
    '/admin/holidays': () => office(['house'], () => import('./pages/holidays.svelte')),
    '/admin/outbox': () => office(['house'], () => import('./pages/outbox.svelte')),
    '/admin/audit': () => office(['audit'], () => import('./pages/audit.svelte')),
    // As it was called before there was more to administer.
    '/accounts': () => office([], () => import('./pages/accounts.svelte')),
  };
}

/** The house's registers, of people and of tasks: one page, which knows its parts. */
function registerParts(page: () => LazyPage): Routes {
  return {
    '/register': page,
    '/register/:part': page,
    '/register/people/:id': page,
    '/register/organisations/:id': page,
    '/register/bodies/:id': page,
    '/register/bodies/:id/charter': page,
    '/register/bodies/:id/hall': page,
    '/register/bodies/:id/template': page,
    '/register/bodies/:id/meetings': page,
    '/register/bodies/:id/topics': page,
    '/register/bodies/:id/brief': page,
    '/tasks': page,
    '/tasks/:id': page,
  };
}

/** The page once it and its words are here; a page to retry from when the server or the network did not give them. */
async function openPage(words: Words, areas: readonly Area[], load: LazyRouteComponent): LazyPage {
  try {
    const [page] = await Promise.all([load(), words.load(areas)]);
    return page;
  } catch (cause) {
    // The browser fails an import for one reason only: no answer. The page says so and offers to load again.
    reportError(cause);
    return { default: Failed };
  }
}

async function requireSession(session: Session, leaveFor: (address: string) => void): Promise<void> {
  const found = await session.find();
  if (!found.ok || found.value !== null) return;
  leaveFor(signInAddress(`${location.pathname}${location.search}${location.hash}`));
  throw new SignInFirst();
}

/** Stops the router from showing the page that was asked for; never seen by anyone. */
class SignInFirst extends Error {
  override readonly name = 'SignInFirst';
}
