// Lines in, lines out, as they come: a long file is never in memory whole, and whoever reads slowly is waited for.

/** A sentence has a hundredth of it; what is longer is no text of lines. */
const MAX_LINE_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/**
 * Writes for each line of `input` that is not blank what `answer` makes of it; CR before LF and a mark of the byte order are no part
 * of a line. Throws with the number of the line at which it ends: not UTF-8, or too long. What was answered before stands.
 */
export async function answerLines(
  input: AsyncIterable<Uint8Array>,
  write: (lines: string) => Promise<void>,
  answer: (line: string) => string,
): Promise<void> {
  const reader = new LineReader(answer);
  for await (const chunk of input) await reader.take(chunk, write);
  await reader.end(write);
}

class LineReader {
  readonly #answer: (line: string) => string;
  #open: Uint8Array = new Uint8Array(0);
  #number = 0;

  constructor(answer: (line: string) => string) {
    this.#answer = answer;
  }

  async take(chunk: Uint8Array, write: (lines: string) => Promise<void>): Promise<void> {
    const bytes = this.#open.length === 0 ? chunk : Buffer.concat([this.#open, chunk]);
    let from = 0;
    let answers = '';
    try {
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        answers += this.#answered(bytes.subarray(from, end));
        from = end + 1;
      }
      this.#open = bytes.subarray(from);
      if (this.#open.length > MAX_LINE_BYTES) throw tooLong(this.#number + 1);
    } finally {
      if (answers !== '') await write(answers);
    }
  }

  async end(write: (lines: string) => Promise<void>): Promise<void> {
    const answer = this.#open.length > 0 ? this.#answered(this.#open) : '';
    if (answer !== '') await write(answer);
  }

  #answered(bytes: Uint8Array): string {
    this.#number += 1;
    if (bytes.length > MAX_LINE_BYTES) throw tooLong(this.#number);
    const line = decoded(bytes, this.#number).replace(/\r$/u, '');
    return line.trim() === '' ? '' : `${this.#answer(line)}\n`;
  }
}

function decoded(bytes: Uint8Array, number: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(`line ${number} of standard input is not UTF-8`, { cause: error });
  }
}

function tooLong(number: number): Error {
  return new Error(`line ${number} of standard input is longer than ${MAX_LINE_BYTES} bytes`);
}
