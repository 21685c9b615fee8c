// The checks before minutes are issued: nothing on a clean meeting, and each planted error found, once and in its place.
import { describe, expect, it } from 'vitest';
import {
  findingKey,
  findingMark,
  withOverrides,
  type CheckCode,
  type CheckFinding,
} from '../../../../shared/domain/checks/finding.ts';
import { publicFindings } from '../../../../shared/domain/checks/public-checks.ts';
import { NO_ARTICLE } from '../../../../shared/domain/article.ts';
import { NO_CONVENING } from '../../../../shared/domain/convening.ts';
import { NO_ISSUE } from '../../../../shared/domain/minutes-draft.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../../../shared/domain/snapshot.ts';
import { brand } from '../../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../../shared/lib/time.ts';
import { sampleItem } from '../../../export/sample-snapshot.ts';
import { check, cleanMeeting, drafted, leave, paragraphs } from '../../../support/clean-meeting.ts';

const clean = cleanMeeting();

/** The one thing that is found; fails on more, less or another one. */
function only(found: readonly CheckFinding[], code: CheckCode): CheckFinding {
  expect(found.map((finding) => finding.code)).toEqual([code]);
  const [first] = found;
  if (!first) throw new Error('nothing was found');
  return first;
}

function withItem(id: string, change: (item: SnapshotItem) => Partial<SnapshotItem>): MeetingSnapshot {
  return { ...clean, agenda: clean.agenda.map((item) => (item.id === id ? { ...item, ...change(item) } : item)) };
}

const votes = (text: string): MeetingSnapshot => withItem('motion', () => ({ minutes: paragraphs(text) }));

describe('the reference meeting', () => {
  it('has nothing to be found when everything in it agrees', () => {
    expect(check(clean)).toEqual([]);
    expect(check(drafted(clean, {}))).toEqual([]);
  });
});

