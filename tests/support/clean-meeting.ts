// The reference meeting as it would stand on the day its minutes are issued, with what the report left open filled in and nothing
// that contradicts anything; with a motion that was voted on, since the report has none. And how a test spoils one thing of it.
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { parseMeetingFile } from '../../shared/api/import.schema.ts';
import { importMeeting } from '../../shared/doc/import.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { PRESETS } from '../../shared/domain/charter.ts';
import { CHINA_HOLIDAYS } from '../../shared/domain/china-holidays.ts';
import { consistency, type CheckedMeeting } from '../../shared/domain/checks/consistency.ts';
import type { CheckFinding } from '../../shared/domain/checks/finding.ts';
import type { DecisionId, ItemId, MeetingId, PersonKey, TaskId } from '../../shared/domain/ids.ts';
import { NO_ISSUE, rankMark, type MinutesDraft, type SectionKey } from '../../shared/domain/minutes-draft.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../shared/domain/snapshot.ts';
import { workCalendar } from '../../shared/domain/working-days.ts';
import { brand } from '../../shared/lib/brand.ts';
import { DAY_MS, localDateIn, MINUTE_MS, parseLocalDate } from '../../shared/lib/time.ts';
import { minutesSections } from '../../shared/papers/minutes-sections.ts';
import { printedSections } from '../../shared/papers/minutes-paper.ts';
import { sampleItem } from '../export/sample-snapshot.ts';

/** 2021-04-23 14:00 in Shanghai. */
const START = Date.UTC(2021, 3, 23, 6);
export const ZH = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;

export function paragraphs(...lines: readonly string[]): readonly Block[] {
  return lines.map((text): Block => ({ kind: 'paragraph', inline: [{ kind: 'text', text, marks: {} }] }));
}

function imported(): MeetingSnapshot {
  const file = parseMeetingFile(
    JSON.parse(readFileSync(new URL('../fixtures/reference-meeting.json', import.meta.url), 'utf8')),
  );
  if (!file.ok) throw new Error('the reference meeting is no meeting');
  const [desk, record] = [new Y.Doc(), new Y.Doc()];
  let count = 0;
  importMeeting(desk, file.value, { newId: () => `id${(count += 1)}`, timeZone: 'Asia/Shanghai' });
  return buildSnapshot({ desk, record, meetingId: brand<MeetingId>('m1'), version: 1, audience: 'internal' });
}

const MOTION = brand<ItemId>('motion');
const MEMBERS = ['陈一帆', '周文静', '欧阳立新', '李明', '赵强'] as const;
const member = (name: string, index: number): Person => ({
  ...{
    id: brand<PersonKey>(`member${index}`),
    name,
    org: `会员单位${'甲乙丙丁戊'[index] ?? ''}`,
    titles: ['常务理事'],
  },
  ...{ role: 'attending', order: `z${index}`, personId: null },
});

/** Five members, one on leave; the charter wants two thirds of those present. */
const ROOM: NonNullable<MeetingSnapshot['room']> = {
  rule: { preset: 'cn.standing', from: null, rule: PRESETS['cn.standing'], seats: 5 },
  seen: [{ itemId: MOTION, at: START, seats: 5, present: 4, proxies: 0, needed: 4, met: true }],
};

