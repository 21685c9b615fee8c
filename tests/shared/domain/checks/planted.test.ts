// One error of each kind, planted in a meeting that has none: found, alone, and at the very place where it was planted. The table
// is over the codes: a new one does not compile until an error of its kind is planted here.
import { describe, expect, it, test } from 'vitest';
import type { CheckCode, Place } from '../../../../shared/domain/checks/finding.ts';
import { findingKey } from '../../../../shared/domain/checks/finding.ts';
import { mendingPlace } from '../../../../shared/domain/checks/mending.ts';
import type { CheckedMeeting } from '../../../../shared/domain/checks/consistency.ts';
import { NO_ARTICLE } from '../../../../shared/domain/article.ts';
import { NO_CONVENING } from '../../../../shared/domain/convening.ts';
import type { DecisionId, PersonKey, TaskId } from '../../../../shared/domain/ids.ts';
import { NO_ISSUE, type MinutesDraft } from '../../../../shared/domain/minutes-draft.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../../../shared/domain/snapshot.ts';
import { brand } from '../../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../../shared/lib/time.ts';
import { sampleItem } from '../../../export/sample-snapshot.ts';
import { check, cleanMeeting, drafted, issued, leave, paragraphs } from '../../../support/clean-meeting.ts';

const clean = cleanMeeting();
const TASK = brand<TaskId>('t1');
const DECISION = brand<DecisionId>('d1');
const day = (text: string) => parseLocalDate(text);

interface Planted {
  readonly snapshot: MeetingSnapshot;
  readonly more?: Partial<CheckedMeeting>;
  readonly place: Partial<Place> & Pick<Place, 'kind'>;
  /** What follows from it by itself. */
  readonly also?: readonly CheckCode[];
}

