// A password from a pipe. A pipe on which nobody writes must not keep the command waiting for ever.
import type { ReadStream } from 'node:tty';

type Input = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>> & { destroy?: () => unknown };

const MAX_CHARS = 4_096;

/** The first line of `input`; null when it is a terminal, is empty, or stays silent for `silentMs`. */
export function firstLine(input: Input, silentMs: number): Promise<string | null> {
  if (input.isTTY) return Promise.resolve(null);
  return new Promise((resolve) => {
    let received = '';
    const done = (): void => {
      clearTimeout(timer);
      input.removeAllListeners();
      input.on('error', () => undefined);
      input.destroy?.();
      resolve(received.split(/\r?\n/, 1)[0] || null);
    };
    const timer = setTimeout(done, silentMs);
    input.setEncoding('utf8');
    input.on('data', (chunk: string | Buffer) => {
      received += String(chunk);
      if (received.includes('\n') || received.length > MAX_CHARS) done();
    });
    input.on('end', done);
    input.on('error', done);
  });
}
