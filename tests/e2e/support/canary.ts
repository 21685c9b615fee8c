// Watches a browser for anything of a hostile text that comes alive: code that runs, a dialog, a request or a navigation
// it asked for, a rule of our content policy that was only just in time, an error. Everything seen is kept by name.
import type { BrowserContext, Page } from 'playwright';
import { CANARY_NAME } from '../../support/inert/bait.ts';

export interface CanaryOptions {
  /** Addresses that these pages may ask for begin with one of these. */
  readonly home: readonly string[];
}

export class Canary {
  /** What happened that should not have, each as `kind: what`. */
  readonly seen: string[] = [];
  readonly #home: readonly string[];

  private constructor({ home }: CanaryOptions) {
    this.#home = home;
  }

  /** Watches every page and frame that `context` opens from now on. */
  static async watch(context: BrowserContext, options: CanaryOptions): Promise<Canary> {
    const canary = new Canary(options);
    await context.exposeBinding('reportToCanary', (_source, what: string) => canary.seen.push(what));
    await context.addInitScript(plant, CANARY_NAME);
    context.on('page', (page) => canary.#follow(page));
    context.on('request', (request) => {
      const url = request.url();
      if (!canary.#isHome(url)) canary.seen.push(`request: ${url.slice(0, 200)}`);
    });
    return canary;
  }

  #follow(page: Page): void {
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') this.seen.push(`dialog: ${dialog.message()}`);
      void dialog.accept();
    });
    page.on('popup', (popup) => this.seen.push(`window: ${popup.url()}`));
    page.on('download', (download) => this.seen.push(`download: ${download.suggestedFilename()}`));
    page.on('framenavigated', (frame) => {
      const url = frame.url();
      if (frame !== page.mainFrame()) this.seen.push(`frame: ${url.slice(0, 200)}`);
      else if (!this.#isHome(url)) this.seen.push(`navigation: ${url.slice(0, 200)}`);
    });
    page.on('pageerror', (error) => this.seen.push(`error: ${error.message}`));
    page.on('console', (line) => {
      if (line.type() === 'error') this.seen.push(`console: ${line.text()}`);
    });
  }

  #isHome(url: string): boolean {
    return url === 'about:blank' || this.#home.some((address) => url.startsWith(address));
  }
}

/** Runs in every frame before anything else of it. */
function plant(name: string): void {
  const report = (what: string): void => {
    const send: unknown = Reflect.get(window, 'reportToCanary');
    if (typeof send === 'function') Reflect.apply(send, window, [what]);
  };
  Object.defineProperty(window, name, { set: (value) => report(`ran: ${String(value)}`), get: () => undefined });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    report(`policy: ${effectiveDirective} ${blockedURI} ${sample}`),
  );
}

/** Runs in a page: whatever in its document could run, load or lead away and is no part of our own pages. */
export function liveInPage(): readonly string[] {
  const own = /^(?:https?:\/\/(?:127\.0\.0\.1|localhost)[:/]|\/|#|$)/;
  const kept = (element: Element): boolean =>
    element instanceof HTMLScriptElement || element instanceof HTMLLinkElement
      ? own.test(element.getAttribute('src') ?? element.getAttribute('href') ?? 'inline')
      : !['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FORM', 'MATH', 'FRAME'].includes(element.tagName) ||
        (element.tagName === 'FORM' && !element.hasAttribute('action'));
  return [...document.querySelectorAll('*')].flatMap((element) => [
    ...(kept(element) ? [] : [`<${element.localName}>`]),
    ...[...element.attributes]
      .filter(({ name, value }) => {
        if (/^on|^srcdoc$|^ping$|^formaction$|:href$/i.test(name)) return true;
        if (name === 'style') return /url\s*\(|expression|@import/i.test(value);
        return (
          /^(?:href|src|action|data|poster|background)$/.test(name) &&
          !/^(?:https?:\/\/|mailto:|\/|#|blob:|$)/i.test(value)
        );
      })
      .map(({ name, value }) => `${element.localName} ${name}=${value.slice(0, 60)}`),
  ]);
}
