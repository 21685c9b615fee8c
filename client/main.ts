// Where every page begins. The hall screen, the pages of guests and the door have no account, no menu and nowhere to go, so
// they are mounted as they stand; everything else belongs to the secretariat and brings its router and its words.
import { mount } from 'svelte';
import { takeDoorKey, takeGuestKey, takeHallKey, takeSetupKey } from './address-key.ts';
import { takeInvitation } from './invitation.ts';
import { keepOpenable } from './offline/registration.ts';
import './styles/tokens.css';
import './styles/base.css';

/** Who asked the system for more contrast, or for colours of their own: few, and nobody else carries what they need. */
const CONTRAST = '(prefers-contrast: more), (forced-colors: active)';

async function bringContrast(): Promise<void> {
  if (matchMedia(CONTRAST).matches) await import('./styles/contrast.css').catch(reportError);
}

async function start(target: HTMLElement): Promise<void> {
  matchMedia(CONTRAST).addEventListener('change', () => void bringContrast());
  // Before anything else can read, keep or send the address.
  const invitation = { token: takeInvitation(window) };
  takeSetupKey(window);
  const token = takeHallKey(window);
  const door = takeDoorKey(window);
  const guest = takeGuestKey(window);
  await bringContrast();
  if (token !== null) {
    const [{ default: Projector }, { openScreenMemory }] = await Promise.all([
      import('./pages/projector.svelte'),
      import('./state/screen-memory.ts'),
    ]);
    mount(Projector, { target, props: { token, memory: await openScreenMemory(token, () => Date.now()) } });
  } else if (guest !== null) {
    const { mountGuestPage } = await import('./guest-page.ts');
    await mountGuestPage(target, guest, () => Date.now());
  } else if (door !== null) {
    const { default: CheckIn } = await import('./pages/check-in.svelte');
    mount(CheckIn, { target, props: { token: door } });
  } else {
    const { startSecretariat } = await import('./secretariat.ts');
    await startSecretariat(target, { now: () => Date.now(), invitation });
  }
}

const target = document.getElementById('app');
if (target) {
  start(target).catch((cause: unknown) => {
    reportError(cause);
    target.textContent = '页面没有载入，请重新载入。The page did not load; please reload.';
  });
  // While developing, files have no fixed names and the page reloads itself.
  if (import.meta.env.PROD) void keepOpenable(window);
}
