// Brings the page that a guest's link opens: each is a chunk of its own, since a whole hall may open one at once.
import { mount } from 'svelte';
import type { EpochMs } from '../shared/lib/time.ts';
import type { takeGuestKey } from './address-key.ts';

type Guest = NonNullable<ReturnType<typeof takeGuestKey>>;

/** Rejects when the page does not come. `now`: this device's clock. */
export async function mountGuestPage(target: HTMLElement, { page, key }: Guest, now: () => EpochMs): Promise<void> {
  if (page === 'chair') {
    const [{ default: Chair }, { openChairMemory }] = await Promise.all([
      import('./pages/chair.svelte'),
      import('./state/screen-memory.ts'),
    ]);
    mount(Chair, { target, props: { token: key, memory: openChairMemory(key, now) } });
    return;
  }
  if (page === 'tasks/link') {
    const { mountOwnerPage } = await import('./owner-page.ts');
    return mountOwnerPage(target, key);
  }
  const [{ default: Mirror }, { openScreenMemory }] = await Promise.all([
    import('./pages/mirror.svelte'),
    import('./state/screen-memory.ts'),
  ]);
  mount(Mirror, { target, props: { token: key, memory: await openScreenMemory(key, now) } });
}
