// Words of the formal documents (exports): labels, headings and the sentences that ceremonies and outcomes make.
import type { ItemPlace } from '../../domain/agenda.ts';
import { chineseNumber, documentTitle, sideBySide } from '../format.ts';
import { itemMark, itemNumeral } from '../item-number.ts';

export const formal = {
  time: '时间',
  place: '地点',
  organisation: '主办单位',
  body: '会议机构',
  attendance: '参会范围',
  chair: '主持',
  recorder: '记录',
  adjourned: '散会',
  recess: '休会',
  proposal: '议案',
  reason: (text: string) => `原因：${text}`,
  version: '版本',
  versionOf: (version: number) => `第${version}版`,
  agendaSheet: (body: string) => `${body}会议议程`,
  notSealed: '尚未归档',
  printed: (when: string) => `打印于${when}`,
  internalEdition: '内部版本，含不对外公开的内容',
  internal: '内部',
  separator: '、',
  fact: (label: string, value: string) => `${label}：${value}`,
  span: (start: string, end: string) => (start === end ? start : `${start}—${end}`),
  note: (text: string) => `（${text}）`,
  person: (name: string, post: string) => `${name}（${post}）`,
  post: (organisation: string, titles: string) => sideBySide(organisation, titles),
  roles: { attending: '出席人员', nonvoting: '列席人员', guest: '特邀嘉宾', observer: '旁听人员' },
  agenda: '会议内容',
  itemHeading: (place: ItemPlace, title: string) => `${itemMark(place, 'zh-CN')}${title}`,
  itemReference: ({ number, under }: ItemPlace, title: string) => {
    if (number === null || number === 0) return title;
    const part = under === undefined ? '' : itemNumeral({ number, under }, 'zh-CN');
    return `第${chineseNumber(under ?? number)}项${part} ${title}`;
  },
  presenters: {
    guest_introduction: '介绍人',
    introduction: '介绍人',
    signing: '签约人',
    briefing: '介绍人',
    appointment: '颁发人',
    lecture: '主讲人',
    work_report: '汇报人',
    discussion: '发言人',
    closing: '主持人',
    deliberation: '汇报人',
    election: '主持人',
    break: '主持人',
    task_review: '汇报人',
  },
  states: {
    pending: '未进行',
    current: '进行中',
    suspended: '暂停',
    done: '已完成',
    skipped: '略过',
    postponed: '下次再议',
  },
  heldUntimed: '已议，未单独计时',
  minutesLong: (minutes: number) => `${minutes}分钟`,
  planned: (length: string) => `计划${length}`,
  /** At a first mention the post stands before the name (domain.md §7). */
  running: (name: string, org: string, title: string) => sideBySide(org, title, name),
  signed: (parties: readonly string[], document: string, witnesses: readonly string[]) => {
    const by = parties.length < 2 ? parties.join('') : `${parties.slice(0, -1).join('、')}与${parties.at(-1) ?? ''}`;
    const seen = witnesses.length === 0 ? '' : `，${witnesses.join('、')}见证`;
    return `${by}签署${document === '' ? '协议' : documentTitle(document)}${seen}。`;
  },
  partyOrganisation: '单位',
  signatory: '签约人',
  signatoryTitle: '职务',
  ceremonyTerm: '期限',
  appointed: (appointee: string, post: string, presenter: string | null, letter: string | null) => {
    const named = letter === null || letter.includes('聘书') ? (letter ?? '聘书') : `聘书（${letter}）`;
    const handed = presenter === null && letter === null ? '' : `，${presenter ?? ''}颁发${named}`;
    return `聘任${appointee}为${post}${handed}。`;
  },
  reportOwner: '责任单位',
  reportDone: '已完成工作',
  reportPlanned: '下一步工作',
  decisions: '议定事项',
  decisionItem: (item: string) => `来源：${item}`,
  outcomes: {
    adopted: '通过',
    adopted_in_principle: '原则通过',
    deferred: '暂缓',
    to_be_reconsidered: '再议',
    rejected: '否决',
    withdrawn: '撤回',
  },
  tasks: '任务分工',
  taskNumber: '序号',
  taskWhat: '任务',
  taskOwners: '负责',
  taskSupporters: '配合',
  taskDue: '时限',
  taskItem: '来源',
  taskState: '状态',
  taskStates: { draft: '待确认', confirmed: '已确认' },
  unconfirmed: '待确认',
  plannedSpan: (span: string) => `计划${span}`,
  lead: (name: string) => `${name}（牵头）`,
};
