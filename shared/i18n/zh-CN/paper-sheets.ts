// Words of what is printed around a meeting: the notice and its reply slip, agenda, sign-in sheet, cards, letter, task table,
// resolution and its extract. In the forms that offices use (domain.md §3.3, §4.2).

/** What is filled in by hand: long enough to be written on. */
const BLANK = '＿＿＿＿＿＿';

/** Whom a meeting of a body is for: 常务理事会 → 常务理事. */
const BODY = /^(.*(?:理事|监事|董事|会员|会员代表|委员|代表))(?:大会|会)$/u;
/** A post that names its organisation itself. */
const WHOLE_POST = /(?:协会|学会|商会|联合会|促进会|研究会|委员会|专家委|中心|公司|局|院|所)/u;

export const paperSheets = {
  blank: BLANK,
  blankDay: '＿＿＿＿年＿＿月＿＿日',
  blankTime: '＿＿＿＿年＿＿月＿＿日＿＿时＿＿分',
  separator: '、',
  colon: '：',
  numeral: (n: string) => `${n}、`,
  when: (day: string, weekday: string, from: string, to: string) =>
    `${day}（${weekday}）${from}${to === '' ? '' : `—${to}`}`,
  whenDays: (from: string, to: string) => `${from}至${to}`,
  time: '时间',
  place: '地点',
  chair: '主持人',
  noticeTitle: (meeting: string) => `关于召开${meeting}的通知`,
  /** 各常务理事, of a body that is called after its members; '' = it does not say. */
  membersOf: (body: string) => {
    const found = BODY.exec(body);
    return found ? `各${found[1] ?? ''}` : '';
  },
  groups: (names: readonly string[]) => names.join('、'),
  addressee: (to: string) => `${to.replace(/[：:]$/u, '')}：`,
  noticeOpening: (day: string, meeting: string) => `经研究，定于${day}召开${meeting}。现将有关事项通知如下：`,
  noticeTime: '会议时间',
  noticePlace: '会议地点',
  noticeTopics: '会议议题',
  noticeParticipants: '参会人员',
  noticeRequirements: '有关要求',
  noticeContact: '联系人',
  come: '请准时出席会议，并提前15分钟签到。',
  excuse: '因故不能出席的，请于会前书面请假。',
  reply: (day: string) => `请于${day}前填写会议回执并反馈。`,
  contactBlank: `${BLANK}，电话：${BLANK}`,
  contact: (said: string) => said.replace(/^联系(?:人|方式)[：:]\s*/u, ''),
  attachments: '附件',
  slip: '会议回执',
  slipAttachment: (n: number) => (n === 0 ? '附件' : `附件${n}`),
  slipTitle: (meeting: string) => `${meeting}回执`,
  slipUnit: '单位',
  slipName: '姓名',
  slipPost: '职务',
  slipPhone: '手机',
  slipComing: '是否出席',
  slipChoice: '□ 出席　　□ 请假',
  slipReason: '请假事由',
  slipProxy: '备注',
  slipBack: (day: string, to: string) => `请于${day}前将本回执反馈至${to}。`,
  secretariat: (organisation: string) => (organisation.endsWith('秘书处') ? organisation : `${organisation}秘书处`),
  agendaTitle: (meeting: string) => (meeting.endsWith('议程') ? meeting : `${meeting}议程`),
  draft: '（草案）',
  /** Behind an item: who presents it. */
  by: (names: string) => `（${names}）`,
  byMany: '、',
  appointee: (name: string) => `受聘人：${name}`,
  handedBy: (names: string) => `颁发：${names}`,
  semicolon: '；',
  person: (post: string, name: string) => `${post}${name}`,
  before: '会前',
  signInTitle: (meeting: string) => `${meeting}签到表`,
  attendanceTitle: (meeting: string) => `${meeting}签到情况`,
  number: '序号',
  name: '姓名',
  unit: '单位',
  post: '职务',
  role: '身份',
  roles: { attending: '出席', nonvoting: '列席', guest: '特邀', observer: '旁听' },
  phone: '手机',
  signature: '签名',
  signedAt: '签到时间',
  remark: '备注',
  counts: (expected: string, present: string, excused: string) =>
    `应到${expected}人　　实到${present}人　　请假${excused}人`,
  countsAbsent: (n: string) => `　　缺席${n}人`,
  handNumber: '＿＿＿',
  state: '情况',
  states: {
    present: '已到',
    late: '迟到',
    left: '早退',
    'late-left': '迟到、早退',
    excused: '请假',
    absent: '缺席',
    awaited: '未到',
  },
  came: '到会',
  left: '离会',
  proxy: (name: string) => `委托${name}`,
  cards: '席卡',
  letter: '聘书',
  letterTitle: (name: string) => `聘书（${name}）`,
  wholePost: (organisation: string, post: string) => {
    const rest = post.replace(/^(?:本会|本协会|本学会|协会|学会|商会)(?=.)/u, '');
    return rest === post && WHOLE_POST.test(post) ? post : `${organisation}${rest}`;
  },
  appointed: (name: string, post: string) => `兹聘请${name}为${post}，`,
  term: (term: string) => {
    if (/^(?:聘期|任期|自)/u.test(term)) return `${term.replace(/^自/u, '聘期自')}。`;
    return /^[^至]+至/u.test(term) ? `聘期自${term}。` : `聘期${term}。`;
  },
  termBlank: '聘期自＿＿＿＿年＿＿月＿＿日至＿＿＿＿年＿＿月＿＿日。',
  close: '此聘。',
  chineseDayBlank: '＿＿＿＿年＿＿月＿＿日',
  tasksTitle: (meeting: string) => `${meeting}任务分解表`,
  what: '任务事项',
  owner: '责任单位（人）',
  helpers: '配合单位',
  due: '完成时限',
  daysLeft: '剩余工作日',
  daysTo: (n: number) => (n === 0 ? '今日到期' : `${n}天`),
  daysLate: (n: number) => `逾期${n}天`,
  progress: '进展',
  source: '来源',
  unconfirmed: '待确认',
  notHandedOut: '未交办',
  lead: (name: string) => `${name}（牵头）`,
  asOf: (day: string) => `（截至${day}）`,
  resolutionTitle: (meeting: string, matter: string) =>
    matter === '' ? `${meeting}决议` : `${meeting}关于${matter}的决议`,
  /** What an item is about, without its verb. */
  matter: (title: string) =>
    title.replace(
      /^(?:听取并审议|审议通过|审议并通过|审议|讨论|研究|听取|表决|通过|关于)(?=.)|(?:的)?(?:议案|决议|决定)$/gu,
      '',
    ),
  passedOn: (day: string, meeting: string) => `（${day}${meeting}通过）`,
  quorum: (seats: number, present: number) => `本次会议应到${seats}人，实到${present}人，符合章程规定。`,
  excerptTitle: (meeting: string) => `${meeting}决议摘编`,
  excerptOpening: (day: string, meeting: string) =>
    `${day === '' ? '' : `${day}，`}${meeting}作出如下决定，现摘编抄告，请遵照执行：`,
  /** Behind 作出如下决定 it is not said again that it was decided. */
  excerptDecision: (told: string) => told.replace(/^会议决定[，：:]?(?!的)/u, ''),
  excerptTasks: (sentences: readonly string[]) => `请按会议要求，${sentences.join('；')}。`,
  /** Behind the name of a file. */
  internalFile: '（内部版）',
  internalEdition: '内部版本，含不对外公开的内容',
};
