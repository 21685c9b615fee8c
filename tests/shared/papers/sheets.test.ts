// The papers around a meeting, as plain parts: what stands in them, in which order, what is left to be written by hand, and what
// never leaves the house.
import { describe, expect, it } from 'vitest';
import { brand } from '../../../shared/lib/brand.ts';
import { PRESETS } from '../../../shared/domain/charter.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import type { AppointmentCeremony } from '../../../shared/domain/agenda.ts';
import type { TaskId } from '../../../shared/domain/ids.ts';
import { composePaper, paperOffers } from '../../../shared/papers/compose.ts';
import { isOutward, PAPER_KINDS } from '../../../shared/papers/kinds.ts';
import type { Paper, Part, TablePart } from '../../../shared/papers/paper.ts';
import { plainWords } from '../../../shared/papers/plain-words.ts';
import type { TaskNow } from '../../../shared/papers/task-table-paper.ts';
import { tableSheet } from '../../../shared/papers/workbook.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { congress, council, EN, ordered, SECRET, ZH } from '../../support/papers/council.ts';

type Order = Parameters<typeof ordered>[0];

function printed(order: Order, snapshot: MeetingSnapshot = council(), options = ZH): Paper {
  const paper = composePaper(ordered(order), snapshot, options);
  if (!paper.ok) throw new Error(`${order.kind}: ${JSON.stringify(paper.data)}`);
  return paper.value;
}

function textOf(order: Order, snapshot?: MeetingSnapshot, options = ZH): string {
  return plainWords(printed(order, snapshot, options)).join('\n');
}

function partsOf(paper: Paper): readonly Part[] {
  return paper.form === 'cards' ? [] : paper.parts;
}

function tableOf(paper: Paper): TablePart {
  const table = partsOf(paper).find((part): part is TablePart => part.kind === 'table');
  if (!table) throw new Error('no table');
  return table;
}

function rowsOf(paper: Paper): readonly (readonly string[])[] {
  const text = (part: Part): string =>
    part.kind === 'paragraph' ? part.runs.map((run) => (run.kind === 'text' ? run.text : '')).join('') : '';
  return tableOf(paper).rows.map((row) => row.map(({ parts }) => parts.map(text).join('')));
}

const missing = (order: Order, snapshot: MeetingSnapshot) => {
  const paper = composePaper(ordered(order), snapshot, ZH);
  return paper.ok ? 'nothing' : paper.data['fact'];
};

describe('the notice', () => {
  it('is titled, addressed, counted through, signed, and brings its slip on a page of its own', () => {
    const text = textOf({ kind: 'notice' });

    expect(printed({ kind: 'notice' }).title).toBe(
      '关于召开苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会的通知',
    );
    for (const line of [
      '各常务理事：',
      '经研究，定于2021年4月23日召开',
      '2021年4月23日（星期五）14:00—17:30',
      '江苏益友天元律师事务所会议室',
      '签订友好合作协议',
      '请于2021年4月16日前填写会议回执并反馈。',
      '李文静，电话：0512-65220000',
      '2021年4月9日',
      '附件2',
    ]) {
      expect(text).toContain(line);
    }
    const kinds = partsOf(printed({ kind: 'notice' })).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['title', 'addressee', 'paragraph']);
    expect(kinds.slice(kinds.indexOf('attachments'))).toEqual([
      ...['attachments', 'signature', 'appendix', 'table', 'paragraph', 'paragraph'],
    ]);
  });

  it('counts its matters 一 to 六 without a gap', () => {
    const labels = textOf({ kind: 'notice' }).match(/^[一二三四五六七]、/gmu);

    expect(labels?.join('')).toBe('一、二、三、四、五、六、');
  });

  it('of a meeting of which nothing is known is all blanks and no hole', () => {
    const text = textOf({ kind: 'notice' }, snapshotOf({ facts: { title: '理事会' } }));

    expect(text).toContain('＿＿＿＿年＿＿月＿＿日＿＿时＿＿分');
    expect(text).toContain('经研究，定于＿＿＿＿年＿＿月＿＿日召开理事会。');
    expect(text).not.toMatch(/null|undefined|、、|(?:时间|地点|议题|人员|联系人)：$/mu);
  });

  it('names groups without what a note-taker remarked of them', () => {
    const facts = { title: '理事会', attendance: ['特邀嘉宾（标委会）', '其他嘉宾（报道未归类）', '（待核：还有谁）'] };

    expect(textOf({ kind: 'notice' }, snapshotOf({ facts }))).toMatch(/：特邀嘉宾（标委会）、其他嘉宾$/mu);
  });

  it('has what is ticked on its slip in the middle', () => {
    const fields = tableOf(printed({ kind: 'notice' })).rows.flat();
    const choice = fields.flatMap(({ parts }) => parts).filter((part) => JSON.stringify(part).includes('□'));

    expect(choice).toMatchObject([{ kind: 'paragraph', place: 'centre' }]);
  });

  it('does not say twice that something is a notice', () => {
    const snapshot = snapshotOf({ facts: { title: '理事会会议通知' } });

    expect(printed({ kind: 'notice' }, snapshot).title).toBe('关于召开理事会会议的通知');
  });

  it('of several days says both', () => {
    const plannedStart = Date.UTC(2021, 3, 23, 6);
    const facts = { title: '年会', plannedStart, plannedEnd: plannedStart + 86_400_000 };

    expect(textOf({ kind: 'notice' }, snapshotOf({ facts }))).toContain(
      '2021年4月23日（星期五）14:00至2021年4月24日（星期六）14:00',
    );
  });
});

