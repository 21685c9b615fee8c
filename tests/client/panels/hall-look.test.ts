// The page of a body's hall look: what was touched is sent, a refusal leaves what was, and a logo taken away comes back.
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import RegisterHall from '../../../client/panels/register-hall.svelte';
import { showPage, type Shown } from '../support/page-stage.ts';

const LOGO = { url: '/api/v1/hall-logos/abc', onPlate: true };
const LOOK = { title: '苏州市安防协会', accent: '#2f6f6a', logo: LOGO };
const LOOK_PATH = '/bodies/b1/hall';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const close of closing.splice(0).reverse()) await close();
});

/** What a logo is sent with; answers at once. */
class Sent extends EventTarget {
  static readonly all: Sent[] = [];
  readonly upload = new EventTarget();
  readonly status = 200;
  readonly responseText = JSON.stringify(LOOK);
  body: FormData | null = null;

  open(): void {}
  setRequestHeader(): void {}
  abort(): void {}
  getResponseHeader(): null {
    return null;
  }
  send(body: FormData): void {
    this.body = body;
    Sent.all.push(this);
    this.dispatchEvent(new Event('load'));
  }
}

async function page() {
  Sent.all.length = 0;
  vi.stubGlobal('XMLHttpRequest', Sent);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Blob(['logo as it was']))));
  const answers = { [LOOK_PATH]: LOOK, [`${LOOK_PATH}/logo`]: { ...LOOK, logo: null }, '/bodies': { bodies: [] } };
  const shown = await showPage(
    RegisterHall,
    { areas: ['register', 'preparing'], answers, params: { id: 'b1' } },
    closing,
  );
  await shown.settle();
  return { ...shown, ...handsOn(shown) };
}

function handsOn({ target, settle }: Shown) {
  const button = (label: string): HTMLButtonElement | undefined =>
    [...target.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label);
  const press = async (label: string): Promise<void> => {
    button(label)?.click();
    flushSync();
    await settle();
  };
  return { button, press };
}

test('a logo taken away is put back with its white ground, and the focus goes to what is there', async () => {
  const { target, asked, press, button } = await page();

  await press('去掉标志');
  const afterwards = {
    logo: target.querySelector('.logo img'),
    told: target.querySelector('[role="status"] .bar')?.textContent,
    focused: document.activeElement === button('选择图片'),
  };
  await press('撤销');

  expect(afterwards).toMatchObject({ logo: null, focused: true });
  expect(afterwards.told).toContain('已去掉标志');
  const [sent] = Sent.all;
  const file = sent?.body?.get('file');
  expect(file instanceof Blob && (await file.text())).toBe('logo as it was');
  expect(asked.filter((path) => path.startsWith(LOOK_PATH))).toEqual([LOOK_PATH, `${LOOK_PATH}/logo`, LOOK_PATH]);
  expect(target.querySelector('.logo img')).not.toBeNull();
});

test('a refused white ground is not shown as if it were there', async () => {
  const { target, turn, settle } = await page();
  const box = target.querySelector<HTMLInputElement>('input[type="checkbox"]');

  turn({ kind: 'silent' });
  box?.click();
  flushSync();
  await settle();

  expect(box?.checked).toBe(true);
  expect(target.querySelector('[role="alert"]')).not.toBeNull();
});

test('what was not touched is not sent', async () => {
  const { asked, press } = await page();

  await press('保存');

  expect(asked.filter((path) => path === LOOK_PATH)).toHaveLength(1);
});
