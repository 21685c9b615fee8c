// Leaving a page as a person does: not in the instant in which it is taking a step of its own.
import type { Page } from 'playwright';

/** Opens an address in a page that was in use. */
export async function goTo(page: Page, address: string): Promise<void> {
  await isSettled(page);
  await page.goto(address);
}

export async function goBack(page: Page): Promise<void> {
  await isSettled(page);
  await page.goBack();
}

export async function reload(page: Page): Promise<void> {
  await isSettled(page);
  await page.reload();
}

/**
 * Waits until no step of the history is a dialog's or a drawer's that has closed: the page takes it back a moment later,
 * and the browser calls off whatever navigation begins before it has. (Links on the page wait for that by themselves.)
 */
async function isSettled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const state: unknown = history.state;
    const stand: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'stand') : null;
    if (typeof stand !== 'object' || stand === null) return true;
    const [over, dialog, drawer] = ['over', 'dialog', 'drawer'].map((key): unknown => Reflect.get(stand, key));
    const isLayer = over !== 0 || dialog !== null || drawer !== 'none';
    return !isLayer || document.querySelector('dialog[open], [data-drawer]:not([data-drawer=none])') !== null;
  });
}
