// Brings an owner's page (督办链接) with the words of one language. Apart from guest-page.ts, so that those who open a screen do not
// carry the names of its files.
import { mount } from 'svelte';
import { loadOwnerWords } from './guests/owner-words.ts';
import { Reading } from './guests/reading.svelte.ts';
import Owner from './pages/owner.svelte';

/** Rejects when the words do not come. */
export async function mountOwnerPage(target: HTMLElement, token: string): Promise<void> {
  const reading = new Reading('owner', matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const words = await loadOwnerWords(reading.locale);
  mount(Owner, { target, props: { token, reading, words } });
}
