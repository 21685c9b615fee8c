// The article of a meeting reads as a secretary would have written it: the voice of a report, guests in their order each once,
// what was signed by whom; it fits what an official account takes, and holds nothing that is internal.
import { describe, expect, it, test } from 'vitest';
import { ARTICLE_LIMITS, NO_ARTICLE, type ArticleFacts } from '../../../shared/domain/article.ts';
import type { DecisionId, FileId } from '../../../shared/domain/ids.ts';
import type { Block, Inline } from '../../../shared/domain/minutes.ts';
import { PENDING } from '../../../shared/domain/progress.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { articleHtml } from '../../../shared/papers/article-html.ts';
import { inOwnOrder } from '../../../shared/papers/article-order.ts';
import { articleOf, articlePaper, type Article } from '../../../shared/papers/article.ts';
import { talkParagraphs } from '../../../shared/papers/article-voice.ts';
import type { Part } from '../../../shared/papers/paper.ts';
import { htmlFile, textFile } from '../../../shared/papers/plain-files.ts';
import { partsWords } from '../../../shared/papers/plain-words.ts';
import { pressNotePaper } from '../../../shared/papers/press-note.ts';
import { referenceSnapshot } from '../../support/reference-snapshot.ts';
import { seeded } from '../../support/seeded.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const ZONE = { timeZone: 'Asia/Shanghai' };
const CUT = '以下从略';
const REFERENCE = referenceSnapshot();

const text = (value: string, marks: Extract<Inline, { kind: 'text' }>['marks'] = {}): Inline => ({
  ...{ kind: 'text', text: value, marks },
});
const points = (...lines: readonly string[]): readonly Block[] =>
  lines.map((line): Block => ({ kind: 'paragraph', inline: [text(line)] }));
const speaker = (name: string) => ({ key: null, name, org: null, title: null });
const wordsOf = ({ parts }: { readonly parts: readonly Part[] }): string => partsWords(parts, '：').join('\n');
const withFacts = (facts: Partial<ArticleFacts>): MeetingSnapshot => ({
  ...REFERENCE,
  article: { ...NO_ARTICLE, ...facts },
});

/** The text under a heading. */
function sectionOf(article: Article, heading: string): string {
  const found = article.sections.find((section) => section.heading === heading);
  return found === undefined ? '' : JSON.stringify(found.blocks);
}

