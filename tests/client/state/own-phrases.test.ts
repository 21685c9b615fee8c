// A body's own stock phrases in the page: found by sound, there again without the server, gone with whoever signs out.
import { beforeEach, describe, expect, test } from 'vitest';
import { Api } from '../../../client/api.ts';
import { Session } from '../../../client/session.svelte.ts';
import { OwnPhrases } from '../../../client/state/own-phrases.svelte.ts';
import type { StockPhrase } from '../../../shared/api/stock-phrase.schema.ts';

const STRESSED: StockPhrase = { id: 'p1', bodyId: 'council', label: null, text: '会议强调，{机构}要把安全放在首位。' };

interface Asking {
  /** Null = no answer. */
  readonly phrases: readonly StockPhrase[] | null;
  readonly meetingId?: string;
  readonly userId?: string;
}

function apiWith(phrases: readonly StockPhrase[] | null): Api {
  const fetch: typeof globalThis.fetch = (_input, init) => {
    if (phrases === null) return Promise.reject(new TypeError('no answer'));
    if (init?.method === 'DELETE') return Promise.resolve(new Response(null, { status: 204 }));
    return Promise.resolve(new Response(JSON.stringify({ bodyId: 'council', phrases })));
  };
  return new Api({ fetch, now: () => 0, onSignedOut: () => undefined });
}

async function opened({ phrases, meetingId = 'm1', userId = 'u1' }: Asking): Promise<OwnPhrases> {
  const own = new OwnPhrases({ meetingId, userId, api: apiWith(phrases) });
  await own.load();
  return own;
}

const texts = (own: OwnPhrases): readonly string[] => own.list.map(({ text }) => text);

beforeEach(() => {
  localStorage.clear();
});

describe('a phrase', () => {
  test('without a name is called by its first words, fields left open, and found with and without 会议', async () => {
    const [phrase] = (await opened({ phrases: [STRESSED] })).list;

    expect(phrase?.name).toBe('会议强调，……要把安全放在首位。');
    expect(phrase?.terms.split(' ').map((term) => term.slice(0, 4))).toEqual(['hyqd', 'qdyb']);
  });

  test('with a name is called by it, and found by its sounds as well as by those of its words', async () => {
    const [phrase] = (await opened({ phrases: [{ ...STRESSED, label: '安全' }] })).list;

    expect(phrase?.name).toBe('安全');
    expect(phrase?.terms.split(' ')[0]).toBe('aq');
    expect(phrase?.terms).toContain(' qdyb');
  });
});

describe('without the server', () => {
  test('the phrases of a meeting opened before are there, to the one who opened it alone', async () => {
    await opened({ phrases: [STRESSED] });

    expect(texts(await opened({ phrases: null }))).toEqual([STRESSED.text]);
    expect(texts(await opened({ phrases: null, userId: 'u2' }))).toEqual([]);
    expect(texts(await opened({ phrases: null, meetingId: 'm2' }))).toEqual([]);
  });

  test('what the server says later replaces what was kept', async () => {
    await opened({ phrases: [STRESSED] });
    await opened({ phrases: [] });

    expect(texts(await opened({ phrases: null }))).toEqual([]);
  });

  test('the newest meetings are kept, and no more than twelve', async () => {
    for (let at = 0; at <= 12; at += 1) await opened({ phrases: [STRESSED], meetingId: `m${at}` });

    expect(texts(await opened({ phrases: null, meetingId: 'm0' }))).toEqual([]);
    expect(texts(await opened({ phrases: null, meetingId: 'm1' }))).toEqual([STRESSED.text]);
  });

  test('something else under the same key counts as nothing', async () => {
    localStorage.setItem('gongbi.phrases', '{"userId":"u1","meetings":[{"meetingId":"m1","answer":{"phrases":[1]}}]}');

    expect(texts(await opened({ phrases: null }))).toEqual([]);
  });
});

test('signing out takes the phrases off this device', async () => {
  await opened({ phrases: [STRESSED] });

  await new Session(apiWith([])).leave();

  expect(texts(await opened({ phrases: null }))).toEqual([]);
});
