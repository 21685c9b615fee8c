// What is asked of any page in any state: that an accessibility checker finds nothing, that it speaks one language, that it
// fits the window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import type { Locale } from '../../../shared/i18n/locale.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Whatever axe-core finds, as `rule: places`. Left out are the heads of tables, which are the writers' to fill; that the
 * insert menu scrolls without taking the focus: the caret stays in the text, and the arrows move it by aria-activedescendant;
 * and how large something is that an open menu or a bar covers in part: it is whole once the menu is closed, which any press
 * beside it does, or the page is scrolled.
 */
export async function offences(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } =
      Reflect.get(window, 'axe');
    /** WCAG 2.5.8. */
    const LEAST_PX = 24;
    const isLeftOut = (rule: string, place: string): boolean => {
      const element = document.querySelector(place);
      if (rule === 'scrollable-region-focusable') return element?.matches('[role=listbox]') ?? false;
      return rule === 'target-size' && element !== null && isCovered(element);
    };
    /** Large enough by itself, and in part below an open menu or a bar that stays while the page scrolls. */
    const isCovered = (element: Element): boolean => {
      // A press anywhere on its label is one on the field.
      const under = (element.closest('label') ?? element).getBoundingClientRect();
      if (Math.min(under.width, under.height) < LEAST_PX) return false;
      const stays = [...document.querySelectorAll('header, nav')].filter((each) =>
        /sticky|fixed/.test(getComputedStyle(each).position),
      );
      return [...document.querySelectorAll('[role=menu]:popover-open'), ...stays].some((layer) => {
        const over = layer.getBoundingClientRect();
        const meets = over.left < under.right && under.left < over.right && over.top < under.bottom;
        return meets && under.top < over.bottom && !layer.contains(element);
      });
    };
    const { violations } = await axe.run({
      runOnly: tags,
      // Of what passes nothing is told: to name the places of it all takes most of the time.
      resultTypes: ['violations'],
      rules: { 'empty-table-header': { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) => {
      const own = nodes.map(({ target }) => target.join(' ')).filter((each) => !isLeftOut(id, each));
      return own.length === 0 ? [] : [`${id}: ${own.slice(0, 3).join(', ')}`];
    });
  }, TAGS);
}

/** A language calls itself by its own name. */
const OWN_NAMES = ['简体中文', '中文', '共笔', 'Gongbi', 'English'];
/** Keys, kinds of files, programs and what the world calls so everywhere. */
const EVERYWHERE =
  /\b(?:Ctrl|Alt|Shift|Enter|Esc|Tab|Word|WPS|Excel|HTML|JSON|MD|PDF|Markdown|docx|xlsx|csv|txt|png|PNG|JPG|WebP|json|html|md|https?|mailto|PageUp|PageDown|Linux|Windows|Mac|Chrome|Edge|English|admin|node|Asia|Shanghai|UTC|MB|KB|GB)\b/g;

/** Groups of digits to sixteen, three letters in a row among them now and then. */
const FINGERPRINT = /\b[\da-f]{4}(?: [\da-f]{4})+\b/g;
/** The beginning of an id, by which the audit log calls what has no name there: letters of any language by chance. */
const SHORT_ID = /(?<![\w-])(?=[\w-]*(?:\d|[a-z][A-Z]|[_-]))[\w-]{8}(?![\w-])/g;

