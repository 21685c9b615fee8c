// Where the page stands and how it goes elsewhere, without naming the router or any other page.
import { getContext, setContext } from 'svelte';
import { invariant } from '../shared/lib/assert.ts';

export interface Navigation {
  /** The path shown, without query. Reactive. */
  readonly path: string;
  /** The query shown. Reactive. */
  readonly query: URLSearchParams;
  /** A page was asked for and is not shown yet. */
  readonly isLeaving: boolean;
  /** The part of the path that a route calls `:name`. Reactive; empty on a route without it. */
  param(name: string): string;
  /** Shows `address` (a path of this site, with or without query and fragment); `replace` leaves no step behind for Back. */
  go(address: string, options?: { readonly replace?: boolean }): void;
  /** Shows what a link on the page leads to, from its top. */
  follow(address: string): void;
  /** Goes one step back in the browser's history; what is asked for meanwhile is shown after that. */
  stepBack(): void;
}

/** The link of this site that was pressed; null when the press is the browser's or another listener's to take. */
export function linkPressed({ target }: Event): string | null {
  const ours = 'a[href]:not([target], [download], [href^="#"])';
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>(ours) : null;
  return link?.origin === location.origin ? link.href : null;
}

/** The address of the sign-in page that returns to `address` afterwards. */
export function signInAddress(address: string): string {
  return address === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(address)}`;
}

/**
 * Where to go after signing in. `to` comes from the address bar, so only a path of this very site counts: anything that a
 * browser could read as another host leads home, as do the pages at the door themselves.
 */
export function returnAddress(to: string | null): string {
  if (to === null || !to.startsWith('/')) return '/';
  const site = 'https://site.invalid';
  const url = URL.canParse(to, site) ? new URL(to, site) : null;
  if (url === null || url.origin !== site || url.pathname.startsWith('//')) return '/';
  if (/^\/(sign-in|setup|invite)\/?$/i.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

const CONTEXT = Symbol('navigation');

export function provideNavigation(navigation: Navigation): Navigation {
  return setContext(CONTEXT, navigation);
}

export function useNavigation(): Navigation {
  const navigation = getContext<Navigation | undefined>(CONTEXT);
  invariant(navigation, 'no navigation in this context');
  return navigation;
}
