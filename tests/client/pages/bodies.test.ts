// The administration of bodies: names are listed and changed, ids without a name are named, a name that is taken is said.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Api, provideApi } from '../../../client/api.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import Bodies from '../../../client/pages/bodies.svelte';
import type { Body } from '../../../shared/api/preparing.schema.ts';

const mounted: object[] = [];
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

interface Office {
  readonly bodies: Body[];
  /** Ids that only meetings know. */
  readonly held?: readonly string[];
  readonly isTaken?: boolean;
}

async function open({ bodies, held = [], isTaken = false }: Office) {
  const sent: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  const json = (status: number, body: unknown): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const fetch: typeof globalThis.fetch = async (address, { method = 'GET', body } = {}) => {
    const path = String(address).replace(/^.*\/api\/v1/, '');
    if (method === 'GET') {
      if (path.startsWith('/office/notices')) return json(200, { open: { waiting: 0, sending: 0, givenUp: 0 } });
      const meetings = held.map((id) => ({ id: `m-${id}`, title: `${id}例会`, bodyId: id, updatedAt: 1 }));
      return json(200, path === '/bodies' ? { bodies } : { meetings });
    }
    const facts: unknown = JSON.parse(String(body));
    sent.push({ method, path, body: facts });
    if (isTaken) return json(422, { code: 'invalid', errors: [{ path: 'name', code: 'taken' }] });
    return json(200, {});
  };
  const words = new Words(['zh-CN']);
  await words.load(['common', 'admin', 'preparing', 'refusal', 'stock']);
  const inContext: Component = (anchor, props) => {
    provideWords(words);
    provideApi(new Api({ fetch, now: () => 0, onSignedOut: () => undefined }));
    return Bodies(anchor, props);
  };
  mounted.push(mount(inContext, { target: document.body }));
  await settled();
  return { sent };
}

/** Answers of the server in memory take a few turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  flushSync();
}

function press(name: string): void {
  const button = [...document.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
  );
  if (!button) throw new Error(`no button ${name}`);
  button.click();
  flushSync();
}

function fill(label: string, text: string): void {
  const box = [...document.querySelectorAll('label')].find((each) => each.textContent.startsWith(label))?.control;
  if (!(box instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

async function send(): Promise<void> {
  document.querySelector('dialog form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await settled();
}

test('bodies stand with their short names; one that only meetings know says so, with a meeting of it', async () => {
  await open({ bodies: [{ id: 'b1', name: '理事会', shortName: '理' }], held: ['b1', 'b2'] });

  const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()),
  );
  expect(rows).toEqual([
    ['理事会', '理', '修改'],
    ['编号b2，还没有名称', 'b2例会', '修改'],
  ]);
});

test('an installation without bodies says what they are for', async () => {
  await open({ bodies: [] });

  expect(document.body.textContent).toContain('还没有机构');
});

test('a new body is sent with its name, without space around it, and no short name where none is given', async () => {
  const { sent } = await open({ bodies: [] });

  press('添加机构');
  fill('名称', ' 监事会 ');
  await send();

  expect(sent).toEqual([{ method: 'POST', path: '/bodies', body: { name: '监事会', shortName: null } }]);
  expect(document.querySelector('dialog')).toBeNull();
});

test('a body that only meetings know is named under its own id', async () => {
  const { sent } = await open({ bodies: [], held: ['b2'] });

  press('修改“b2”');
  fill('名称', '常务理事会');
  await send();

  expect(sent).toEqual([{ method: 'POST', path: '/bodies', body: { id: 'b2', name: '常务理事会', shortName: null } }]);
});

test('a known body is changed in place', async () => {
  const { sent } = await open({ bodies: [{ id: 'b1', name: '理事会', shortName: null }] });

  press('修改“理事会”');
  fill('简称', '理');
  await send();

  expect(sent).toEqual([{ method: 'PATCH', path: '/bodies/b1', body: { name: '理事会', shortName: '理' } }]);
});

test('a name that is taken is said in the dialog, which keeps what was typed', async () => {
  await open({ bodies: [{ id: 'b1', name: '理事会', shortName: null }], isTaken: true });

  press('添加机构');
  fill('名称', '理事会');
  await send();

  expect(document.querySelector('dialog')?.textContent).toContain('已有同名的机构');
});

test('without a name nothing is sent, and the field says why', async () => {
  const { sent } = await open({ bodies: [] });

  press('添加机构');
  await send();

  expect(sent).toEqual([]);
  expect(document.querySelector('dialog')?.textContent).toContain('请填写机构名称');
});
