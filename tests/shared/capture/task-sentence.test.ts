// Sentences of minutes that set somebody a task, and those that only look like it. Of each file: `more` was written before
// the rules, `unseen` and `later` afterwards to see how they do on what nobody had in mind, and then kept. `own` and `fresh`
// are judged by what the rules owe, not by the sentence; how they did at first sight stands in them.
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { sentencesOf } from '../../../shared/capture/sentences.ts';
import type { TaskSentence } from '../../../shared/capture/task-reading.ts';
import { readTaskSentence } from '../../../shared/capture/task-sentence.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';

interface Expected {
  readonly text: string;
  readonly isTask: boolean;
  readonly owners: readonly string[];
  readonly due: string | null;
  readonly what: string;
}

/** What the rules owe on sentences of this kind. */
const OWED = 0.95;
/** Of the words of a task, so many are to be found; of two halves of a sentence either may be meant. */
const OWED_WORDS = 0.9;

const base = parseLocalDate('2021-04-23');
if (base === null) throw new Error('no such day');
const read = (text: string, parties: readonly string[] = []) => readTaskSentence(text, { parties, base });

function expectedIn(name: string): readonly Expected[] {
  const file: { readonly sentences?: readonly Expected[] } & readonly Expected[] = JSON.parse(
    readFileSync(new URL(`../../fixtures/capture/${name}-sentences.json`, import.meta.url), 'utf8'),
  );
  return file.sentences ?? file;
}

/** Pairs of neighbouring characters: how much of the words was found. */
function overlap(found: string, expected: string): number {
  const pairs = (text: string): ReadonlySet<string> =>
    new Set(Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2)));
  const [have, want] = [pairs(found), pairs(expected)];
  return [...want].filter((pair) => have.has(pair)).length / Math.max(1, want.size);
}

