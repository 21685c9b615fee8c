// Whatever stands in a log line's values, it stays one line of JSON that says what it was.
import { describe, expect, it } from 'vitest';
import { createLog } from '../server/log.ts';
import { CORPUS } from './support/inert/corpus.ts';

describe('a log line', () => {
  it.each(CORPUS)('$family $id stays a value in it', ({ text }) => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(line) });

    log.info('request', { route: text, error: new Error(text) });

    const [line = ''] = lines;
    expect(lines).toHaveLength(1);
    expect(line).toMatch(/^[^\p{Cc}]*\n$/u);
    expect(JSON.parse(line)).toMatchObject({ route: text.length > 2_048 ? `${text.slice(0, 2_048)}…` : text });
  });
});
