// A Chinese typist in Chromium: the browser's own composition, driven the way an input method drives it. Every step comes
// with the key event that browsers send for it: 229, "the input method has this key".
import type { CDPSession, Page } from 'playwright';

/** What a key means is the input method's to know, so browsers send this instead. */
const TAKEN_KEY = 229;

/** How often the browser began and ended a composition since the page was watched. */
export interface Compositions {
  readonly starts: number;
  readonly ends: number;
}

export class Typist {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async at(page: Page): Promise<Typist> {
    await page.evaluate(() => {
      const seen = { starts: 0, ends: 0 };
      Reflect.set(window, 'compositionsSeen', seen);
      document.addEventListener('compositionstart', () => (seen.starts += 1), true);
      document.addEventListener('compositionend', () => (seen.ends += 1), true);
    });
    return new Typist(page, await page.context().newCDPSession(page));
  }

  /** Shows `pinyin` growing letter by letter, as while the candidate window is open; commits nothing. */
  async compose(pinyin: string): Promise<void> {
    for (let length = 1; length <= pinyin.length; length += 1) await this.show(pinyin.slice(0, length));
  }

  /** Shows exactly `text` as what is being composed. */
  async show(text: string): Promise<void> {
    await this.#takenKey();
    await this.#session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** Chooses a candidate: the composition ends in `text`. */
  async commit(text: string): Promise<void> {
    await this.#takenKey();
    await this.#session.send('Input.insertText', { text });
  }

  /** What Escape does while the candidate window is open: what was composed is gone. */
  async cancel(): Promise<void> {
    await this.#takenKey();
    await this.#session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  }

  /**
   * A phone's keyboard takes the `length` letters before the caret back into a composition, to correct them, and shows
   * `text` in their place. It names no key.
   */
  async recompose(length: number, text: string): Promise<void> {
    await this.#takenKey('Unidentified');
    const caret = await this.#page.evaluate(() => {
      const selection = document.getSelection();
      if (selection === null || selection.anchorNode === null) return 0;
      const root = selection.anchorNode.parentElement?.closest('[contenteditable=true]');
      const before = document.createRange();
      if (!root) return 0;
      before.setStart(root, 0);
      before.setEnd(selection.anchorNode, selection.anchorOffset);
      return before.toString().length;
    });
    await this.#session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
      replacementStart: caret - length,
      replacementEnd: caret,
    });
  }

  /** Since this typist sat down. */
  async compositions(): Promise<Compositions> {
    return this.#page.evaluate((): Compositions => Reflect.get(window, 'compositionsSeen'));
  }

  async #takenKey(key = 'Process'): Promise<void> {
    const event = { key, windowsVirtualKeyCode: TAKEN_KEY, nativeVirtualKeyCode: TAKEN_KEY };
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  }
}
