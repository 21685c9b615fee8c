// Devices and their last use in the words of the language shown.
import type { mine } from '../shared/i18n/zh-CN/mine.ts';
import type { Catalogue } from '../shared/i18n/locale.ts';
import { HOUR_MS, MINUTE_MS, type EpochMs } from '../shared/lib/time.ts';
import type { Calendar } from './calendar.ts';
import { deviceOf } from './user-agent.ts';

type Mine = Catalogue<typeof mine>;

/** Windows 电脑，Chrome · Windows, Chrome; what a program calls itself; a word for what said nothing. */
export function deviceName(agent: string, say: Mine['devices']): string {
  if (agent === '') return say.unknown;
  const device = deviceOf(agent);
  if (device === null) return agent;
  const [browser, system] = [
    device.browser && say.browsers[device.browser],
    device.system && say.systems[device.system],
  ];
  return browser !== null && system !== null ? say.on(browser, system) : (browser ?? system ?? agent);
}

/** 刚刚, 5分钟前, 2小时前, 昨天 9:30, else the day; what is not known or lies ahead reads as just now. */
export function seenText(at: EpochMs | null, calendar: Calendar, say: Mine['seen']): string {
  if (at === null) return say.never;
  const ago = calendar.now() - at;
  if (ago < 2 * MINUTE_MS) return say.now;
  if (ago < HOUR_MS) return say.minutes(Math.floor(ago / MINUTE_MS));
  if (calendar.isToday(at)) return say.hours(Math.floor(ago / HOUR_MS));
  if (calendar.isToday(at + 24 * HOUR_MS)) return say.yesterday(calendar.time(at));
  return calendar.day(at);
}

/** 4月29日 14:00, for a limit that falls on an hour. */
export function momentText(at: EpochMs, calendar: Calendar): string {
  return `${calendar.day(at)} ${calendar.time(at)}`;
}
