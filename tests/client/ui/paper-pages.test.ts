// The pages of a paper on the screen: each is drawn when it comes near and never before, is a picture that can run nothing, and
// whoever hears the page hears its words.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import PaperPages from '../../../client/ui/paper-pages.svelte';
import { pageAt, sheetSize } from '../../../client/ui/paper-sheet.ts';
import { paperPages as words } from '../../../shared/i18n/zh-CN/paper-pages.ts';

const closing: (() => unknown)[] = [];
/** Sheets that wait to be near, and what tells them. */
const watched = new Map<Element, () => void>();

class Watch implements Pick<IntersectionObserver, 'observe' | 'disconnect'> {
  readonly #tell: IntersectionObserverCallback;
  #seen: Element | null = null;

  constructor(tell: IntersectionObserverCallback) {
    this.#tell = tell;
  }

  observe(element: Element): void {
    this.#seen = element;
    const entry = Object.assign(Object.create(null), { isIntersecting: true });
    watched.set(element, () => this.#tell([entry], Object.create(null)));
  }

  disconnect(): void {
    if (this.#seen !== null) watched.delete(this.#seen);
  }
}

beforeEach(() => vi.stubGlobal('IntersectionObserver', Watch));
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  vi.unstubAllGlobals();
  watched.clear();
  document.body.replaceChildren();
});

const sheet = (width = 595.28, height = 841.89) =>
  `<svg viewBox="0 0 ${width} ${height}" width="${width}pt" xmlns="http://www.w3.org/2000/svg"></svg>`;

function shown(more: object = {}): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  const props = {
    ...{
      title: '会议纪要',
      pages: [sheet(), sheet(), sheet()],
      spoken: ['第一段', '第二段'],
      pdfHref: '/a.pdf',
      words,
    },
    ...more,
  };
  const pages = mount(PaperPages, { target, props });
  closing.push(() => unmount(pages));
  flushSync();
  return target;
}

describe('pages of a paper', () => {
  test('keep their room at once and are drawn as pictures when they come near', () => {
    const target = shown();
    const sheets = [...target.querySelectorAll('[data-sheet]')];
    expect(sheets).toHaveLength(3);
    expect(target.querySelectorAll('img')).toHaveLength(0);

    const [first, second] = sheets;
    for (const near of [first, second]) if (near !== undefined) watched.get(near)?.();
    flushSync();

    const pictures = [...target.querySelectorAll('img')];
    expect(pictures.map(({ alt }) => alt)).toEqual(['第1页，共3页', '第2页，共3页']);
    expect(pictures.map(({ src }) => src)).toEqual(pictures.map(() => expect.stringMatching(/^blob:/)));
    expect(target.querySelector('svg [onload], iframe, object, embed')).toBeNull();
  });

  test('are given back to the browser when they are left', async () => {
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const target = shown();
    for (const tell of [...watched.values()]) tell();
    flushSync();
    expect(target.querySelectorAll('img')).toHaveLength(3);
    for (const close of closing.splice(0)) await close();

    expect(revoked).toHaveBeenCalledTimes(3);
    revoked.mockRestore();
  });

  test('are heard as words, and lead to the file that is printed', () => {
    const target = shown();

    expect(target.textContent).toContain('第一段');
    expect(target.querySelector('[role=region]')?.getAttribute('aria-label')).toBe('会议纪要，打印预览');
    expect(target.querySelector('a')?.getAttribute('href')).toBe('/a.pdf');
    expect(target.querySelector('a')?.rel).toBe('noopener');
  });

  test('say what no font has, and that there are more than are shown', () => {
    const target = shown({ unprintable: ['😀'], count: 300 });

    expect(target.querySelector('[role=alert]')?.textContent).toContain('😀');
    expect(target.textContent).toContain('共300页');
    expect(target.querySelector('[role=status]')?.textContent.trim()).toBe('1 / 300');
  });

  test('turn by keys and change their size by plus and minus', () => {
    const target = shown();
    const view = target.querySelector<HTMLElement>('[role=region]');
    const press = (key: string) => {
      view?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      flushSync();
    };
    const place = () => target.querySelector('[role=status]')?.textContent.trim();

    press('End');
    expect(place()).toBe('3 / 3');
    press('PageUp');
    expect(place()).toBe('2 / 3');
    press('Home');
    expect(place()).toBe('1 / 3');
    press('PageUp');
    expect(place()).toBe('1 / 3');
    press('+');
    expect(view?.className).toContain('actual');
    press('-');
    press('-');
    press('-');
    expect(view?.className).toContain('whole');
  });

  test('that are none are said to be none', () => {
    const target = shown({ pages: [], spoken: [] });

    expect(target.textContent).toContain(words.empty);
    expect(target.querySelector('[role=status]')?.textContent.trim()).toBe('0 / 0');
  });
});

describe('a sheet', () => {
  test('has the size of its drawing, and A4 where that says nothing', () => {
    expect(sheetSize(sheet(841.89, 595.28))).toEqual({ width: 841.89, height: 595.28 });
    expect(sheetSize('<svg>')).toEqual({ width: 595.28, height: 841.89 });
  });

  test('is the one that is read when its edge has passed the upper third', () => {
    const tops = [16, 1000, 2000];

    expect([0, 650, 750, 1950].map((scrolled) => pageAt(tops, scrolled, 800))).toEqual([0, 0, 1, 2]);
    expect(pageAt([], 0, 800)).toBe(0);
  });
});
