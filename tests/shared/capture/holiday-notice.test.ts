// The State Council's notices of holidays are read into the years that the product itself knows by heart, and what contradicts
// itself is told.
import { expect, test } from 'vitest';
import { readHolidayNotice } from '../../../shared/capture/holiday-notice.ts';
import { CHINA_HOLIDAYS } from '../../../shared/domain/china-holidays.ts';
import { faultsOfHolidayYear } from '../../../shared/domain/working-days.ts';

const NOTICE_2026 = `国务院办公厅关于2026年
部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置。`;

const NOTICE_2023 = `一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。`;

const known = (year: number) => CHINA_HOLIDAYS.find((each) => each.year === year);

test.each([
  [2026, NOTICE_2026],
  [2023, NOTICE_2023],
])('the notice of %i is read whole, in lines or as one', (year, notice) => {
  for (const text of [notice, notice.replaceAll('\n', ''), notice.replaceAll('\n', '\r\n').replaceAll('（', ' （ ')]) {
    const read = readHolidayNotice(text, year);

    expect(read).toEqual({ year: known(year), remarks: [] });
    expect(faultsOfHolidayYear(read.year)).toEqual([]);
  }
});

test('its own year counts, whichever was being looked at', () => {
  expect(readHolidayNotice(NOTICE_2026, 2031).year.year).toBe(2026);
});

test('single sentences are enough; a name that is missing follows from the day', () => {
  expect(readHolidayNotice('1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。', 2026)).toEqual({
    year: {
      year: 2026,
      holidays: [{ name: '元旦', from: '2026-01-01', to: '2026-01-03' }],
      worked: ['2026-01-04'],
    },
    remarks: [],
  });
  expect(readHolidayNotice('6月10日放假，与周末连休。', 2024).year.holidays).toEqual([
    { name: '放假', from: '2024-06-10', to: '2024-06-10' },
  ]);
});

test.each([
  ['of another year', '元旦：1月1日（周五）放假，共1天。', 'weekday'],
  ['a wrong count', '国庆节：10月1日至7日放假调休，共8天。', 'count'],
  ['an end before its beginning', '国庆节：10月7日至1日放假调休，共7天。', 'unread'],
  ['a day that is none', '2月30日（周一）上班。', 'unread'],
  ['a sentence that says something else', '10月8日前安排调休', 'unread'],
])('what cannot be right is told: %s', (_what, text, code) => {
  expect(readHolidayNotice(text, 2026).remarks.map((remark) => remark.code)).toContain(code);
});

test('what says nothing of days is passed over, however long it is', () => {
  const { year, remarks } = readHolidayNotice(`鼓励单位结合带薪年休假。\n${'甲1日'.repeat(20_000)}`, 2026);

  expect([year.holidays, year.worked, remarks]).toEqual([[], [], []]);
});