describe('the agenda', () => {
  it('begins each item with its verb, ends none with a stop, and tells a post once', () => {
    const text = textOf({ kind: 'agenda' });

    expect(text).toContain('（草案）');
    expect(text).toContain('听取苏州市标准化建设情况介绍（苏州市市场监督管理局标准化处处长张春野）');
    expect(text.match(/秘书长王坤泉/gu)).toHaveLength(1);
    expect(text).not.toMatch(/听取[^\n]*[。；]$/mu);
  });

  it('says who is appointed before it says who hands the letter over', () => {
    expect(textOf({ kind: 'agenda' })).toMatch(/聘任协会顾问（受聘人：[^（）；]*牟晓生；颁发：[^（）；]*吴坚）/u);
  });

  it('does not name again whom the title of an appointment names', () => {
    const ceremony: AppointmentCeremony = {
      ...{ kind: 'appointment', letter: null, term: null, appointee: '牟晓生', post: '顾问', presentedBy: '吴坚' },
    };
    const items = [{ id: 'a', kind: 'appointment' as const, title: '聘任牟晓生为顾问', ceremony }];

    expect(textOf({ kind: 'agenda' }, snapshotOf({ items }))).toContain('聘任牟晓生为顾问（颁发：吴坚）');
  });

  it('is missing where there is no item that is open', () => {
    const items = [{ id: 'a', title: '人事', internal: true }];

    expect(missing({ kind: 'agenda' }, snapshotOf({ items }))).toBe('agenda');
  });
});

describe('the sign-in sheet', () => {
  it('has everybody by role in the order of courtesy, then lines for others', () => {
    const rows = rowsOf(printed({ kind: 'sign-in' }));
    const names = rows.map((row) => row[1]);

    expect(names.slice(0, 3)).toEqual(['张　伟', '欧阳立新', '李　明']);
    expect(names).toContain('卢　𬭚');
    expect(names).toContain('买买提·艾则孜');
    expect(rows.slice(-4).map((row) => row.slice(1).join(''))).toEqual(['', '', '', '']);
    expect(rows.map(([number]) => Number(number))).toEqual(rows.map((_row, index) => index + 1));
    const roles = rows.map((row) => row[4]).filter((role) => role !== '');
    expect(
      roles.toSorted((a, b) => ['出席', '列席', '特邀'].indexOf(a ?? '') - ['出席', '列席', '特邀'].indexOf(b ?? '')),
    ).toEqual(roles);
  });

  it.each([
    [0, 20],
    [1, 5],
    [200, 204],
  ])('of %i people has %i lines', (people, lines) => {
    expect(rowsOf(printed({ kind: 'sign-in' }, congress(people)))).toHaveLength(lines);
  });

  it('counts who is expected as the clerk set it, never by the list, and leaves the rest to the pen', () => {
    const rule = { preset: null, from: null, rule: PRESETS['cn.standing'], seats: 31 };
    const room = { rule, seen: [] };
    const seated: MeetingSnapshot = { ...congress(2), room };

    expect(textOf({ kind: 'sign-in' }, seated)).toContain('应到31人　　实到＿＿＿人　　请假＿＿＿人');
    expect(textOf({ kind: 'sign-in' }, congress(2))).toContain('应到＿＿＿人　　实到＿＿＿人　　请假＿＿＿人');
  });

  it('has its figures above the table, where they never stand alone on a page', () => {
    const kinds = partsOf(printed({ kind: 'sign-in' })).map(({ kind }) => kind);

    expect(kinds).toEqual(['title', 'fact', 'fact', 'paragraph', 'table']);
  });
});

