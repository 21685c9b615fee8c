// What a screen says as a meeting goes through the tasks of the one before it, in Chinese. Apart from the other words of the hall,
// because few meetings show it.

export const hallTasks = {
  slip: '督办',
  last: '上次会议',
  items: (n: number) => `${n}项`,
  closed: '办结',
  overdue: '逾期',
  counts: (all: number, closed: number, overdue: number) => `上次会议${all}项，办结${closed}，逾期${overdue}`,
  /** Counted and not listed. */
  more: (n: number) => `另有${n}项未列出`,
  page: (page: number, pages: number) => `${page}／${pages}`,
  list: (names: readonly string[]) => names.join('、'),
  sentence: (parts: readonly string[]) => parts.join('，'),
  none: '没有可以公开列出的事项',
  standing: {
    assigned: '进行中',
    accepted: '进行中',
    doing: '进行中',
    submitted: '待审',
    extension: '申请延期',
    paused: '暂缓',
    standing: '长期坚持',
    closed: '办结',
    cancelled: '取消',
    late: '逾期',
  },
};
