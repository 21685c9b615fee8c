// The key of an invitation, taken out of the address the moment the page is there: an address stays in the history, in
// screenshots and in what people forward. It lives in the page's memory only.

import { getContext, setContext } from 'svelte';
import { invariant } from '../shared/lib/assert.ts';

/** What this page was opened with. */
export interface Invitation {
  readonly token: string | null;
}

/** The page's address and history, as much as is needed. */
interface AddressBar {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
}

const INVITE_PATH = '/invite';

/**
 * The key in the fragment of an invitation's address, or null. The step of the history that held it is replaced, not
 * added to, so that Back does not bring it up again.
 */
export function takeInvitation({ location, history }: AddressBar): string | null {
  const fragment = location.hash;
  if (location.pathname.replace(/\/$/, '') !== INVITE_PATH || fragment === '') return null;
  history.replaceState(history.state, '', `${INVITE_PATH}${location.search}`);
  const token = fragment.slice(1);
  return /^[\w.~-]{1,512}$/.test(token) ? token : null;
}

const CONTEXT = Symbol('invitation');

export function provideInvitation(invitation: Invitation): Invitation {
  return setContext(CONTEXT, invitation);
}

export function useInvitation(): Invitation {
  const invitation = getContext<Invitation | undefined>(CONTEXT);
  invariant(invitation, 'no invitation in this context');
  return invitation;
}