describe('the article of the reference meeting', () => {
  const article = articleOf(REFERENCE, ZONE);
  const words = wordsOf(article);

  it('has a title and a digest that an account takes', () => {
    expect(article.title).toBe('苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会召开');
    expect([...article.title].length).toBeLessThanOrEqual(ARTICLE_LIMITS.title);
    expect([...article.digest].length).toBeLessThanOrEqual(ARTICLE_LIMITS.digest);
    expect(article.digest).toMatch(/^4月23日下午，.*召开。会上签署《友好合作协议》，聘任牟晓生为苏州市安防协会顾问/u);
  });

  it('begins with when, what, where and who attended, groups that end alike said together', () => {
    expect(words.split('\n')[0]).toBe(
      '4月23日下午，苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会在江苏益友天元律师事务所会议室召开。' +
        '常务理事、监事，公安技防部门、市政法委、市场监督局标准化处、市信用办领导，协会专家领导小组成员、特邀嘉宾等参加会议。',
    );
  });

  it('names each guest once with the right post, in the order of courtesy', () => {
    const guests = words.split('\n').filter((line) => line.startsWith('•') && !/进展|下一步|半年/u.test(line));
    expect(guests.slice(0, 9)).toEqual([
      '•公安部三所检测中心原常务副主任牟晓生',
      '•上海市公共安全技术防范标委会副秘书长刘晓新',
      '•苏州市政法委处长潘剑铭',
      '•苏州市信用办主任顾斌',
      '•苏州市市场监督管理局标准化处处长张春野',
      '•苏州市公安局技防办副主任、科信处技防科长吴坚',
      '•山西省综改区雪亮工程办公室主任、公安局高级工程师赵军',
      '•中科院研究员、公安部专家李建明',
      '•公安部一所原技术专家刘君平',
    ]);
    // Elsewhere they are called by name alone.
    expect(words.match(/处长张春野|副秘书长刘晓新|副主任牟晓生/gu)).toHaveLength(3);
  });

  it('has a section an item in their order, and none for greetings and the close', () => {
    expect(article.sections.map(({ key, heading }) => (heading === '' ? key : heading))).toEqual([
      ...['lead', '到会嘉宾', '律所情况介绍', '签订友好合作协议', '苏州市标准化建设情况介绍'],
      ...['上海市标准化建设过程介绍', '聘任协会顾问', '安防新标准解读', '常务理事会上半年工作汇报与下半年工作布置'],
      ...['国家安全管理规范解读', '交流发言', 'close', 'credits'],
    ]);
  });

  it('tells what was signed by whom and who was appointed, from what the room holds', () => {
    expect(words).toContain(
      '会上，江苏益友天元律师事务所与苏州市安全技术防范行业协会签署《友好合作协议》，蒋维东、王坤泉分别代表双方签字。',
    );
    expect(words).toContain('根据协议，双方确认战略合作伙伴关系，律所成为协会免费法律顾问单位。');
    expect(words).toContain('会上，协会聘任牟晓生为顾问，吴坚为其颁发聘书。');
  });

  it('speaks as a report does', () => {
    expect(words).toContain(
      '刘晓新提出三点建议：一是化解标准缺失矛盾；二是推进标准化改革；三是抓好工作统筹和队伍建设。',
    );
    expect(words).toContain('蒋维东表示，欢迎与会者随时咨询法律问题。');
    expect(words).toContain('律所是苏州最早设立的合伙律师事务所之一');
    expect(words).toContain('从为何搞安防、怎样建设、信息时代的发展三个方面作专题讲解');
    expect(words).toContain('作常务理事会上半年工作汇报，并对下半年工作作出布置');
    expect(words).toContain('安防技术产品专家委主任朱雨真、技术创新专家委主任肖圣兵等作交流发言');
    expect(words).not.toMatch(/会议听取了|会议指出|会议要求|现纪要如下/u);
  });

  it('leaves out what a note-taker wrote for himself', () => {
    expect(words).not.toMatch(/原文|报道未归类|引用|汇报期间|无表决|发言人：/u);
    expect(words).toContain('下半年：组织培训。');
  });

  it('holds places for pictures, numbered through', () => {
    expect(article.pictures.map(({ number, caption }) => `${number} ${caption}`)).toEqual([
      ...['1 会议现场', '2 签约仪式', '3 颁发聘书', '4 公众号二维码'],
    ]);
    expect(words).toContain('【图2：签约仪式】');
  });

  it('is markup of five tags with inline styles and nothing else', () => {
    const { html, length } = articleHtml(article.parts, { cut: CUT });
    expect(length).toBe(html.length);
    expect(length).toBeLessThan(ARTICLE_LIMITS.markup);
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)/gu)].map(([, tag]) => tag ?? '');
    expect(new Set(tags)).toEqual(new Set(['section', 'p', 'strong']));
    expect(html).not.toMatch(/\s(?!style=)[a-z-]+="/u);
    expect(html).not.toMatch(/flex|grid|position|var\(|box-shadow|white-space/u);
  });
});