const item = (id: string, change: (item: SnapshotItem) => Partial<SnapshotItem>): MeetingSnapshot => ({
  ...clean,
  agenda: clean.agenda.map((each) => (each.id === id ? { ...each, ...change(each) } : each)),
});
const motion = (change: Partial<SnapshotItem>): MeetingSnapshot => item('motion', () => change);
const said = (text: string): MeetingSnapshot => motion({ minutes: paragraphs(text) });
const task = (change: object): MeetingSnapshot => ({
  ...clean,
  tasks: clean.tasks.map((each) => ({ ...each, ...change })),
});
const decision = (change: object): MeetingSnapshot => ({
  ...clean,
  decisions: clean.decisions.map((each) => ({ ...each, ...change })),
});
const issue = (change: Partial<MinutesDraft['issue']>): MeetingSnapshot => drafted(clean, {}, change);
const opening = (edit: (text: string) => string): MeetingSnapshot => drafted(clean, { opening: edit });
const seen = (change: object): MeetingSnapshot => {
  const { room } = clean;
  if (!room) throw new Error('no room');
  return { ...clean, room: { ...room, seen: room.seen.map((each) => ({ ...each, ...change })) } };
};
const idOf = (kind: SnapshotItem['kind']): SnapshotItem['id'] => {
  const found = clean.agenda.find((each) => each.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found.id;
};
const person = (name: string): PersonKey => {
  const found = clean.people.find((each) => each.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.id;
};
const signing = idOf('signing');
const discussion = idOf('discussion');
const inMotion = { kind: 'section', key: 'item-motion' } as const;
const election = (minutes: string): MeetingSnapshot => motion({ kind: 'election', minutes: paragraphs(minutes) });
const OPEN_MOTION = {
  state: 'current',
  startedAt: Date.UTC(2021, 3, 23, 9),
  finishedAt: null,
  spentMs: 0,
  runningSince: null,
} as const;
const secret = sampleItem({ id: brand('secret'), title: '审议关于免去赵某职务的议案', internal: true, number: null });

const PLANTED: Readonly<Record<CheckCode, Planted>> = {
  'roll-open': { snapshot: clean, more: { waiting: 1 }, place: { kind: 'roll' } },
  'seats-differ': {
    snapshot: {
      ...clean,
      ...(clean.room?.rule ? { room: { ...clean.room, rule: { ...clean.room.rule, seats: 6 } } } : {}),
    },
    place: { kind: 'roll' },
  },
  'excuse-without-reason': {
    snapshot: {
      ...clean,
      roll: (clean.roll ?? []).map((entry) =>
        entry.state === 'excused' ? { ...entry, absences: [leave(' ')] } : entry,
      ),
    },
    place: { kind: 'person', key: person('赵强') },
  },
  'count-differs': { snapshot: said('会议应到5人，实到5人；赞成5票，反对0票，弃权0票，通过。'), place: inMotion },
  'quorum-missed': { snapshot: seen({ met: false, present: 4 }), place: { kind: 'item' } },
  'quorum-unseen': {
    snapshot: { ...clean, ...(clean.room ? { room: { ...clean.room, seen: [] } } : {}) },
    place: { kind: 'roll' },
  },
  'vote-sum': { snapshot: said('会议应到5人，实到4人；赞成3票，反对0票，弃权0票，通过。'), place: inMotion },
  'vote-result': { snapshot: said('会议应到5人，实到4人；赞成2票，反对1票，弃权1票，通过。'), place: inMotion },
  'outcome-differs': {
    snapshot: said('会议应到5人，实到4人；赞成2票，反对1票，弃权1票，未通过。'),
    place: { kind: 'decision', decisionId: DECISION },
  },
  'vote-without-quorum': {
    snapshot: said('会议应到5人，实到3人；赞成3票，反对0票，弃权0票，通过。'),
    place: inMotion,
    also: ['count-differs'],
  },
  'vote-without-rule': {
    snapshot: { ...clean, ...(clean.room ? { room: { ...clean.room, rule: null } } : {}) },
    place: { kind: 'roll' },
  },
  'tellers-missing': {
    snapshot: election('选举采用无记名投票。'),
    place: { kind: 'issue', field: 'tellers' },
  },
  'teller-candidate': {
    snapshot: election('候选人为周文静、李明。选举采用无记名投票，监票人：周文静；计票人：陈一帆。'),
    place: { kind: 'issue', field: 'tellers' },
  },
  'secret-needed': { snapshot: election('选举采用举手表决，监票人：周文静。'), place: { kind: 'passage' } },
  acclamation: {
    snapshot: said('会议以鼓掌方式一致通过该方案。'),
    place: { kind: 'passage', itemId: brand('motion') },
  },
  'election-by-mail': {
    snapshot: election('选举采用通讯表决，无记名投票，监票人：周文静。'),
    place: { kind: 'passage', quote: '选举采用通讯表决，无记名投票，监票人：周文静。' },
  },
  'meeting-running': { snapshot: { ...motion({ progress: OPEN_MOTION }), adjournedAt: null }, place: { kind: 'item' } },
  'title-missing': {
    snapshot: { ...clean, facts: { ...clean.facts, title: ' ' } },
    place: { kind: 'fact', field: 'title' },
  },
  'item-running': { snapshot: motion({ progress: OPEN_MOTION }), place: { kind: 'item' } },
  'item-without-title': {
    snapshot: item(discussion, () => ({ title: '' })),
    place: { kind: 'item', itemId: discussion },
  },
  'item-without-minutes': {
    snapshot: item(discussion, () => ({ minutes: [] })),
    place: { kind: 'item', itemId: discussion },
  },
  'item-not-held': {
    snapshot: item(discussion, ({ progress }) => ({
      progress: { ...progress, state: 'pending', startedAt: null, finishedAt: null },
    })),
    place: { kind: 'item', itemId: discussion },
  },
  'decision-without-wording': {
    snapshot: decision({ wording: '' }),
    place: { kind: 'decision', decisionId: DECISION },
  },
  'decision-without-outcome': {
    snapshot: decision({ outcome: null }),
    place: { kind: 'decision', decisionId: DECISION },
  },
  'deliberation-without-decision': { snapshot: { ...clean, decisions: [] }, place: { kind: 'item' } },
  'task-without-wording': { snapshot: task({ what: '' }), place: { kind: 'task', taskId: TASK } },
  'task-without-owner': { snapshot: task({ owners: [] }), place: { kind: 'task', taskId: TASK } },
  'task-without-date': { snapshot: task({ due: null, dueText: null }), place: { kind: 'task', taskId: TASK } },
  'task-unconfirmed': { snapshot: task({ state: 'draft' }), place: { kind: 'task', taskId: TASK } },
  'task-due-past': { snapshot: task({ due: day('2021-03-31') }), place: { kind: 'task', taskId: TASK } },
  'task-due-day-off': {
    snapshot: task({ due: day('2021-05-02'), dueText: null }),
    place: { kind: 'task', taskId: TASK },
  },
  'task-not-in-minutes': {
    snapshot: {
      ...drafted(clean, { 'item-motion': (text) => (text.includes('由秘书处') ? '会议还提出了其他要求。' : text) }),
      tasks: clean.tasks.map((each) => ({ ...each, what: '编印会费收缴手册' })),
    },
    place: { kind: 'task', taskId: TASK },
  },
  'task-date-differs': {
    snapshot: drafted(clean, { 'item-motion': (text) => text.replace('6月30日', '7月30日') }),
    place: { kind: 'task', taskId: TASK },
  },
  'task-unregistered': {
    snapshot: drafted(clean, {
      'item-motion': (text) =>
        text.includes('由秘书处') ? `${text}由会员部负责走访重点会员单位，5月20日前完成。` : text,
    }),
    place: { ...inMotion, quote: '由会员部负责走访重点会员单位，5月20日前完成。' },
  },
  'decision-without-task': {
    snapshot: { ...decision({ outcome: 'to_be_reconsidered' }), tasks: [] },
    place: { kind: 'decision', decisionId: DECISION },
  },
  'ceremony-incomplete': {
    snapshot: item(signing, ({ ceremony }) => ({ ceremony: ceremony === null ? null : { ...ceremony, term: null } })),
    place: { kind: 'ceremony', itemId: signing },
  },
  'person-twice': {
    snapshot: {
      ...clean,
      people: [
        ...clean.people,
        ...clean.people
          .filter(({ name }) => name === '李明')
          .map((one) => ({ ...one, id: brand<PersonKey>('again'), order: 'zzz' })),
      ],
      roll: [...(clean.roll ?? []), { key: brand<PersonKey>('again'), state: 'present', stays: [], absences: [] }],
      ...(clean.room?.rule ? { room: { ...clean.room, rule: { ...clean.room.rule, seats: 6 } } } : {}),
    },
    place: { kind: 'person', key: brand('again') },
  },
  'excused-attending': {
    snapshot: drafted(clean, { names: (text) => (text.startsWith('出席') ? `${text}、赵　强（会员单位戊）` : text) }),
    place: { kind: 'person', key: person('赵强') },
  },
  'title-differs': {
    snapshot: opening((text) => text.replace('秘书长王坤泉', '副秘书长王坤泉')),
    place: { kind: 'section', key: 'opening' },
  },
  'name-unlisted': {
    snapshot: drafted(clean, { names: (text) => (text.startsWith('出席') ? `${text}、钱三（会员单位己）` : text) }),
    place: { kind: 'section', key: 'names', quote: '钱三' },
  },
  'name-misspelt': {
    snapshot: opening((text) => text.replace('王坤泉', '王坤全')),
    place: { kind: 'section', key: 'opening', quote: '王坤全' },
  },
  'register-differs': {
    snapshot: {
      ...clean,
      people: clean.people.map((one) => (one.name === '王坤泉' ? { ...one, personId: 'r1' } : one)),
    },
    more: { register: new Map([['r1', { name: '王坤泉', titles: ['会长'] }]]) },
    place: { kind: 'person', key: person('王坤泉') },
  },
  'rank-unapproved': { snapshot: issue({ rankApproved: null }), place: { kind: 'issue', field: 'rankApproved' } },
  'rank-changed': { snapshot: issue({ rankApproved: '2.abc' }), place: { kind: 'issue', field: 'rankApproved' } },
  'chair-missing': {
    snapshot: { ...clean, facts: { ...clean.facts, chair: null } },
    place: { kind: 'fact', field: 'chair' },
  },
  'recorder-missing': {
    snapshot: { ...clean, facts: { ...clean.facts, recorder: null } },
    place: { kind: 'fact', field: 'recorder' },
  },
  'reviewer-missing': { snapshot: issue({ reviewer: ' ' }), place: { kind: 'issue', field: 'reviewer' } },
  'signer-missing': { snapshot: issue({ signer: null }), place: { kind: 'issue', field: 'signer' } },
  'chair-unsigned': { snapshot: issue({ chairSigned: '李明' }), place: { kind: 'issue', field: 'chairSigned' } },
  'recorder-unsigned': { snapshot: issue({ recorderSigned: null }), place: { kind: 'issue', field: 'recorderSigned' } },
  'postponed-unexplained': {
    snapshot: item(discussion, ({ progress }) => ({ progress: { ...progress, state: 'postponed', startedAt: null } })),
    place: { kind: 'item', itemId: discussion },
  },
  'order-changed': {
    snapshot: motion({
      progress: {
        state: 'done',
        startedAt: Date.UTC(2021, 3, 23, 6, 5),
        finishedAt: 2,
        spentMs: 1,
        runningSince: null,
      },
    }),
    place: { kind: 'item', itemId: brand('motion') },
  },
  'imprint-blank': { snapshot: drafted(clean, {}, NO_ISSUE), place: { kind: 'issue', field: 'number' } },
  'number-missing': { snapshot: issue({ number: null }), place: { kind: 'issue', field: 'number' } },
  'issue-day-missing': { snapshot: issue({ issuedOn: null }), place: { kind: 'issue', field: 'issuedOn' } },
  'addressee-missing': {
    snapshot: {
      ...clean,
      ...{ adjournedAt: null, agenda: [], tasks: [], decisions: [] },
      convening: { ...NO_CONVENING, contact: '李文静 0512-65000000' },
    },
    place: { kind: 'notice', field: 'to' },
  },
  'release-uncleared': {
    snapshot: { ...clean, article: { ...NO_ARTICLE, title: '会议召开', reviewer: '王坤泉' } },
    place: { kind: 'article', field: 'clearedOn' },
  },
  'release-cleared-early': {
    snapshot: { ...clean, article: { ...NO_ARTICLE, reviewer: '王坤泉', clearedOn: day('2021-04-20') } },
    place: { kind: 'article', field: 'clearedOn' },
  },
  'attachment-missing': {
    snapshot: issue({ attachments: ['友好合作协议'] }),
    place: { kind: 'issue', field: 'attachments' },
  },
  'attachment-unlisted': {
    snapshot: opening((text) => `${text}会费收缴办法见附件1。`),
    place: { kind: 'section', key: 'opening' },
  },
  'attachment-unnamed': {
    snapshot: {
      ...issue({ attachments: ['年度预算表'] }),
      files: [
        {
          ...{
            id: brand('f1'),
            name: '年度预算表.xlsx',
            mediaType: 'application/vnd.ms-excel',
            sizeBytes: 1,
            digest: 'x',
          },
        },
      ] as unknown as NonNullable<MeetingSnapshot['files']>,
    },
    place: { kind: 'issue', field: 'attachments' },
  },
  'date-differs': {
    snapshot: opening((text) => text.replace('4月23日', '4月24日')),
    place: { kind: 'section', key: 'opening', quote: '2021年4月24日' },
  },
  'weekday-wrong': {
    snapshot: opening((text) => text.replace('4月23日', '4月23日（星期四）')),
    place: { kind: 'section', key: 'opening' },
  },
  'issued-too-early': {
    snapshot: issue({ issuedOn: day('2021-04-20') }),
    place: { kind: 'issue', field: 'issuedOn' },
  },
  'section-withheld': {
    snapshot: (() => {
      const draft = drafted({ ...clean, agenda: [...clean.agenda, secret] }, { opening: (text) => text });
      return opened(draft, '审议了关于免去赵某职务的议案。');
    })(),
    place: { kind: 'section', key: 'opening' },
    also: ['item-not-held'],
  },
  'article-withheld': {
    snapshot: {
      ...clean,
      agenda: [...clean.agenda, secret],
      article: { ...NO_ARTICLE, reviewer: '王坤泉', clearedOn: day('2021-04-24') },
      articleText: [{ key: 'lead', blocks: paragraphs('会议开得很好。会上免去赵某职务。') }],
    },
    place: { kind: 'article', field: 'section-lead' },
    also: ['item-not-held'],
  },
  'notice-withheld': {
    snapshot: {
      ...clean,
      agenda: [...clean.agenda, secret],
      convening: { ...NO_CONVENING, to: '全体理事', requirements: ['请带齐材料', '请就免去赵某职务的议案准备意见'] },
    },
    place: { kind: 'notice', field: 'requirements' },
    also: ['item-not-held'],
  },
  'fact-withheld': {
    snapshot: drafted({ ...clean, agenda: [...clean.agenda, secret] }, {}, { copies: '免去赵某职务专班' }),
    place: { kind: 'issue', field: 'copies' },
    also: ['item-not-held'],
  },
  'glyph-missing': {
    snapshot: motion({ minutes: paragraphs('会议收到ئا字样的贺信。') }),
    more: { unprintable: ['ئ', 'ا'] },
    place: { kind: 'section', key: 'item-motion' },
  },
};

function opened(snapshot: MeetingSnapshot, words: string): MeetingSnapshot {
  const { minutesDraft } = snapshot;
  if (!minutesDraft) throw new Error('no draft');
  const sections = minutesDraft.sections.map((section) =>
    section.key === 'opening' ? { ...section, blocks: [...section.blocks, ...paragraphs(words)] } : section,
  );
  return { ...snapshot, minutesDraft: { ...minutesDraft, sections } };
}

test.each(Object.entries(PLANTED))('%s', (code, { snapshot, more = {}, place, also = [] }) => {
  const found = check(snapshot, more);

  expect(found.map((finding) => finding.code).filter((each) => !also.includes(each))).toEqual([code]);
  expect(found.find((finding) => finding.code === code)?.place).toMatchObject(place);
});

describe('what is filled in by one rule', () => {
  it('an association that fills in nothing is left in peace, one with a template of its own is asked', () => {
    expect(check(clean)).toEqual([]);
    const asked = check(clean, { issuesFormally: true }).map(({ code }) => code);
    expect(asked).toEqual(expect.arrayContaining(['number-missing', 'issue-day-missing', 'signer-missing']));
    expect(check(drafted(clean, {}), { issuesFormally: true })).toEqual([]);
  });

  it('a signature is of whoever was named then', () => {
    const signed = drafted(clean, {});
    expect(check({ ...signed, facts: { ...signed.facts, recorder: '周文静' } }).map(({ code }) => code)).toEqual([
      'recorder-unsigned',
    ]);
    expect(issued(clean).recorderSigned).toBe(clean.facts.recorder);
  });

  it('two votes of one section are two findings, each with a key of its own', () => {
    const found = check(said('实到4人。赞成3票，反对0票，弃权0票。另一项赞成2票，反对1票，弃权0票。'));
    const sums = found.filter(({ code }) => code === 'vote-sum');
    expect(sums).toHaveLength(2);
    expect(new Set(sums.map(findingKey)).size).toBe(2);
  });
});

describe('before anybody began a draft', () => {
  it('a sentence is mended where it was written down', () => {
    const text = '会议应到5人，实到4人；赞成3票，反对0票，弃权0票，通过。';
    const [found] = check(said(text));
    if (!found) throw new Error('nothing was found');
    expect(mendingPlace(said(text), found.place)).toMatchObject({ kind: 'passage', itemId: 'motion' });
    const begun = drafted(said(text), {});
    expect(mendingPlace(begun, found.place)).toEqual(found.place);
  });

  it('a name in the lists is mended in the list of people, the opening in the facts', () => {
    const section = (key: 'names' | 'opening'): Place => ({ kind: 'section', key, quote: '王坤泉' });
    expect(mendingPlace(clean, section('names'))).toEqual({ kind: 'roll' });
    expect(mendingPlace(clean, section('opening'))).toEqual({ kind: 'fact' });
  });
});
