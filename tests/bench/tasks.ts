// `npm run bench -- tasks`: the register of tasks, listed and filtered over HTTP while it holds 5,000. The same questions to a
// register of 100 stand beside it in the same run: what a page of the list takes by itself.
import { startGongbi, type Gongbi } from './server-process.ts';

const FEW = 100;
const MANY = 5_000;
const AT_ONCE = 40;
const LIMIT_MS = 100;
const BODIES = 12;
const OWNERS = 60;
/** Each as often. */
const ROUNDS = 60;

const QUESTIONS: Readonly<Record<string, string>> = {
  'the first page': '',
  'a page in the middle': 'cursor=2027-01-15~1',
  'of a body': 'body=body-3',
  'of an owner': `owner=${encodeURIComponent('责任人7')}`,
  'in a state': 'state=accepted',
  overdue: 'urgency=overdue',
  'due within a month': 'dueFrom=2027-03-01&dueTo=2027-03-31',
  'by words': `text=${encodeURIComponent('第17项')}`,
  'all at once': `body=body-3&state=assigned,doing&text=${encodeURIComponent('落实')}&dueFrom=2026-01-01`,
};

interface Figures {
  readonly p50: number;
  readonly p95: number;
}

/** Prints a line a question; false when one took longer than it may. */
export async function benchTasks(): Promise<boolean> {
  const server = await startGongbi();
  try {
    await handOut(server, 0, FEW);
    const few = await askAll(server);
    await handOut(server, FEW, MANY);
    const many = await askAll(server);
    for (const [question, { p50, p95 }] of many) {
      const ratio = p95 / (few.get(question)?.p95 ?? Number.NaN);
      const figures = `p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  × of ${FEW} tasks ${ratio.toFixed(2)}`;
      process.stdout.write(`tasks ${MANY}  ${question.padEnd(22)} ${figures}\n`);
    }
    return [...many.values()].every(({ p95 }) => p95 <= LIMIT_MS);
  } finally {
    await server.dispose();
  }
}

async function handOut(server: Gongbi, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_unused, index) => first + index);
    await Promise.all(some.map((number) => one(server, number)));
  }
}

/** Over a year and a half, every third one accepted. */
async function one(server: Gongbi, number: number): Promise<void> {
  const day = new Date(Date.UTC(2026, 0, 1 + ((number * 37) % 540))).toISOString().slice(0, 10);
  const owner = (offset: number) => ({ name: `责任人${(number + offset) % OWNERS}`, kind: 'committee' });
  const task = {
    ...{ bodyId: `body-${number % BODIES}`, what: `第${number}项：落实会议议定的工作，按期提交书面材料。` },
    ...{ owners: [owner(0), owner(11)], supporters: [owner(23)], due: number % 9 === 0 ? null : day },
  };
  const made = await ask(server, 'POST', '/tasks', task);
  const id: unknown = typeof made === 'object' && made !== null ? Reflect.get(made, 'id') : undefined;
  if (number % 3 === 0) await ask(server, 'PATCH', `/tasks/${String(id)}`, { action: 'accept' });
}

async function askAll(server: Gongbi): Promise<ReadonlyMap<string, Figures>> {
  const took = new Map(Object.keys(QUESTIONS).map((question): [string, number[]] => [question, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [question, query] of Object.entries(QUESTIONS)) {
      const began = performance.now();
      await ask(server, 'GET', `/tasks?${query}`);
      took.get(question)?.push(performance.now() - began);
    }
  return new Map([...took].map(([question, all]) => [question, figuresOf(all)]));
}

function figuresOf(took: readonly number[]): Figures {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

async function ask({ url, token }: Gongbi, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${await answer.text()}`);
  return answer.json();
}