describe('the meetings of other houses', () => {
  it('tell who presided, what was passed, and nothing of what was rejected or put off', () => {
    const snapshot = snapshotOf({
      facts: { title: '二届三次理事会', organisation: '某市园林学会', chair: '林岚', venue: '学会会议室' },
      people: [{ name: '林岚', org: '某市园林学会', titles: ['会长'] }],
      items: [
        { id: 'a', kind: 'deliberation', title: '审议《章程》修改' },
        { id: 'b', kind: 'deliberation', title: '审议会费标准' },
        { id: 'c', kind: 'briefing', title: '财务通报', progress: { state: 'postponed' } },
      ],
      decisions: [
        { id: 'd1', itemId: 'a', wording: '《章程》修改', outcome: 'adopted' },
        { id: 'd2', itemId: 'b', wording: '提高会费', outcome: 'rejected' },
      ],
    });
    const article = articleOf(snapshot, ZONE);
    const words = wordsOf(article);
    expect(words).toContain('某市园林学会二届三次理事会在学会会议室召开。会议由学会会长林岚主持。');
    expect(words).toContain('会议审议通过了《章程》修改。');
    expect(words).not.toMatch(/提高会费|财务通报/u);
    expect(article.title).toBe('某市园林学会二届三次理事会召开');
  });

  it('have no guests who did not come', () => {
    const people = [
      { id: 'p1', name: '来宾甲', role: 'guest' as const },
      { id: 'p2', name: '来宾乙', role: 'guest' as const },
    ];
    const snapshot = {
      ...snapshotOf({ people, items: [{ id: 'a', title: '交流发言', kind: 'discussion' }] }),
    };
    const [, away] = snapshot.people;
    const roll = away === undefined ? [] : [{ key: away.id, state: 'absent' as const }];
    expect(wordsOf(articleOf({ ...snapshot, roll }, ZONE))).toContain('来宾甲');
    expect(wordsOf(articleOf({ ...snapshot, roll }, ZONE))).not.toContain('来宾乙');
  });

  it('keep what was written in full, pictures where they stand', () => {
    const minutes: readonly Block[] = [
      ...points('会上展示了新系统。'),
      { kind: 'image', fileId: 'f1', alt: '新系统' },
      { kind: 'quote', blocks: points('安全是发展的前提。') },
    ];
    const base = snapshotOf({ items: [{ id: 'a', title: '情况介绍', kind: 'briefing', minutes }] });
    const [item] = base.agenda;
    const file = { name: 'a.jpg', mediaType: 'image/jpeg', sizeBytes: 1, digest: 'd', width: 2, height: 2 };
    const snapshot = { ...base, files: [{ ...file, id: brand<FileId>('f1') }] };
    expect(item).toBeDefined();
    const article = articleOf(snapshot, ZONE);
    expect(article.pictures).toContainEqual({ number: 2, caption: '新系统', fileId: 'f1' });
    expect(articleHtml(article.parts, { cut: CUT }).html).toContain('【图2：新系统】');
    expect(articleHtml(article.parts, { cut: CUT, imageUrl: (id) => `/files/${id}` }).html).toContain(
      '<img src="/files/f1" alt="新系统" style="width:100%;height:auto">',
    );
    expect(wordsOf(article)).toContain('会上展示了新系统。');
  });

  it('put no words into anybody’s mouth: a name before a colon is who said it, and one wish is not everybody’s', () => {
    const minutes = points(
      ...['刘工：反对，理由是成本过高', '朱雨真：建议分期实施', '肖圣兵：赞成', '希望三年内不再收费'],
      ...['施工：明年三月开始', '王小明：再议', '应当共享数据'],
    );
    const people = [{ name: '朱雨真' }, { name: '肖圣兵' }];
    const presenters = people.map(({ name }) => speaker(name));
    const items = [{ id: 'a', title: '交流发言', kind: 'discussion' as const, presenters, minutes }];
    const words = wordsOf(articleOf(snapshotOf({ people, items }), ZONE));
    expect(words).toContain('刘工表示，反对，理由是成本过高。朱雨真建议分期实施。肖圣兵表示，赞成。');
    expect(words).toContain('有与会者表示，希望三年内不再收费。');
    expect(words).toContain('关于施工，会上介绍，明年三月开始。');
    expect(words).toContain('王小明：再议；应当共享数据。');
    expect(words).not.toMatch(/大家|关于刘工|关于朱雨真|关于王小明/u);
  });

  test.each([
    ['苏州市安全技术防范行业协会', '苏州市安防协会三届二次理事会', '苏州市安防协会三届二次理事会'],
    ['苏州市安全技术防范行业协会', '三届二次理事会', '苏州市安全技术防范行业协会三届二次理事会'],
    ['苏州市安防协会', '无锡市安防协会来访座谈会', '苏州市安防协会无锡市安防协会来访座谈会'],
    ['某市园林学会', '某市园林学会二届三次理事会', '某市园林学会二届三次理事会'],
  ])('say whose meeting it was once: %s, %s', (organisation, title, name) => {
    const { digest } = articleOf(snapshotOf({ facts: { organisation, title } }), ZONE);
    expect(digest).toBe(`${name}召开。`);
  });

  it('tell nothing as done that the meeting has not come to', () => {
    const snapshot = {
      ...snapshotOf({
        people: [{ name: '来宾甲', role: 'guest' }],
        items: [
          { id: 'g', title: '介绍来宾', kind: 'guest_introduction', presenters: [speaker('主人')] },
          { id: 'a', title: '财务情况通报', presenters: [speaker('甲')], progress: { state: 'current', startedAt: 1 } },
          { id: 'b', title: '风险评估', kind: 'lecture', presenters: [speaker('乙')] },
          {
            id: 'c',
            title: '信息化建设',
            kind: 'lecture',
            presenters: [speaker('丙')],
            minutes: points('应当共享数据'),
          },
          { id: 'd', title: '审议会费标准', kind: 'deliberation' },
          { id: 'e', title: '年度工作报告', kind: 'work_report', presenters: [speaker('丁')] },
          { id: 'f', title: '总结', kind: 'closing', presenters: [speaker('戊')] },
        ],
        decisions: [{ id: 'd1', itemId: 'd', wording: '会费标准', outcome: 'adopted' }],
      }),
      // What nobody started, but somebody wrote down, counts once the meeting is over.
      adjournedAt: 2,
    };
    const article = articleOf(snapshot, ZONE);
    const words = wordsOf(article) + article.digest;
    expect(words).toContain('甲通报了财务情况');
    expect(words).toContain('丙以“信息化建设”为题作专题讲解');
    expect(words).toContain('审议通过会费标准');
    expect(words).toContain('出席会议的嘉宾有：');
    expect(words).not.toMatch(/风险评估|年度工作报告|主人|戊/u);
    expect(wordsOf(pressNotePaper(snapshot, ZONE))).not.toMatch(/风险评估|年度工作报告/u);
    // What is written up afterwards shows no progress: all of it took place.
    const afterwards = { ...snapshot, agenda: snapshot.agenda.map((item) => ({ ...item, progress: PENDING })) };
    expect(wordsOf(articleOf(afterwards, ZONE))).toContain('乙以“风险评估”为题');
  });

  it('say the month once when they lasted two days', () => {
    const on = (plannedEnd: string): string =>
      wordsOf(
        articleOf(
          snapshotOf({
            facts: { plannedStart: Date.parse('2026-11-26T01:00:00Z'), plannedEnd: Date.parse(plannedEnd) },
          }),
          ZONE,
        ),
      );
    expect(on('2026-11-27T01:00:00Z')).toContain('11月26日至27日，');
    expect(on('2026-12-01T01:00:00Z')).toContain('11月26日至12月1日，');
  });

  it('tell once what was agreed and decided in the same words, and a decision that differs as well', () => {
    const withDecision = (wording: string): MeetingSnapshot => ({
      ...REFERENCE,
      decisions: REFERENCE.agenda
        .filter(({ ceremony }) => ceremony?.kind === 'signing')
        .map(({ id: itemId }) => ({
          ...{ id: brand<DecisionId>('d'), itemId, wording, outcome: 'adopted' as const, motionId: null, order: 'a0' },
        })),
    });
    const told = (wording: string): number =>
      wordsOf(articleOf(withDecision(wording), ZONE)).split('确认战略合作伙伴关系').length - 1;
    const noted = (wording: string): string => wordsOf(pressNotePaper(withDecision(wording), ZONE));
    expect(told('双方确认战略合作伙伴关系。')).toBe(1);
    expect(told('双方不再确认战略合作伙伴关系')).toBe(2);
    expect(noted('双方确认战略合作伙伴关系')).not.toContain('The meeting decided');
    expect(noted('双方不再确认战略合作伙伴关系')).toContain('The meeting decided');
  });

  test.each([
    ['lecture', '风险评估', ['要重视数据安全'], '会上，甲以“风险评估”为题作专题讲解，指出要重视数据安全。'],
    ['discussion', '讨论信息化建设', ['应当共享数据'], '会上，甲围绕信息化建设进行了交流，谈到应当共享数据。'],
    [
      ...(['lecture', '数据安全', ['数据是资产', '数据是责任', '从采集到销毁', '都要有人管']] as const),
      '会上，甲以“数据安全”为题作专题讲解，指出：数据是资产，也是责任；从采集到销毁，都要有人管。',
    ],
    [
      ...(['lecture', '数据安全', ['这不是小事', '这不是一家的事']] as const),
      '会上，甲以“数据安全”为题作专题讲解，指出：这不是小事；这不是一家的事。',
    ],
    [
      ...(['briefing', '标准化情况介绍', ['祝愿合作顺利', '解读现有政策', '工作一：培训', '工作二：宣传']] as const),
      '会上，甲介绍了标准化情况，祝愿合作顺利，解读了现有政策，并介绍了两项工作：一是培训；二是宣传。',
    ],
    [
      ...(['introduction', '律所情况介绍', ['总部苏州，昆山设分部']] as const),
      '会上，甲介绍了律所情况。据介绍，总部位于苏州，昆山设有分部。',
    ],
    ['briefing', '财务情况通报', [], '会上，甲通报了财务情况。'],
    ['work_report', '年度工作报告', [], '会上，甲作年度工作报告。'],
  ] as const)('are told in the voice of a %s: %s', (kind, title, noted, told) => {
    expect(talkParagraphs({ kind, title, speakers: '甲', name: '甲', isFirst: true }, noted).join('')).toBe(told);
  });
});

