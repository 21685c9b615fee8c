// Every word of the page of whoever chairs, and the sentences of 主持词. The page stands alone and loads no other catalogue.
import { chineseCount, chineseNumber, documentTitle } from '../format.ts';
import { itemMark } from '../item-number.ts';
import type { ItemPlace } from '../../domain/agenda.ts';

export const chair = {
  title: '主持人',
  brief: '简报',
  away: '连接中断，正在自动恢复；下面是最近一次的内容',
  waiting: '正在连接会议',
  ended: '此链接已停用',
  advice: '请向会议秘书处索取新的链接',
  rehearsal: '演练，不是正式会议',
  larger: '放大文字',
  usual: '恢复字号',
  light: '浅色',
  dark: '深色',
  otherLanguage: 'English',
  now: '现在',
  next: '接下来',
  nobodyNext: '没有下一项了',
  notBegun: '会议还没有开始',
  between: '两项之间',
  timer: { remaining: '剩余', over: '已超时', elapsed: '已用时', paused: '暂停计时' },
  adjourned: '会议已结束',
  recess: '休会中',
  recessUntil: (time: string) => `休会中，${time}继续开会`,
  agenda: '议程',
  words: '主持词',
  opening: '开场',
  closing: '结束',
  backToNow: '回到现在',
  internal: '内部议项',
  untitled: '议题',
  break: '休息',
  numbered: (place: ItemPlace, title: string) => `${itemMark(place, 'zh-CN')}${title}`,
  about: (time: string) => `约${time}`,
  fixed: (time: string) => `定于${time}`,
  lateForFixed: (minutes: number) => `要晚${minutes}分钟`,
  planned: (minutes: number) => `${minutes}分钟`,
  states: {
    pending: '',
    current: '进行中',
    suspended: '暂停',
    done: '已毕',
    skipped: '略过',
    postponed: '下次再议',
  },
  end: {
    at: (time: string) => `预计${time}结束`,
    ended: (time: string) => `${time}结束`,
    unknown: '结束时间还说不准',
    late: (minutes: number) => `晚${minutes}分钟`,
    early: (minutes: number) => `早${minutes}分钟`,
    onTime: '准时',
  },
  roll: {
    count: (seats: number, present: number) => `应到${seats}　实到${present}`,
    needed: (needed: number) => `须${needed}`,
    met: '已达法定人数',
    notMet: '未达法定人数',
  },
  people: (names: readonly string[]) => names.join('、'),
  /** Whom a sentence names in full. */
  who: (org: string, title: string, name: string) => `${org}${title}${name}`,
  /** Whom it has named before: 张春野处长. */
  known: (name: string, title: string) => (/^[^原、，\s]{2,6}$/u.test(title) ? `${name}${title}` : name),
  say: {
    greeting: (hour: number | null, withGuests: boolean) => {
      const time = hour === null ? '大家好' : hour < 12 ? '大家上午好' : hour < 18 ? '大家下午好' : '大家晚上好';
      return `${withGuests ? '各位来宾、各位同仁' : '各位同仁'}，${time}！`;
    },
    opens: (title: string) => `现在召开${title || '会议'}。`,
    chairs: (name: string) => (name === '' ? '会议由我主持。' : `我是${name}，会议由我主持。`),
    attendance: (seats: number, present: number, excused: number) =>
      `本次会议应到${seats}人，实到${present}人${excused > 0 ? `，请假${excused}人` : ''}。`,
    quorumMet: (needed: number) => `按照章程，须有${needed}人以上出席，到会人数符合规定，会议有效。`,
    quorumNotMet: (needed: number) => `按照章程，须有${needed}人以上出席，现在人数还不够，请大家稍候。`,
    guests: (lines: readonly string[]) =>
      `出席今天会议的来宾有：\n${lines.join('，\n')}。\n让我们以热烈的掌声，对各位来宾的到来表示欢迎！`,
    agenda: (items: number, time: string) =>
      `今天的会议共有${chineseCount(items)}项议程${time === '' ? '' : `，预计${time}结束`}。下面按议程进行。`,
    thanks: {
      introduces: (who: string) => `感谢${who}的介绍。`,
      lectures: (who: string) => `感谢${who}的讲解。`,
      reports: (who: string) => `感谢${who}的汇报。`,
      speaks: (who: string) => `感谢${who}的发言。`,
      explains: (who: string) => `感谢${who}的说明。`,
      'presents-guests': (_who: string) => '让我们以热烈的掌声，对各位来宾的到来表示欢迎！',
    },
    item: ({ number, under }: ItemPlace, title: string) => {
      if (number === null) return `下面进行：${title}。`;
      if (number === 0) return `首先，${title}。`;
      return under === undefined
        ? `下面进行第${chineseNumber(number)}项：${title}。`
        : `下面是第${chineseNumber(number)}个分项：${title}。`;
    },
    invites: {
      introduces: (who: string) => `请${who}介绍，大家欢迎！`,
      lectures: (who: string) => `请${who}讲解，大家欢迎！`,
      reports: (who: string) => `请${who}作工作汇报。`,
      speaks: (who: string) => `请${who}发言。`,
      explains: (who: string) => `请${who}作说明。`,
      'presents-guests': (who: string) => `请${who}介绍出席会议的来宾。`,
    },
    signing: (document: string, parties: readonly string[]) =>
      `下面举行${document === '' ? '' : documentTitle(document)}签约仪式。\n请${parties.length === 0 ? '签约各方代表' : parties.join('、')}上台签约。\n请大家以热烈的掌声表示祝贺！`,
    appointment: (appointee: string, post: string, presenter: string) =>
      `下面举行聘任仪式。\n聘请${appointee}${post === '' ? '' : `担任${post}`}。${presenter === '' ? '' : `\n请${presenter}颁发聘书。`}\n请大家以热烈的掌声表示祝贺！`,
    deliberates: '请各位审议，有意见的请发言。',
    recess: (minutes: number, time: string) =>
      `下面休会${minutes > 0 ? `${minutes}分钟` : ''}${time === '' ? '' : `，${time}继续开会`}。`,
    ends: (done: number, postponed: number) =>
      postponed > 0
        ? `各位同仁，今天的议程进行完毕，其中${chineseCount(postponed)}项延至下次会议。`
        : `各位同仁，今天的${done > 0 ? `${chineseCount(done)}项` : ''}议程已经全部进行完毕。`,
    farewell: (withGuests: boolean) =>
      withGuests ? '感谢各位来宾的指导和支持，感谢各位同仁的参与。' : '感谢各位同仁的参与。',
    closes: (title: string) => `现在我宣布，${title || '会议'}到此结束。`,
  },
};
