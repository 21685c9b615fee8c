// A line of a form or a table that sets a task: 事项：…；责任单位：…；配合单位：…；完成时限：…, in any order, Owner: … as well. Its
// labels say what is what, so that no name needs the form of one.
import { findDue } from './due.ts';
import type { TaskLineContext } from './task-line.ts';
import type { TaskSentence } from './task-reading.ts';

type Field = 'what' | 'owners' | 'supporters' | 'due' | 'other';

/** The longest of each first, since one may begin another. */
const LABELS: Readonly<Record<Field, string>> = {
  what: '议定事项|主要任务|工作任务|工作内容|工作事项|重点任务|任务分工|任务内容|督办事项|任务|事项|内容|action items?|actions?|tasks?|what',
  owners:
    '牵头责任单位|(?:责任|牵头|承办|主办|落实|负责|主责)(?:单位|部门|人)|责任领导|经办人|负责者|action by|owners?|assigned to|assignees?|responsible|leads?|by whom|who',
  supporters: '(?:配合|协办|协助|参与|协同)(?:单位|部门|人)|supported by|support(?:ing)?|assisted by',
  due: '(?:完成|办理|办结|落实|反馈|整改)(?:时限|时间|期限|日期)|截止(?:时间|日期)|时间要求|时限要求|时限|期限|时间|due(?: date)?|deadline|by when|when',
  other: '(?:督办|监督|审核)(?:单位|部门|人|领导)?|成果形式|备注|状态|进展|编号|序号|来源|status|notes?|remarks?',
};
const FIELDS: readonly Field[] = ['what', 'owners', 'supporters', 'due', 'other'];
const FIELD = new RegExp(
  `(?<=^|[\\s;；,，。、|｜（(/【\\[])(?:${FIELDS.map((field) => `(?<${field}>${LABELS[field]})`).join('|')})(?:\\s*(?:[:：】\\]]|—{1,2}|-{1,2}(?=\\s))\\s*|(?<=\\p{Script=Han})(?:(?:均|都)?[为是]|[ \\t　]+))`,
  'giu',
);
/** Between names. */
const NAME_STOP = /[、，,;；/|｜\s]*(?:[、，,;；/|｜]|\s(?:and|&)\s|[和与及])\s*/u;
/** What is no name: 待定, a dash. */
const NOBODY = /^(?:待定|未定|暂无|无|tbd|tbc|n\/a|none|[-—]*)$/iu;
const MAX_NAMES = 20;
const MAX_NAME_CHARACTERS = 40;
/** 展览策划——刘洋, where the form has no label for who. */
const WHAT_AND_WHO = /^(?<what>.{2,60}?)\s*(?:—{1,2}|-{2})\s*(?<who>[^—，,。；;]{2,20})$/u;

/** The task of a line that has two labels or more; `none` where one of them is for who, and names nobody; null of other lines. */
export function readFormLine(line: string, { base, calendar }: TaskLineContext): TaskSentence | 'none' | null {
  const labels = [...line.matchAll(FIELD)];
  if (labels.length < 2) return null;
  const told = new Map<Field, string>();
  for (const [index, label] of labels.entries()) {
    const field = FIELDS.find((each) => label.groups?.[each] !== undefined) ?? 'other';
    const value = tidied(line.slice(label.index + label[0].length, labels[index + 1]?.index ?? line.length));
    if (value !== '' && !told.has(field)) told.set(field, value);
  }
  const both = told.has('owners') ? null : WHAT_AND_WHO.exec(told.get('what') ?? '');
  const owners = namesIn(both?.groups?.['who'] ?? told.get('owners'));
  const what = both?.groups?.['what'] ?? told.get('what') ?? tidied(line.slice(0, labels[0]?.index ?? 0));
  if (owners.length === 0 || what.length < 2) return told.has('owners') ? 'none' : null;
  const dueValue = told.get('due') ?? '';
  const due = findDue(dueValue, base, calendar);
  const supporters = namesIn(told.get('supporters')).filter((name) => !owners.includes(name));
  return { owners, supporters, due: due?.due ?? null, dueText: due?.dueText ?? dueValue, what };
}

function namesIn(value: string | undefined): readonly string[] {
  const names = (value ?? '')
    .split(NAME_STOP)
    .map((name) =>
      name
        .replace(/[（(].*$/u, '')
        .replace(/(?:等)?(?:牵头|负责)$/u, '')
        .trim(),
    )
    .filter((name) => !NOBODY.test(name) && name.length <= MAX_NAME_CHARACTERS);
  return [...new Set(names)].slice(0, MAX_NAMES);
}

/** Without the signs that part it from its neighbours. */
function tidied(value: string): string {
  return value
    .replace(/^[\s;；,，。、|｜（(/【[]+/u, '')
    .replace(/[\s;；,，。.、|｜）)（(/【[]+$/u, '')
    .replace(/^\d{1,3}[.、)]\s*/u, '');
}