/** The texts and spoken attributes of a page, but for the minutes and notes themselves, that are in the other language. */
export async function foreignWords(page: Page, locale: Locale): Promise<string[]> {
  const words = await page.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      // A few words marked as another language's are meant to be.
      if (parentElement && !parentElement.closest('noscript, script, style, .minutes-text, .sheet, .notes, span[lang]'))
        found.push(nodeValue ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'label', 'aria-valuetext', 'data-placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name) ?? '');
    return [...new Set(found.map((word) => word.trim()))];
  });
  const foreign = locale === 'en' ? /\p{Script=Han}|[，。；：（）、]/u : /[A-Za-z]{3,}/;
  const withoutNames = (word: string): string => OWN_NAMES.reduce((rest, name) => rest.replaceAll(name, ''), word);
  return words.filter((word) =>
    foreign.test(withoutNames(word).replaceAll(FINGERPRINT, '').replaceAll(SHORT_ID, '').replaceAll(EVERYWHERE, '')),
  );
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
    // What is read downwards is not to be pushed sideways as well; a wide table has a frame of its own.
    for (const column of document.querySelectorAll('main *, aside, aside *, dialog[open] *')) {
      const { overflowX, overflowY } = getComputedStyle(column);
      const isColumn =
        /auto|scroll/.test(overflowX) && /auto|scroll/.test(overflowY) && column.localName !== 'textarea';
      if (isColumn && column.scrollWidth > column.clientWidth + 1 && column.scrollHeight > column.clientHeight + 1)
        found.push(`${column.className} slides sideways: ${column.scrollWidth} in ${column.clientWidth}`);
    }
    for (const dialog of document.querySelectorAll('dialog[open]')) {
      const { top, bottom } = dialog.getBoundingClientRect();
      if (top < -1 || bottom > innerHeight + 1) found.push('a dialog higher than the window');
    }
    const LEAST_MARGIN_PX = 8;
    const FIELDS = 'input:not([type=radio], [type=checkbox], [type=file], .hearable), textarea, select';
    for (const field of document.querySelectorAll(`dialog[open] .body :is(${FIELDS})`)) {
      const around = field.closest('dialog')?.getBoundingClientRect();
      const { left, right, width } = field.getBoundingClientRect();
      if (around === undefined || width === 0 || !field.checkVisibility({ opacityProperty: true })) continue;
      if (left - around.left < LEAST_MARGIN_PX || around.right - right < LEAST_MARGIN_PX)
        found.push(`a field at the very edge of its dialog: ${field.getAttribute('aria-label') ?? field.id}`);
    }
    return found;
  });
}

/** Words that are cut off where nothing scrolls, or stand out of the control they name. */
export async function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK_PX = 2;
    const AIR_EM = 0.3;
    interface Words extends Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'> {
      readonly air: number;
    }
    /** An ellipsis says that there is more; the whole is in a title, or behind what the words open. */
    const says = (style: CSSStyleDeclaration): boolean =>
      style.textOverflow === 'ellipsis' || (style.webkitLineClamp !== 'none' && style.webkitLineClamp !== '');
    /** The letters of a line set tight stand less high than the box of their face. */
    const outOf = (words: Words, box: DOMRect): boolean =>
      words.left < box.left - SLACK_PX ||
      words.right > box.right + SLACK_PX ||
      words.top + words.air < box.top - SLACK_PX ||
      words.bottom - words.air > box.bottom + SLACK_PX;
    const isCut = (words: Words, element: Element | null): boolean => {
      if (element === null || element === document.body) return false;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) return false;
      const cuts = /hidden|clip/.test(style.overflowX + style.overflowY) || /paint|content|strict/.test(style.contain);
      // What is only heard lies in a box of one pixel.
      if (cuts && outOf(words, box)) return !says(style) && box.width > 1;
      return style.position === 'fixed' ? false : isCut(words, element.parentElement);
    };
    const found = new Set<string>();
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const parent = node.parentElement;
      const text = node.nodeValue?.trim() ?? '';
      if (text === '' || parent === null || parent.closest('.hearable, .skip, script, style, noscript, option'))
        continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      range.selectNodeContents(node);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      const words = { left, right, top, bottom, air: AIR_EM * Number.parseFloat(getComputedStyle(parent).fontSize) };
      const control = parent.closest('button, a, [role=tab], [role=menuitem], [role=option]');
      if (isCut(words, parent)) found.add(`cut: ${text.slice(0, 40)}`);
      else if (
        control !== null &&
        getComputedStyle(control).display !== 'inline' &&
        !isEllipsed(parent, control) &&
        outOf(words, control.getBoundingClientRect())
      )
        found.add(`out of its control: ${text.slice(0, 40)}`);
    }
    return [...found];

    /** Cut where it says so, on the way up to the control. */
    function isEllipsed(element: Element, last: Element): boolean {
      if (says(getComputedStyle(element))) return true;
      return element === last || element.parentElement === null ? false : isEllipsed(element.parentElement, last);
    }
  });
}

/**
 * What somebody who asked for more contrast cannot make out: words under 7:1 (large ones 4.5:1, WCAG 1.4.6), edges of
 * controls under 4.5:1. Words on pictures and on more than one ground are not judged.
 */
