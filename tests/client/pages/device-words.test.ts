// A device as a person calls it, and when it was last used.
import { beforeEach, expect, test } from 'vitest';
import { Calendar } from '../../../client/calendar.ts';
import { deviceName, seenText } from '../../../client/device-words.ts';
import { Words } from '../../../client/i18n.svelte.ts';
import { describeAgent } from '../../../server/auth/agent.ts';
import { mine as english } from '../../../shared/i18n/en/mine.ts';
import { mine as chinese } from '../../../shared/i18n/zh-CN/mine.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

const NOW = Date.parse('2026-11-25T15:00:00+08:00');

beforeEach(() => localStorage.clear());

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0',
    'Windows 电脑，Edge',
    'Windows, Edge',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49',
    'iPhone，微信',
    'iPhone, WeChat',
  ],
  ['Mozilla/5.0 (Linux; Android 14; HarmonyOS) AppleWebKit/537.36', '鸿蒙手机', 'HarmonyOS phone'],
  ['python-requests/2.32', 'python-requests/2.32', 'python-requests/2.32'],
  ['', '不明设备', 'Unknown device'],
])('%s', (userAgent, zh, en) => {
  const kept = describeAgent(userAgent);

  expect([deviceName(kept, chinese.devices), deviceName(kept, english.devices)]).toEqual([zh, en]);
});

test.each([
  [-MINUTE_MS, '刚刚'],
  [0, '刚刚'],
  [5 * MINUTE_MS, '5分钟前'],
  [3 * HOUR_MS, '3小时前'],
  [16 * HOUR_MS, '昨天 23:00'],
  [40 * DAY_MS, '10月16日'],
  [null, '从未'],
])('%s ms ago is %s', (agoMs, told) => {
  const calendar = new Calendar({ words: new Words(['zh-CN']), timeZone: 'Asia/Shanghai', now: () => NOW });

  expect(seenText(agoMs === null ? null : NOW - agoMs, calendar, chinese.seen)).toBe(told);
});
