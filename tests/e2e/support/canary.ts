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
      // A refusal of our own server is an answer like any other.
      if (line.type() === 'error' && !/responded with a status of 4\d\d/.test(line.text()))
        this.seen.push(`console: ${line.text()}`);
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

/**
 * Runs in a page: whatever in its document could run, load or lead away and is no part of our own pages. Asks the
 * prototypes, since an element's own answers can be put out of reach by the names of others inside it.
 */
export function liveInPage(): readonly string[] {
  const own = /^(?:https?:\/\/(?:127\.0\.0\.1|localhost)[:/]|\/|#|$)/;
  const value = (element: Element, name: string): string => Element.prototype.getAttribute.call(element, name) ?? '';
  const isLiveElement = (element: Element): boolean => {
    if (element instanceof HTMLScriptElement) return !own.test(value(element, 'src') || 'inline');
    if (element instanceof HTMLLinkElement) return !own.test(value(element, 'href'));
    return element.matches(
      'iframe, frame, object, embed, base, math, foreignObject, form[action], meta[http-equiv=refresh]',
    );
  };
  const isLive = (element: Element, name: string): boolean => {
    if (/^on|^srcdoc$|^ping$|^formaction$|:href$/i.test(name)) return true;
    if (name === 'style') return /url\s*\(|expression|@import/i.test(value(element, name));
    const leads = /^(?:href|src|action|data|poster|background)$/.test(name);
    return leads && !/^(?:https?:\/\/|mailto:|\/|#|blob:|$)/i.test(value(element, name));
  };
  return [...document.querySelectorAll('*')].flatMap((element) => [
    ...(isLiveElement(element) ? [`<${element.localName}>`] : []),
    ...Element.prototype.getAttributeNames
      .call(element)
      .filter((name) => isLive(element, name))
      .map((name) => `${element.localName} ${name}=${value(element, name).slice(0, 60)}`),
  ]);
}
