// What people are written about their tasks (督办): as a secretary of many years would write it.
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const LISTED = '、';

export const taskMail = {
  separator: LISTED,
  /** `weekday`: 1 is Monday. */
  day: (year: number, month: number, day: number, weekday: number) =>
    `${year}年${month}月${day}日（星期${WEEKDAYS[weekday - 1] ?? ''}）`,
  shortDay: (month: number, day: number) => `${month}月${day}日`,
  greeting: (name: string) => `${name}：`,
  colon: '：',
  heading: (number: number, what: string) => `${number}. ${what}`,
  quoted: (what: string) => `“${what}”`,
  lead: (name: string) => `${name}（牵头）`,
  fact: {
    what: '工作内容',
    due: '完成时限',
    formerly: '原定时限',
    share: '您的分工',
    owners: '责任单位',
    supporters: '配合单位',
    supervisor: '督办人',
    state: '进展',
    reason: '理由',
    said: '情况说明',
    asked: '申请延至',
    meeting: '来源会议',
  },
  share: { lead: '牵头', owner: '负责', supporter: '配合' },
  noDue: '未定',
  assigned: {
    subject: (from: string, own: number, support: number, by: string) => {
      const parts = [
        ...(own > 0 ? [`${own}项工作请您落实`] : []),
        ...(support > 0 ? [`${support}项工作请您配合`] : []),
      ];
      return `【督办】${from === '' ? '' : `${from}：`}${parts.join('，')}${by}`;
    },
    by: (day: string) => `（${day}前）`,
    from: (day: string) => `（最早${day}前）`,
    lede: (meeting: string, own: number, support: number) => {
      const from = meeting === '' ? '' : `“${meeting}”议定的`;
      if (support === 0) return `${from}下列${own}项工作，请您落实。`;
      return own === 0
        ? `${from}下列${support}项工作，请您配合。`
        : `${from}下列工作，请您落实${own}项、配合${support}项。`;
    },
    passage: '会议记录原文：',
    calendar: '完成时限已附在日历文件里，可以加入您的日历。',
  },
  link: {
    act: '打开我的任务页：签收、汇报进展、申请延期、报告办结',
    read: '打开我的任务页：查看进展',
    private: '这是您个人的链接，不需要账号，请不要转发。需要延期的，请在时限之前申请。',
    privateRead: '这是您个人的链接，不需要账号，请不要转发。',
    open: '打开这项任务',
    openList: '打开督办表',
    preview: '（个人链接，发出时生成）',
  },
  changed: {
    'extension-granted': (what: string, due: string) => `【督办】同意延期到${due}：${what}`,
    'extension-refused': (what: string) => `【督办】未同意延期，请按原时限完成：${what}`,
    returned: (what: string) => `【督办】请继续办理：${what}`,
    closed: (what: string) => `【督办】已办结：${what}`,
    reopened: (what: string) => `【督办】重新办理：${what}`,
    moved: (what: string, due: string) => `【督办】时限改为${due}：${what}`,
    undated: (what: string) => `【督办】不再限定时间：${what}`,
    cancelled: (what: string) => `【督办】不再办理：${what}`,
    paused: (what: string) => `【督办】暂缓办理：${what}`,
    resumed: (what: string) => `【督办】恢复办理：${what}`,
    relieved: (what: string) => `【督办】改由他人负责：${what}`,
  },
  changedLede: {
    'extension-granted': (due: string) => `您申请的延期已经同意，这项工作请在${due}前完成。`,
    'extension-refused': '您申请的延期没有同意，请按原定时限完成这项工作。',
    returned: '您报告办结的这项工作，审核后请继续办理。',
    closed: '这项工作经审核已经办结，感谢您的落实。',
    reopened: '这项工作需要重新办理，请您继续落实。',
    moved: (due: string) => `这项工作的完成时限改为${due}。`,
    undated: '这项工作不再限定完成时间，请继续推进。',
    cancelled: '经会议决定，这项工作不再办理。',
    paused: '这项工作暂缓办理，恢复时会再通知您。',
    resumed: '这项工作恢复办理，请您继续落实。',
    relieved: (owners: string) => `这项工作改由${owners}负责，不再需要您办理，感谢您此前的工作。`,
  },
  again: {
    moved: {
      subject: (what: string, due: string) => `【督办】重新办理，时限改为${due}：${what}`,
      lede: (due: string) => `这项工作此前已经了结，现在需要重新办理，完成时限改为${due}。`,
    },
    undated: {
      subject: (what: string, _due: string) => `【督办】重新办理，不再限定时间：${what}`,
      lede: (_due: string) => '这项工作此前已经了结，现在需要重新办理，不再限定完成时间。',
    },
  },
  reminder: {
    subjectOf: (state: string, what: string) => `【催办】${state}：${what}`,
    subject: (soon: number, over: number) => {
      const parts = [...(soon > 0 ? [`${soon}项工作即将到期`] : []), ...(over > 0 ? [`${over}项工作已经逾期`] : [])];
      return `【催办】${parts.join('，')}`;
    },
    left: (days: number) => (days === 0 ? '今天到期' : `还有${days}个工作日`),
    today: '今天到期',
    over: (days: number) => (days === 0 ? '已逾期' : `已逾期${days}个工作日`),
    beforeWork: '下个工作日之前到期',
    ledeSoon: '您负责的下列工作临近完成时限，请抓紧落实，办结后请及时报告。',
    ledeOver: '您负责的下列工作已经超过完成时限，请尽快办理，并说明进展和预计完成的时间。',
    ledeBoth: '您负责的下列工作有的临近完成时限，有的已经超过，请抓紧落实，并说明进展。',
  },
  supervisor: {
    submitted: (who: string, what: string) => `【督办】${who}报告已办完，请审核：${what}`,
    'extension-asked': (who: string, due: string, what: string) => `【督办】${who}申请延期到${due}：${what}`,
    reported: (who: string, what: string) => `【督办】${who}汇报进展：${what}`,
    submittedLede: (who: string) => `${who}报告这项工作已经办完，请您审核：属实的办结销号，还要继续的退回重办。`,
    askedLede: (who: string) => `${who}申请延长这项工作的时限，请您答复。`,
    reportedLede: (who: string) => `${who}汇报了这项工作的进展。`,
    overdue: (count: number, days: number) => `【督办】${count}项工作逾期${days}个工作日以上，请您督促`,
    overdueLede: (count: number) => `由您督办的下列${count}项工作已经逾期，仍没有办结，请您督促责任单位。`,
    weekly: (open: number, over: number) =>
      `【督办】本周督办清单：${open}项未办结${over > 0 ? `，其中${over}项逾期` : ''}`,
    weeklyLede: (open: number) => `由您督办、尚未办结的工作共${open}项，按轻重缓急列在下面。`,
    waiting: (count: number) => `等您答复（${count}项）`,
    late: (count: number) => `已经逾期（${count}项）`,
    thisWeek: (count: number) => `本周到期（${count}项）`,
    others: (count: number) => `其他（${count}项）`,
    andMore: (count: number) => `还有${count}项，请看督办表。`,
    row: (what: string, owners: string, when: string) => `${what}（${owners}，${when}）`,
    asked: (due: string) => `申请延期到${due}`,
    submittedMark: '报告已办完',
  },
};
