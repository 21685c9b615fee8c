// Who says where a request came from: nobody but the proxies that TRUST_PROXY counts, over HTTP and over both wires.
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { cookieIn, field, listed, PASSWORD, startApp, textField, type TestApp } from '../support/app.ts';

const FORGED = {
  'x-forwarded-for': '203.0.113.1, 203.0.113.2',
  forwarded: 'for=203.0.113.3',
  'x-real-ip': '203.0.113.4',
  'cf-connecting-ip': '203.0.113.5',
};
const CASES = [
  ['0', '127.0.0.1'],
  ['1', '203.0.113.2'],
  ['2', '203.0.113.1'],
] as const;

async function addressesIn(app: TestApp, action: string): Promise<readonly string[]> {
  return listed(await (await app.admin()).get(`/audit?action=${action}`), 'entries', 'address');
}

test.each(CASES)('with TRUST_PROXY %s a sign-in is noted as from %s', async (trusted, expected) => {
  const app = await startApp({ env: { TRUST_PROXY: trusted } });
  await app.as('notetaker', { username: 'li' });

  const signedIn = await app.anyone.post('/session', { username: 'li', password: PASSWORD }, { headers: FORGED });
  const headers = { cookie: cookieIn(signedIn) ?? '' };
  const sessions = Object(field(await app.anyone.get('/sessions', { headers }), 'sessions'));

  expect(sessions.find((one: object) => Object(one).current).address).toBe(expected);
  expect(await addressesIn(app, 'sign-in')).toContain(expected);
});

test.each(CASES)('with TRUST_PROXY %s a command by socket is noted as from %s', async (trusted, expected) => {
  const app = await startApp({ env: { TRUST_PROXY: trusted } });
  const me = await app.as('secretary');
  const token = textField(await me.post('/tokens', { label: 'x' }), 'token');
  const meetingId = textField(await me.post('/meetings', { title: '例会' }), 'id');
  const socket = io(app.url, { transports: ['websocket'], auth: { token }, extraHeaders: FORGED, reconnection: false });

  const command = { id: 'c'.repeat(20), meetingId, kind: 'meeting.phase', data: { to: 'live' }, claimedAt: 1 };
  const answer: unknown = await socket.timeout(5_000).emitWithAck('command', command);
  socket.disconnect();

  expect(answer).toHaveProperty('ok');
  expect(await addressesIn(app, 'phase.changed')).toEqual([expected]);
});

test.each([
  ['0', 10],
  ['1', 12],
])(
  'with TRUST_PROXY %s, of twelve guesses under twelve forwarded addresses %i are looked at',
  async (trusted, seen) => {
    const app = await startApp({ env: { TRUST_PROXY: trusted } });
    await app.admin();
    const guess = async (address: number): Promise<number> => {
      const headers = { 'x-forwarded-for': `203.0.113.${address}`, 'x-real-ip': `198.51.100.${address}` };
      return (await app.anyone.post('/session', { username: 'nobody', password: 'guess' }, { headers })).status;
    };

    const statuses = await Promise.all(Array.from({ length: 12 }, (_, address) => guess(address)));

    expect(statuses.filter((status) => status === 401)).toHaveLength(seen);
  },
);
