// What outlives the meetings of the office that is walked through: tasks that are late and to come, with whom, and a topic. In the
// words of either language.
import type { Locale } from '../../../shared/i18n/locale.ts';
import { listed, textField, type Caller, type Reply } from '../../support/app.ts';

export interface HouseStage {
  /** Of a task that is late, and of somebody who has some. */
  readonly task: string;
  readonly person: string;
}

const DAY_MS = 86_400_000;
const TASKS = 12;

const WORDS: Readonly<
  Record<Locale, { readonly tasks: readonly string[]; readonly topic: string; readonly by: string }>
> = {
  'zh-CN': {
    tasks: ['报送团体标准送审稿', '与合作单位商定培训教材的编写分工，形成书面方案后报秘书处', '寄出合作协议'],
    topic: '会费标准调整',
    by: '秘书处',
  },
  en: {
    tasks: ['Hand in the draft', 'Agree with the partners who writes which part, and report it', 'Send the contract'],
    topic: 'The fees of members',
    by: 'The office',
  },
};

/** Tasks of a body, late and to come, of one of the register's people and of somebody else; a topic. */
export async function stageHouse(
  admin: Caller,
  { body: bodyId, locale }: { readonly body: string; readonly locale: Locale },
): Promise<HouseStage> {
  const { tasks, topic, by } = WORDS[locale];
  const people = must(await admin.get('/people'));
  const [person = ''] = listed(people, 'people', 'id');
  const [name] = listed(people, 'people', 'name');
  let late = '';
  for (let at = 0; at < TASKS; at += 1) {
    const due = new Date(Date.now() + (at - 3) * 5 * DAY_MS).toISOString().slice(0, 10);
    const owners = [{ name, kind: 'named', personId: person }, ...(at % 2 === 0 ? [{ name: by, kind: 'named' }] : [])];
    const facts = { bodyId, what: tasks[at % tasks.length], owners, due: at % 5 === 4 ? null : due };
    const made = textField(must(await admin.post('/tasks', facts)), 'id');
    if (at === 0) late = made;
  }
  must(await admin.post(`/bodies/${bodyId}/topics`, { title: topic, kind: 'discussion' }));
  return { task: late, person };
}

function must(reply: Reply): Reply {
  if (reply.status >= 400) throw new Error(`the house was refused: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}