export function cleanMeeting(): MeetingSnapshot {
  const base = imported();
  const guests = base.people.map((person): Person => ({
    ...person,
    role: person.role === 'attending' ? 'nonvoting' : person.role,
    titles: person.name === '蒋维东' ? ['主任'] : person.titles,
  }));
  const people = [...guests, ...MEMBERS.map(member)];
  const agenda = [...base.agenda.map(held), motion(base.agenda.length)];
  return {
    ...base,
    ...{ phase: 'follow-up', people, agenda, room: ROOM, adjournedAt: START + 300 * MINUTE_MS },
    facts: { ...base.facts, chair: '王坤泉', recorder: '李文静', plannedStart: START },
    roll: people.map(({ id, name }) =>
      name === '赵强'
        ? { key: id, state: 'excused', stays: [], absences: [leave('出差')] }
        : { key: id, state: 'present', stays: [{ from: START - MINUTE_MS, to: null }], absences: [] },
    ),
    tasks: [
      {
        ...{ id: brand<TaskId>('t1'), itemId: MOTION, what: '修订会费收缴办法', supporters: [], order: 'a0' },
        owners: [{ key: 'k1', name: '秘书处', lead: true }],
        ...{ due: parseLocalDate('2021-06-30'), dueText: '6月底', state: 'confirmed' },
      },
    ],
    decisions: [
      {
        ...{ id: brand<DecisionId>('d1'), itemId: MOTION, wording: '同意修订会费收缴办法', outcome: 'adopted' },
        ...{ motionId: null, order: 'a0' },
      },
    ],
  };
}

export function leave(reason: string | null) {
  return { kind: 'excused', from: START, to: null, reason, proxy: null } as const;
}

function held(item: SnapshotItem, index: number): SnapshotItem {
  const at = START + index * 10 * MINUTE_MS;
  const done = { state: 'done', startedAt: at, finishedAt: at + 10 * MINUTE_MS } as const;
  const ceremony = item.ceremony === null ? null : { ...item.ceremony, term: '三年' };
  const presenters = item.presenters.map((one) => (one.name === '蒋维东' ? { ...one, title: '主任' } : one));
  return { ...item, ceremony, presenters, progress: { ...item.progress, ...done } };
}

function motion(index: number): SnapshotItem {
  const at = START + index * 10 * MINUTE_MS;
  return sampleItem({
    ...{ id: MOTION, kind: 'deliberation', title: '审议会费收缴办法修订方案', order: 'zz', number: 11 },
    minutes: paragraphs('会议应到5人，实到4人；赞成3票，反对0票，弃权1票，通过。'),
    progress: {
      ...{ state: 'done', startedAt: at, finishedAt: at + MINUTE_MS, spentMs: MINUTE_MS, runningSince: null },
    },
  });
}

/** As they would be composed, with these sections written by hand instead, and what is filled in for issuing them. */
export function drafted(
  snapshot: MeetingSnapshot,
  edited: Readonly<Partial<Record<SectionKey, (composed: string) => string>>>,
  issue: Partial<MinutesDraft['issue']> = {},
): MeetingSnapshot {
  const sections = minutesSections(snapshot, ZH).map(({ key, blocks }) => {
    const edit = edited[key];
    return { key, blocks: edit ? blocks.map((block) => rewritten(block, edit)) : blocks };
  });
  return { ...snapshot, minutesDraft: { issue: { ...issued(snapshot), ...issue }, sections, removed: [] } };
}

/** Everything filled in that is filled in before minutes go out, a few days after the meeting. */
export function issued({ facts, people }: MeetingSnapshot): MinutesDraft['issue'] {
  return {
    ...{ ...NO_ISSUE, number: '〔2021〕2号', reviewer: '周文静', signer: facts.chair },
    issuedOn: localDateIn(ZH.timeZone, (facts.plannedStart ?? START) + 3 * DAY_MS),
    ...{ chairSigned: facts.chair, recorderSigned: facts.recorder },
    rankApproved: rankMark(people.filter(({ role }) => role === 'guest').map(({ name }) => name)),
  };
}

function rewritten(block: Block, edit: (composed: string) => string): Block {
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return block;
  const text = block.inline.map((run) => (run.kind === 'text' ? run.text : '')).join('');
  return { ...block, inline: [{ kind: 'text', text: edit(text), marks: {} }] };
}

export function check(snapshot: MeetingSnapshot, more: Partial<CheckedMeeting> = {}): readonly CheckFinding[] {
  return consistency({
    ...{ snapshot, sections: printedSections(snapshot, ZH), register: new Map(), waiting: 0, issuesFormally: false },
    ...{ calendar: workCalendar(CHINA_HOLIDAYS), timeZone: ZH.timeZone, ...more },
  });
}
