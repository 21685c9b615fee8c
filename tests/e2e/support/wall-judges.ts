// What is asked of every picture of a hall: nothing cut or over another, nothing too small for the last row, lines broken as
// Chinese ones are, and 7:1 at least.
import type { Page } from 'playwright';

/** Whatever is wrong with the picture that is up, as `what: words`; sizes in u, 1 % of the stage's height. */
export async function wallFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SMALLEST_U = 4.2;
    const LEAST_CONTRAST = 7;
    /** A face's box is higher than its characters: half of the leading and more. */
    const LEADING = 0.2;
    const CLOSING = /^[》」』）〉】、。，；：！？”’…]$/u;
    const OPENING = /^[《「『（〈【“‘]$/u;

    interface Line {
      readonly text: string;
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
      readonly element: Element;
      readonly isUpright: boolean;
    }

    const u = Math.min(innerHeight / 100, innerWidth / 177.78);
    const stageLeft = (innerWidth - 177.78 * u) / 2;
    const stageTop = (innerHeight - 100 * u) / 2;
    const lines = linesOnWall();
    return [...new Set([...lines.flatMap(faultsOfLine), ...brokenBadly(lines), ...overlaps(lines)])];

    function linesOnWall(): Line[] {
      const found: Line[] = [];
      const walker = document.createTreeWalker(document.querySelector('.hall') ?? document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { currentNode: node } = walker;
        const element = node.parentElement;
        const isSeen = element?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ?? false;
        if (element === null || !isSeen || element.closest('.hearable, svg') || !node.nodeValue?.trim()) continue;
        found.push(...linesOf(node, element));
      }
      return found;
    }

    /** As the browser broke it: characters of one height, in one line. */
    function linesOf(node: Node, element: Element): Line[] {
      const isUpright = getComputedStyle(element).writingMode !== 'horizontal-tb';
      const range = document.createRange();
      const found: Line[] = [];
      const text = node.nodeValue ?? '';
      for (let at = 0; at < text.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { left, right, top, bottom, width } = range.getBoundingClientRect();
        if (width === 0 || text.charAt(at).trim() === '') continue;
        const last = found.at(-1);
        const isSame =
          last !== undefined && (isUpright ? Math.abs(last.left - left) < 2 : Math.abs(last.top - top) < 2);
        if (isSame) {
          const grown = { left: Math.min(last.left, left), right: Math.max(last.right, right) };
          const bounds = { top: Math.min(last.top, top), bottom: Math.max(last.bottom, bottom) };
          found[found.length - 1] = { ...last, ...grown, ...bounds, text: last.text + text.charAt(at) };
        } else found.push({ text: text.charAt(at), left, right, top, bottom, element, isUpright });
      }
      return found;
    }

    function faultsOfLine(line: Line): string[] {
      const { element, text } = line;
      const style = getComputedStyle(element);
      const sizeU = Number.parseFloat(style.fontSize) / u;
      const airPx = LEADING * Number.parseFloat(style.fontSize);
      const isOut =
        line.left < stageLeft - 1 ||
        line.right > stageLeft + 177.78 * u + 1 ||
        line.top + airPx < stageTop ||
        line.bottom - airPx > stageTop + 100 * u;
      const ratio = contrast(style.color, groundOf(element));
      return [
        ...(isOut || isClipped(line, airPx) ? [`cut: ${text}`] : []),
        ...(sizeU < SMALLEST_U - 0.01 ? [`${sizeU.toFixed(2)}u: ${text}`] : []),
        ...(ratio < LEAST_CONTRAST ? [`${ratio.toFixed(2)}:1: ${text}`] : []),
      ];
    }

    /** By whatever hides what sticks out of it, on the way up to the stage. */
    function isClipped(line: Line, airPx: number): boolean {
      for (let at: Element | null = line.element; at !== null && !at.matches('.hall'); at = at.parentElement) {
        if (!/hidden|clip/u.test(getComputedStyle(at).overflow)) continue;
        const box = at.getBoundingClientRect();
        const isWide = line.left < box.left - 1 || line.right > box.right + 1;
        if (isWide || line.top + airPx < box.top || line.bottom - airPx > box.bottom) return true;
      }
      return false;
    }

    /** 避头尾, between the lines of one text: those the browser broke, and those that were set as lines. */
    function brokenBadly(all: readonly Line[]): string[] {
      return all.flatMap((line, at) => {
        const before = all[at - 1];
        const holder = line.element.closest('.lines') ?? line.element;
        const isGoing = before !== undefined && (before.element.closest('.lines') ?? before.element) === holder;
        if (!isGoing || Math.abs(before.top - line.top) < 2) return [];
        return [
          ...(CLOSING.test(line.text.charAt(0)) ? [`begins with a closing mark: ${line.text}`] : []),
          ...(OPENING.test(before.text.at(-1) ?? '') ? [`ends with an opening mark: ${before.text}`] : []),
        ];
      });
    }

    function overlaps(all: readonly Line[]): string[] {
      const boxes = all.filter(({ isUpright }) => !isUpright).map((line) => ({ line, box: inkOf(line) }));
      return boxes.flatMap(({ line, box }, at) =>
        boxes
          .slice(at + 1)
          .filter(({ line: other, box: under }) => !isOver(line, other) && meets(box, under))
          .map(({ line: other }) => `${line.text} over ${other.text}`),
      );
    }

    /** What an operator laid over the picture is meant to hide some of it; figures of one clock are set tight. */
    function isOver(a: Line, b: Line): boolean {
      const clock = a.element.closest('.digits');
      if (clock !== null && clock === b.element.closest('.digits')) return true;
      return (a.element.closest('.band') === null) !== (b.element.closest('.band') === null);
    }

    function inkOf({ left, right, top, bottom, element }: Line): { l: number; r: number; t: number; b: number } {
      // The dots of a clock stand in the middle of their box.
      const air = element.matches('.colon') ? 0.35 : LEADING;
      const airPx = air * Number.parseFloat(getComputedStyle(element).fontSize);
      return { l: left + 1, r: right - 1, t: top + airPx, b: bottom - airPx };
    }

    function meets(a: ReturnType<typeof inkOf>, b: ReturnType<typeof inkOf>): boolean {
      return a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b;
    }

    function groundOf(element: Element): string {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (channels(backgroundColor)[3] !== 0) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    }

    function channels(colour: string): number[] {
      const [r = 0, g = 0, b = 0, alpha = 1] = (colour.match(/[\d.]+/gu) ?? []).map(Number);
      return [r, g, b, alpha];
    }

    function contrast(colour: string, ground: string): number {
      const [a, b] = [luminance(colour), luminance(ground)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    function luminance(colour: string): number {
      const [r = 0, g = 0, b = 0] = channels(colour)
        .slice(0, 3)
        .map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
  });
}

/** Of the title that is up, in u. */
export async function titleSizeU(page: Page): Promise<number> {
  return page.evaluate(() => {
    const title = document.querySelector('.hall h1');
    const u = Math.min(innerHeight / 100, innerWidth / 177.78);
    return title === null ? 0 : Math.round((Number.parseFloat(getComputedStyle(title).fontSize) / u) * 10) / 10;
  });
}
