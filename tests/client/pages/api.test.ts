// What an HTTP answer means to a page, and what the page tells the rest of the app about it.
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../client/answer.ts';
import { Api } from '../../../client/api.ts';

const problem = (code: string, extra: object = {}): string => JSON.stringify({ type: '', title: '', code, ...extra });

describe('reading an answer', () => {
  test('a 2xx gives its JSON, an empty one gives undefined', () => {
    expect(readAnswer(200, '{"id":"m1"}', null)).toEqual({ ok: true, value: { id: 'm1' } });
    expect(readAnswer(204, '', null)).toEqual({ ok: true, value: undefined });
  });

  test('a problem document gives its code and what the sentence needs', () => {
    const answer = readAnswer(409, problem('username-taken', { username: 'zhoumin' }), null);

    expect(answer).toMatchObject({ ok: false, code: 'username-taken', data: { username: 'zhoumin' } });
  });

  test('Retry-After fills the waiting time that the problem left out', () => {
    const answer = readAnswer(429, problem('too-many-attempts'), '30');

    expect(answer).toMatchObject({ code: 'too-many-attempts', data: { retryAfterSeconds: 30 } });
  });

  test('a proxy that speaks for a server that is down is "unreachable"', () => {
    expect(readAnswer(502, '<html>Bad gateway</html>', null)).toMatchObject({ ok: false, code: 'unreachable' });
  });

  test('anything else that is not ours is a fault of the server', () => {
    expect(readAnswer(500, '<html></html>', null)).toMatchObject({ ok: false, code: 'internal' });
    expect(readAnswer(200, '<html></html>', null)).toMatchObject({ ok: false, code: 'internal' });
  });
});

describe('asking the server', () => {
  const apiAnswering = (answer: () => Promise<Response>): { api: Api; signedOut: () => number } => {
    let count = 0;
    const api = new Api({ fetch: answer, now: () => 1_000_000, onSignedOut: () => (count += 1) });
    return { api, signedOut: () => count };
  };
  const unauthorised = () => Promise.resolve(new Response(problem('not-signed-in'), { status: 401 }));

  test('no answer at all is "unreachable", never a thrown error', async () => {
    const { api } = apiAnswering(() => Promise.reject(new TypeError('Failed to fetch')));

    expect(await api.get('/meetings')).toMatchObject({ ok: false, code: 'unreachable' });
  });

  test('a session that ended under an open page is reported', async () => {
    const { api, signedOut } = apiAnswering(unauthorised);

    await api.get('/meetings');

    expect(signedOut()).toBe(1);
  });

  test('asking who is signed in while nobody is reports nothing', async () => {
    const { api, signedOut } = apiAnswering(unauthorised);

    await api.get('/me');

    expect(signedOut()).toBe(0);
  });

  test("the server's Date corrects this device's clock", async () => {
    const date = 'Fri, 23 Apr 2021 06:00:00 GMT';
    const { api } = apiAnswering(() => Promise.resolve(new Response('{}', { headers: { date } })));

    await api.get('/me');

    expect(api.serverNow()).toBe(Date.parse(date));
  });
});
