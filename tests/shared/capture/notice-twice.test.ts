// What a notice says in two places: the one completes the other, and where they differ it is named.
import { expect, test } from 'vitest';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';

const TODAY = '2026-11-10';
const OPENING = '经研究，定于2026年11月26日（星期四）下午14:00在协会三楼会议室召开三届三次常务理事会。';

test.each([
  ['一、会议时间\n2026年11月26日下午14:00—17:30，13:30签到', '17:30'],
  ['会议时间：14:00-16:00', '16:00'],
  ['会期两小时，14:00-16:00，请勿迟到。', '16:00'],
  ['会议时间：13:30签到', null],
])('the opening says the start and “%s” the end', (text, end) => {
  const { start, end: ends, unread } = recogniseNotice(`${OPENING}\n${text}`, TODAY);

  expect([start?.value, ends?.value ?? null, unread]).toEqual(['14:00', end, []]);
});

test.each([
  ['会议时间：2026年11月26日下午15:00', [1]],
  ['会议时间：2026年11月27日下午14:00', [1]],
  ['会议时间：15:00-17:00，14:30签到', [1]],
  ['会议时间：14:00-16:00\n会议时间：14:00-17:00', [2]],
])('what “%s” says otherwise than the notice before is named as not understood', (text, lines) => {
  const { date, start, unread } = recogniseNotice(`${OPENING}\n${text}`, TODAY);

  expect([date?.value, start?.value, unread]).toEqual(['2026-11-26', '14:00', lines]);
});