describe('who signed in', () => {
  it('adds up: 应到 is 实到, 请假 and 缺席', () => {
    const text = textOf({ kind: 'attendance' });
    const [, ...figures] = /应到(\d+)人\s+实到(\d+)人\s+请假(\d+)人\s+缺席(\d+)人/u.exec(text) ?? [];
    const [expected = 0, present = 0, excused = 0, absent = 0] = figures.map(Number);

    expect([expected, excused]).toEqual([present + excused + absent, 1]);
  });

  it('tells the secretariat times and reasons, and the public neither', () => {
    const inside = rowsOf(printed({ kind: 'attendance' }))[1];
    const open = composePaper(ordered({ kind: 'attendance' }), publicSnapshot(council()), ZH);

    expect(inside?.slice(5)).toEqual(['请假', '', '', `${SECRET}；委托张伟`]);
    expect(open.ok && rowsOf(open.value)[1]).toEqual([
      '2',
      '欧阳立新',
      '苏州市安防第2工程技术有限公司',
      '常务理事、总经理',
      '出席',
      '请假',
    ]);
  });

  it('is missing before anybody signed in', () => {
    expect(missing({ kind: 'attendance' }, snapshotOf({}))).toBe('attendance');
  });
});

describe('cards', () => {
  it('are for those who sit at the table and come, two characters as wide as three', () => {
    const paper = printed({ kind: 'cards' });
    const names = paper.form === 'cards' ? paper.cards.map(({ name }) => name) : [];

    expect(names.slice(0, 4)).toEqual(['张　伟', '李　明', '周文静', '陈一帆']);
    expect(names).not.toContain('欧阳立新');
  });

  it('have firm and post below when asked', () => {
    const paper = printed({ kind: 'cards', withPosts: true });

    expect(paper.form === 'cards' && paper.cards[0]?.line).toBe('苏州市安防第1工程技术有限公司　常务理事');
  });

  it('are missing without anybody', () => {
    expect(missing({ kind: 'cards' }, congress(0))).toBe('people');
  });
});

const NO_LETTER = { kind: 'appointment', letter: null, presentedBy: null } as const;

