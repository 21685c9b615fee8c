// Keeps a display awake while a page is open, where the browser can (only over https or on the machine itself).

/** Holds the lock while the page is visible, taking it again each time the page returns; the answer releases it. */
export function keepAwake(page: Document, browser: Navigator): () => void {
  if (!('wakeLock' in browser)) return () => undefined;
  let held: WakeLockSentinel | null = null;
  let isReleased = false;
  const take = async (): Promise<void> => {
    if (isReleased || page.visibilityState !== 'visible') return;
    try {
      held = await browser.wakeLock.request('screen');
    } catch {
      // Battery saver or policy: the display follows the PC's own settings, and the meeting goes on.
      held = null;
    }
    if (isReleased) void held?.release();
  };
  const onVisible = (): void => void take();
  page.addEventListener('visibilitychange', onVisible);
  void take();
  return () => {
    isReleased = true;
    page.removeEventListener('visibilitychange', onVisible);
    void held?.release();
  };
}
