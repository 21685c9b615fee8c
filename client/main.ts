// Where the page begins: the one place of the client that touches the browser's own clock, language and network.
import { mount } from 'svelte';
import { Api } from './api.ts';
import App from './app.svelte';
import { Calendar } from './calendar.ts';
import { Words } from './i18n.svelte.ts';
import { signInAddress } from './navigation.ts';
import { startRouter } from './router.ts';
import { Session } from './session.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import { Theme } from './theme.svelte.ts';

async function start(target: HTMLElement): Promise<void> {
  const theme = new Theme(matchMedia('(prefers-color-scheme: dark)'));
  const words = new Words(navigator.languages);
  const api: Api = new Api({
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    onSignedOut: () => {
      session.enter(null);
      navigation.go(signInAddress(`${location.pathname}${location.search}`));
    },
  });
  const session = new Session(api);
  await words.load(['common']);
  const navigation = startRouter({ words, session });
  const calendar = new Calendar({
    words,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: () => api.serverNow(),
  });
  mount(App, { target, props: { api, calendar, navigation, session, theme, words } });
}

const target = document.getElementById('app');
if (target) {
  start(target).catch((cause: unknown) => {
    reportError(cause);
    target.textContent = '页面没有载入，请重新载入。The page did not load; please reload.';
  });
}