describe('the letter', () => {
  it('appoints to the post as it is called, leaves an unknown term to the pen, and dates itself in characters', () => {
    const paper = printed({ kind: 'letter' });

    expect(plainWords(paper).join('\n')).toContain(
      '兹聘请牟晓生为苏州市安防协会顾问，聘期自＿＿＿＿年＿＿月＿＿日至＿＿＿＿年＿＿月＿＿日。',
    );
    expect(paper.form === 'letter' && [paper.number, paper.date, paper.issuer]).toEqual([
      ...[null, '二〇二一年四月二十三日', '苏州市安全技术防范行业协会'],
    ]);
  });

  it.each([
    ['协会顾问', '三年', '为某某行业协会顾问，聘期三年。'],
    ['顾问', '自2021年4月23日至2024年4月22日', '为某某行业协会顾问，聘期自2021年4月23日至2024年4月22日。'],
    ['标准化专家委副主任', '聘期两年', '为标准化专家委副主任，聘期两年。'],
  ])('of %s for %s', (post, term, sentence) => {
    const ceremony: AppointmentCeremony = {
      ...{ ...NO_LETTER, appointee: '牟晓生', post, term },
    };
    const snapshot = snapshotOf({
      facts: { organisation: '某某行业协会' },
      items: [{ id: 'a', kind: 'appointment', title: '聘任', ceremony }],
    });

    expect(textOf({ kind: 'letter' }, snapshot)).toContain(sentence);
  });

  it('asks for whom where there are several, and prints none of an internal item', () => {
    const ceremony = { ...NO_LETTER, post: '顾问', term: null };
    const item = (id: string, internal: boolean) => ({
      id,
      internal,
      title: '聘任',
      ceremony: { ...ceremony, appointee: id },
    });

    expect(missing({ kind: 'letter' }, snapshotOf({ items: [item('a', false), item('b', false)] }))).toBe('subject');
    expect(missing({ kind: 'letter' }, snapshotOf({ items: [item('a', true)] }))).toBe('inside');
    expect(missing({ kind: 'letter', subject: 'b' }, snapshotOf({ items: [item('a', false), item('b', true)] }))).toBe(
      'inside',
    );
    expect(missing({ kind: 'letter' }, snapshotOf({}))).toBe('appointment');
  });
});

describe('the task table', () => {
  const now: TaskNow = {
    ...{ what: '编写无人机培训教材（修订）', state: 'doing' as const, due: null, dueText: null },
    ...{ owners: [], supporters: [] },
  };
  const calendar = ZH.progress?.calendar;
  const today = ZH.today;

  it('tells the secretariat how each stands and how many working days are left', () => {
    const rows = rowsOf(printed({ kind: 'task-table' }));

    expect(rows[0]).toEqual([
      '1',
      '编写无人机培训教材',
      '无人机专家委（牵头）、秘书处',
      '会员部',
      '2021年12月31日',
      '169天',
      '未交办',
    ]);
    expect(rows[1]?.slice(4)).toEqual(['2021年4月30日', '逾期6天', '未交办']);
    expect(rows[3]?.slice(4)).toEqual(['下半年', '—', '待确认']);
  });

  it('tells what was handed out as the register has it now', () => {
    if (calendar === undefined) throw new Error('no calendar');
    const progress = { today, calendar, now: new Map([[brand<TaskId>('t1'), now]]) };
    const paper = composePaper(ordered({ kind: 'task-table' }), council(), { ...ZH, progress });

    expect(paper.ok && rowsOf(paper.value)[0]).toEqual(['1', '编写无人机培训教材（修订）', '', '', '', '—', '办理中']);
  });

  it('tells the public what was agreed, and nothing of an internal item or unconfirmed', () => {
    const paper = composePaper(ordered({ kind: 'task-table' }), publicSnapshot(council()), ZH);

    expect(paper.ok && rowsOf(paper.value).map((row) => row[1])).toEqual(['编写无人机培训教材', '团体标准立项']);
    expect(paper.ok && tableOf(paper.value).columns).toHaveLength(5);
  });

  it('that has only unconfirmed tasks says so to the public, and nothing of an internal item', () => {
    const unconfirmed = snapshotOf({ tasks: [{ id: 't', what: '走访会员企业', state: 'draft' }] });
    const inside = snapshotOf({
      items: [{ id: 'a', title: '人事', internal: true }],
      tasks: [{ id: 't', itemId: 'a', what: '走访会员企业', state: 'confirmed' }],
    });

    expect(missing({ kind: 'task-table' }, publicSnapshot(unconfirmed))).toBe('unconfirmed');
    expect(missing({ kind: 'task-table' }, publicSnapshot(inside))).toBe('tasks');
    expect(missing({ kind: 'task-table' }, snapshotOf({}))).toBe('tasks');
  });
});

