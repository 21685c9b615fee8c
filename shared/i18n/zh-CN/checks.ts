// Words of the checks before minutes are issued: a sentence for each thing that can be found. `seen` is what was seen.
import type { Check, CheckCode } from '../../domain/checks/finding.ts';

type Seen = Readonly<Record<string, string | number>>;

const LACKS: Readonly<Record<string, string>> = {
  ...{ ceremony: '仪式内容', document: '文件名称', parties: '签约双方', signatory: '签字人' },
  ...{ appointee: '受聘人', post: '所聘职务', presenter: '颁发人', term: '期限' },
  ...{ reviewer: '审核人', clearedOn: '审签日期' },
};
const listed = (keys: string | number | undefined): string =>
  String(keys ?? '')
    .split(',')
    .map((key) => LACKS[key] ?? key)
    .join('、');
const WHERE: Readonly<Record<string, string>> = { item: '议程', ceremony: '仪式', section: '纪要' };
const day = (text: string | number | undefined): string =>
  String(text ?? '').replace(/^(\d+)-0?(\d+)-0?(\d+)$/u, '$1年$2月$3日');

const sentences: Readonly<Record<CheckCode, (seen: Seen) => string>> = {
  'roll-open': (seen) => `签到没有收尾：还有${seen['count']}人到没到没有记下`,
  'seats-differ': (seen) => `应到设为${seen['seats']}人，名单上有表决权的是${seen['listed']}人`,
  'excuse-without-reason': () => '请假没有写事由',
  'count-differs': (seen) =>
    `纪要写应到${seen['toldSeats']}、实到${seen['toldPresent']}，签到记录是应到${seen['seats']}、实到${seen['present']}`,
  'quorum-missed': (seen) => `开始时实到${seen['present']}人，须有${seen['needed']}人，不足法定人数`,
  'quorum-unseen': () => '章程有法定人数要求，会上没有核对过',
  'vote-sum': (seen) =>
    `赞成${seen['for']}、反对${seen['against']}、弃权${seen['abstained']}，合计${seen['sum']}，与实到${seen['present']}人不符`,
  'vote-result': (seen) =>
    seen['reached'] === 1
      ? `赞成${seen['for']}票已达到章程要求，文字却写未通过`
      : `赞成${seen['for']}票（实到${seen['present']}人）没有达到章程要求，文字却写通过`,
  'outcome-differs': (seen) => (seen['passed'] === 1 ? '表决通过，决议却记为否决' : '表决没有通过，决议却记为通过'),
  'vote-without-quorum': (seen) => `表决时实到${seen['present']}人，须有${seen['needed']}人，不足法定人数`,
  'vote-without-rule': () => '有表决，没有选定按哪条章程规则，票数够不够没法核对',
  'tellers-missing': () => '投票表决没有写监票人，请在版头版记里补上',
  'teller-candidate': (seen) => `${seen['names']}既是候选人又监票或计票，请换人或更正`,
  'secret-needed': (seen) => `这一项须用无记名投票，记录写的是“${seen['words']}”`,
  acclamation: (seen) => `决定事项不得鼓掌通过，记录写的是“${seen['words']}”`,
  'election-by-mail': (seen) => `选举不得用通讯方式，记录写的是“${seen['words']}”`,
  'meeting-running': (seen) => `会议还没有散会，${seen['count']}项没有结束`,
  'title-missing': () => '会议没有名称',
  'item-running': () => '还在进行，没有结束',
  'item-without-title': () => '议题没有名称',
  'item-without-minutes': () => '没有记录内容',
  'item-not-held': () => '没有开始过，也没有略过',
  'decision-without-wording': () => '决议没有写内容',
  'decision-without-outcome': () => '决议的结果待确认',
  'deliberation-without-decision': () => '审议、选举已结束，没有记下结果',
  'task-without-wording': () => '任务没有写内容',
  'task-without-owner': () => '没有责任人',
  'task-without-date': () => '没有时限',
  'task-unconfirmed': () => '任务待确认，不会印进纪要',
  'task-due-past': (seen) => `时限${day(seen['due'])}早于会议当天`,
  'task-due-day-off': (seen) => `时限${day(seen['due'])}是休息日，没有说明`,
  'task-not-in-minutes': () => '任务表里有，纪要里没有写到',
  'task-date-differs': (seen) => `纪要写${seen['told']}，任务表是${day(seen['due'])}`,
  'task-unregistered': (seen) => `纪要交办给${seen['who']}，任务表里没有这一项`,
  'decision-without-task': (seen) =>
    seen['outcome'] === 'to_be_reconsidered' ? '决定再议，没有安排谁来准备' : '原则通过，没有安排谁来修改落实',
  'ceremony-incomplete': (seen) => `没有写${listed(seen['lacks'])}`,
  'person-twice': () => '名单上重复出现',
  'excused-attending': () => '请假或缺席，却列在到会名单或作了汇报',
  'title-differs': (seen) =>
    `名单上的职务是“${seen['list']}”，${WHERE[String(seen['where'])] ?? '纪要'}里写“${seen['told']}”，请统一`,
  'name-unlisted': () => '名单段里有，人员名单上没有',
  'name-misspelt': (seen) => `疑为“${seen['meant']}”之误`,
  'register-differs': (seen) => `名册是“${seen['register']}”，本次会议是“${seen['list']}”`,
  'rank-unapproved': (seen) => `${seen['count']}位来宾的先后次序还没有审定`,
  'rank-changed': () => '来宾的次序审定以后又变了，请再审一次',
  'chair-missing': () => '没有写主持人',
  'recorder-missing': () => '没有写记录人',
  'reviewer-missing': () => '纪要没有写审核人',
  'signer-missing': () => '纪要没有写签发人，签发以后才能印发',
  'chair-unsigned': (seen) => `主持人${seen['name']}还没有在会议记录上签字`,
  'recorder-unsigned': (seen) => `记录人${seen['name']}还没有在会议记录上签字`,
  'imprint-blank': () => '纪要的编号、印发日期、签发人都没有填，照现在印，版头是空的',
  'number-missing': () => '纪要没有编号',
  'issue-day-missing': () => '没有填印发日期，末页不印版记',
  'addressee-missing': () => '会议通知没有写主送',
  'release-uncleared': (seen) => `新闻稿没有写${listed(seen['lacks'])}，审签以后才能发布`,
  'release-cleared-early': (seen) => `新闻稿的审签日期${day(seen['clearedOn'])}早于开会日期`,
  'attachment-unlisted': (seen) =>
    Number(seen['listed']) === 0
      ? `文中写了“${seen['words']}”，附件一栏是空的`
      : `文中写到第${seen['number']}个附件，附件一栏只列了${seen['listed']}个`,
  'attachment-unnamed': (seen) => `附件“${seen['names']}”列上了，正文没有提到`,
  'postponed-unexplained': () => '改到下次再议，没有写原因',
  'order-changed': () => '没有按议程的先后进行',
  'attachment-missing': (seen) => `附件“${seen['names']}”不在会议资料里`,
  'date-differs': (seen) => `开头写${seen['told']}，会议是${day(seen['held'])}开的`,
  'weekday-wrong': (seen) => `“${seen['told']}”应为星期${seen['weekday']}`,
  'issued-too-early': (seen) => `印发日期${day(seen['issuedOn'])}早于开会日期`,
  'section-withheld': () => '这一段写到了内部事项，公开版不印这里的文字，改用自动拟的文字',
  'fact-withheld': (seen) => `“${seen['told']}”写到了内部事项，公开版不印`,
  'notice-withheld': (seen) => `通知里填的“${seen['told']}”写到了内部事项，通知上不印`,
  'article-withheld': (seen) => `新闻稿里的“${seen['told']}”写到了内部事项，发布时不用`,
  'glyph-missing': (seen) => `PDF 没有字体可印“${seen['signs']}”，印出来是叉框；请换一种写法，或请管理员加字体`,
};

