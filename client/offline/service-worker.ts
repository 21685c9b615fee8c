// The browser's own thread for this site: wires the shell to its events. Built by itself to /service-worker.js with the
// list of the build's files in it (.config/build.mjs), so that every build is another worker.
import { Shell, type ShellFiles } from './shell.ts';

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface AskingEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The part of `ServiceWorkerGlobalScope` used here; the compiler's own types would replace those of every page. */
interface WorkerScope {
  readonly location: { readonly origin: string };
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(kind: 'fetch', listener: (event: AskingEvent) => void): void;
}

declare const self: WorkerScope;
/** Put in by the build. */
declare const SHELL_FILES: ShellFiles;

const shell = new Shell({
  files: SHELL_FILES,
  origin: self.location.origin,
  caches: self.caches,
  fetch: (request) => fetch(request),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
});

// Taking over at once is safe: no page is reloaded by it, and the parts of the build before are still here.
self.addEventListener('install', (event) => event.waitUntil(shell.keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(shell.forgetOlder().then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  const answer = shell.answer(event.request);
  if (answer) event.respondWith(answer);
});
