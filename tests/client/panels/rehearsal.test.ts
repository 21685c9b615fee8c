// The rehearsal's dialog asks how it stands while somebody looks, and a step counts for more than an older answer.
import { afterEach, expect, test, vi } from 'vitest';
import { Api } from '../../../client/api.ts';
import RehearsalDialog from '../../../client/panels/rehearsal.svelte';
import type { Rehearsal } from '../../../shared/api/rehearsal.schema.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const running: Rehearsal = {
  ...{ at: 0, rate: 30, done: 1, steps: 4, next: null },
  links: { projector: '/p', view: '/v', chair: '/c' },
};

async function looked() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const waiting: ((rehearsal: Rehearsal | null) => void)[] = [];
  const get = vi.spyOn(Api.prototype, 'get').mockImplementation(
    () =>
      new Promise((resolve) => {
        waiting.push((rehearsal) => resolve(JSON.parse(JSON.stringify({ ok: true, value: { rehearsal } }))));
      }),
  );
  vi.spyOn(Api.prototype, 'delete').mockResolvedValue({ ok: true, value: JSON.parse('null') });
  const shown = await showPage(
    (anchor, props) => RehearsalDialog(anchor, { ...props, onclose: () => undefined }),
    { areas: ['workspace', 'bar'], answers: {}, inMeeting: true },
    closing,
  );
  const answer = async (rehearsal: Rehearsal | null): Promise<void> => {
    waiting.shift()?.(rehearsal);
    await shown.settle();
  };
  const buttons = (): readonly string[] =>
    [...shown.target.querySelectorAll('button')].map((button) => button.textContent.trim());
  const press = async (name: string): Promise<void> => {
    const button = [...shown.target.querySelectorAll('button')].find((each) => each.textContent.trim() === name);
    (button ?? expect.fail(`no ${name}`)).click();
    await shown.settle();
  };
  return { get, answer, buttons, press, settle: shown.settle };
}

test('it asks no more once it was closed, though an answer was under way', async () => {
  const { get, answer } = await looked();

  for (const close of closing.splice(0).reverse()) await close();
  await answer(running);
  vi.advanceTimersByTime(5_000);

  expect(get).toHaveBeenCalledTimes(1);
});

test('an answer that is older than a step changes nothing of it', async () => {
  const { answer, buttons, press } = await looked();
  await answer(running);
  vi.advanceTimersByTime(1_000);

  await press('结束演练');
  await answer(running);

  expect(buttons()).not.toContain('结束演练');
});
