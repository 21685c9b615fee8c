// What the browser lets this page do where it was opened. Plain http on a LAN takes some of it away, and the page says so
// in one place (panels/save-details.svelte). Detects; changes nothing.
import { openable, type Openable } from './registration.ts';

export interface Abilities {
  readonly opens: Openable;
  /** A hall screen can keep its display on. */
  readonly awake: boolean;
  readonly copies: boolean;
}

export async function abilitiesOf(page: Window): Promise<Abilities> {
  // Typed as always there; absent outside secure contexts.
  const browser: Partial<Navigator> = page.navigator;
  return {
    opens: await openable(page),
    awake: browser.wakeLock !== undefined,
    copies: browser.clipboard !== undefined,
  };
}

/** Whether browsers give a page at `address` what they keep for https: also on the machine itself. */
export function isSecureAddress(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
