// Words of formal minutes (会议纪要): the sentences a secretary writes again and again, in the third person of the meeting
// (domain.md §3.3). Titles as they are on the agenda go in; a verb is put before those that have none.
import { isElectionResult } from '../../domain/election.ts';
import { documentTitle } from '../format.ts';

/** Behind 已 they are a sentence. */
const DONE =
  /^(?:[与同向为对]|召开|举办|承办|协办|开展|组织|编写|编制|起草|制定|修订|发布|推荐|走访|调研|参加|建立|签订|启动|落实|明确|完成|开会|培训|接待|慰问)/u;

/** Says itself what was reached: 筹款一百万元，完成年度目标. */
const ACHIEVED = /(?:完成|实现|达到|取得|超过|增长|下降)/u;

/** What an item of an agenda begins with when it says itself what was done. */
const VERB =
  /^(?:听取|审议|审定|审查|审核|讨论|研究|商议|通报|传达|学习|解读|签订|签署|聘任|聘请|任命|选举|推选|表决|部署|布置|总结|宣读|通过|启动|颁发|授予|表彰|交流|观看|成立|增补|罢免|修改|修订)/u;
/** What a report is told by; what was heard is named without them. */
const HEARD = /^(?:听取|听取了)(?=.)/u;
const SPEAKING = /(?:发言|交流|讨论|座谈|研讨)$/u;

/** What a decision is about, whoever it says decided, and without its stop. */
const matterOf = (wording: string): string =>
  wording.replace(/^会议(?:决定)?[，,：:]?/u, '').replace(/[。；;.\s]+$/u, '');
/** What is put off comes first: behind 决定暂缓 it would read as decided. */
const about = (matter: string): string => {
  if (/^(?:关于|对|就)/u.test(matter)) return matter;
  return /[，,；;。：:]/u.test(matter) ? `对“${matter}”` : `关于${matter}`;
};

/** A proposal by what it is about: 关于设立办事处的议案; one of several clauses is quoted. */
const proposalOf = (wording: string): string => {
  const matter = matterOf(wording).replace(/^(?:同意|审议通过|通过|批准|决定)/u, '');
  if (/^《[^《》]*》$|(?:议案|提案|建议|方案|动议)$/u.test(matter)) return matter;
  // Which way round a 不 was meant nobody can tell but who typed it.
  return /[，,；;。：:]|^不/u.test(matter)
    ? `“${matter}”的议案`
    : `${/^关于/u.test(matter) ? '' : '关于'}${matter}的议案`;
};

