// What is measured inside a page: runs in the browser before anything of the page does. Everything it counts stands in
// `window.probe`.

/** All times are the page's own, in milliseconds since it began. */
export interface Probe {
  /** From the key to the picture that shows it. */
  readonly keysMs: number[];
  readonly longTasksMs: number[];
  /** Movements of the layout that nobody's own key or click had caused. */
  readonly shifts: { readonly value: number; readonly what: string[] }[];
  /** When the largest message of the server came: the text. */
  dataAt: number;
  dataBytes: number;
  /** When the editors that the window shows, and when all of them, stood there. */
  visibleAt: number;
  allAt: number;
}

/** Runs in the page. */
export function plantProbe(editors: number): void {
  const probe: Probe = {
    ...{ keysMs: [], longTasksMs: [], shifts: [] },
    ...{ dataAt: 0, dataBytes: 0, visibleAt: 0, allAt: 0 },
  };
  Reflect.set(window, 'probe', probe);
  watchData();
  watchEditors();

  function watchData(): void {
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          const bytes = data instanceof ArrayBuffer ? data.byteLength : String(data).length;
          if (bytes <= probe.dataBytes) return;
          probe.dataBytes = bytes;
          probe.dataAt = performance.now();
        });
      }
    };
  }

  function watchEditors(): void {
    // Behind the picture: before it, asking where things stand would make the page lay itself out for us.
    const { port1, port2 } = new MessageChannel();
    const next = (): void => void requestAnimationFrame(() => port2.postMessage(null));
    port1.onmessage = (): void => {
      const made = document.querySelectorAll('article .ProseMirror[contenteditable=true]').length;
      const shown = [...document.querySelectorAll('article')].filter((article) => {
        const { top, bottom } = article.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      });
      const isShown = shown.length > 0 && shown.every((article) => article.querySelector('[contenteditable=true]'));
      if (isShown && probe.visibleAt === 0) probe.visibleAt = performance.now();
      if (made < editors) return next();
      probe.allAt = performance.now();
    };
    next();
  }
}

/** Runs in the page, after `plantProbe`. */
export function plantMeters(): void {
  const probe: Probe = Reflect.get(window, 'probe');
  watchKeys();
  watchBrowser();

  function watchKeys(): void {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // A message comes after the picture has been handed over.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => probe.keysMs.push(performance.now() - timeStamp);
          port2.postMessage(null);
        });
      },
      true,
    );
  }

  function watchBrowser(): void {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) probe.longTasksMs.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        };
        if (hadRecentInput) continue;
        const what = sources.map(({ node }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          return element ? `${element.localName}.${element.className}` : '?';
        });
        probe.shifts.push({ value, what });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  }
}