describe('what is filled in', () => {
  it('stands in place of what is proposed', () => {
    const article = articleOf(withFacts({ title: '安防人齐聚一堂', digest: '短', editor: '李文静' }), ZONE);
    expect([article.title, article.digest]).toEqual(['安防人齐聚一堂', '短']);
    expect(article.proposed.title).toContain('召开');
    expect(wordsOf(article)).toContain('供稿：协会秘书处　编辑：李文静');
  });

  it('is the text that somebody wrote, its heading and its places for pictures too', () => {
    const item = articleOf(REFERENCE, ZONE).sections.find(({ heading }) => heading === '签订友好合作协议');
    const blocks: readonly Block[] = [
      { kind: 'heading', level: 2, inline: [text('携手同行')] },
      ...points('双方代表签字。【图：合影】合影留念。', '【图3:握手】'),
    ];
    const key = item?.key ?? 'lead';
    const article = articleOf({ ...REFERENCE, articleText: [{ key, blocks }] }, ZONE);
    const words = wordsOf(article);

    expect(words).toMatch(/\n携手同行\n双方代表签字。\n【图2：合影】\n合影留念。\n【图3：握手】\n苏州市标准化/u);
    expect(words).not.toContain('签订友好合作协议\n');
    expect(article.pictures.map(({ caption }) => caption)).toEqual([
      ...['会议现场', '合影', '握手', '颁发聘书', '公众号二维码'],
    ]);
    expect(article.sections.find((section) => section.key === key)?.heading).toBe('携手同行');
    expect(articleHtml(article.parts, { cut: CUT }).html).toContain('携手同行');
  });

  it('names who is named first with the post, also where a section is left out or moved', () => {
    const guests = wordsOf(articleOf(withFacts({ omitted: ['guests'] }), ZONE));
    expect(guests).toContain('苏州市市场监督管理局标准化处处长张春野介绍了苏州市标准化建设情况');

    const keys = articleOf(REFERENCE, ZONE).sections.map(({ key }) => key);
    const talk = articleOf(REFERENCE, ZONE).sections.find(({ heading }) => heading === '苏州市标准化建设情况介绍');
    const order = [...keys].sort((a, b) => Number(b === talk?.key) - Number(a === talk?.key));
    const moved = wordsOf(articleOf(withFacts({ order }), ZONE));
    expect(moved.match(/处长张春野/gu)).toHaveLength(2);
    expect(moved.startsWith('苏州市标准化建设情况介绍\n会上，苏州市市场监督管理局标准化处处长张春野')).toBe(true);
  });

  it('leaves sections out and moves them, and numbers pictures anew', () => {
    const item = articleOf(REFERENCE, ZONE).sections.find(({ heading }) => heading === '签订友好合作协议');
    const article = articleOf(withFacts({ omitted: [item?.key ?? '', 'guests'] }), ZONE);
    expect(wordsOf(article)).not.toContain('签署《友好合作协议》');
    expect(wordsOf(article)).toContain('【图2：颁发聘书】');
    expect(sectionOf(article, '签订友好合作协议')).not.toBe('');
  });

  it('keeps what came after somebody ordered the sections behind its neighbour', () => {
    const keys = (order: readonly string[]): string =>
      inOwnOrder(
        ['a', 'b', 'c', 'd'].map((key) => ({ key })),
        order,
      )
        .map(({ key }) => key)
        .join('');
    expect(keys([])).toBe('abcd');
    expect(keys(['d', 'b', 'a', 'x'])).toBe('dbca');
    expect(keys(['c'])).toBe('abcd');
  });
});

