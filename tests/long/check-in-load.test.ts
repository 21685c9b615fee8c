// A thousand people sign in within a minute, over HTTP, from one address: opened, signed, tapped twice. None is refused, none
// is there twice, and the figures are printed.
import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';

const PEOPLE = 1_000;
/** A phone's browser opens as many at once; a hall's arrive as they come. */
const AT_ONCE = 40;
const MINUTE_MS = 60_000;

test('a thousand within a minute from one address', { timeout: 10 * MINUTE_MS }, async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ name: `王${index}` }));
  const half = PEOPLE / 2;
  const lists = { guests: people.slice(0, half), otherPeople: people.slice(half) };
  const made = await secretary.post('/meetings/import', { meeting: { name: '会员大会' }, ...lists });
  const id = textOf(made.body, 'id');
  /** What is on the screen as somebody scans it. */
  const scan = async (): Promise<string> => {
    const { body } = await secretary.get(`/meetings/${id}/checkin-code`);
    return textOf(body, 'url').split('/').at(-1) ?? '';
  };
  const opened = await app.anyone.post(`/checkin/${await scan()}/open`);
  const keys = keysOf(opened.body);
  const took: number[] = [];
  const statuses = new Map<number, number>();
  let news = 0;

  const visit = async (index: number): Promise<void> => {
    const device = `phone-${String(index).padStart(12, '0')}`;
    const key = await scan();
    const began = performance.now();
    const page = await app.anyone.post(`/checkin/${key}/open`, { device });
    const body = { device, person: keys[index % keys.length] };
    const taps = await Promise.all([1, 2].map(() => app.anyone.post(`/checkin/${textOf(page.body, 'pass')}`, body)));
    took.push(performance.now() - began);
    for (const { status, body: answer } of taps) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (typeof answer === 'object' && answer !== null && 'isNew' in answer && answer.isNew === true) news += 1;
    }
  };
  const began = performance.now();
  let next = 0;
  const queue = async (): Promise<void> => {
    while (next < PEOPLE) await visit(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, queue));
  const tookMs = performance.now() - began;

  took.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(took[Math.floor(took.length * share)] ?? 0);
  console.info(
    `${PEOPLE} phones, two taps each, ${Math.round(tookMs)} ms; a visit p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(0.999)} ms`,
  );
  expect([...statuses]).toEqual([[200, 2 * PEOPLE]]);
  expect([keys.length, news]).toEqual([PEOPLE, PEOPLE]);
  expect(tookMs).toBeLessThan(MINUTE_MS);
});

function textOf(value: unknown, key: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof found !== 'string') throw new Error(`no ${key} in ${JSON.stringify(value)}`);
  return found;
}

function keysOf(value: unknown): readonly string[] {
  const people: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'people') : undefined;
  return Array.isArray(people) ? people.map((each) => textOf(each, 'key')) : [];
}