export async function paleWords(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } =
      Reflect.get(window, 'axe');
    const { violations } = await axe.run({
      runOnly: { type: 'rule', values: ['color-contrast-enhanced'] },
      resultTypes: ['violations'],
      rules: { 'color-contrast-enhanced': { enabled: true } },
    });
    const pale = violations.flatMap(({ nodes }) => nodes.map(({ target }) => `pale words: ${target.join(' ')}`));
    const edges = [
      ...document.querySelectorAll<HTMLElement>('main :is(input:not(.hearable), select, textarea, button.outline)'),
    ]
      .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((control) => !['checkbox', 'radio', 'file'].includes(control.getAttribute('type') ?? ''))
      .filter((control) => control.getAttribute('aria-disabled') !== 'true')
      .filter((control) => edgeContrast(control) < 4.5)
      .map((control) => `pale edge: ${control.getAttribute('aria-label') ?? control.id} ${control.className}`);
    return [...pale.slice(0, 6), ...edges.slice(0, 6)];

    /** Of the frame that is drawn nearest around a control against what lies behind it; 21 where there is no frame. */
    function edgeContrast(control: Element): number {
      for (let at: Element | null = control; at !== null && at !== document.body; at = at.parentElement) {
        const { borderTopColor, borderTopWidth, borderTopStyle } = getComputedStyle(at);
        if (Number.parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none' && alphaOf(borderTopColor) > 0)
          return contrast(luminance(borderTopColor), luminance(groundOf(at.parentElement)));
      }
      return 21;
    }
    function groundOf(element: Element | null): string {
      if (element === null) return getComputedStyle(document.body).backgroundColor;
      const { backgroundColor } = getComputedStyle(element);
      return alphaOf(backgroundColor) === 1 ? backgroundColor : groundOf(element.parentElement);
    }
    function numbers(colour: string): number[] {
      return (colour.match(/[\d.]+/g) ?? []).map(Number);
    }
    function alphaOf(colour: string): number {
      return colour.startsWith('rgb') ? (numbers(colour)[3] ?? 1) : 1;
    }
    function luminance(colour: string): number {
      const [red = 0, green = 0, blue = 0] = numbers(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }
    function contrast(one: number, other: number): number {
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }
  });
}

/**
 * With colours that the system forces: what is chosen, pressed, or the place one is at, and looks like what is not. Grounds
 * and shadows are gone then; what is left are edges, weights, lines, signs.
 */
export async function unmarkedStates(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const MARKED =
      '[aria-pressed=true], [aria-selected=true], [aria-checked=true], [aria-current]:not([aria-current=false])';
    const FARTHEST = 5;
    const SEEN = [
      ...['color', 'fontWeight', 'fontStyle', 'textDecorationLine', 'outlineStyle', 'opacity'],
      ...['borderTopWidth', 'borderRightWidth', 'borderBottomWidth', 'borderLeftWidth', 'borderTopColor'],
      ...['borderBottomColor', 'borderLeftColor', 'borderTopStyle', 'borderBottomStyle', 'visibility', 'display'],
    ] as const;
    /** What a person sees of a box: its lines, and a ground that is not the page's. */
    const face = (element: Element, part?: '::before' | '::after'): string => {
      const style = getComputedStyle(element, part);
      if (part !== undefined && (style.content === 'none' || style.content === 'normal')) return '';
      const isGround = /^rgba\(.*, 0\)$/.test(style.backgroundColor);
      const ground = isGround ? getComputedStyle(document.body).backgroundColor : style.backgroundColor;
      const drawn = part === undefined ? '' : style.content + style.width + style.height;
      return [drawn, ground, ...SEEN.map((name) => style[name])].join(' ');
    };
    const whole = (element: Element): string =>
      [face(element), face(element, '::before'), face(element, '::after')].join('|') +
      [...element.children].map((child) => child.localName + whole(child)).join(',');
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.matches('.hearable');
    /** Another of its kind nearby that is not marked. */
    const other = (element: Element): Element | undefined => {
      const role = element.getAttribute('role');
      let around = element.parentElement;
      for (let left = FARTHEST; left > 0 && around !== null; left -= 1, around = around.parentElement) {
        const found = [...around.querySelectorAll(element.localName)].find(
          (each) =>
            each.getAttribute('role') === role && each.className === element.className && isAlike(each, element),
        );
        if (found) return found;
      }
      return undefined;
    };
    const isAlike = (one: Element, marked: Element): boolean =>
      !one.matches(MARKED) && isShown(one) && one.children.length === marked.children.length;
    const found = new Set<string>();
    for (const element of document.querySelectorAll(MARKED)) {
      if (!isShown(element) || element === document.activeElement) continue;
      const plain = other(element);
      if (plain !== undefined && whole(plain) === whole(element))
        found.add(
          `looks like the others: ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`,
        );
    }
    return [...found];
  });
}
