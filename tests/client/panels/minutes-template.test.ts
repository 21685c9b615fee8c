// The page of a body's own template: faults as a list with advice, what was taken away or replaced comes back, and nobody is
// offered a way back to a file they never saw in use.
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { nearestName } from '../../../client/panels/template-names.ts';
import RegisterTemplate from '../../../client/panels/register-template.svelte';
import { showPage } from '../support/page-stage.ts';

const PATH = '/bodies/b1/minutes-template';
const file = (name: string, digest: string) => ({ name, digest, sizeBytes: 38_000, uploadedAt: 1_700_000_000_000 });
const NEW = file('新版.docx', 'b'.repeat(64));
const OLD = file('旧版.docx', 'a'.repeat(64));

const closing: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const close of closing.splice(0).reverse()) await close();
});

/** Answers an upload at once with what a test gave. */
function answering(status: number, answer: unknown): typeof EventTarget {
  return class extends EventTarget {
    readonly upload = new EventTarget();
    readonly status = status;
    readonly responseText = JSON.stringify(answer);
    open(): void {}
    setRequestHeader(): void {}
    abort(): void {}
    getResponseHeader(): null {
      return null;
    }
    send(): void {
      this.dispatchEvent(new Event('load'));
    }
  };
}

async function page(kept: object | null, former: object | null, more: Readonly<Record<string, unknown>> = {}) {
  const answers = { [PATH]: { kept, former }, '/bodies': { bodies: [] }, ...more };
  const shown = await showPage(RegisterTemplate, { areas: ['register'], answers, params: { id: 'b1' } }, closing);
  await shown.settle();
  const { target, settle } = shown;
  const button = (label: string): HTMLButtonElement | undefined =>
    [...target.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label);
  const press = async (label: string): Promise<void> => {
    const found = button(label);
    if (!found) throw new Error(`there is no ${label} in ${target.textContent}`);
    found.click();
    flushSync();
    await settle();
  };
  const choose = async (): Promise<void> => {
    const input = target.querySelector('input');
    if (!input) throw new Error('nothing to choose a file with');
    Object.defineProperty(input, 'files', { value: [new File(['x'], '新版.docx')], configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    flushSync();
    await settle();
  };
  const told = (): string => target.querySelector('[role="status"] .bar')?.textContent ?? '';
  return { ...shown, button, press, choose, told };
}

test('faults are told by placeholder, place and what to do, and what was in use still is', async () => {
  const faults = [
    { code: 'unknown-placeholder', placeholder: '会议名', part: 'header', excerpt: '苏州协会{会议名}' },
    { code: 'unclosed-placeholder', placeholder: '出席', part: 'text', excerpt: '{#出席}{姓名}' },
  ];
  vi.stubGlobal('XMLHttpRequest', answering(422, { code: 'template-faulty', faults }));
  const { target, choose } = await page(OLD, null);

  await choose();

  const rows = [...target.querySelectorAll('[role="alert"] tbody tr')].map((row) => row.textContent);
  expect(target.querySelector('[role="alert"] h2')?.textContent).toBe('有2处填不了，没有换上');
  expect(rows[0]).toMatch(/会议名.*页眉.*苏州协会\{会议名\}.*是不是 \{会议名称\}？/su);
  expect(rows[1]).toMatch(/出席.*正文.*有开头没有结尾/su);
  expect(target.querySelector('.kept')?.textContent).toContain('旧版.docx');
});

test.each([
  [422, { code: 'invalid', errors: [{ path: 'file', code: 'not-docx' }] }, '另存为 .docx'],
  [422, { code: 'invalid', errors: [{ path: 'file', code: 'has-macros' }] }, '有宏'],
  [413, { code: 'too-large', limitBytes: 2_097_152 }, '超过 2 MB'],
])('a file that is no template is refused in words (%s %j)', async (status, answer, sentence) => {
  vi.stubGlobal('XMLHttpRequest', answering(status, answer));
  const { target, choose } = await page(null, null);

  await choose();

  expect(target.querySelector('[role="alert"]')?.textContent).toContain(sentence);
});

test('one that was replaced, and one that is no longer used, is put back from the bar', async () => {
  vi.stubGlobal('XMLHttpRequest', answering(200, { kept: NEW, former: OLD }));
  const { target, choose, press, told, asked } = await page(OLD, null, {
    [`${PATH}/restore`]: { kept: OLD, former: NEW },
  });

  await choose();
  const replaced = told();
  await press('撤销');

  expect(replaced).toContain('已换上新的一份');
  expect(asked.at(-1)).toBe(`${PATH}/restore`);
  expect(target.querySelector('.name')?.textContent).toBe('旧版.docx');
  expect(target.querySelector('.former')?.textContent).toContain('新版.docx');
});

test('the first one has no way back to another that was given up before it', async () => {
  vi.stubGlobal('XMLHttpRequest', answering(200, { kept: NEW, former: OLD }));
  const { choose, told, button } = await page(null, OLD);

  await choose();

  expect(told()).toContain('试填通过');
  expect(button('撤销')).toBeUndefined();
});

test.each([
  ['会议名', '会议名称'],
  ['主持', '主持人'],
  ['meeting.titel', 'meeting.title'],
  ['天气', null],
])('a hint for %s is %s', (written, meant) => {
  expect(nearestName(written)).toBe(meant);
});