describe('a resolution', () => {
  it('has its matter in the title, the day in brackets, and the decision', () => {
    const text = textOf({ kind: 'decision', subject: 'd1' });

    expect(text).toContain('三届二次常务理事会通过）');
    expect(text).toContain('会议同意上半年工作汇报和下半年工作计划。');
    expect(text).not.toContain('会费');
  });

  it('is none of what was put off, of an internal item, or of another meeting', () => {
    expect(missing({ kind: 'decision', subject: 'd3' }, council())).toBe('passed');
    expect(missing({ kind: 'excerpt', subject: 'd2' }, council())).toBe('inside');
    expect(missing({ kind: 'decision', subject: 'elsewhere' }, council())).toBe('subject');
    expect(missing({ kind: 'decision' }, snapshotOf({}))).toBe('decision');
  });

  it('names a document as one', () => {
    const items = [{ id: 'a', kind: 'deliberation' as const, title: '审议会费管理办法（修订稿）' }];
    const decisions = [{ id: 'd', itemId: 'a', wording: '《会费管理办法（修订稿）》', outcome: 'adopted' as const }];
    const paper = printed({ kind: 'decision' }, snapshotOf({ facts: { title: '理事会' }, items, decisions }));

    expect(paper.title).toBe('理事会关于《会费管理办法（修订稿）》的决议');
    expect(plainWords(paper).join('\n')).toContain('会议审议通过了《会费管理办法（修订稿）》。');
  });

  it('goes to one addressee with what falls to it and no more', () => {
    const text = textOf({ kind: 'excerpt', subject: 'd1', to: '团体标准专家委' });

    expect(text).toContain('团体标准专家委：');
    expect(text).toContain('由团体标准专家委负责团体标准立项，4月30日前完成。');
    expect(text).not.toContain('无人机');
    expect(textOf({ kind: 'excerpt', subject: 'd1' })).not.toContain('专家委');
  });

  it.each(['双方确认战略合作伙伴关系', '会议决定，双方确认战略合作伙伴关系', '决定双方确认战略合作伙伴关系'])(
    'is not said to be decided twice in an excerpt of “%s”',
    (wording) => {
      const decisions = [{ id: 'd', wording, outcome: 'adopted' as const }];
      const text = textOf({ kind: 'excerpt' }, snapshotOf({ facts: { title: '理事会' }, decisions }));

      expect(text).toContain('作出如下决定，现摘编抄告，请遵照执行：\n双方确认战略合作伙伴关系。');
    },
  );
});

describe('a meeting without a name', () => {
  it.each(['minutes', 'record', 'notice'] as const)('has no %s, and is told why', (kind) => {
    const nameless = snapshotOf({ facts: { title: ' ' }, items: [{ id: 'a', title: '章程' }] });

    expect(missing({ kind }, nameless)).toBe('title');
    expect(paperOffers(nameless, ZH).find((offer) => offer.kind === kind)?.missing).toBe('title');
  });
});

describe('papers that leave the house', () => {
  it.each(PAPER_KINDS.filter(isOutward))('%s holds nothing internal, whoever asks', (kind) => {
    const subject = kind === 'decision' || kind === 'excerpt' ? 'd1' : null;
    const paper = printed({ kind, subject, to: '秘书处', withPosts: true });

    expect(JSON.stringify(paper)).not.toContain(SECRET);
    expect(paper.audience).toBe('public');
  });

  it.each(PAPER_KINDS)('%s for the public holds nothing internal', (kind) => {
    const subject = kind === 'decision' || kind === 'excerpt' ? 'd1' : null;

    expect(JSON.stringify(printed({ kind, subject }, publicSnapshot(council())))).not.toContain(SECRET);
  });

  it('for the public have nothing of what only the notice says', () => {
    expect(JSON.stringify(publicSnapshot(council()))).not.toContain('0512-65220000');
  });
});

