// What Ctrl+K finds outside a meeting: whoever is of the register is asked for once, when something is typed, by those who may.
import { expect, test } from 'vitest';
import { elsewhereFindings } from '../../../client/panels/common-commands.ts';
import { Api } from '../../../client/api.ts';
import { Calendar } from '../../../client/calendar.ts';
import { findIn } from '../../../client/finding.ts';
import { Words } from '../../../client/i18n.svelte.ts';
import { Elsewhere } from '../../../client/state/elsewhere.svelte.ts';
import type { UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ANSWERS: Readonly<Record<string, unknown>> = {
  people: { people: [{ id: 'p1', name: '张卫东', reading: null, posts: [], bodies: [] }] },
  organisations: { organisations: [{ id: 'o1', name: '益友天元律师事务所', shortName: '益友' }] },
  archive: { results: [], cursor: null },
  meetings: { meetings: [] },
};

function look(mayName: boolean) {
  const asked: string[] = [];
  const api = new Api({
    fetch: (input) => {
      const [, name = ''] = /\/api\/v1\/(\w+)/u.exec(String(input instanceof Request ? input.url : input)) ?? [];
      asked.push(name);
      return Promise.resolve(new Response(JSON.stringify(ANSWERS[name] ?? {})));
    },
    ...{ now: () => 0, onSignedOut: () => undefined },
  });
  const waiting: (() => void)[] = [];
  const device = { after: (_delayMs: number, task: () => void) => (waiting.push(task), () => undefined) };
  const elsewhere = new Elsewhere({ api, device, userId: brand<UserId>('u1'), mayList: true, mayName });
  const ask = async (query: string): Promise<void> => {
    elsewhere.ask(query);
    for (const task of waiting.splice(0)) task();
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { elsewhere, asked, ask };
}

test('people and organisations lead to their pages, by name or initials', async () => {
  const { elsewhere, asked, ask } = look(true);
  expect(asked).toEqual(['meetings']);
  await ask('zwd');
  await ask('益友');

  const went: string[] = [];
  const navigation = {
    ...{ path: '/', query: new URLSearchParams(), isLeaving: false, param: () => '' },
    ...{ go: (address: string) => void went.push(address), follow: () => undefined, stepBack: () => undefined },
  };
  const calendar = new Calendar({ words: new Words(['zh-CN']), timeZone: 'Asia/Shanghai', now: () => 0 });
  const { register } = elsewhereFindings(elsewhere, { calendar, navigation, except: null });
  for (const query of ['zwd', '益友']) findIn(register, query)[0]?.findings[0]?.run();

  expect(went).toEqual(['/register/people/p1', '/register/organisations/o1']);
  expect(asked.filter((name) => name === 'people')).toHaveLength(1);
});

test('whoever may not read the register asks for nobody', async () => {
  const { asked, ask } = look(false);
  await ask('张');

  expect(asked).not.toContain('people');
});
