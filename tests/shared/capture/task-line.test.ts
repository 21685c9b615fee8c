// One line becomes a task: who, by when, what. The meeting is on Friday 23 April 2021.
import { describe, expect, test } from 'vitest';
import { findDue } from '../../../shared/capture/due.ts';
import { parseTaskLine } from '../../../shared/capture/task-line.ts';
import { workCalendar } from '../../../shared/domain/working-days.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const base = brand<LocalDate>('2021-04-23');
const parties = ['张三', '张三丰', '李四', '秘书处', '团体标准专家委', '无人机专家委', 'Jane Doe'];

describe('a limit of time', () => {
  test.each([
    ['6月30日前', '2021-06-30', '6月30日前'],
    ['６月３０日之前', '2021-06-30', '６月３０日之前'],
    ['六月十五日前', '2021-06-15', '六月十五日前'],
    ['十二月三十一号以前', '2021-12-31', '十二月三十一号以前'],
    ['2022年1月5日', '2022-01-05', '2022年1月5日'],
    ['二〇二一年五月四日前', '2021-05-04', '二〇二一年五月四日前'],
    ['明年3月15日前', '2022-03-15', '明年3月15日前'],
    ['1月8日前', '2021-01-08', '1月8日前'],
    ['4月28日17:00前', '2021-04-28', '4月28日17:00前'],
    ['4月28日下午5点半前', '2021-04-28', '4月28日下午5点半前'],
    ['5月10日至15日', '2021-05-15', '5月10日至15日'],
    ['9—11月', '2021-11-30', '9—11月'],
    ['2021-04-30', '2021-04-30', '2021-04-30'],
    ['4.30前', '2021-04-30', '4.30前'],
    ['5/8', '2021-05-08', '5/8'],
    ['月底前', '2021-04-30', '月底前'],
    ['7月底前', '2021-07-31', '7月底前'],
    ['2月底', '2021-02-28', '2月底'],
    ['5月中旬', '2021-05-20', '5月中旬'],
    ['6月上旬', '2021-06-10', '6月上旬'],
    ['6月份', '2021-06-30', '6月份'],
    ['下月15号', '2021-05-15', '下月15号'],
    ['下个月底前', '2021-05-31', '下个月底前'],
    ['下下月初', '2021-06-10', '下下月初'],
    ['每月5日前', '2021-05-05', '每月5日前'],
    ['明天下班前', '2021-04-24', '明天下班前'],
    ['后天', '2021-04-25', '后天'],
    ['大后天', '2021-04-26', '大后天'],
    ['周一前', '2021-04-26', '周一前'],
    ['下周五前', '2021-04-30', '下周五前'],
    ['下下周三', '2021-05-05', '下下周三'],
    ['本周日', '2021-04-25', '本周日'],
    ['下周内', '2021-05-02', '下周内'],
    ['二季度末', '2021-06-30', '二季度末'],
    ['下季度', '2021-09-30', '下季度'],
    ['上半年', '2021-06-30', '上半年'],
    ['下半年', '2021-12-31', '下半年'],
    ['年底前', '2021-12-31', '年底前'],
    ['明年上半年', '2022-06-30', '明年上半年'],
    ['明年底前', '2022-12-31', '明年底前'],
    ['一周内', '2021-04-30', '一周内'],
    ['两个月内', '2021-06-23', '两个月内'],
    ['半个月内', '2021-05-08', '半个月内'],
    ['半年内', '2021-10-23', '半年内'],
    ['10天内', '2021-05-03', '10天内'],
    ['会后三个工作日内', '2021-04-27', '会后三个工作日内'],
    ['五个工作日', '2021-04-29', '五个工作日'],
    ['五一前', '2021-04-30', '五一前'],
    ['国庆节前', '2021-09-30', '国庆节前'],
    ['by Friday', '2021-04-30', 'by Friday'],
    ['next Monday', '2021-04-26', 'next Monday'],
    ['by 30 June', '2021-06-30', 'by 30 June'],
    ['before June 30th, 2022', '2022-06-30', 'before June 30th, 2022'],
    ['end of next month', '2021-05-31', 'end of next month'],
    ['by the end of May', '2021-05-31', 'by the end of May'],
    ['within two weeks', '2021-05-07', 'within two weeks'],
    ['within 3 working days', '2021-04-27', 'within 3 working days'],
    ['tomorrow', '2021-04-24', 'tomorrow'],
    ['by the end of the year', '2021-12-31', 'by the end of the year'],
    ['10个工作日内', '2021-05-10', '10个工作日内'],
    ['十五个工作日内', '2021-05-17', '十五个工作日内'],
    ['48小时内', '2021-04-25', '48小时内'],
    ['一个半月内', '2021-06-07', '一个半月内'],
    ['一个季度内', '2021-07-23', '一个季度内'],
    ['自即日起一个月内', '2021-05-23', '自即日起一个月内'],
    ['会议结束后一周内', '2021-04-30', '会议结束后一周内'],
    ['明天上午', '2021-04-24', '明天上午'],
    ['下周三下午三点前', '2021-04-28', '下周三下午三点前'],
    ['5月6日（周四）前', '2021-05-06', '5月6日（周四）前'],
    ['25日前', '2021-04-25', '25日前'],
    ['20号前', '2021-05-20', '20号前'],
    ['2021年5月10日至2022年3月31日', '2022-03-31', '2021年5月10日至2022年3月31日'],
    ['2021年11月至2022年2月', '2022-02-28', '2021年11月至2022年2月'],
    ['每年3月底前', '2022-03-31', '每年3月底前'],
    ['每年6月15日前', '2021-06-15', '每年6月15日前'],
    ['第二季度结束前', '2021-06-30', '第二季度结束前'],
    ['明年一季度前', '2022-03-31', '明年一季度前'],
    ['每季度', '2021-06-30', '每季度'],
    ['当季度末', '2021-06-30', '当季度末'],
    ['年中', '2021-06-30', '年中'],
    ['2022年底', '2022-12-31', '2022年底'],
    ['今年内', '2021-12-31', '今年内'],
    ['岁末', '2021-12-31', '岁末'],
    ['端午节前', '2021-06-11', '端午节前'],
    ['中秋前', '2021-09-18', '中秋前'],
    ['十一长假前', '2021-09-30', '十一长假前'],
    ['春节放假前', '2022-01-30', '春节放假前'],
    ['元旦前', '2021-12-31', '元旦前'],
    ['七一前', '2021-06-30', '七一前'],
    ['教师节前', '2021-09-09', '教师节前'],
    ['节前', '2021-04-30', '节前'],
    ['国庆节后第一个工作日', '2021-10-08', '国庆节后第一个工作日'],
    ['in the third quarter', '2021-09-30', 'in the third quarter'],
    ['by Q3 2022', '2022-09-30', 'by Q3 2022'],
    ['in the second half of the year', '2021-12-31', 'in the second half of the year'],
    ['by the first half of next year', '2022-06-30', 'by the first half of next year'],
    ['by end of June', '2021-06-30', 'by end of June'],
    ['by end-June', '2021-06-30', 'by end-June'],
    ['by year-end', '2021-12-31', 'by year-end'],
    ['by mid-May', '2021-05-15', 'by mid-May'],
    ['late August', '2021-08-31', 'late August'],
    ['by June', '2021-06-30', 'by June'],
    ['no later than 15 July 2021', '2021-07-15', 'no later than 15 July 2021'],
    ['on or before Friday, 30 April', '2021-04-30', 'on or before Friday, 30 April'],
    ['by 5 pm on 5 May', '2021-05-05', 'by 5 pm on 5 May'],
    ['by close of business Friday', '2021-04-30', 'by close of business Friday'],
    ['within ten working days', '2021-05-10', 'within ten working days'],
    ['within the next fortnight', '2021-05-07', 'within the next fortnight'],
    ['before the end of next week', '2021-05-02', 'before the end of next week'],
    ['later this month', '2021-04-30', 'later this month'],
    ['before the National Day holiday', '2021-09-30', 'before the National Day holiday'],
    ['before the Spring Festival', '2022-01-30', 'before the Spring Festival'],
  ])('%s', (words, due, dueText) => {
    expect(findDue(`交报告 ${words} 给秘书处`, base)).toMatchObject({ due, dueText });
  });

  test.each([
    '尽快',
    '下次常务理事会召开前',
    '收到回执后',
    '自公示之日起7日内',
    '合同签订后5个工作日内',
    '展会结束后一个月内',
    '校庆前',
    '换届大会召开前',
    'ASAP',
    'before the next meeting',
    'at the next council meeting',
    'within 10 days of',
  ])('%s names no day, and is kept as it was said', (words) => {
    expect(findDue(`提交 ${words} 完成`, base)).toMatchObject({ due: null, dueText: words });
  });

  test.each([
    '核对1.5万元预算',
    '2月30日',
    '第3季',
    '编写培训教材',
    '一项团标',
    '第3.1章',
    '7.2版',
    '调节前后',
    '二十五一',
    '环节前移',
    'maybe',
    'may be',
    'in mayhem',
    'Monday-ish meeting of 1999',
  ])('%s holds none, or no real day', (words) => {
    expect(findDue(words, base)?.due ?? null).toBeNull();
  });

  test('a holiday nobody has published yet has no eve, unless its date is fixed', () => {
    const later = brand<LocalDate>('2030-01-15');

    expect(['春节前', '五一前', '中秋节前'].map((words) => findDue(words, later)?.due)).toEqual([
      null,
      '2030-04-30',
      null,
    ]);
  });

  test('how long a holiday of a year not published yet lasts is not guessed', () => {
    const november = brand<LocalDate>('2026-11-26');

    expect(findDue('元旦后第一个工作日完成', november)).toMatchObject({ due: null, dueText: '元旦后第一个工作日' });
    expect(findDue('元旦前完成', november)?.due).toBe('2026-12-31');
  });

  test('working days are those of the office where it has its own', () => {
    const monday = brand<LocalDate>('2021-04-26');
    const calendar = workCalendar([{ year: 2021, holidays: [{ name: '厂休', from: monday, to: monday }], worked: [] }]);

    expect(findDue('三个工作日内', base, calendar)?.due).toBe('2021-04-29');
    expect(findDue('厂休前，节前', base, calendar)?.due).toBe('2021-04-25');
  });

  test('without a year it is that of the meeting, and the next where the day lies long past', () => {
    const december = brand<LocalDate>('2021-12-20');

    expect([findDue('1月15日前', december)?.due, findDue('11月30日', december)?.due]).toEqual([
      '2022-01-15',
      '2021-11-30',
    ]);
  });
});

