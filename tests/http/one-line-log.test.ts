// Whatever somebody puts into a name, a path or a header, a log call stays one short line that orders nothing (T63).
import { EventEmitter } from 'node:events';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorAnswer } from '../../server/http/middleware.ts';
import { createLog } from '../../server/log.ts';
import { startApp } from '../support/app.ts';
import { portOf, rawLine, requestOf } from '../support/raw-request.ts';
import { eventually } from '../support/wire-clients.ts';

const HOSTILE = [
  ['CR and LF', 'a\r\n{"level":30,"msg":"forged"}\r\n'],
  ['a colour', '\u001b[31mred\u001b[0m'],
  ['a title for the terminal', '\u001b]0;owned\u0007'],
  ['the one-byte form of an escape', '\u009b2J'],
  ['NUL', 'a\u0000b'],
  ['DEL', 'a\u007fb'],
  ['separators of lines', 'a\u2028b\u2029c\u0085d'],
  ['text that runs backwards', 'a\u202egnp.exe\u2066'],
  ['100 KB', 'x'.repeat(102_400)],
  ['100 KB of escapes', '\u001b\n'.repeat(51_200)],
] as const;
/** One line, at its end its only control character, and nothing that a terminal obeys. */
const HARMLESS = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*\n$/u;
const MAX_VALUE_CHARS = 2_049;

function capture(): { readonly lines: string[]; readonly log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  return { lines, log: createLog('trace', { write: (line: string) => void lines.push(line) }) };
}

function longest(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(longest));
}

describe.each(HOSTILE)('[T63] %s', (_what, text) => {
  test.each(['info', 'warn', 'error'] as const)('in the values of a %s stays one short line', (level) => {
    const { lines, log } = capture();
    const error = Object.assign(new Error(text, { cause: new Error(text) }), { code: text, body: text });

    log[level]('something happened', { name: text, error, context: { title: text, list: [text] } });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(HARMLESS);
    const parsed: unknown = JSON.parse(lines[0] ?? '');
    expect(longest(parsed)).toBeLessThanOrEqual(MAX_VALUE_CHARS);
    expect(parsed).toMatchObject({
      msg: 'something happened',
      name: text.slice(0, 2_048) + (text.length > 2_048 ? '…' : ''),
    });
    expect(parsed).not.toHaveProperty('error.body');
  });

  test('in names, titles, paths and headers of requests leaves only such lines', async () => {
    const { lines, log } = capture();
    const app = await startApp({ log });
    const admin = await app.admin();
    const before = lines.length;

    await app.anyone.post('/session', { username: text, password: text });
    await admin.post('/meetings', { title: text });
    await admin.post('/accounts', { username: text, displayName: text, role: 'reader', password: text });
    await admin.get(`/meetings?q=${encodeURIComponent(text.slice(0, 5_000))}`);
    await admin.get(`/meetings/${encodeURIComponent(text.slice(0, 5_000))}`);
    const headers = [`Host: ${text}`, `User-Agent: ${text}`, `X-Forwarded-For: ${text}`, 'Connection: close'];
    const raw = rawLine(app.port, requestOf(`GET /api/v1/me?x=${text}`, headers));
    await eventually(() => raw.isGone || raw.answer !== '', 'an answer');

    expect(lines.length).toBeGreaterThanOrEqual(before + 5);
    expect(lines.filter((line) => !HARMLESS.test(line) || longest(JSON.parse(line)) > MAX_VALUE_CHARS)).toEqual([]);
  });
});

test('[T63] an answer that breaks off in its middle is a line of the log, and the client is cut off', async () => {
  const { lines, log } = capture();
  const application = express();
  application.get('/', (_request, response, next) => {
    response.write('half', () => next(new Error('a\nb')));
  });
  application.use(errorAnswer(log));
  const server = application.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await EventEmitter.once(server, 'listening');

  const line = rawLine(portOf(server), requestOf('GET /', ['Host: x']));
  await eventually(() => line.isGone, 'the end');

  expect(line.answer).toContain('half');
  expect(lines.map((text) => JSON.parse(text))).toMatchObject([{ msg: 'an answer broke off', method: 'GET' }]);
  expect(lines[0]).toMatch(HARMLESS);
});
