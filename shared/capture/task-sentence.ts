// A sentence of minutes that sets somebody a task, found by rules alone: who, by when, what. Careful rather than keen: what
// was done already, was not adopted, is only asked, wished or told of others is none (domain.md §8).
import type { LocalDate } from '../lib/time.ts';
import { HELPS, namesAfter, type Named } from './party-name.ts';
import { findDue, type DueFound, type TaskLineContext } from './task-line.ts';

export interface TaskSentence {
  /** Who does it, as written, the lead first; a personal name without its post. */
  readonly owners: readonly string[];
  /** Those who help (配合). */
  readonly supporters: readonly string[];
  readonly due: LocalDate | null;
  /** The limit as it was written; '' without one. */
  readonly dueText: string;
  /** The words for it, as they stand in the sentence. */
  readonly what: string;
}

/** Longer is no sentence. */
const MAX_CHARACTERS = 400;

/** What makes a sentence no task, whatever else it says. */
const NEVER: readonly RegExp[] = [
  // Done: 完成了, 圆满结束, last year’s.
  /(?:完成|提交|组织|开展|举办|制定|办理|上报|启动|结束|落实|参加|召开|建成)了/u,
  /(?:圆满|顺利|如期|按期)(?:完成|结束|举行|举办|召开|闭幕)/u,
  /(?:去年|前年)[^，,。]{0,14}(?:前|底|末|用|就|已|的|由)/u,
  /(?:上级|部门|民政部?|省厅|市局|工信局|主管单位|文件|通知)[^，,。]{0,10}要求/u,
  /(?:报到|食宿|自理|自行承担)/u,
  /(?:的做法|的经验|的办法|的模式|惯例|以往)[^，,。]{0,6}(?:是|为|都|由)/u,
  // Not adopted, put off, taken back.
  /(?:未|不)(?:予|被)?(?:采纳|通过|同意|批准)|(?:暂不|暂缓|不再|不宜|无需|不必)|(?:撤回|撤销|取消|作罢|搁置|否决|再议|推迟|延后)|没有|未能|仍未|尚未|未按|上次会议/u,
  // Only if, whether, or suggested.
  /^(?:如果?|若|倘若?|假如|假设|一旦|要是|万一|除非)|(?:的话[，,])/u,
  /[？?]|是否|能否|可否|谁来|怎么|如何.{0,8}[？?]/u,
  /(?:建议|提议|提出|希望|呼吁|倡议|设想|期待)(?!.{0,14}(?:会议(?:同意|采纳|决定)|予以采纳))[^，,。]{0,6}(?:秘书处|协会|由|在|能|各|尽)|^(?:有|专家|代表|与会|多位|部分|个别|一些)[^，,。]{0,14}(?:建议|提议|提出|认为|希望|呼吁|表示)/u,
  // Told, not set.
  /(?:传达|通报|介绍|解读|讲解|汇报|回顾|总结|宣读|宣布|转达|分享|交流)(?:了|说)/u,
  /(?:表示|认为|谈到|提到|说|称|指出|坦言|回忆|反映)[，,：:]/u,
  /会议(?:听取|审议|通过|讨论|审查|审阅|研究)了/u,
  /(?:感谢|致谢|祝贺|欢迎|谢谢)/u,
  // Rules, terms, events, figures.
  /(?:按照|根据|依据|依照)[^，,]{0,24}(?:规定|章程|办法|条例|要求|精神)[，,]?[^，,。]{0,24}(?:应当?|须|不得|可以)/u,
  /(?:章程|办法|条例|法)(?:规定|明确|要求)/u,
  /(?:任期|有效期|履行期限|合同期|聘期|期限|届期)(?:为|至|到|自|从|届)/u,
  /自[^，,。]{2,14}起(?:施行|实施|执行|生效|正式)|(?:施行|实施|生效|届满)[。！!]?$/u,
  /(?:将于|定于|拟于|计划于|原定|预计)[^，,。]{0,40}(?:举办|举行|召开|开幕|开展|施行|实施|完成|上市|开工|竣工|投入|启用)/u,
  /截至[^，,。]{2,16}[，,]?[^，,。]{0,20}(?:余额|共有?|累计|达|为|已|收到)/u,
  /(?:共|累计|全年|合计)(?:完成|开展|举办|培训|服务|收到|发放)/u,
  // Votes, seats, wordings.
  /(?:请假|缺席|列席|代为出席|代为参会|代为参加)/u,
  /(?:赞成|反对|弃权)[^，,。]{0,8}票|(?:表决|选举|投票)(?:通过|产生)|当选/u,
  /(?:将|把)[^，,。]{0,6}[“"「『].*(?:改为|修改为|调整为|表述)/u,
  /(?:我|本|该|他们?|她们?|某)(?:公司|单位|企业|所)/u,
  /(?:取得了|正处于|得到了|具有|有着|一致认为|充分肯定)/u,
];

/** A clause that tells what is done already; 已立项的标准 only names something. */
const DONE = /(?:(?<!不得)已(?!有|知)|业经|均经)[^，,。；;的]*$/u;
/** What somebody is said to do that is no task. */
const NO_DUTY =
  /^(?:[^，,。；;]{0,6})(?:主持|担任|致辞|致欢迎|代为|发言|作(?:了|报告)|介绍|宣读|颁发|陪同|出席|参加会议|主讲|解释|承办|产生|组成|推荐|决定是否|自行|作为(?!联络))/u;
/** Wishes to everybody: nobody in particular has to do anything. */
const EVERYBODY = /^(?:各|全体|大家|广大|所有|与会|每)/u;
const EXHORTED =
  /(?:进一步|不断|持续|切实|努力|大力|积极|充分|继续|扎实)(?:提高|加强|强化|推进|深化|增强|完善|发挥|提升|推动|做好)|(?:提高|加强|增强)[^，,。]{0,8}(?:认识|站位|学习|自律|意识|能力|建设)|狠抓/u;

/** The task that `text` sets; null when it sets none. `parties`: names this meeting knows; others are found by their form. */
export function readTaskSentence(text: string, { parties, base }: TaskLineContext): TaskSentence | null {
  const sentence = text.trim();
  if (sentence.length === 0 || sentence.length > MAX_CHARACTERS || NEVER.some((sign) => sign.test(sentence)))
    return null;
  const duty = dutyOf(sentence, parties);
  if (!duty || NO_DUTY.test(sentence.slice(duty.end))) return null;
  const due = limitOf(sentence, base);
  if (!due && !duty.isCharged) return null;
  const told = sentence.slice(duty.from, clauseEnd(sentence, Math.max(duty.end, due?.index ?? 0)));
  if (told.split(/[，,；;]/u).some((clause) => DONE.test(clause))) return null;
  if (EVERYBODY.test(duty.owners[0] ?? '') && (!due || EXHORTED.test(sentence))) return null;
  if (!due && EXHORTED.test(sentence)) return null;
  const what = wordsFor(sentence, duty, due);
  if (what.length < 2) return null;
  const { owners, supporters } = duty;
  return { owners, supporters, due: due?.due ?? null, dueText: due?.dueText ?? '', what };
}

interface Duty {
  readonly owners: readonly string[];
  readonly supporters: readonly string[];
  /** Where the clause begins in which they stand. */
  readonly from: number;
  /** Where what introduces them begins: 由, 请, or their name. */
  readonly start: number;
  readonly end: number;
  /** By a word that charges somebody: 由, 负责, 责成 … A bare name needs a limit of time as well. */
  readonly isCharged: boolean;
}

/** In front of who is charged. 申请, 邀请 and the like are words of their own. */
const CHARGE =
  /(?:(?<![理自缘经事原])由(?!于|衷|此|来)|交由|交给|责成|责令|委托|指定|安排|指派|委派|抽调|会议(?:要求|明确|决定)|(?<![需主])要求|明确由|(?<![申邀聘提报宴])请(?!假|示|求|教|问))/gu;
const CHARGED_AFTER = /^(?:负责(?!人)|牵头|承担|落实|跟进|务必|必须|抓紧|尽快|要|须|需|应|具体|统筹|任组长|为联络)/u;

function dutyOf(sentence: string, parties: readonly string[]): Duty | null {
  for (const charge of sentence.matchAll(CHARGE)) {
    const named = namesAfter(sentence, afterSigns(sentence, charge.index + charge[0].length), parties);
    if (named) return dutyWith(sentence, named, { start: charge.index, isCharged: true, parties });
  }
  for (const from of clauseStarts(sentence)) {
    const named = namesAfter(sentence, from, parties);
    if (named)
      return dutyWith(sentence, named, {
        start: from,
        isCharged: CHARGED_AFTER.test(sentence.slice(named.end)),
        parties,
      });
  }
  return null;
}

/** 会议明确，培训中心… */
function afterSigns(sentence: string, at: number): number {
  return at + (/^[，,：:\s]*由?/u.exec(sentence.slice(at))?.[0].length ?? 0);
}

function dutyWith(
  sentence: string,
  { names, end }: Named,
  { start, isCharged, parties }: Pick<Duty, 'start' | 'isCharged'> & { readonly parties: readonly string[] },
): Duty {
  const supporters: string[] = [];
  let after = end + (/^(?:共同)?(?:牵头|负责(?!人)|主办)?/u.exec(sentence.slice(end))?.[0].length ?? 0);
  // 、技术专家组配合 · 会同监事会 · ，宣传部、标准部协助
  for (;;) {
    const joint = /^(?:[、，,]\s*由?|会同|联合)/u.exec(sentence.slice(after));
    const more = joint && namesAfter(sentence, after + joint[0].length, parties, { withHelpers: true });
    const helps = more && HELPS.exec(sentence.slice(more.end));
    if (!more || !(helps || /[会联]/u.test(joint[0]))) break;
    supporters.push(...more.names);
    after = more.end + (helps?.[0].length ?? 0);
  }
  return { owners: names, supporters, from: clauseStart(sentence, start), start, end: after, isCharged };
}

const STOP = /[，,；;。：:]/u;

function clauseStarts(sentence: string): readonly number[] {
  const starts = [0];
  for (const stop of sentence.matchAll(/[，,；;：:]\s*/gu)) starts.push(stop.index + stop[0].length);
  return starts.slice(0, 6);
}

function clauseStart(sentence: string, at: number): number {
  let from = at;
  while (from > 0 && !STOP.test(sentence.charAt(from - 1))) from -= 1;
  return from;
}

function clauseEnd(sentence: string, at: number): number {
  const end = sentence.slice(at).search(/[，,；;。！!]/u);
  return end < 0 ? sentence.length : at + end;
}

/** The limit: a day rather than 尽快, and none from which something begins (自下月起). */
function limitOf(sentence: string, base: LocalDate): DueFound | null {
  const found: DueFound[] = [];
  for (let from = 0; from < sentence.length;) {
    const next = findDue(sentence.slice(from), base);
    if (!next) break;
    const index = from + next.index;
    const after = sentence.slice(index + next.dueText.length);
    if (!/^(?:起|以来|开始|召开|举行|的)/u.test(after)) found.push({ ...next, index });
    from = index + Math.max(1, next.dueText.length);
  }
  return found.find(({ due }) => due !== null) ?? found[0] ?? null;
}

/** Words that need another's: what is finished stands elsewhere. */
const BARE =
  /^(?:前|内)?(?:.{0,3}|报(?!送|告).{0,10}|送.{0,10}|(?:提交|发给|交).{1,8}(?:会|会议|处|部|办|审定|审议|讨论)|(?:再次|重新)提交.{0,4}|(?:组织|具体|负责)?实施|完成到位|落实到位)$/u;
/** In front of what is to be done. */
const LEAD =
  /^(?:[，,：:\s]|(?:负责|牵头|承担|具体|统一|统筹|要|应当?|须|必须|需要?|将(?=于|在)|务必|抓紧|尽快|争取|力争|确保|于|在|自|会后|后续|每|的|任组长|为联络人))+/u;
/** Behind it: to whom it then goes. */
const TAIL = /(?:并|，|,)?(?:报|向|送|呈)[^，,。；;]{1,16}?(?:审议|审核|审定|备案|批准|报告|汇报|通报)[。]?$/u;

function wordsFor(sentence: string, duty: Duty, due: DueFound | null): string {
  const dueEnd = due ? due.index + due.dueText.length : 0;
  const afterDue = due ? wordsBetween(sentence, Math.max(dueEnd, duty.end), due, duty) : '';
  const isCut = /^[，,；;。]/u.test(sentence.slice(duty.end));
  const ofOwner = isCut ? '' : wordsBetween(sentence, duty.end, due, duty);
  const subject = sentence
    .slice(duty.from, duty.start)
    .replace(/^(?:会议(?:决定|明确|要求|指出|强调|同意)|其中|同时|另外|此外|下一步)[，,]?/u, '')
    .replace(/(?:工作)?(?:的任务|一事|事宜)$/u, '');
  const standing = [afterDue, ofOwner, subject].filter((words) => words.length >= 2);
  return standing.find((words) => !BARE.test(words)) ?? standing[0] ?? '';
}

/** From `at` to the end of its clause, without the limit, what leads in, and to whom it then goes. */
function wordsBetween(sentence: string, at: number, due: DueFound | null, { end }: Duty): string {
  let from = at;
  const lead = (): void => {
    from += LEAD.exec(sentence.slice(from))?.[0].length ?? 0;
    if (due && from <= due.index && due.index - from <= 1) from = due.index + due.dueText.length;
  };
  for (let round = 0; round < 3; round += 1) lead();
  if (from < end) return '';
  const rest = sentence.slice(from, clauseEnd(sentence, from));
  const cut = due && due.index > from ? rest.slice(0, Math.max(0, due.index - from)) : rest;
  return cut
    .replace(/(?:于|在|争取|力争)+$/u, '')
    .replace(TAIL, '')
    .replace(/^[（(][^）)]*[）)]/u, '')
    .replace(/^(?:前|内|之前)/u, '')
    .trim();
}
