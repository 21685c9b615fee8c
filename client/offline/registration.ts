// Asks the browser to keep the pages openable without the server, and tells whether it does. Browsers allow it only over
// https and on the machine itself.

const WORKER = '/service-worker.js';

/** As much of the browser's Trusted Types as is needed; what it makes stands for a string wherever one is taken. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): { createScriptURL(text: string): string };
}

/** `not-secure`: plain http. `refused`: the browser has service workers and would not take ours (an untrusted certificate). */
export type Openable = 'yes' | 'not-secure' | 'unsupported' | 'refused';

/** Once the page has loaded, so that its own files come first. Resolves when asked; a refusal is told by `openable`. */
export async function keepOpenable(page: Window): Promise<void> {
  const workers = workersOf(page);
  if (!workers) return;
  await loaded(page);
  await workers.register(workerAddress(page)).then(
    () => undefined,
    // Nothing is lost by it: the page works as before and says what it cannot do (panels/save-details.svelte).
    () => undefined,
  );
}

/** Whether this page would open now if the server were away. */
export async function openable(page: Window): Promise<Openable> {
  if (!page.isSecureContext) return 'not-secure';
  const workers = workersOf(page);
  if (!workers) return 'unsupported';
  const registration = await workers.getRegistration().catch(() => undefined);
  return registration?.active ? 'yes' : 'refused';
}

function workersOf(page: Window): ServiceWorkerContainer | null {
  // Typed as always there; absent outside secure contexts.
  const workers: ServiceWorkerContainer | undefined = page.navigator.serviceWorker;
  return workers ?? null;
}

/** The one address of a script that may be made from text, where the browser asks who made it (CSP, trusted-types). */
function workerAddress(page: Window & { readonly trustedTypes?: TrustedTypes }): string {
  return (
    page.trustedTypes?.createPolicy('gongbi-worker', { createScriptURL: () => WORKER }).createScriptURL('') ?? WORKER
  );
}

function loaded(page: Window): Promise<void> {
  if (page.document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => page.addEventListener('load', () => resolve(), { once: true }));
}
