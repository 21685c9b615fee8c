// What is asked of every picture of a hall: nothing cut or over another, nothing too small for the last row, lines broken as
// Chinese ones are, and 7:1 at least. The page tells what it drew, line by line; it is judged here.
import type { Page } from 'playwright';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** One line as the browser drew it, in pixels. */
interface Line extends Box {
  readonly text: string;
  readonly sizePx: number;
  readonly colour: string;
  readonly ground: string;
  /** Set from top to bottom. */
  readonly isUpright: boolean;
  readonly isColon: boolean;
  /** Lines of one text, or of one clock, have one number. */
  readonly holder: number;
  readonly clock: number;
  /** Laid over the picture by an operator. */
  readonly isOver: boolean;
  /** Of how many are there, at the foot of the stage. */
  readonly isFoot: boolean;
  /** Of whatever hides what sticks out of it, up to the wall. */
  readonly frames: readonly Box[];
}

interface Drawn {
  readonly u: number;
  readonly stage: Box;
  readonly lines: readonly Line[];
}

const SMALLEST_U = 4.2;
const LEAST_CONTRAST = 7;
const LEAST_AIR_U = 2;
/** A face's box is higher than its characters: half of the leading and more; the dots of a clock stand in its middle. */
const LEADING = 0.2;
const COLON_LEADING = 0.35;
const CLOSING = /^[》」』）〉】、。，；：！？”’…]$/u;
const OPENING = /^[《「『（〈【“‘]$/u;

/** Whatever is wrong with the picture that is up, as `what: words`; sizes in u, 1 % of the stage's height. */
export async function wallFaults(page: Page): Promise<string[]> {
  const drawn: Drawn = await page.evaluate(readWall);
  const { lines } = drawn;
  const faults = [...lines.flatMap((line) => faultsOf(line, drawn)), ...brokenBadly(lines), ...overlaps(lines)];
  return [...new Set([...faults, ...crowded(drawn)])];
}

/** Of the title that is up, in u. */
export async function titleSizeU(page: Page): Promise<number> {
  return page.evaluate(() => {
    const title = document.querySelector('.hall h1');
    const u = Math.min(innerHeight / 100, innerWidth / 177.78);
    return title === null ? 0 : Math.round((Number.parseFloat(getComputedStyle(title).fontSize) / u) * 10) / 10;
  });
}

/** Runs in the page. Characters of one height are one line, however the browser came to break there. */
function readWall(): Drawn {
  const u = Math.min(innerHeight / 100, innerWidth / 177.78);
  const [left, top] = [(innerWidth - 177.78 * u) / 2, (innerHeight - 100 * u) / 2];
  const lines: Line[] = [];
  const numbers = new Map<Element, number>();
  const numberOf = (element: Element): number => {
    numbers.set(element, numbers.get(element) ?? numbers.size + 1);
    return numbers.get(element) ?? 0;
  };
  const upwards = (element: Element | null): Element[] =>
    element === null ? [] : [element, ...upwards(element.parentElement)];
  const walker = document.createTreeWalker(document.querySelector('.hall') ?? document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    const isSeen = element?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ?? false;
    if (element === null || !isSeen || element.closest('.hearable, svg')) continue;
    const style = getComputedStyle(element);
    const above = upwards(element);
    const clock = element.closest('.digits');
    const grounds = above.map((each) => getComputedStyle(each).backgroundColor);
    const frames = above.filter((each) => /hidden|clip/u.test(getComputedStyle(each).overflow));
    const about = {
      ...{ sizePx: Number.parseFloat(style.fontSize), colour: style.color },
      ground: grounds.find((each) => !each.endsWith(', 0)')) ?? 'rgb(255, 255, 255)',
      isUpright: style.writingMode !== 'horizontal-tb',
      isColon: element.matches('.colon'),
      holder: numberOf(element.closest('.lines') ?? element),
      clock: clock === null ? 0 : numberOf(clock),
      isOver: element.closest('.band') !== null,
      isFoot: element.closest('.at-foot') !== null,
      frames: frames.map((each) => each.getBoundingClientRect().toJSON() as Box),
    };
    const text = node.nodeValue ?? '';
    let line: Line | null = null;
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || text.charAt(at).trim() === '') continue;
      const isSame: boolean =
        line !== null && Math.abs(about.isUpright ? line.left - box.left : line.top - box.top) < 2;
      const from: Line = isSame && line !== null ? line : { ...about, ...(box.toJSON() as Box), text: '' };
      if (isSame) lines.pop();
      const [right, bottom] = [Math.max(from.right, box.right), Math.max(from.bottom, box.bottom)];
      line = { ...from, right, bottom, text: from.text + text.charAt(at) };
      lines.push(line);
    }
  }
  return { u, stage: { left, top, right: left + 177.78 * u, bottom: top + 100 * u }, lines };
}

