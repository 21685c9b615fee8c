// Importing a meeting file: the reference meeting loses nothing, and bad files are refused by field.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { parseMeetingFile } from '../../../shared/api/import.schema.ts';
import { readAgenda } from '../../../shared/doc/desk-agenda.ts';
import { notesFragment } from '../../../shared/doc/desk-facts.ts';
import { blocksToText } from '../../../shared/doc/blocks-text.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { importMeeting } from '../../../shared/doc/import.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { MeetingId } from '../../../shared/domain/ids.ts';
import { readiness } from '../../../shared/domain/readiness.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';

const reference: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../fixtures/reference-meeting.json', import.meta.url), 'utf8'),
);

function imported(file: unknown): Y.Doc {
  const parsed = parseMeetingFile(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.data));
  const desk = new Y.Doc();
  let count = 0;
  importMeeting(desk, parsed.value, { newId: () => `id${(count += 1)}`, timeZone: 'UTC' });
  return desk;
}

function snapshotOf(desk: Y.Doc, audience: 'internal' | 'public' = 'internal'): MeetingSnapshot {
  return buildSnapshot({ desk, record: new Y.Doc(), meetingId: brand<MeetingId>('m1'), version: 1, audience });
}

/** Every string of `value` with the path it stands at. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

describe('the reference meeting', () => {
  const desk = imported(reference);
  const snapshot = snapshotOf(desk);

  test('every fact of agenda, guests, people, ceremonies and work report is in the snapshot', () => {
    const json = JSON.stringify(snapshot);
    // Ids of rows and ceremonies, phases, labels and states are the file's own order, expressed by place in ours.
    const structural = /\/(?:id|phase|kindLabel|status|sections|speaks|ceremonies|ceremony)(?:\/\d+)?$/;
    const { agenda, guests, otherPeople, ceremonies, workReport, conclusions } = reference;

    const facts = leaves({ agenda, guests, otherPeople, ceremonyList: ceremonies, workReport, conclusions });
    const missing = facts.filter(([path, value]) => !structural.test(path) && !json.includes(value));

    expect(missing).toEqual([]);
    expect(facts.length).toBeGreaterThan(150);
  });

  test('what has no place in the meeting is in the notes, which no snapshot holds', () => {
    const notes = blocksToText(readBlocks(notesFragment(desk)));
    const { source, inferences, sourceIssues, publication, attendanceCategories, meeting } = reference;

    const missing = leaves({ source, inferences, sourceIssues, publication, attendanceCategories, meeting }).filter(
      ([, value]) => !notes.includes(value),
    );

    expect(missing).toEqual([]);
    expect(JSON.stringify(snapshot)).not.toContain('probable_typo');
  });

  test('what is not known stays unknown, what is known is exact', () => {
    expect(snapshot.facts).toEqual({
      title: '苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会',
      shortTitle: '三届二次常务理事会',
      organisation: '苏州市安防协会',
      bodyName: '常务理事会',
      plannedStart: Date.parse('2021-04-23T14:00:00+08:00'),
      plannedEnd: Date.parse('2021-04-23T17:30:00+08:00'),
      venue: '江苏益友天元律师事务所会议室',
      chair: null,
      recorder: null,
      sourceId: 'reference-meeting/1',
      attendance: expect.arrayContaining(['常务理事', '监事']),
    });
  });

  test('items keep order, kind, number, source and a paragraph for each point', () => {
    const agenda = reference['agenda'] as { id: string; no: number; kind: string; points: string[] }[];

    expect(snapshot.agenda.map(({ sourceId, kind, number }) => [sourceId, kind, number])).toEqual(
      agenda.map(({ id, kind, no }) => [id, kind, no]),
    );
    for (const [index, { points }] of agenda.entries()) {
      const paragraphs = snapshot.agenda[index]?.minutes.map((block) => blocksToText([block])) ?? [];
      expect(paragraphs.slice(0, points.length)).toEqual(points);
    }
  });

  test('guests stand first, in the order read out, with organisation and title', () => {
    const guests = reference['guests'] as { name: string; org: string; title: string }[];

    expect(
      snapshot.people.slice(0, 9).map(({ name, org, titles, role }) => ({ name, org, title: titles[0], role })),
    ).toEqual(guests.map(({ name, org, title }) => ({ name, org, title, role: 'guest' })));
    expect(snapshot.people.slice(9).map(({ name, role }) => [name, role])).toEqual([
      ['王坤泉', 'attending'],
      ['蒋维东', 'nonvoting'],
      ['朱雨真', 'nonvoting'],
      ['肖圣兵', 'nonvoting'],
    ]);
  });

  test('presenters are linked to their people, and 等 stays', () => {
    const byName = new Map(snapshot.people.map((person) => [person.name, person]));
    const [discussion] = snapshot.agenda.filter(({ sourceId }) => sourceId === 'i9');

    for (const presenter of snapshot.agenda.flatMap(({ presenters }) => presenters)) {
      expect(presenter).toEqual({
        key: byName.get(presenter.name)?.id,
        name: presenter.name,
        org: byName.get(presenter.name)?.org,
        title: byName.get(presenter.name)?.titles[0],
      });
    }
    expect(discussion?.presenters.map(({ name }) => name)).toEqual(['朱雨真', '肖圣兵']);
    expect(blocksToText(discussion?.minutes ?? [])).toContain('朱雨真、肖圣兵等');
  });

  test('both ceremonies stand on their items', () => {
    expect(snapshot.agenda.find(({ sourceId }) => sourceId === 'i2')?.ceremony).toEqual({
      kind: 'signing',
      document: '友好合作协议',
      parties: [
        { org: '江苏益友天元律师事务所', signatory: '蒋维东', title: '主任' },
        { org: '苏州市安全技术防范行业协会', signatory: '王坤泉', title: '秘书长' },
      ],
      outcome: ['确认战略合作伙伴关系', '律所成为协会免费法律顾问单位'],
      term: null,
      witnesses: [],
    });
    expect(snapshot.agenda.find(({ sourceId }) => sourceId === 'i5')?.ceremony).toEqual({
      kind: 'appointment',
      appointee: '牟晓生',
      post: '苏州市安防协会顾问',
      letter: '聘书',
      presentedBy: '吴坚',
      term: null,
    });
  });

  test('the work report is rows: four committees, three platforms, six services', () => {
    const [item] = snapshot.agenda.filter(({ kind }) => kind === 'work_report');

    expect(item?.report).toHaveLength(13);
    expect(item?.report.slice(0, 3).map(({ owner, done, planned }) => [owner, done, planned])).toEqual([
      ['无人机专家委', '召开两次会议；明确并落实编写培训教材', '组织培训（原文作培养）'],
      ['团体标准专家委', '一项团标已立项', '已立项团标抓紧审核、讨论、发布；两项团标尽快立项'],
      ['技术创新专家委', '已开会布置并辅导当年高新企业、高新技术项目申报', ''],
    ]);
  });

  test('it is ready to be archived as it is', () => {
    expect(readiness(snapshot).filter(({ level }) => level === 'blocker')).toEqual([]);
  });

  test('it survives the wire, and the public version holds no remark on anyone', () => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(desk));

    expect(snapshotOf(copy)).toEqual(snapshot);
    const remarks = /职务又作|列席[)）]/;
    expect(JSON.stringify(snapshotOf(copy))).toMatch(remarks);
    expect(JSON.stringify(snapshotOf(copy, 'public'))).not.toMatch(remarks);
  });

  test('each import has ids of its own', () => {
    const ids = readAgenda(desk).map(({ id }) => id);

    expect(new Set(ids).size).toBe(11);
    expect(ids.some((id) => /^i\d+$/.test(id))).toBe(false);
  });
});

describe('other files', () => {
  const minimal = { meeting: { name: '例会' } };

  test('a name is enough', () => {
    expect(snapshotOf(imported(minimal))).toMatchObject({
      facts: { title: '例会', plannedStart: null, sourceId: null },
      agenda: [],
      people: [],
    });
  });

  test('without a zone of its own the file is read in the one given, and a night may pass midnight', () => {
    const { facts } = snapshotOf(
      imported({ meeting: { name: '夜会', date: '2026-01-31', start: '23:00', end: '01:00' } }),
    );

    expect([facts.plannedStart, facts.plannedEnd]).toEqual([
      Date.parse('2026-01-31T23:00Z'),
      Date.parse('2026-02-01T01:00Z'),
    ]);
  });

  test('a ceremony, a report and conclusions that no item claims get items of their own', () => {
    const { agenda } = snapshotOf(
      imported({
        ...minimal,
        ceremonies: [{ id: 'c1', kind: 'appointment', appointee: '甲', post: '顾问' }],
        workReport: { committees: [{ owner: '乙委', h1: ['做了'] }] },
        conclusions: ['无表决'],
      }),
    );

    expect(agenda.map(({ kind, title }) => [kind, title])).toEqual([
      ['appointment', '顾问'],
      ['work_report', '工作汇报'],
      ['closing', '会议结束'],
    ]);
  });

  test('resolutions become decisions', () => {
    const { decisions } = snapshotOf(
      imported({ meeting: { name: '例会', resolutions: ['同意甲', { wording: '同意乙' }] } }),
    );

    expect(decisions.map(({ wording, outcome }) => [wording, outcome])).toEqual([
      ['同意甲', null],
      ['同意乙', null],
    ]);
  });

  test.each([
    ['no meeting', {}, 'meeting'],
    ['not an object', [], ''],
    ['an empty name', { meeting: { name: '  ' } }, 'meeting.name'],
    ['a name too long', { meeting: { name: '长'.repeat(201) } }, 'meeting.name'],
    ['no such day', { meeting: { name: 'x', date: '2026-02-30' } }, 'meeting.date'],
    ['no such time', { meeting: { name: 'x', start: '25:00' } }, 'meeting.start'],
    ['no such zone', { meeting: { name: 'x', timezone: 'Mars/Base' } }, 'meeting.timezone'],
    ['an unknown kind', { ...minimal, agenda: [{ kind: 'party', title: 'x' }] }, 'agenda.0.kind'],
    [
      'too many items',
      { ...minimal, agenda: Array.from({ length: 201 }, () => ({ kind: 'briefing', title: 'x' })) },
      'agenda',
    ],
    [
      'a point of a wrong type',
      { ...minimal, agenda: [{ kind: 'briefing', title: 'x', points: [1] }] },
      'agenda.0.points.0',
    ],
    ['a later version', { ...minimal, schema: 'reference-meeting/2' }, 'schema'],
  ])('%s is refused by name', (_case, file, path) => {
    const parsed = parseMeetingFile(file);

    expect(parsed).toMatchObject({ ok: false, code: 'invalid' });
    expect(!parsed.ok && parsed.data['errors']).toContainEqual(expect.objectContaining({ path }));
  });

  test('control characters are dropped, keys of the prototype are harmless', () => {
    const file: unknown = JSON.parse(
      '{"meeting":{"name":"例\\u0000会","__proto__":{"x":1}},"__proto__":{"polluted":true},"constructor":"y"}',
    );

    expect(snapshotOf(imported(file)).facts.title).toBe('例会');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