describe('a line', () => {
  test.each([
    ['@张三 6月30日前 提交报告', ['张三'], [], '2021-06-30', '提交报告'],
    ['@张三6月30日前提交报告', ['张三'], [], '2021-06-30', '提交报告'],
    ['@张三丰 提交报告', ['张三丰'], [], null, '提交报告'],
    ['@张三、李四 提交报告', ['张三', '李四'], [], null, '提交报告'],
    ['@张三 @李四 月底前 提交报告', ['张三', '李四'], [], '2021-04-30', '提交报告'],
    ['提交报告 @王五 月底前', ['王五'], [], '2021-04-30', '提交报告'],
    ['＠秘书处 核对名册，５月１５日前', ['秘书处'], [], '2021-05-15', '核对名册'],
    [
      '@团体标准专家委 牵头 @无人机专家委 配合 下半年 编写教材',
      ['团体标准专家委'],
      ['无人机专家委'],
      '2021-12-31',
      '编写教材',
    ],
    ['@张三 配合：@李四 编写教材', ['张三'], ['李四'], null, '编写教材'],
    ['张三：5月8日前完成初审', ['张三'], [], '2021-05-08', '完成初审'],
    ['秘书处 于5月15日前 核对名册', ['秘书处'], [], '2021-05-15', '核对名册'],
    ['张三、李四：完成初审', ['张三', '李四'], [], null, '完成初审'],
    ['完成初审', [], [], null, '完成初审'],
    ['张三丰收节活动方案', [], [], null, '张三丰收节活动方案'],
    ['把 a@b.com 加进名单 @李四', ['李四'], [], null, '把 a@b.com 加进名单'],
    ['@Jane Doe send the report by Friday', ['Jane Doe'], [], '2021-04-30', 'send the report'],
    ['Jane Doe: send the report by 30 June', ['Jane Doe'], [], '2021-06-30', 'send the report'],
    ['@Li Na by next Friday send the report', ['Li Na'], [], '2021-04-30', 'send the report'],
    ['@张三 不迟于10个工作日内 提交报告', ['张三'], [], '2021-05-10', '提交报告'],
    ['@张三 端午节前 提交报告', ['张三'], [], '2021-06-11', '提交报告'],
    ['@张三 @张三 提交', ['张三'], [], null, '提交'],
    ['@', [], [], null, '@'],
  ])('%s', (line, owners, supporters, due, what) => {
    expect(parseTaskLine(line, { parties, base })).toMatchObject({ owners, supporters, due, what });
  });

  test('keeps the limit as it was written beside the day', () => {
    expect(parseTaskLine('@张三 下半年 组织培训', { parties, base })).toEqual({
      what: '组织培训',
      owners: ['张三'],
      supporters: [],
      due: '2021-12-31',
      dueText: '下半年',
    });
  });
});

describe('names without @', () => {
  test.each([
    ['秘书处于下周五前完成审核', ['秘书处'], '2021-04-30', '完成审核'],
    ['请张三起草方案', ['张三'], null, '起草方案'],
    ['由团体标准专家委、秘书处6月30日前发布标准', ['团体标准专家委', '秘书处'], '2021-06-30', '发布标准'],
    ['会议要求，由李四牵头月底前提交报告', ['李四'], '2021-04-30', '提交报告'],
    ['张三抓紧落实', ['张三'], null, '抓紧落实'],
  ])('%s', (line, owners, due, what) => {
    expect(parseTaskLine(line, { parties, base })).toMatchObject({ owners, due, what });
  });

  test.each(['张三的方案6月底前修改', '秘书处工作汇报月底前发布', '请王五起草方案'])(
    'are no owners where nobody known is asked: %s',
    (line) => {
      expect(parseTaskLine(line, { parties, base }).owners).toEqual([]);
    },
  );
});