function faultsOf(line: Line, { u, stage }: Drawn): string[] {
  const ratio = contrast(line.colour, line.ground);
  const isCut = [stage, ...line.frames].some((frame) => sticksOut(line, frame));
  return [
    ...(isCut ? [`cut: ${line.text}`] : []),
    ...(line.sizePx / u < SMALLEST_U - 0.01 ? [`${(line.sizePx / u).toFixed(2)}u: ${line.text}`] : []),
    ...(ratio < LEAST_CONTRAST ? [`${ratio.toFixed(2)}:1: ${line.text}`] : []),
  ];
}

function sticksOut(line: Line, frame: Box): boolean {
  const ink = inkOf(line);
  return ink.left < frame.left - 1 || ink.right > frame.right + 1 || ink.top < frame.top || ink.bottom > frame.bottom;
}

/** 避头尾, between the lines of one text: those the browser broke, and those that were set as lines. */
function brokenBadly(lines: readonly Line[]): string[] {
  return lines.flatMap((line, at) => {
    const before = lines[at - 1];
    if (before?.holder !== line.holder || Math.abs(before.top - line.top) < 2) return [];
    return [
      ...(CLOSING.test(line.text.charAt(0)) ? [`begins with a closing mark: ${line.text}`] : []),
      ...(OPENING.test(before.text.at(-1) ?? '') ? [`ends with an opening mark: ${before.text}`] : []),
    ];
  });
}

function overlaps(lines: readonly Line[]): string[] {
  const level = lines.filter(({ isUpright }) => !isUpright);
  return level.flatMap((line, at) =>
    level
      .slice(at + 1)
      .filter((other) => !mayMeet(line, other) && meets(inkOf(line), inkOf(other)))
      .map((other) => `${line.text} over ${other.text}`),
  );
}

/** What stands right above the foot's line reads as one with it. */
function crowded({ lines, u }: Drawn): string[] {
  const top = Math.min(...lines.filter(({ isFoot }) => isFoot).map((line) => inkOf(line).top));
  const above = lines.filter(({ isFoot, isOver, isUpright }) => !isFoot && !isOver && !isUpright);
  return above
    .filter((line) => inkOf(line).bottom > top - LEAST_AIR_U * u)
    .map(({ text }) => `hard by the foot: ${text}`);
}

/** What an operator laid over the picture is meant to hide some of it; figures of one clock are set tight. */
function mayMeet(a: Line, b: Line): boolean {
  return a.isOver !== b.isOver || (a.clock !== 0 && a.clock === b.clock);
}

function inkOf({ left, right, top, bottom, sizePx, isColon }: Line): Box {
  const air = (isColon ? COLON_LEADING : LEADING) * sizePx;
  return { left: left + 1, right: right - 1, top: top + air, bottom: bottom - air };
}

function meets(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function contrast(colour: string, ground: string): number {
  const [a, b] = [luminance(colour), luminance(ground)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/gu) ?? [])
    .map((channel) => Number(channel) / 255)
    .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
