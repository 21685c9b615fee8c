// Words of the hall screen on a phone: what stands around it, and what is said to those who listen. The scenes themselves
// speak with the hall's words.

export const mirror = {
  title: '跟随大屏',
  live: '与大屏同步',
  away: '连接中断，正在自动恢复；下面是大屏最近一次的内容',
  awayShort: '连接中断',
  rehearsal: '演练，不是正式会议',
  blank: '大屏上暂时没有内容',
  larger: '放大文字',
  usual: '恢复字号',
  light: '浅色',
  dark: '深色',
  otherLanguage: 'English',
  heard: '大屏的变化',
  agendaNow: (title: string) => `现在：${title}`,
  agendaNext: (title: string) => `接下来：${title}`,
  speaker: (who: string, name: string) => `${who}${name}`,
  near: '时间快到了',
  over: '已超时',
  paused: '暂停计时',
  until: (label: string, time: string) => `${label}，到${time}`,
  tasks: '今日任务',
  sentence: (parts: readonly string[]) => parts.join('，'),
};
