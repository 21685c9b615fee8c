// What is asked of any page in any state: that an accessibility checker finds nothing, that it speaks one language, that it
// fits the window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import type { Locale } from '../../../shared/i18n/locale.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Whatever axe-core finds, as `rule: places`. Left out are the heads of tables, which are the writers' to fill, and that the
 * insert menu scrolls without taking the focus: the caret stays in the text, and the arrows move it by aria-activedescendant.
 */
export async function offences(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } =
      Reflect.get(window, 'axe');
    const { violations } = await axe.run({ runOnly: tags, rules: { 'empty-table-header': { enabled: false } } });
    return violations.flatMap(({ id, nodes }) => {
      const places = nodes.map(({ target }) => target.join(' '));
      const own =
        id === 'scrollable-region-focusable'
          ? places.filter((each) => !document.querySelector(each)?.matches('[role=listbox]'))
          : places;
      return own.length === 0 ? [] : [`${id}: ${own.slice(0, 3).join(', ')}`];
    });
  }, TAGS);
}

/** A language calls itself by its own name. */
const OWN_NAMES = ['简体中文', '中文', '共笔', 'Gongbi', 'English'];
/** Keys, kinds of files, programs and what the world calls so everywhere. */
const EVERYWHERE =
  /\b(?:Ctrl|Alt|Shift|Enter|Esc|Tab|Word|WPS|Excel|HTML|JSON|MD|docx|json|html|md|https?|mailto|Linux|Windows|Mac|Chrome|Edge|English|admin|node|Asia|Shanghai|UTC|MB|KB|GB)\b/g;

/** The texts and spoken attributes of a page, but for the minutes and notes themselves, that are in the other language. */
export async function foreignWords(page: Page, locale: Locale): Promise<string[]> {
  const words = await page.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      if (parentElement && !parentElement.closest('noscript, script, style, .minutes-text, .sheet, .notes'))
        found.push(nodeValue ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'label', 'aria-valuetext', 'data-placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name) ?? '');
    return [...new Set(found.map((word) => word.trim()))];
  });
  const foreign = locale === 'en' ? /\p{Script=Han}|[，。；：（）、]/u : /[A-Za-z]{3,}/;
  const withoutNames = (word: string): string => OWN_NAMES.reduce((rest, name) => rest.replaceAll(name, ''), word);
  return words.filter((word) => foreign.test(withoutNames(word).replaceAll(EVERYWHERE, '')));
}

/** What slides sideways, or lies where nobody can reach it. */
export async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth + 1 ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      ((element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)) ||
        scrolls(element.parentElement));
    for (const control of document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')) {
      const { left, right, width } = control.getBoundingClientRect();
      if (width === 0 || !control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if ((left < -1 || right > innerWidth + 1) && !control.closest('.hearable, .skip') && !scrolls(control))
        found.push(`out of reach: ${control.getAttribute('aria-label') ?? control.textContent.trim()}`);
    }
    for (const dialog of document.querySelectorAll('dialog[open]')) {
      const { top, bottom } = dialog.getBoundingClientRect();
      if (top < -1 || bottom > innerHeight + 1) found.push('a dialog higher than the window');
    }
    return found;
  });
}
