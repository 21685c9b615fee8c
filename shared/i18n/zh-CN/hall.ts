// Every word of the hall screen in Chinese. Short: it is read from fifteen metres.
import type { ItemPlace } from '../../domain/agenda.ts';
import { chineseCount, chineseNumber } from '../format.ts';
import { itemMark, itemNumeral } from '../item-number.ts';

export const hall = {
  slip: {
    item: ({ number, under }: ItemPlace) =>
      under === undefined
        ? `第${chineseNumber(number ?? 0)}项`
        : `第${chineseNumber(under)}项${itemNumeral({ number, under }, 'zh-CN')}`,
    beforeMeeting: '会前',
    otherItem: '议题',
    quorum: '出席',
    agenda: '议程',
    break: '休会',
    minutes: '纪要',
    decision: '决议',
    closing: '闭会',
    speaker: '发言',
    guests: '来宾',
  },
  agenda: {
    number: (place: ItemPlace) => itemNumeral(place, 'zh-CN'),
    beforeMeeting: '会前',
    before: (n: number) => `此前${chineseCount(n)}项`,
    /** Parts of what runs, and items after it, that are not shown. */
    after: (parts: number, items: number) =>
      [
        ...(parts === 0 ? [] : [`本项还有${chineseCount(parts)}个分项`]),
        ...(items === 0 ? [] : [`此后${chineseCount(items)}项`]),
      ].join('，'),
    parts: (n: number) => `含${chineseCount(n)}个分项`,
    pending: '',
    current: '进行中',
    suspended: '暂停',
    done: '已毕',
    skipped: '略过',
    postponed: '下次再议',
    untitled: '议题',
  },
  people: {
    list: (names: readonly string[]) => names.join('、'),
    andOthers: (names: readonly string[]) => `${names.join('、')}等`,
  },
  speaker: {
    now: '正在发言',
    next: '请准备发言',
    waiting: (names: string) => `等候发言：${names}`,
  },
  timer: {
    remaining: '剩余',
    over: '已超时',
    elapsed: '已用时',
    paused: '暂停计时',
    used: (time: string) => `已用 ${time}`,
    planned: (minutes: number) => `计划${minutes}分钟`,
  },
  next: {
    label: '下一项',
    numbered: (place: ItemPlace, title: string) => `${itemMark(place, 'zh-CN')}${title}`,
  },
  welcome: {
    time: '时间',
    place: '地点',
    untitled: '会议',
    days: (from: string, to: string) => `${from}—${to}`,
    nextDay: (time: string) => `次日${time}`,
  },
  roll: {
    scan: '扫码签到',
    signedIn: '已签到',
    seats: '应到',
    present: '实到',
    needed: '须',
    met: '已达法定人数',
    notMet: '未达法定人数',
    valid: '符合章程规定，会议有效',
    notCalled: '尚未点名',
  },
  minutes: { none: '正在记录，写定后显示' },
  break: {
    resumes: (time: string) => `${time}继续开会`,
    soon: '即将继续开会',
    later: '稍后继续开会',
  },
  ceremony: {
    signing: '签约仪式',
    appointment: '聘任仪式',
    appointedAs: '受聘为',
    presentedBy: '颁发聘书',
  },
  closing: {
    ended: '会议圆满结束',
    thanks: '感谢各位',
    tasks: '今日任务',
    more: (n: number) => `另有${chineseCount(n)}项任务`,
    items: (n: number) => `议程${chineseCount(n)}项`,
  },
  rehearsal: '演练',
  link: {
    practice: '备用画面 · 演练',
    waiting: '正在等待会议画面',
    ended: '此链接已停用',
    advice: '请向会议秘书处索取新的链接',
    offline: '连接中断，正在自动恢复；画面为最近一次内容',
  },
};