export const minutesPaper = {
  separator: '、',
  comma: '，',
  semicolon: '；',
  colon: '：',
  stop: '。',
  title: (name: string) =>
    /(?:纪要|记录)$/u.test(name) ? name : `${name}会议纪要`.replace(/会议会议纪要$/u, '会议纪要'),
  recordTitle: (name: string) => (/记录$/u.test(name) ? name : `${name}会议记录`.replace(/会议会议记录$/u, '会议记录')),
  /** What the red masthead calls the paper, below the organisation. */
  kind: (body: string) => (body === '' ? '会议纪要' : body.endsWith('会议') ? `${body}纪要` : `${body}会议纪要`),
  halfDays: { morning: '上午', afternoon: '下午', evening: '晚上' },
  when: (day: string, half: string) => `${day}${half}`,
  /** Year and month are said once: 2021年4月23日至24日. */
  days: (from: string, to: string) => {
    const year = /^\d+年/u.exec(from)?.[0] ?? '';
    const month = /^\d+年\d+月/u.exec(from)?.[0] ?? '';
    const said = month !== '' && to.startsWith(month) ? month : year !== '' && to.startsWith(year) ? year : '';
    return `${from}至${to.slice(said.length)}`;
  },
  opening: (parts: {
    readonly when: string;
    readonly chair: string;
    readonly venue: string;
    readonly name: string;
    readonly acts: string;
    readonly quorum: string;
  }) => {
    const place = parts.venue === '' ? '' : `在${parts.venue}`;
    const held = parts.chair === '' ? `${parts.name}${place}召开` : `${parts.chair}${place}主持召开${parts.name}`;
    const acts = parts.acts === '' ? '' : `，${parts.acts}`;
    return `${parts.when === '' ? '' : `${parts.when}，`}${held}${acts}。${parts.quorum}现纪要如下：`;
  },
  quorum: (seats: number, present: number, isMet: boolean) =>
    `会议应到${seats}人，实到${present}人，${isMet ? '符合章程规定' : '未达到章程规定的人数'}。`,
  /** 甲、乙和丙, as what was done is listed in one sentence. */
  listed: (names: readonly string[]) =>
    names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names.at(-1) ?? ''}`,
  /** Of a long list the first, and how many there are. */
  listedShort: (names: readonly string[], count: number) => `${names.join('、')}等${count}项`,
  acts: {
    heard: (titles: string) => `听取了${titles}`,
    deliberated: (titles: string) => `审议了${titles}`,
    adopted: (titles: string) => `审议通过了${titles}`,
    principle: (titles: string) => `原则通过了${titles}`,
    discussed: (titles: string) => `讨论了${titles}`,
    signed: (titles: string) => `签订了${titles}`,
    appointed: (appointee: string, post: string) => `聘任${appointee}为${post}`,
    /** The verb of a title in the past; one that has none was gone through. */
    done: (title: string) =>
      SPEAKING.test(title) || !VERB.test(title) ? `进行了${title}` : title.replace(VERB, (verb) => `${verb}了`),
  },
  /** What was done, one after the other. */
  phrases: (acts: readonly string[]) => acts.join('，'),
  headings: {
    heard: (title: string) => (VERB.test(title) ? title : `听取${title}`),
    deliberated: (title: string) => (VERB.test(title) ? title : `审议${title}`),
    discussed: (title: string) => (VERB.test(title) || SPEAKING.test(title) ? title : `讨论${title}`),
  },
  document: documentTitle,
  bare: (title: string) => title.replace(HEARD, ''),
  heard: (title: string, by: string) => `会议听取了${by === '' ? '' : `${by}所作的`}${title}。`,
  deliberated: (title: string, by: string) =>
    by === '' ? `会议审议了${title}。` : `会议听取了${by}所作的说明，审议了${title}。`,
  discussed: (title: string, by: string, isOne: boolean) => {
    if (SPEAKING.test(title)) return by === '' ? `与会人员进行了${title}。` : `${by}作了${title}。`;
    return `与会人员围绕${title}进行了讨论。${by === '' ? '' : `${by}${isOne ? '' : '先后'}发言。`}`;
  },
  happened: (title: string) =>
    VERB.test(title) ? `会议${title.replace(VERB, (verb) => `${verb}了`)}。` : `会议进行了${title}。`,
  /** Those named, and more. */
  andOthers: (names: readonly string[]) => `${names.join('、')}等`,
  /** Of a title that does not say itself that it is a report. */
  reportOn: (title: string) => (/(?:汇报|报告|通报)$/u.test(title) ? title : `${title}的汇报`),
  told: (name: string) => `${name}介绍，`,
  taught: (name: string) => `${name}指出，`,
  reported: '汇报主要内容：',
  spoken: '发言主要内容：',
  agreed: (points: string) => `双方约定：${points}。`,
  agreedAll: (points: string) => `各方约定：${points}。`,
  term: (term: string) => `期限为${term}。`,
  /** Of an appointment. */
  office: (term: string) =>
    /^[聘任]期/u.test(term)
      ? `${term}。`
      : `聘期${/^[自至]/u.test(term) ? '' : /至/u.test(term) ? '自' : '为'}${term}。`,
  postponed: '会议决定，本项议题下次会议再议',
  because: (reason: string) => `（${reason}）`,
  /** A sentence where it says itself what was done, or may: 已召开两次会议. */
  done: (points: string) => {
    if (/[已了]/u.test(points)) return `${points}。`;
    if (DONE.test(points)) return `已${points}。`;
    return ACHIEVED.test(points) ? `${points}。` : `已完成：${points}。`;
  },
  planned: (points: string) => `下一步，${points}。`,
  signals: {
    noted: '会议指出，',
    thought: '会议认为，',
    stressed: '会议强调，',
    required: '会议要求，',
    decided: '会议决定，',
    met: '会议',
  },
  decisions: {
    adopted: (wording: string) => {
      if (/^会议/u.test(wording)) return wording;
      if (isElectionResult(wording)) return wording;
      if (/^(?:审议通过|不?同意|不?通过|批准|确定|明确|决定)/u.test(wording))
        return `会议${wording.replace(/^通过/u, '审议通过')}`;
      return /^《/u.test(wording) ? `会议审议通过了${wording}` : `会议决定，${wording}`;
    },
    adopted_in_principle: (wording: string) =>
      `会议原则通过${wording.replace(/^(?:会议)?(?:原则)?(?:审议)?通过了?/u, '')}`,
    deferred: (wording: string) => {
      const matter = matterOf(wording);
      return matter.startsWith('暂缓') ? `会议决定${matter}` : `${about(matter)}，会议决定暂缓`;
    },
    to_be_reconsidered: (wording: string) => `${about(matterOf(wording))}，会议决定再议`,
    rejected: (wording: string) => `会议未通过${proposalOf(wording)}`,
    withdrawn: (wording: string) => `${proposalOf(wording)}由提议方撤回`,
  },
  tasks: (sentences: readonly string[]) => `会议要求，${sentences.join('；')}。`,
  task: (parts: {
    readonly what: string;
    readonly lead: readonly string[];
    readonly others: readonly string[];
    readonly supporters: readonly string[];
    readonly due: string;
  }) => {
    const { what, lead, others, supporters, due } = parts;
    const shared = others.length + supporters.length > 0;
    const by = !shared
      ? `由${lead.join('、')}负责${what}`
      : [
          `由${lead.join('、')}牵头`,
          ...(others.length === 0 ? [] : [`${others.join('、')}参与`]),
          ...(supporters.length === 0 ? [] : [`${supporters.join('、')}配合`]),
          what,
        ].join('，');
    const body = lead.length === 0 ? what : by;
    return due === '' ? body : `${body}，${due}`;
  },
  /** Behind what is to be done. */
  due: (day: string) => `${day}前完成`,
  dueSaid: (said: string) => (/(?:完成|坚持|长期|常态|启动|报送|上报)/u.test(said) ? said : `${said}完成`),
  other: '其他议定事项',
  decided: (wording: string, outcome: string) => `决议：${wording}（${outcome}）`,
  given: (task: string) => `督办：${task}`,
  signedBy: (role: string) => `${role}人（签名）：`,
  roles: {
    groups: '参加人员',
    attending: '出席',
    excused: '请假',
    absent: '缺席',
    nonvoting: '列席',
    guest: '特邀',
    observer: '旁听',
    recorder: '记录',
    chair: '主持',
    reviewer: '审核',
    signer: '签发',
  },
  /** Of a vote by ballot, whose it was. */
  tellers: (supervisors: readonly string[], counters: readonly string[]) =>
    [
      ...(supervisors.length === 0 ? [] : [`监票人：${supervisors.join('、')}`]),
      ...(counters.length === 0 ? [] : [`计票人：${counters.join('、')}`]),
    ].join('；'),
  open: '（',
  close: '）',
  came: (time: string) => `${time}到会`,
  left: (time: string) => `${time}离会`,
  away: (from: string, to: string) => `${from}—${to}离席`,
  proxy: (name: string) => `委托${name}`,
  attachments: '附件',
  internalEdition: '内部版本，含不对外公开的内容',
  copies: '分送',
  issuedOn: (day: string) => `${day}印发`,
  secretariat: (organisation: string) => (organisation.endsWith('秘书处') ? organisation : `${organisation}秘书处`),
};