const names: Readonly<Record<Check, string>> = {
  ...{ roll: '签到与人数', quorum: '法定人数', votes: '表决数字', method: '表决方式', outcomes: '议题与结果' },
  ...{ tasks: '任务', 'follow-up': '后续落实', ceremonies: '签约与聘任', names: '姓名与职务' },
  ...{ signatures: '签发与签字', deviations: '议程变动', imprint: '版头版记与主送', release: '新闻稿' },
  ...{ bundle: '附件资料', dates: '日期', public: '公开版', print: '印刷' },
};

export const checks = {
  title: '印发前核对',
  lede: '纪要、名单、签到、任务和决议逐项对照，随改随查。',
  none: '核对完毕，没有发现问题。',
  noneOpen: '没有待处理的问题。',
  open: (count: number) => `${count}处待处理`,
  errors: (count: number) => `${count}处须改`,
  warnings: (count: number) => `${count}处请看`,
  severity: { error: '须改', warning: '请看' },
  unread: '名册没有读到，姓名职务只同本次会议的名单核对。',
  names,
  sentences,
  meeting: '本次会议',
  draft: '纪要',
  go: '去改',
  see: '去看',
  goTo: (about: string) => `去改：${about}`,
  override: '放行',
  overrideOf: (about: string) => `放行：${about}`,
  reason: '放行的理由',
  reasonHint: '理由、姓名和时间会记下来；所涉内容再有改动，放行就失效。',
  confirm: '记下理由并放行',
  overridden: (count: number) => `已放行${count}处`,
  by: (name: string, when: string) => `${name}，${when}`,
  offline: '现在离线，连上服务器才能记下；写好的理由先留在这里。',
  already: (name: string, reason: string) => `${name}刚刚已经放行：${reason}`,
  withdraw: '撤回放行',
  sealed: '会议已封存，只能看，不能再放行。',
  issue: (count: number) => `还有${count}处没有处理，现在印发会带着这些问题。`,
  link: (count: number, overridden: number) => {
    const told = [...(count === 0 ? [] : [`${count}处待处理`]), ...(overridden === 0 ? [] : [`${overridden}处已放行`])];
    return told.length === 0 ? '印发前核对' : `印发前核对（${told.join('，')}）`;
  },
};