describe.each(['task', 'more', 'unseen', 'later'])('of the %s sentences', (name) => {
  const sentences = expectedIn(name);

  it.each(sentences.filter(({ isTask }) => isTask))('$text', ({ text, owners, due }) => {
    const task = read(text);
    expect(task && { owners: [...task.owners, ...task.supporters], due: task.due }).toEqual({ owners, due });
    expect(text).toContain(task?.what);
    expect(text).toContain(task?.dueText);
  });

  it.each(sentences.filter(({ isTask }) => !isTask))('none: $text', ({ text }) => {
    expect(read(text)).toBeNull();
  });

  test('the words for nine in ten of the tasks are found', () => {
    const tasks = sentences.filter(({ isTask }) => isTask);
    const good = tasks.filter(({ text, what }) => overlap(read(text)?.what ?? '', what) >= 0.6);
    expect(good.length / tasks.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe.each(['task', 'own', 'fresh'])('on the %s sentences', (name) => {
  const sentences = expectedIn(name);
  const tasks = sentences.filter(({ isTask }) => isTask);
  const found = sentences.filter(({ text }) => read(text) !== null);
  const share = (which: (expected: Expected, task: TaskSentence) => boolean): number =>
    tasks.filter((expected) => {
      const task = read(expected.text);
      return task !== null && which(expected, task);
    }).length / tasks.length;

  test('what is found is a task', () => {
    expect(found.filter(({ isTask }) => isTask).length / found.length).toBeGreaterThanOrEqual(OWED);
  });

  test('a task is found', () => {
    expect(share(() => true)).toBeGreaterThanOrEqual(OWED);
  });

  test('its day is the day that was meant', () => {
    expect(share(({ due }, task) => task.due === due)).toBeGreaterThanOrEqual(OWED);
  });

  test('its owners are all of those and no others, the lead first', () => {
    const names = ({ owners, supporters }: TaskSentence): string => [...owners, ...supporters].join();
    expect(share(({ owners }, task) => names(task) === owners.join())).toBeGreaterThanOrEqual(OWED);
  });

  test('its words are found', () => {
    expect(share(({ what }, task) => overlap(task.what, what) >= 0.6)).toBeGreaterThanOrEqual(OWED_WORDS);
  });

  test('words and limit stand in the sentence as they were written', () => {
    expect(share(({ text }, task) => text.includes(task.what) && text.includes(task.dueText))).toBe(1);
  });
});

describe('names the meeting knows', () => {
  it('are found where their form says nothing', () => {
    expect(read('请阿依古丽于5月10日前提交照片。')).toBeNull();
    expect(read('请阿依古丽于5月10日前提交照片。', ['阿依古丽'])?.owners).toEqual(['阿依古丽']);
  });

  it('win over the form, the longest first', () => {
    const parties = ['团体标准专家委', '团体标准专家委员会'];
    expect(read('由团体标准专家委员会6月底前完成审核。', parties)?.owners).toEqual(['团体标准专家委员会']);
  });
});

it.each([
  '由于秘书处4月底前搬迁，电话暂时不通。',
  '培训部未能在3月底前完成教材编写。',
  '培训部没有在3月底前完成教材编写。',
  '上次会议要求秘书处3月底前提交报告，秘书处没有提交。',
  '会议由会长主持，秘书处全体人员列席。',
  '会议明确了牵头单位、责任人和完成时限的填写要求。',
  '监票人由监事会推荐，计票工作由秘书处承担。',
  '选举办法规定，候选人名单由理事会提出。',
  '章程修改须经理事会三分之二以上表决通过，并于通过后十五日内报业务主管单位审查。',
  '会员代表大会每届四年，因特殊情况需提前或延期换届的，须由理事会表决通过。',
  '本协会的法定代表人由会长担任。',
  '协会成立于2003年5月，由五家企业发起。',
  '展馆由市政府投资建设，计划于2022年6月前建成。',
  '张会长要求大家年底前把心思放在工作上。',
  '论坛将由中国安防协会主办，我会承办，时间为8月中旬。',
  '培训费由参训企业承担。',
  '会上，秘书处就上半年工作完成情况作了汇报，并对下半年工作提出了设想。',
  '秘书处上半年完成了八项工作，下半年将继续努力。',
  '王强表示将在5月底前补缴会费。',
  '项目已由技术部在去年三季度完成验收。',
  '会议期间，由会务组负责接待，代表们非常满意。',
  '对逾期不缴会费的会员，秘书处有权停止其会员服务。',
  '各位代表如对议案有意见，请于会后三日内向秘书处反映。',
  '请大家抓紧时间用餐，下午两点准时开会。',
  '请与会代表将手机调至静音。',
  '请李伟同志发言。',
  '请各位理事举手表决。',
  '下面请财务部作财务报告。',
  '由张伟副会长宣读关于表彰先进的决定。',
  '大会主席团由七人组成，由会长提名。',
  '会议强调要加强行业自律，各会员企业要带头执行公约。',
  '会员数量从去年底的三百家增加到三百五十家。',
  '据统计，截至4月底，全行业完成产值同比增长12%。',
  '目前，标准正由专家组审核，预计6月底前完成。',
  '财务部已按要求在4月15日前完成整改。',
  '王会长介绍，新办公楼预计明年6月交付。',
  '大会收到提案12件，由提案组审查立案10件。',
  '该议案由秘书处提交，会议未表决。',
  '会议没有通过由秘书处负责采购的方案。',
  '会议讨论了由谁牵头的问题，没有结论。',
  '有委员问，秘书处能否在6月前完成审计。',
  '协会章程规定，会费由秘书处负责收取，每年6月30日前缴清。',
  '上届理事会曾要求秘书处在2020年底前建成网站。',
  '刘主任回忆，2015年由协会牵头制定了第一个行业标准。',
  '市政府决定，6月1日起由公安局负责备案。',
  '根据协议，甲方应在5月31日前付清尾款。',
  '乙方须于收到款项后十日内开具发票。',
  '如各方无异议，由秘书处在6月底前办理手续。',
  '秘书处建议由会员部6月底前完成普查，会议未置可否。',
  '与会人员提出，能由秘书处统一购买保险最好。',
  '天气好的话，由办公室组织户外活动。',
  '信息中心已经把会议照片上传共享盘，请各位下载。',
  '本次大会由苏州市行业协会主办，展会服务部具体承办。',
  '按照换届工作方案，换届大会拟于今年12月召开。',
  '如果参展企业不足一百家，展会服务部将缩小展位面积。',
  '有理事询问，会费减免政策能否延续到年底。',
  '秘书处提出的下半年预算追加申请未予通过。',
  '张磊同志自5月1日起任宣传部副部长。',
  '会议应到常务理事三十一人，实到二十五人，超过三分之二。',
  '根据《社会团体登记管理条例》，年检应于每年5月31日前完成。',
  '苏州标准院的做法是由专人负责、每周五前上报进展。',
  '会长指出，标准化工作要牢牢把握质量这条主线。',
  '去年年底前，各分会均已提交年度总结。',
  '新章程经会员大会表决通过后，由秘书处报登记管理机关核准后生效。',
  '李总说他们在三个月内完成了系统切换，技术部功不可没。',
  '赵敏常务理事建议秘书处一个月内组织一次问卷调查。',
  '会议决定取消原定6月底前由培训中心组织的外出学习。',
  '展位申请截止日期为6月30日，详情请咨询展会服务部。',
  '会上宣读了市民政局关于表彰先进社会组织的决定。',
  '监事会在过去一年里列席了全部常务理事会会议。',
  '会议对秘书处提前完成年度任务给予充分肯定。',
  '上半年，会员服务部走访会员单位六十五家，收集意见建议四十余条。',
  '协议约定，合作期限为两年，双方任何一方可提前一个月书面通知终止。',
  '专家组将对申报材料进行评审。',
  '今天的会议到此结束，请各位合影留念。',
  '假如年底前完成换届，新一届理事会将由四十人组成。',
  '宣传部负责人表示，五一前后会刊可以付印。',
  '会议认为，由第三方机构负责审计更加客观。',
  '“下周五前提交”改为“下周三前提交”，其余不变。',
  '本办法由秘书处负责解释，自发布之日起施行。',
  '会员单位可自愿报名，费用由协会承担。',
  'The Board will meet on 5 May.',
  'The Secretariat will be closed from 1 to 5 May.',
  'Could the Treasurer tell us when the audit will end?',
  'Next year will bring more work for all of us.',
])('none: %s', (text) => {
  expect(read(text)).toBeNull();
});

describe('a line of a form', () => {
  it.each([
    ['宣传册设计 责任人：赵敏 完成时限：5月31日', ['赵敏'], '2021-05-31', '宣传册设计'],
    ['任务：宣传册设计，责任人为赵敏，完成时限为5月31日', ['赵敏'], '2021-05-31', '宣传册设计'],
    ['1. 宣传册设计（责任单位：宣传部；完成时限：5月底前）', ['宣传部'], '2021-05-31', '宣传册设计'],
    [
      '牵头部门：标准部，配合部门：会员部；时限：6月15日；内容：核对目录',
      ['标准部', '会员部'],
      '2021-06-15',
      '核对目录',
    ],
    ['任务：核对目录｜责任人：阿依古丽、Jane Doe｜时限：待定', ['阿依古丽', 'Jane Doe'], null, '核对目录'],
    ['Task: update the site; responsible: Tom; deadline: next Friday', ['Tom'], '2021-04-30', 'update the site'],
  ])('%s', (text, owners, due, what) => {
    const task = read(text);

    expect(task && { owners: [...task.owners, ...task.supporters], due: task.due, what: task.what }).toEqual({
      owners,
      due,
      what,
    });
  });

  it.each(['任务：核对目录；责任人：待定；时限：6月底', '完成时限、责任人另行通知。', '事项：核对目录；备注：无'])(
    'says of nobody that they are to do it: %s',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

describe('who it is', () => {
  it.each([
    ['请赵立新秘书长与市民政局沟通换届时间，一周内答复会长。', ['赵立新']],
    ['由科普部与学术部5月25日以前共同提交论坛方案。', ['科普部', '学术部']],
    ['张会长要求大家年底前把材料交齐，由秘书处5月底前通知到位。', ['秘书处']],
    ['请Jane Doe于5月10日前提交照片。', ['Jane Doe']],
    ['@张三 5月底前把名册报上来', ['张三']],
    ['（一）会员部5月底前完成回访。', ['会员部']],
    ['安排专人（张磊）负责微信公众号运维，每周五前更新一期。', ['张磊']],
    ['常务理事会授权会长会议审定预算调整方案，于6月10日前公布。', ['会长会议']],
    ['指派周莉莉作为协会代表，5月20日前完成展会的报名手续。', ['周莉莉']],
    ['副会长单位苏州安达公司提供技术培训场地，五一前腾空。', ['苏州安达公司']],
    ['请会长单位5月10日前缴费。', ['会长单位']],
    ['Li Na (Treasurer), Tom Brown & the Events Team will report by 5 May.', ['Li Na', 'Tom Brown', 'Events Team']],
    ['Treasurer Li Na shall report by 5 May.', ['Li Na']],
    ['All member companies must reply by 5 May.', ['All member companies']],
  ])('%s', (text, owners) => {
    expect(read(text)?.owners).toEqual(owners);
  });
});

it('a limit of a year that has passed sets no task', () => {
  expect(read('秘书处2020年6月底前完成统计。')).toBeNull();
  expect(read('秘书处2021年6月底前完成统计。')?.due).toBe('2021-06-30');
});

it('a sentence longer than any is not read', () => {
  expect(read(`由秘书处于5月15日前完成${'核对'.repeat(300)}。`)).toBeNull();
});

describe('a text', () => {
  it('is cut into sentences with their places, and not inside quotes', () => {
    const text = ' 会议听取了报告。由秘书处通知“各位请准时；勿迟到。”的要求；\n李明负责。';
    expect(sentencesOf(text).map((sentence) => [sentence.from, sentence.text])).toEqual([
      [1, '会议听取了报告。'],
      [9, '由秘书处通知“各位请准时；勿迟到。”的要求；'],
      [32, '李明负责。'],
    ]);
  });

  it('in English ends with a full stop, and not at a title, a number or an initial', () => {
    const text =
      '1. Mr. Li and J. Doe met Prof. Wang, see No. 3 of 4.5. The budget rose by 5.5%. Done, e.g. by him. 好。Ok';

    expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual([
      '1. Mr. Li and J. Doe met Prof. Wang, see No. 3 of 4.5.',
      'The budget rose by 5.5%.',
      'Done, e.g. by him.',
      '好。',
      'Ok',
    ]);
  });

  it('that forgot to close a bracket goes on with the next line', () => {
    expect(sentencesOf('（未完\n第二行。第三句').map(({ text }) => text)).toEqual(['（未完', '第二行。', '第三句']);
  });
});
