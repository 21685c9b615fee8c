// Two people at one meeting and a program that writes into it at any instant, set up for composing: a paragraph of its own
// for each scenario, and one judgement over both browsers and the server.
import type { Browser, Locator } from 'playwright';
import * as Y from 'yjs';
import { itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { temporaryFolder, type AtEnd } from '../../support/temporary-folder.ts';
import { eventually } from '../../support/wire-clients.ts';
import type { Desk } from './desk.ts';
import { openHall, type Hall } from './hall.ts';
import { Typist } from './typist.ts';

/** What stands before and behind the caret in a fresh paragraph. */
export const BEFORE = '会议听取';
export const BEHIND = '了汇报';

export interface ComposingTable {
  readonly hall: Hall;
  /** Composes. */
  readonly zhou: Desk;
  /** Looks on, or composes too. */
  readonly li: Desk;
  readonly typist: Typist;
  readonly other: Typist;
  /** Puts a new paragraph at the end of an item's minutes, on the server; all browsers show it when this resolves. */
  paragraph(title: string, nodes?: readonly (Y.XmlElement | Y.XmlText)[]): Promise<Y.XmlElement>;
  /** The lines of an item as the server has them. */
  lines(title: string): readonly string[];
  /** Waits until a browser shows of an item what the server has. */
  isShownBy(desk: Desk, title: string): Promise<void>;
  /** Waits until both browsers and the server agree about an item, and answers its lines. */
  agreed(title: string): Promise<readonly string[]>;
}

export async function openTable(browser: Browser, atEnd: AtEnd): Promise<ComposingTable> {
  const hall = await openHall(browser, { atEnd, dataDir: temporaryFolder(atEnd) });
  const [zhou, li] = await Promise.all([hall.desk('周敏'), hall.desk('李文静')]);
  const [typist, other] = await Promise.all([Typist.at(zhou.page), Typist.at(li.page)]);
  const text = textBefore(hall, [zhou, li]);
  return {
    ...{ hall, zhou, li, typist, other, ...text },
    agreed: async (title) => {
      for (const desk of [zhou, li]) await desk.isSaved();
      await showsAll([zhou, li], title, () => text.lines(title));
      return text.lines(title);
    },
  };
}

/** The minutes of a hall as its server has them, before the eyes of `desks`. */
export function textBefore(
  { stock, itemCalled }: Hall,
  desks: readonly Desk[],
): Pick<ComposingTable, 'lines' | 'paragraph' | 'isShownBy'> {
  const fragmentOf = (title: string): Y.XmlFragment => {
    const fragment = itemMinutes(stock.doc, itemCalled(title));
    if (!fragment) throw new Error(`${title} has no minutes`);
    return fragment;
  };
  const lines = (title: string): readonly string[] => linesOf(fragmentOf(title));
  return {
    lines,
    paragraph: async (title, nodes = [new Y.XmlText(BEFORE + BEHIND)]) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [...nodes]);
      const fragment = fragmentOf(title);
      fragment.push([paragraph]);
      for (const desk of desks) await desk.minutesOf(title).scrollIntoViewIfNeeded();
      await showsAll(desks, title, () => lines(title));
      return paragraph;
    },
    isShownBy: (desk, title) => showsAll([desk], title, () => lines(title)),
  };
}

/** Puts the caret behind the first `text` of an item's minutes. */
export async function caretBehind(desk: Desk, title: string, text: string): Promise<void> {
  await desk.minutesOf(title).evaluate((editor: HTMLElement, wanted: string) => {
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    let last: { node: Node; offset: number } | null = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const found = node.nodeValue?.lastIndexOf(wanted) ?? -1;
      if (found >= 0) last = { node, offset: found + wanted.length };
    }
    if (!last) throw new Error(`nowhere in the text: ${wanted}`);
    editor.focus();
    document.getSelection()?.collapse(last.node, last.offset);
  }, text);
  await nextFrame(desk);
}

/** Puts the caret into an element of the minutes, at its beginning. */
export async function caretInto(desk: Desk, element: Locator): Promise<void> {
  await element.evaluate((place: HTMLElement) => {
    place.closest<HTMLElement>('[contenteditable=true]')?.focus();
    document.getSelection()?.collapse(place, 0);
  });
  await nextFrame(desk);
}

/** What an editor shows, line by line. */
export async function shownLines(desk: Desk, title: string): Promise<readonly string[]> {
  return desk.minutesOf(title).evaluate((editor: HTMLElement) => {
    const textOf = (node: Node): string => {
      if (node instanceof HTMLBRElement) return node.classList.contains('ProseMirror-trailingBreak') ? '' : '\n';
      if (node instanceof HTMLImageElement) return '';
      return node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : [...node.childNodes].map(textOf).join('');
    };
    return [...editor.querySelectorAll('p, h2, h3, h4')].map(textOf);
  });
}

/** The text of a `Y.XmlText`, and an element's, as `shownLines` shows it. */
function linesOf(fragment: Y.XmlFragment): readonly string[] {
  const textOf = (node: unknown): string => {
    if (node instanceof Y.XmlText)
      return node
        .toDelta()
        .map((part: { insert: string }) => part.insert)
        .join('');
    if (!(node instanceof Y.XmlElement)) return '';
    if (node.nodeName === 'hard_break') return '\n';
    if (node.nodeName === 'mention') return String(node.getAttribute('label') ?? '');
    return node.toArray().map(textOf).join('');
  };
  const walk = (node: Y.XmlFragment): readonly string[] =>
    node
      .toArray()
      .flatMap((child) =>
        child instanceof Y.XmlElement
          ? child.nodeName === 'paragraph' || child.nodeName === 'heading'
            ? [textOf(child)]
            : walk(child)
          : [],
      );
  return walk(fragment);
}

async function showsAll(desks: readonly Desk[], title: string, lines: () => readonly string[]): Promise<void> {
  let shown: (readonly string[])[] = [];
  const isEqual = (): boolean => shown.length > 0 && shown.every((each) => each.join('\n') === lines().join('\n'));
  const end = performance.now() + 10_000;
  while (!isEqual() && performance.now() < end) shown = await Promise.all(desks.map((desk) => shownLines(desk, title)));
  if (!isEqual()) throw new Error(`no agreement: ${JSON.stringify({ server: lines(), shown })}`);
}

async function nextFrame(desk: Desk): Promise<void> {
  await desk.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Waits until the server has `words` somewhere in an item. */
export async function serverHas({ lines }: ComposingTable, title: string, words: string): Promise<void> {
  await eventually(() => lines(title).some((line) => line.includes(words)), `${words} on the server`);
}
