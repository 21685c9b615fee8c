// A Chinese sentence of minutes that sets somebody a task: who is charged, by when, and the words for it.
import { DONE, EVERYBODY, EXHORTED, NEVER, NO_DUTY, SPEAKS, TOLD, UNDATED } from './chinese-signs.ts';
import type { DueFound } from './due.ts';
import { bindingLimit, isOfThePast, limitsIn } from './limits.ts';
import { HELPS, namesAfter, type Named } from './party-name.ts';
import type { TaskLineContext } from './task-line.ts';
import type { TaskSentence } from './task-reading.ts';

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

/** The task that `sentence` sets; null when it sets none. */
export function readChineseTask(sentence: string, context: TaskLineContext): TaskSentence | null {
  if (NEVER.some((sign) => sign.test(sentence))) return null;
  const limits = limitsIn(sentence, context);
  const duty = dutyOf(sentence, limits, context.parties);
  if (!duty || NO_DUTY.test(sentence.slice(duty.end))) return null;
  const due = bindingLimit([...limits.filter(({ index }) => index >= duty.from), ...limits]);
  if (!due && (!duty.isCharged || UNDATED.test(sentence))) return null;
  if ((due && isOfThePast(due, context.base)) || isOnlyTold(sentence, duty, due)) return null;
  if (EVERYBODY.test(duty.owners[0] ?? '') && (!due || EXHORTED.test(sentence))) return null;
  if (!due && EXHORTED.test(sentence)) return null;
  const what = wordsFor(sentence, duty, due);
  if (what.length < 2) return null;
  const { owners, supporters } = duty;
  return { owners, supporters, due: due?.due ?? null, dueText: due?.dueText ?? '', what };
}

/** Of what was, or what others ask: unless all of that stands before the clause that charges somebody until a day. */
function isOnlyTold(sentence: string, { from, end, isCharged }: Duty, due: DueFound | null): boolean {
  const isSetAfterwards = isCharged && due !== null && due.index >= from;
  const telling = isSetAfterwards ? sentence.slice(from) : sentence;
  if (TOLD.some((sign) => sign.test(telling))) return true;
  const told = sentence.slice(from, clauseEnd(sentence, Math.max(end, due?.index ?? 0)));
  return told.split(/[，,；;]/u).some((clause) => DONE.test(clause));
}

/** In front of who is charged. 申请, 邀请 and the like are words of their own. */
const CHARGE =
  /(?:(?<![理自缘经事原])由(?!于|衷|此|来)|交由|交给|责成|责令|授权|委托|商请|指定|安排|指派|委派|抽调|(?:责任|牵头|承办|落实)(?:人|单位|部门)(?:均|都)?(?:为|是|：)|会议(?:要求|明确|决定)|(?<![需主])要求|明确由|(?<![申邀聘提报宴])请(?!假|示|求|教|问|咨询|参见|参阅|关注|查收|登录|查看|下载|拨打|扫码|点击|致电|见|联系(?!部|处)))/gu;
const CHARGED_AFTER =
  /^(?:(?:总|全面|具体|全权|主要)?负责(?!人)|牵头|承担|落实|跟进|务必|务于|必须|抓紧|尽快|要|须|需|应|具体|统筹|任组长|为联络)/u;

function dutyOf(sentence: string, limits: readonly DueFound[], parties: readonly string[]): Duty | null {
  for (const charge of sentence.matchAll(CHARGE)) {
    const named = namesAfter(sentence, afterSigns(sentence, charge.index + charge[0].length), parties);
    if (named) return dutyWith(sentence, named, { start: charge.index, isCharged: true, parties });
  }
  for (const from of clauseStarts(sentence, limits)) {
    const named = namesAfter(sentence, from, parties);
    if (!named || isHelped(sentence, named) || SPEAKS.test(sentence.slice(named.end))) continue;
    const isCharged = CHARGED_AFTER.test(sentence.slice(named.end));
    return dutyWith(sentence, named, { start: from, isCharged, parties });
  }
  return null;
}

/** 宣传部配合。 says who helps somebody else. */
function isHelped(sentence: string, { end }: Named): boolean {
  const helps = HELPS.exec(sentence.slice(end));
  return helps !== null && /^[，,；;。]|^$/u.test(sentence.slice(end + helps[0].length));
}

/** 会议明确，培训中心… · 安排专人（张磊） */
function afterSigns(sentence: string, at: number): number {
  return at + (/^[，,：:\s]*由?(?:(?:专人|专员|联系人)[（(：:])?/u.exec(sentence.slice(at))?.[0].length ?? 0);
}

function dutyWith(
  sentence: string,
  { names, end }: Named,
  { start, isCharged, parties }: Pick<Duty, 'start' | 'isCharged'> & { readonly parties: readonly string[] },
): Duty {
  const supporters: string[] = [];
  let after =
    end + (/^(?:共同|总|全面|具体|全权)?(?:牵头|负责(?!人)|主办)?/u.exec(sentence.slice(end))?.[0].length ?? 0);
  // 、技术专家组配合 · 会同监事会 · ，联合苏州大学 · ，宣传部、标准部协助
  for (;;) {
    const joint = /^(?:[、，,]\s*|(?:应当?|要|须|需)(?=会同|联合|协同))?(?:由|会同|联合|协同)?(?<!^)/u.exec(
      sentence.slice(after),
    );
    const more =
      joint && joint[0] !== '' ? namesAfter(sentence, after + joint[0].length, parties, { withHelpers: true }) : null;
    const helps = more && HELPS.exec(sentence.slice(more.end));
    if (!joint || !more || !(helps || /[会联协]/u.test(joint[0]))) break;
    supporters.push(...more.names);
    after = more.end + (helps?.[0].length ?? 0);
  }
  const from = clauseStart(sentence, start);
  const helpers = helpersIn(sentence, from, parties);
  return { owners: names, supporters: unique([...supporters, ...helpers], names), from, start, end: after, isCharged };
}

/** Those of whom another clause says that they help: …，秘书处配合；in front of it as well. */
function helpersIn(sentence: string, from: number, parties: readonly string[]): readonly string[] {
  return clauseStarts(sentence, []).flatMap((start) => {
    if (start === from) return [];
    const named = namesAfter(sentence, start, parties, { withHelpers: true });
    return named && HELPS.test(sentence.slice(named.end)) ? named.names : [];
  });
}

function unique(names: readonly string[], owners: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !owners.includes(name));
}

