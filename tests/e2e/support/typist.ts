// A Chinese typist in Chromium: the browser's own composition, driven the way an input method drives it.
import type { CDPSession, Page } from 'playwright';

export class Typist {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async at(page: Page): Promise<Typist> {
    return new Typist(await page.context().newCDPSession(page));
  }

  /** Shows `pinyin` growing letter by letter, as while the candidate window is open; commits nothing. */
  async compose(pinyin: string): Promise<void> {
    for (let length = 1; length <= pinyin.length; length += 1) {
      await this.#session.send('Input.imeSetComposition', {
        text: pinyin.slice(0, length),
        selectionStart: length,
        selectionEnd: length,
      });
    }
  }

  /** Chooses a candidate: the composition ends in `text`. */
  async commit(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text });
  }
}