describe('a planted error is found, alone:', () => {
  it('characters that no font has, each at the first place where it stands', () => {
    const [first, ...others] = clean.people;
    if (first === undefined) throw new Error('nobody is on the list');
    const marked = { ...votes('会议收到ئا字样的贺信。'), people: [{ ...first, org: 'བོད་公司' }, ...others] };
    const found = check(marked, { unprintable: ['བ', 'ོ', 'ئ', 'ا', '👾'] }).filter(({ check: of }) => of === 'print');

    expect(found).toMatchObject([
      { code: 'glyph-missing', about: first.name, place: { kind: 'person', key: first.id }, seen: { signs: 'བ ོ' } },
      {
        place: { kind: 'section', key: 'item-motion', quote: '会议收到ئا字样的贺信。' },
        seen: { signs: 'ئ ا', count: 2 },
      },
    ]);
    expect(check(clean, { unprintable: ['ئ'] })).toEqual([]);
  });

  it('a character that no font has, at each person and in each sentence of which it is', () => {
    const [first, second, ...others] = clean.people;
    if (first === undefined || second === undefined) throw new Error('two are on the list');
    const marked: MeetingSnapshot = {
      ...votes(`决定𰀀一事。再议𰀀一事。${first.name}𰀀发言。`),
      people: [{ ...first, name: `${first.name}𰀀` }, { ...second, name: `${second.name}𰀀` }, ...others],
      convening: { ...NO_CONVENING, to: '𰀂会员' },
    };
    const found = check(marked, { unprintable: ['𰀀', '𰀂'] }).filter(({ check: of }) => of === 'print');

    expect(found.map(({ place }) => (place.kind === 'section' ? place.quote : place.kind))).toEqual([
      ...['person', 'person', '会议决定𰀀一事。', '再议𰀀一事。', 'fact'],
    ]);
    expect(found.at(-1)?.seen).toEqual({ signs: '𰀂', count: 1 });
  });

  it('votes that do not add up to those who were there', () => {
    const found = only(check(votes('会议应到5人，实到4人；赞成3票，反对0票，弃权0票，通过。')), 'vote-sum');
    expect(found).toMatchObject({ check: 'votes', severity: 'error', seen: { sum: 3, present: 4 } });
    expect(found.place).toMatchObject({ kind: 'section', key: 'item-motion' });
  });

  it('“passed” in words, where two thirds were not reached', () => {
    const found = only(check(votes('会议应到5人，实到4人；赞成2票，反对1票，弃权1票，通过。')), 'vote-result');
    expect(found.seen).toMatchObject({ for: 2, present: 4, reached: 0 });
  });

  it('a decision recorded as adopted whose vote failed', () => {
    const found = only(check(votes('会议应到5人，实到4人；赞成2票，反对1票，弃权1票，未通过。')), 'outcome-differs');
    expect(found.place).toEqual({ kind: 'decision', decisionId: 'd1' });
  });

  it('another number of people there than was seen when the item began', () => {
    const found = only(check(votes('会议应到5人，实到5人；赞成4票，反对0票，弃权1票，通过。')), 'count-differs');
    expect(found.seen).toMatchObject({ toldPresent: 5, present: 4 });
  });

  it('a title in the text that is not the one on the list of people', () => {
    const edited = drafted(clean, { opening: (text) => text.replace('秘书长王坤泉', '副秘书长王坤泉') });
    const found = only(check(edited), 'title-differs');
    expect(found).toMatchObject({ about: '王坤泉', seen: { list: '秘书长', told: '副秘书长', where: 'section' } });
    expect(found.place).toMatchObject({ kind: 'section', key: 'opening' });
  });

  it('a deputy called the head, as in the report of the reference meeting', () => {
    const people = clean.people.map((person) =>
      person.name === '蒋维东' ? { ...person, titles: ['副主任'] } : person,
    );
    const found = only(check({ ...clean, people }), 'title-differs');
    expect(found).toMatchObject({ about: '蒋维东', seen: { list: '副主任', told: '主任' } });
  });

  it('somebody who stands on the list twice', () => {
    const [first] = clean.people.slice(-1);
    if (!first) throw new Error('nobody is on the list');
    const twice = { ...first, id: clean.people[0]?.id ?? first.id, name: '赵　强', order: 'zzz' };
    const others = clean.people.filter(({ id }) => id !== twice.id);
    const snapshot = { ...clean, people: [...others, twice] };
    expect(check(snapshot).map(({ code }) => code)).toContain('person-twice');
  });

  it('somebody on leave who is listed among those who came', () => {
    const edited = drafted(clean, {
      names: (text) => (text.startsWith('出席') ? `${text}、赵　强（会员单位戊）` : text),
    });
    expect(only(check(edited), 'excused-attending')).toMatchObject({ about: '赵强', check: 'names' });
  });

  it('a name that is one character off', () => {
    const edited = drafted(clean, { opening: (text) => text.replace('王坤泉', '王坤全') });
    expect(only(check(edited), 'name-misspelt').seen).toEqual({ told: '王坤全', meant: '王坤泉' });
  });

  it('a task that the minutes leave out', () => {
    const edited = drafted(clean, {
      'item-motion': (text) => (text.includes('由秘书处') ? '会议还提出了其他要求。' : text),
    });
    // Words of the decision tell the same thing; without them nothing does.
    const without = { ...edited, tasks: edited.tasks.map((task) => ({ ...task, what: '编印会费收缴手册' })) };
    expect(only(check(without), 'task-not-in-minutes').place).toEqual({ kind: 'task', taskId: 't1' });
  });

  it('a task with another day in the minutes than in the list', () => {
    const edited = drafted(clean, { 'item-motion': (text) => text.replace('6月30日', '7月30日') });
    expect(only(check(edited), 'task-date-differs').seen).toEqual({ due: '2021-06-30', told: '7月30日' });
  });

  it('a task in the minutes that the list does not have', () => {
    const edited = drafted(clean, {
      'item-motion': (text) =>
        text.includes('由秘书处') ? `${text}由会员部负责走访重点会员单位，5月20日前完成。` : text,
    });
    expect(only(check(edited), 'task-unregistered').seen).toEqual({ who: '会员部' });
  });

  it('a day of the meeting that it was not held on', () => {
    const edited = drafted(clean, { opening: (text) => text.replace('4月23日', '4月24日') });
    expect(only(check(edited), 'date-differs').seen).toEqual({ told: '2021年4月24日', held: '2021-04-23' });
  });

  it('a day of the week that is another', () => {
    const edited = drafted(clean, { opening: (text) => text.replace('4月23日', '4月23日（星期四）') });
    expect(only(check(edited), 'weekday-wrong').seen).toMatchObject({ weekday: '五' });
  });

  it('minutes issued before the meeting was held', () => {
    const edited = drafted(clean, {}, { issuedOn: parseLocalDate('2021-04-20') });
    expect(only(check(edited), 'issued-too-early').place).toEqual({ kind: 'issue', field: 'issuedOn' });
  });

  it('a limit before the meeting, and one on a day off that nobody said in words', () => {
    const due = (day: string, dueText: string | null): MeetingSnapshot => ({
      ...clean,
      tasks: clean.tasks.map((task) => ({ ...task, due: parseLocalDate(day), dueText })),
    });
    expect(only(check(due('2021-03-31', null)), 'task-due-past').severity).toBe('error');
    expect(only(check(due('2021-05-02', null)), 'task-due-day-off').severity).toBe('warning');
    expect(check(due('2021-05-02', '五一前后'))).toEqual([]);
  });

  it('a ceremony without a signatory', () => {
    const signing = clean.agenda.find(({ kind }) => kind === 'signing');
    const found = only(
      check(
        withItem(signing?.id ?? '', ({ ceremony }) => ({
          ceremony:
            ceremony?.kind === 'signing'
              ? {
                  ...ceremony,
                  parties: ceremony.parties.map((party, at) => (at === 0 ? { ...party, signatory: '' } : party)),
                }
              : ceremony,
        })),
      ),
      'ceremony-incomplete',
    );
    expect(found).toMatchObject({ place: { kind: 'ceremony', itemId: signing?.id }, seen: { lacks: 'signatory' } });
  });

  it('nobody named who chaired', () => {
    const snapshot = { ...clean, facts: { ...clean.facts, chair: ' ' } };
    expect(only(check(snapshot), 'chair-missing').check).toBe('signatures');
  });

  it('leave without a reason, seats that are not those listed, and a sign-in that was left open', () => {
    const roll = (clean.roll ?? []).map((entry) =>
      entry.state === 'excused' ? { ...entry, absences: [leave(null)] } : entry,
    );
    expect(only(check({ ...clean, roll }), 'excuse-without-reason').about).toBe('赵强');
    const room = clean.room?.rule ? { ...clean.room, rule: { ...clean.room.rule, seats: 7 } } : undefined;
    expect(only(check({ ...clean, ...(room ? { room } : {}) }), 'seats-differ').seen).toEqual({ seats: 7, listed: 5 });
    expect(only(check(clean, { waiting: 2 }), 'roll-open').seen).toEqual({ count: 2 });
  });

  it('an item that began without a quorum', () => {
    const room = clean.room && { ...clean.room, seen: clean.room.seen.map((seen) => ({ ...seen, met: false })) };
    expect(only(check({ ...clean, ...(room ? { room } : {}) }), 'quorum-missed').place).toMatchObject({
      itemId: 'motion',
    });
  });

  it('applause for a decision, a show of hands where the charter wants ballots, an election by mail', () => {
    const said = (text: string, kind: SnapshotItem['kind'] = 'deliberation') =>
      check(withItem('motion', () => ({ kind, minutes: paragraphs(text) })));
    expect(only(said('会议以鼓掌方式一致通过该方案。'), 'acclamation').check).toBe('method');
    expect(only(said('选举采用举手表决，监票人：周文静。', 'election'), 'secret-needed').seen).toEqual({
      words: '举手表决',
    });
    expect(only(said('选举采用通讯表决，无记名投票，监票人：周文静。', 'election'), 'election-by-mail').severity).toBe(
      'error',
    );
  });

  it('passed in principle, and nobody has to do anything about it', () => {
    const decisions = clean.decisions.map((decision) => ({ ...decision, outcome: 'adopted_in_principle' as const }));
    expect(check({ ...clean, decisions })).toEqual([]);
    const found = check({ ...clean, decisions, tasks: [] });
    expect(only(found, 'decision-without-task').place).toEqual({ kind: 'decision', decisionId: 'd1' });
  });

  it('an item put off without a word why, and items held in another order', () => {
    const last = clean.agenda.find(({ kind }) => kind === 'discussion');
    const off = withItem(last?.id ?? '', ({ progress }) => ({
      progress: { ...progress, state: 'postponed', startedAt: null },
    }));
    expect(only(check(off), 'postponed-unexplained').place).toMatchObject({ itemId: last?.id });
    const swapped = withItem(last?.id ?? '', ({ progress }) => ({ progress: { ...progress, startedAt: 1 } }));
    expect(
      check({ ...swapped, startedAt: clean.agenda[0]?.progress.startedAt ?? 0 }).map(({ code }) => code),
    ).toContain('order-changed');
  });

  it('an attachment that the meeting does not have', () => {
    const edited = drafted(clean, {}, { attachments: ['友好合作协议'] });
    expect(only(check(edited), 'attachment-missing').seen).toEqual({ names: '友好合作协议' });
  });

  it('other titles than the register has', () => {
    const people = clean.people.map((person) => (person.name === '王坤泉' ? { ...person, personId: 'r1' } : person));
    const register = (titles: readonly string[]) => ({ register: new Map([['r1', { name: '王坤泉', titles }]]) });
    expect(check({ ...clean, people }, register(['秘书长']))).toEqual([]);
    expect(only(check({ ...clean, people }, register(['会长'])), 'register-differs').about).toBe('王坤泉');
  });

  it('what the dialog before sealing finds, by the same rules', () => {
    const found = only(
      check({ ...clean, tasks: clean.tasks.map((task) => ({ ...task, owners: [] })) }),
      'task-without-owner',
    );
    expect(found).toMatchObject({ check: 'tasks', severity: 'error' });
  });
});