describe('in English', () => {
  const chinese = /出席|列席|时间|地点|序号|附件|聘期|此聘|应到|草案|会议回执|决议|任务分解/u;

  // The article is for Chinese readers, whatever the interface speaks.
  it.each(PAPER_KINDS.filter((kind) => kind !== 'article'))('%s has no Chinese word of its own', (kind) => {
    const facts = {
      title: 'Second Council',
      organisation: 'Association',
      bodyName: 'Council',
      shortTitle: null,
      attendance: [],
      venue: 'Hall',
      chair: null,
    };
    const whole = council();
    const people = whole.people.map((person) => ({ ...person, name: 'Ann', org: 'Firm', titles: ['Head'] }));
    const agenda = whole.agenda.map((item) => ({
      ...item,
      title: 'Report',
      presenters: [],
      report: [],
      minutes: [],
      ceremony:
        item.ceremony?.kind === 'appointment'
          ? { ...item.ceremony, post: 'adviser', appointee: 'Ann', presentedBy: null, letter: null }
          : null,
    }));
    const { convening: _convening, ...rest } = whole;
    const plain = {
      ...rest,
      people,
      agenda,
      facts: { ...whole.facts, ...facts },
      tasks: whole.tasks.map((task) => ({ ...task, what: 'Write', owners: [], supporters: [], dueText: null })),
      decisions: whole.decisions.map((each) => ({ ...each, wording: 'Agreed' })),
    };
    const subject = kind === 'decision' || kind === 'excerpt' ? 'd1' : null;

    expect(textOf({ kind, subject }, plain, EN)).not.toMatch(chinese);
  });
});

describe('what may be chosen', () => {
  it('names each paper once, its files, its subjects, and what is missing', () => {
    const offers = paperOffers(council(), ZH);
    const by = new Map(offers.map((offer) => [offer.kind, offer]));

    expect(offers.map(({ kind }) => kind)).toEqual([...PAPER_KINDS]);
    expect(offers.flatMap(({ missing: fact }) => fact ?? [])).toEqual([]);
    expect(by.get('decision')?.subjects).toEqual([{ id: 'd1', name: '同意上半年工作汇报和下半年工作计划' }]);
    expect(by.get('letter')?.subjects?.map(({ name }) => name)).toEqual(['牟晓生']);
    expect(by.get('notice')?.formats).toEqual(['docx', 'pdf', 'ics']);
  });

  it('says of an empty meeting what it lacks', () => {
    const lacks = Object.fromEntries(paperOffers(snapshotOf({}), ZH).map(({ kind, missing: fact }) => [kind, fact]));

    expect(lacks).toEqual({
      ...{ notice: null, 'sign-in': null, minutes: null, record: null },
      ...{ agenda: 'agenda', cards: 'people', letter: 'appointment', decision: 'decision', excerpt: 'decision' },
      ...{ 'task-table': 'tasks', attendance: 'attendance', article: 'agenda', 'press-note': 'agenda' },
    });
  });
});

describe('a letter for an internal item, in the list of papers', () => {
  const ceremony = { ...NO_LETTER, post: '顾问', term: null, appointee: '赵某' };
  const whole = snapshotOf({ items: [{ id: 'a', internal: true, title: '聘任', ceremony }] });
  const lackOf = (...rest: readonly MeetingSnapshot[]) =>
    paperOffers(publicSnapshot(whole), ZH, ...rest).find(({ kind }) => kind === 'letter')?.missing;

  it('is refused as internal to whoever may read it, in either edition', () => {
    expect(lackOf(whole)).toBe('inside');
  });

  it('is no letter at all to anybody else', () => {
    expect(lackOf()).toBe('appointment');
  });
});

describe('a list as a workbook', () => {
  it('has days and counts as such, and names as they are stored', () => {
    const tasks = tableSheet(printed({ kind: 'task-table' }), '任务');
    const people = tableSheet(printed({ kind: 'sign-in' }), '签到');

    expect(tasks?.rows[1]?.slice(0, 2)).toEqual([1, '编写无人机培训教材']);
    expect(tasks?.rows[1]?.[4]).toEqual({ day: '2021-12-31' });
    expect(people?.rows[1]?.[1]).toBe('张伟');
    expect(people?.widths).toHaveLength(9);
  });

  it('is none of a paper without a table', () => {
    expect(tableSheet(printed({ kind: 'cards' }), '席卡')).toBeNull();
    expect(tableSheet(printed({ kind: 'agenda' }), '议程')).toBeNull();
  });
});
