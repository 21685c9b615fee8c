// Where every page begins. The hall screen and the view behind a link have no account, no menu and nowhere to go, so
// they are mounted as they stand; everything else belongs to the secretariat and brings its router and its words.
import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';

const HALL = /^\/(projector|view)\/[^/]+\/?$/;

async function start(target: HTMLElement): Promise<void> {
  if (HALL.test(location.pathname)) {
    const { default: Projector } = await import('./pages/projector.svelte');
    mount(Projector, { target });
  } else {
    const { startSecretariat } = await import('./secretariat.ts');
    await startSecretariat(target, () => Date.now());
  }
}

const target = document.getElementById('app');
if (target) {
  start(target).catch((cause: unknown) => {
    reportError(cause);
    target.textContent = '页面没有载入，请重新载入。The page did not load; please reload.';
  });
}
