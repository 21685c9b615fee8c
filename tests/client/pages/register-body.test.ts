// A body's page of the register: who sits in which rank and moves by keys, how many vote and how many seats are vacant, what
// the rule in force asks.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Api } from '../../../client/api.ts';
import { RegisterOfBody } from '../../../client/register-body.svelte.ts';
import CharterExample from '../../../client/panels/charter-example.svelte';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import type { BodyRegister } from '../../../shared/api/register.schema.ts';
import { PRESETS } from '../../../shared/domain/charter.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const mounted: object[] = [];
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

const NAMES = ['田大利', '田富', '丁一凡', '单雄信'];
const register = (): BodyRegister => ({
  ...{ id: 'council', name: '常务理事会', shortName: null, charter: [] },
  terms: [
    {
      ...{ id: 't3', number: 3, from: '2023-01-01', to: null, seats: 6 },
      members: NAMES.map((name, rank) => ({
        ...{ id: `m-${name}`, personId: name, post: null, voting: name !== '田富', rank },
        ...{ from: null, to: name === '丁一凡' ? '2024-01-01' : null },
      })),
    },
  ],
  people: NAMES.map((name) => ({ id: name, name, reading: null, posts: [], bodies: ['council'] })),
});

/** A body over a server that keeps the rank it is sent, or refuses it. */
async function opened({ refuses = false } = {}) {
  const sent: unknown[] = [];
  const held = register();
  const fetch: typeof globalThis.fetch = async (_address, { method = 'GET', body } = {}) => {
    if (method === 'GET') return new Response(JSON.stringify(held), { status: 200 });
    const { members }: { members: readonly string[] } = JSON.parse(String(body));
    sent.push(members);
    if (refuses) return new Response(JSON.stringify({ code: 'storage-unavailable' }), { status: 503 });
    for (const member of held.terms[0]?.members ?? [])
      if (members.includes(member.id)) member.rank = members.indexOf(member.id);
    held.terms[0]?.members.sort((a, b) => a.rank - b.rank);
    return new Response(null, { status: 204 });
  };
  const api = new Api({ fetch, now: () => 0, onSignedOut: () => undefined });
  const body = new RegisterOfBody(api, 'council', brand<LocalDate>('2025-06-01'));
  await body.remote.load();
  return { body, sent, names: () => body.seats.map(({ name }) => name) };
}

test('who has left is apart; those who sit are counted, and the seats nobody has', async () => {
  const { body, names } = await opened();

  expect(names()).toEqual(['田大利', '田富', '单雄信']);
  expect(body.others.map(({ name }) => name)).toEqual(['丁一凡']);
  expect([body.voting, body.vacancies]).toEqual([2, 3]);
});

test('members are looked at in either custom of strokes and by sound, while their rank stays', async () => {
  const { body, names } = await opened();
  const seen = (['surname-strokes', 'name-strokes', 'sound', 'rank'] as const).map((order) => {
    body.arrange(order);
    return names().join(' ');
  });

  expect(seen).toEqual(['田富 田大利 单雄信', '田大利 田富 单雄信', '单雄信 田大利 田富', '田大利 田富 单雄信']);
});

test('one moves up by one, is shown there at once, and stays there as the server has it', async () => {
  const { body, sent, names } = await opened();
  const next = body.shifted('m-单雄信', -1) ?? [];

  const answer = body.rank(next);
  const atOnce = names();
  await answer;

  expect(atOnce).toEqual(['田大利', '单雄信', '田富']);
  expect(names()).toEqual(atOnce);
  expect(sent).toEqual([['m-田大利', 'm-单雄信', 'm-田富']]);
  expect(body.shifted('m-田大利', -1)).toBeNull();
});

test('a rank that the server refuses is shown no longer, and why', async () => {
  const { body, names } = await opened({ refuses: true });

  await body.rank(body.shifted('m-田富', -1) ?? []);

  expect(names()).toEqual(['田大利', '田富', '单雄信']);
  expect(body.failure?.code).toBe('storage-unavailable');
});

test('a rule is worked out in the words a secretary says it in, and again for other figures', async () => {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'register']);
  const inContext: Component = (anchor) => {
    provideWords(words);
    return CharterExample(anchor, { rule: PRESETS['cn.standing'], seats: 31 });
  };
  mounted.push(mount(inContext, { target: document.body }));
  flushSync();
  const said = () => [...document.querySelectorAll('p')].map(({ textContent }) => textContent.trim());
  const before = said();

  const present = document.querySelectorAll('input')[1];
  if (present) present.value = '20';
  present?.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();

  expect(before).toEqual(['应到31人，到会21人：达到三分之二（须21人）', '到会人数21，赞成14人：通过（须14人）']);
  expect(said()).toEqual(['应到31人，到会20人：没有达到三分之二（须21人）', '到会不足，不能表决']);
});
