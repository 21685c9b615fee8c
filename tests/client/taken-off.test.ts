// The way back from what was taken off the register: to the thing itself, once, and with the reason where it leads nowhere.
import { expect, test } from 'vitest';
import { Api } from '../../client/api.ts';
import { TakenOff } from '../../client/taken-off.svelte.ts';

function server(status: number) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (address) => {
    asked.push(String(address));
    const answer = status === 200 ? {} : { code: 'storage-unavailable' };
    return Promise.resolve(new Response(JSON.stringify(answer), { status }));
  };
  return { asked, api: new Api({ fetch, now: () => 0, onSignedOut: () => undefined }) };
}

test('it is offered until it is taken, and then no more', async () => {
  const { api, asked } = server(200);
  const taken = new TakenOff();
  taken.offer('已删除甲的任职。', () => api.post('/bodies/council/members/m1/restore'));
  const offered = taken.message;

  await taken.takeBack();
  await taken.takeBack();

  expect([offered, taken.message, taken.failure]).toEqual(['已删除甲的任职。', null, null]);
  expect(asked).toHaveLength(1);
});

test('a way back that failed says why, until something else is taken off', async () => {
  const { api } = server(503);
  const taken = new TakenOff();
  taken.offer('甲已移出名册。', () => api.post('/people/p1/restore'));

  await taken.takeBack();
  const failure = taken.failure?.code;
  taken.offer('乙已移出名册。', () => api.post('/people/p2/restore'));

  expect([failure, taken.failure, taken.message]).toEqual(['storage-unavailable', null, '乙已移出名册。']);
});
