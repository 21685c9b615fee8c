// What a body's own template is filled with: the minutes as they stand, taken apart, and for the public nothing internal.
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../shared/domain/minutes.ts';
import { NO_ISSUE } from '../../../shared/domain/minutes-draft.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';
import { minutesTemplateFacts } from '../../../shared/papers/minutes-template-facts.ts';
import type { TemplateFacts } from '../../../shared/papers/template-facts.ts';
import { sampleSnapshot } from '../../export/sample-snapshot.ts';
import { seeded } from '../../support/seeded.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const ZH = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;

const factsOf = (snapshot: MeetingSnapshot): TemplateFacts => minutesTemplateFacts(snapshot, ZH);
const paragraph = (text: string, internal = false): Block => ({
  ...{ kind: 'paragraph', inline: [{ kind: 'text', text, marks: internal ? { internal: true } : {} }] },
});

describe('facts of a template', () => {
  it('say what the minutes say: title, number, day, hours, opening and text apart', () => {
    const issue = { ...NO_ISSUE, number: '〔2021〕2号', issuedOn: parseLocalDate('2021-04-26'), copies: '各常务理事' };
    const { texts } = factsOf(sampleSnapshot({ minutesDraft: { issue, sections: [], removed: [] } }));

    expect(texts).toMatchObject({
      ...{ organisation: '苏州市安防协会', body: '常务理事会', 'meeting.title': '三届二次常务理事会' },
      ...{
        'minutes.title': '三届二次常务理事会会议纪要',
        'meeting.number': '〔2021〕2号',
        'meeting.date': '2021年4月23日',
      },
      ...{ 'meeting.time': '14:00—17:30', 'meeting.recorder': '李记', 'issue.issuer': '苏州市安防协会秘书处' },
      ...{
        'issue.date': '2021年4月26日',
        'issue.copies': '各常务理事',
        'attendance.names': '王坤泉（苏州市安防协会）',
      },
    });
    expect(texts['minutes.opening']).toMatch(/^2021年4月23日下午，.*现纪要如下：$/u);
    expect(texts['minutes.text'].split('\n')[0]).toBe('一、听取标准化建设情况介绍');
    expect(texts['minutes.text']).not.toContain('现纪要如下');
  });

  it('have each matter with its numeral, its title and its text; what was edited stands as it was edited', () => {
    const blocks: readonly Block[] = [
      { kind: 'heading', level: 2, inline: [{ kind: 'text', text: '签约', marks: {} }] },
      paragraph('改过的话'),
    ];
    const removed = ['item-item-1'] as const;
    const draft = { issue: NO_ISSUE, sections: [{ key: 'item-item-2', blocks } as const], removed: [...removed] };
    const { items } = factsOf(sampleSnapshot({ minutesDraft: draft })).lists;

    expect(items[0]).toEqual({ number: '一', title: '签约', text: '改过的话', outcome: '' });
    expect(items[1]).toMatchObject({ number: '二', title: '聘任协会顾问', outcome: '原则通过' });
  });

  it('keep the words of a section that somebody left without a heading', () => {
    const sections = [{ key: 'item-item-2', blocks: [paragraph('只有一段')] } as const];
    const { items } = factsOf(sampleSnapshot({ minutesDraft: { issue: NO_ISSUE, sections, removed: [] } })).lists;

    expect(items[1]).toMatchObject({ number: '', title: '', text: '只有一段' });
  });

  it('count by the roll, and put everybody on the list where they belong', () => {
    const people = [
      { id: 'a', name: '张伟', org: '甲公司', titles: ['会长', '董事'] },
      { id: 'b', name: '李强' },
      { id: 'c', name: '王芳', role: 'guest' },
    ] as const;
    const snapshot: MeetingSnapshot = {
      ...snapshotOf({ people }),
      roll: [
        { key: brand('a'), state: 'late', stays: [{ from: Date.UTC(2021, 3, 23, 6, 40), to: null }] },
        {
          key: brand('b'),
          state: 'excused',
          absences: [{ kind: 'excused', from: 1, to: null, reason: '出差', proxy: brand('a') }],
        },
      ],
    };
    const inside = factsOf(snapshot);
    const outside = factsOf(publicSnapshot(snapshot));

    expect(inside.texts).toMatchObject({
      ...{ 'attendance.expected': '2', 'attendance.present': '1', 'attendance.excused': '1' },
      ...{ 'invited.names': '王　芳' },
    });
    expect(inside.lists.attending).toEqual([
      { name: '张伟', organisation: '甲公司', post: '会长、董事', remark: '14:40到会' },
    ]);
    expect(inside.lists.excused).toMatchObject([{ name: '李强', remark: '委托张伟' }]);
    expect(inside.lists.invited).toMatchObject([{ name: '王芳', remark: '' }]);
    expect([...outside.lists.attending, ...outside.lists.excused].map(({ remark }) => remark)).toEqual(['', '']);
  });

  it('count nobody where no roll was called: a blank is filled in by hand, a figure is believed', () => {
    const { texts } = factsOf(snapshotOf({ people: [{ name: '张伟' }, { name: '李强' }] }));
    const figures = ['expected', 'present', 'excused'] as const;

    expect(figures.map((figure) => texts[`attendance.${figure}`])).toEqual([
      '＿＿＿＿＿＿',
      '＿＿＿＿＿＿',
      '＿＿＿＿＿＿',
    ]);
  });

  it('tell of decisions and tasks what stands, not what nobody confirmed', () => {
    const { lists } = factsOf(
      snapshotOf({
        decisions: [
          { id: 'd1', wording: '同意', outcome: 'adopted' },
          { id: 'd2', wording: '没人确认', outcome: null },
        ],
        tasks: [
          { id: 't1', what: '办会', state: 'confirmed', due: parseLocalDate('2021-12-31') },
          { id: 't2', what: '没人确认', state: 'draft' },
        ],
      }),
    );

    expect(lists.decisions).toEqual([{ number: '1', text: '同意', outcome: '通过' }]);
    expect(lists.tasks).toMatchObject([{ number: '1', what: '办会', due: '2021年12月31日' }]);
  });
});