/** （一） · 3、 · 二是 · @ */
const NUMBERING =
  /^(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、是]|\d{1,2}[.、．](?!\d)|[-•*·])?\s*[@＠]?/u;
/** More are not looked at. */
const MAX_CLAUSES = 8;
const STOP = /[，,；;。：:]/u;

/** Where names may stand: at the start of each clause, behind the limit with which it may begin. */
function clauseStarts(sentence: string, limits: readonly DueFound[]): readonly number[] {
  const starts = [NUMBERING.exec(sentence)?.[0].length ?? 0];
  for (const stop of sentence.matchAll(/[，,；;：:]\s*[@＠]?/gu)) starts.push(stop.index + stop[0].length);
  return starts.slice(0, MAX_CLAUSES).map((start) => {
    const limit = limits.find(({ index }) => index === start);
    return limit ? afterSigns(sentence, start + limit.dueText.length) : start;
  });
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

/** Words that need another's: what is finished stands elsewhere. */
const BARE =
  /^(?:前|内|并|再|统一|负责|组织|具体|认真|抓好|予以|加以|书面|汇总后?)*(?:.{0,3}|报(?!送|告).{0,10}|送.{0,10}|(?:提交|发给|交)(?:[^稿书]|(?<=秘)书){1,10}(?:会|会议|处|部|办|组|中心|会长|秘书长|理事长|主任|审定|审议|讨论)|(?:再次|重新)提交.{0,4}|(?:答复|反馈|回复|回话).{0,4}|(?:实施|落实|办理|执行|承办|推进|跟进|跟踪|督办|完成)+(?:到位|完毕|好)?|.{2}到位|办结|寄出)$/u;
/** In front of what is to be done. */
const LEAD =
  /^(?:[，,：:、）)\s]|(?:负责|牵头|承担|具体|统一|统筹|务于|要|应当?|须|必须|需要?|将(?=于|在)|务必|抓紧|尽快|争取|力争|确保|于|在|自|会后|后续|每|的|期间|任组长|为联络人))+/u;
/** Behind it: to whom it then goes. */
const TAIL = /(?:并|，|,)?(?:报|向|送|呈)[^，,。；;]{1,16}?(?:审议|审核|审定|备案|批准|报告|汇报|通报)[。]?$/u;
/** In front of a subject: who says so, and how it is begun. */
const OPENING =
  /^(?:会议(?:决定|明确|要求|指出|强调|同意|确定)|其中|同时|另外|此外|下一步|关于|对于|针对|[一二三四五六七八九十\d]{1,2}[.、是]|[（(][一二三四五六七八九十\d]{1,2}[）)])[，,：:]?/u;

function wordsFor(sentence: string, duty: Duty, due: DueFound | null): string {
  const dueEnd = due ? due.index + due.dueText.length : 0;
  const afterDue = due ? wordsBetween(sentence, Math.max(dueEnd, duty.end), due, duty) : '';
  const isCut = /^[，,；;。]/u.test(sentence.slice(duty.end));
  const ofOwner = isCut ? '' : wordsBetween(sentence, duty.end, due, duty);
  const subject = subjectOf(sentence.slice(duty.from, duty.start), null);
  const before = sentence.slice(0, Math.max(0, duty.from - 1));
  const earlier = subjectOf(before.slice(clauseStart(before, before.length)), due);
  const standing = [afterDue, ofOwner, subject, earlier].filter((words) => words.length >= 2);
  return standing.find((words) => !BARE.test(words)) ?? standing[0] ?? '';
}

/** What a clause in front of who is charged is about: 下半年组织研学，由… */
function subjectOf(clause: string, due: DueFound | null): string {
  const text = clause.trim().replace(OPENING, '');
  return (due && text.startsWith(due.dueText) ? text.slice(due.dueText.length) : text)
    .replace(/^会后$/u, '')
    .replace(/(?:工作)?(?:的任务|一事|事宜)$/u, '')
    .replace(/^[，,：:]+/u, '');
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
    .replace(/^(?![把将]).*$/u, (words) => withoutTail(words))
    .replace(/^[（(][^）)]*[）)]/u, '')
    .replace(/^(?:前|内|之前)/u, '')
    .trim();
}

/** 报会长审定 goes with what is to be done, unless it is all of that. */
function withoutTail(words: string): string {
  const rest = words.replace(TAIL, '');
  return rest.length < 2 ? words : rest;
}