describe('the public edition', () => {
  it('says which words it does not print, and where they stand', () => {
    const secret = sampleItem({
      id: brand('secret'),
      title: '审议关于免去赵某职务的议案',
      internal: true,
      number: null,
    });
    const sections = [{ key: 'opening', blocks: paragraphs('审议了关于免去赵某职务的议案。') } as const];
    const issue = { ...NO_ISSUE, copies: '免去赵某职务专班' };
    const found = publicFindings({
      ...{ ...clean, agenda: [...clean.agenda, secret], minutesDraft: { issue, sections, removed: [] } },
    });

    expect(found.map(({ code, place }) => [code, place])).toEqual([
      ['section-withheld', { kind: 'section', key: 'opening', quote: '审议了关于免去赵某职务的议案。' }],
      ['fact-withheld', { kind: 'issue', field: 'copies' }],
    ]);
    expect(publicFindings({ ...clean, minutesDraft: { issue, sections, removed: [] } })).toEqual([]);
  });

  it('says it of the article too, unless that section is left out', () => {
    const secret = sampleItem({
      id: brand('secret'),
      title: '审议关于免去赵某职务的议案',
      internal: true,
      number: null,
    });
    const picture = { kind: 'image', fileId: 'f1', alt: '免去赵某职务会上' } as const;
    const articleText = [{ key: 'lead', blocks: [...paragraphs('会议圆满结束。'), picture] } as const];
    const whole = { ...clean, agenda: [...clean.agenda, secret], articleText };
    const base = { check: 'public', code: 'article-withheld', severity: 'warning', about: '' } as const;

    expect(publicFindings(whole)).toEqual([
      { ...base, place: { kind: 'article', field: 'section-lead' }, seen: { told: '免去赵某职务会上' } },
    ]);
    const article = { ...NO_ARTICLE, title: '免去赵某职务', omitted: ['lead'] };
    expect(publicFindings({ ...whole, article })).toEqual([
      { ...base, place: { kind: 'article', field: 'title' }, seen: { told: '免去赵某职务' } },
    ]);
    expect(publicFindings({ ...whole, article: { ...article, title: null } })).toEqual([]);
    expect(publicFindings({ ...clean, articleText })).toEqual([]);
  });
});

describe('a word that lets a finding pass', () => {
  const found = only(check({ ...clean, facts: { ...clean.facts, recorder: null } }), 'recorder-missing');
  const word = {
    finding: findingKey(found),
    mark: findingMark(found),
    reason: '轮流记录',
    at: 1,
    by: 'u1',
    byName: '王',
  };

  it('holds while what was seen stays what it was', () => {
    expect(withOverrides([found], [word])).toEqual([{ finding: found, override: word }]);
  });

  it('counts no more when what it was about has changed', () => {
    const vote = only(check(votes('会议应到5人，实到4人；赞成3票，反对0票，弃权0票，通过。')), 'vote-sum');
    const given = { ...word, finding: findingKey(vote), mark: findingMark(vote) };
    const other = only(check(votes('会议应到5人，实到4人；赞成3票，反对2票，弃权0票，通过。')), 'vote-sum');
    expect(withOverrides([vote, other], [given]).map(({ override }) => override)).toEqual([given, null]);
  });
});
