// Puts the secretariat's pages together: the few things that live as long as the page, each made once and handed down.
import { mount } from 'svelte';
import type { EpochMs } from '../shared/lib/time.ts';
import { Api } from './api.ts';
import App from './app.svelte';
import { Calendar } from './calendar.ts';
import { Words } from './i18n.svelte.ts';
import type { Invitation } from './invitation.ts';
import { startRouter } from './router.ts';
import { sessionTabs } from './session-tabs.ts';
import { Session } from './session.svelte.ts';
import { stepBack } from './step-back.ts';
import { Theme } from './theme.svelte.ts';

/** Shows the page of the address in `target`. `now`: this device's clock. Throws when the first words do not come. */
export async function startSecretariat(
  target: HTMLElement,
  { now, invitation }: { readonly now: () => EpochMs; readonly invitation: Invitation },
): Promise<void> {
  const theme = new Theme(matchMedia('(prefers-color-scheme: dark)'));
  const words = new Words(navigator.languages);
  const api: Api = new Api({
    fetch: (input, init) => fetch(input, init),
    now,
    onSignedOut: () => session.end(),
  });
  const session = new Session(api, sessionTabs());
  await words.load(['common']);
  const navigation = startRouter({ words, session, stepBack: () => stepBack(window, setTimeout) });
  const calendar = new Calendar({
    words,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: () => api.serverNow(),
  });
  mount(App, { target, props: { api, calendar, invitation, navigation, session, theme, words } });
  // Not for the first picture, before which nobody has the focus. Where it does not come, the browser's own rule stays.
  import('./ui/kept-focus.ts').then(
    ({ keepFocus }) => keepFocus(document),
    () => undefined,
  );
}