test('what is too long is left out from the end, and said; a heading never stands alone', () => {
  const long = points(...Array.from({ length: 400 }, (_, index) => `第${index}点说明如下。${'内容'.repeat(30)}。`));
  const snapshot = snapshotOf({ items: [{ id: 'a', title: '情况介绍', kind: 'briefing', minutes: long }] });
  const article = articleOf(snapshot, ZONE);
  const { html, left } = articleHtml(article.parts, { cut: CUT });
  expect(html.length).toBeLessThan(ARTICLE_LIMITS.markup);
  expect(html.length).toBeGreaterThan(ARTICLE_LIMITS.markup - 1_000);
  expect(html).toContain(CUT);
  expect(left.length).toBeGreaterThan(100);
  const whole = articleOf(REFERENCE, ZONE).parts;
  for (let limit = 600; limit < 6_000; limit += 37) {
    const cut = articleHtml(whole, { cut: CUT }, limit);
    expect(cut.html.length).toBeLessThan(limit);
    expect(cut.html).not.toMatch(/border-left[^>]*><strong>[^<]*<\/strong><\/section><p [^>]*>以下从略/u);
  }
});

test('nothing internal is in any of its bytes, wherever it was marked', () => {
  const random = seeded(59);
  const pick = (n: number): number => Math.floor(random() * n);
  for (let round = 0; round < 60; round += 1) {
    const secret = `机密${round}字样`;
    const inside = (line: string): Block => ({
      ...{ kind: 'paragraph', inline: [text(line), text(secret, { internal: true })] },
    });
    const agenda = REFERENCE.agenda.map((item) => {
      const minutes = item.minutes.flatMap((block): readonly Block[] =>
        pick(4) === 0 ? [block, inside(pick(2) === 0 ? '公开的半句，' : '')] : [block],
      );
      if (pick(6) === 0 && item.kind !== 'guest_introduction') {
        return { ...item, internal: true, title: `${item.title}${secret}`, minutes: points(secret) };
      }
      return { ...item, minutes };
    });
    const decisions = agenda
      .filter(({ internal }) => internal)
      .map(({ id }) => ({
        ...{
          id: brand<DecisionId>('d'),
          itemId: id,
          wording: secret,
          outcome: 'adopted' as const,
          motionId: null,
          order: 'a0',
        },
      }));
    const secretTitle = agenda.find(({ internal }) => internal)?.title ?? '无';
    const snapshot = {
      ...REFERENCE,
      ...{ agenda, decisions },
      people: REFERENCE.people.map((person) => ({ ...person, note: secret })),
      article: { ...NO_ARTICLE, title: secretTitle.length > 3 ? secretTitle : null },
    };
    const papers = [articlePaper(snapshot, ZONE), pressNotePaper(snapshot, ZONE)];
    for (const paper of papers) expect(textFile(paper) + htmlFile(paper, CUT)).not.toContain(secret);
  }
});

test('the press note has headline, dateline, quotes only as recorded, and places for what is not known', () => {
  const quote: Block = { kind: 'quote', blocks: points('Safety first') };
  const agenda = REFERENCE.agenda.map((item) => (item.kind === 'lecture' ? { ...item, minutes: [quote] } : item));
  const paper = pressNotePaper({ ...REFERENCE, agenda }, ZONE);
  const words = wordsOf(paper);
  expect(paper.title).toBe('苏州市安防协会 signs “友好合作协议” at 三届二次常务理事会');
  expect(words).toContain('23 April 2021 — ');
  expect(words).toContain('“Safety first” — 牟晓生');
  expect(words.match(/“Safety first”/gu)).toHaveLength(2);
  expect(words).toContain('[Name, telephone, e-mail]');
  const filled = pressNotePaper({ ...REFERENCE, article: { ...NO_ARTICLE, contact: 'press@example.org' } }, ZONE);
  expect(wordsOf(filled)).toContain('press@example.org');
  expect(wordsOf(filled)).not.toContain('[Name, telephone, e-mail]');
});