describe('for the public', () => {
  const SECRET = '机密甲乙丙';

  /** A meeting with the secret in a place where the secretariat alone may see it. */
  function meetingWithSecret(next: () => number): MeetingSnapshot {
    const pick = <One>(...all: readonly One[]): One => all[Math.floor(next() * all.length)] ?? (all[0] as One);
    const isHere = (): boolean => next() < 0.5;
    const open = paragraph('可以说的');
    const hidden = paragraph(SECRET, true);
    const mixed = { kind: 'list', ordered: isHere(), start: 1, items: [[open], [hidden]] } as const;
    const written = (): readonly Block[] => [open, pick<Block>(hidden, mixed), ...(isHere() ? [open] : [])];
    const kind = pick('discussion', 'deliberation', 'work_report', 'briefing');
    const snapshot = snapshotOf({
      people: [{ id: 'a', name: '张伟', note: SECRET }],
      items: [
        { id: 'open', title: '公开的事', kind, minutes: written() },
        { id: 'shut', title: SECRET, kind, internal: true, minutes: [paragraph(SECRET)] },
        { id: 'off', title: '推迟的事', kind, progress: { state: 'postponed', reason: SECRET } },
      ],
      decisions: [{ id: 'd', itemId: pick('shut', 'gone'), wording: SECRET, outcome: 'adopted' }],
      tasks: [{ id: 't', itemId: pick('shut', 'gone'), what: SECRET, state: 'confirmed', dueText: SECRET }],
    });
    const sections = [
      { key: pick('opening', 'other', 'names'), blocks: written() },
      { key: 'item-open', blocks: written() },
      { key: 'item-shut', blocks: [paragraph(SECRET)] },
    ] as const;
    return {
      ...snapshot,
      roll: [
        {
          key: brand('a'),
          state: 'excused',
          absences: [{ kind: 'excused', from: 1, to: null, reason: SECRET, proxy: null }],
        },
      ],
      ...(isHere() ? { minutesDraft: { issue: NO_ISSUE, sections, removed: [] } } : {}),
    };
  }

  it('nothing internal is in them, wherever it stood; inside it is', () => {
    const next = seeded(20_211_126);
    for (let round = 0; round < 300; round += 1) {
      const snapshot = meetingWithSecret(next);

      expect(JSON.stringify(factsOf(publicSnapshot(snapshot))), `round ${round}`).not.toContain(SECRET);
      expect(JSON.stringify(factsOf(snapshot))).toContain(SECRET);
    }
  });
});
