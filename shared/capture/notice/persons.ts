// People in a notice: 副会长钱伟, 顾斌（苏州市信用办主任）, 江南大学设计学院院长 教授 辛向东, Anna Schmidt (Treasurer). Tells name,
// organisation and title apart; a title is never guessed into an organisation it does not end.
import { singleSpaced, tidy } from './characters.ts';
import { surnameLength } from './surnames.ts';

export interface PersonRead {
  readonly name: string;
  readonly org: string | null;
  readonly title: string | null;
}

const POSTS =
  '(?:省|市|州|县|区|镇|乡)委常委|组织委员|宣传委员|纪检委员|组织干事|监事长|理事长|秘书长|会长|副主席|主席|主任委员|副主委|主委|主任|处长|科长|局长|厅长|司长|部长|书记|委员长|委员|院长|所长|校长|园长|行长|站长|镇长|乡长|村长|区长|市长|县长|省长|小组长|组长|队长|班长|店长|社长|馆长|台长|董事长|董事|总经理|副总经理|总裁|总监|经理|总干事|干事|常务理事|理事|监事|教授|研究员|副研究员|工程师|高工|总工|专家|顾问|法律顾问|律师|医师|医生|老师|教师|会计|出纳|文书|主管|负责人|召集人|联络员|入党联系人|联系人|代表|记者|编辑|主编|设计师|博士|院士|参赞|专员|调研员|巡视员|助理|党委书记|党工委书记|党组书记|党总支书记|党支部书记|支部书记|村书记|支书|秘书|委员会主任|主持人|合伙人|创始人|发起人';
/** 财务总监, 项目经理: what somebody is in charge of belongs to the post. */
const FIELD =
  '(?:(?:财务|项目|技术|行政|人事|人力资源|市场|运营|产品|销售|法务|工程|研发|公关|客服)(?=总监|副?经理|副?主管|专员|助理|负责人))?';
const RANK = '(?:原|前|现任)?(?:分管|名誉|荣誉|常务|执行|第一|代|总|高级|中级|特聘|资深|首席)*副?';
const TITLE_END = new RegExp(`(${FIELD}${RANK}(?:${POSTS}))$`, 'u');
const TITLE_ONLY = new RegExp(`^(?:${FIELD}${RANK}(?:${POSTS})[、 ]?)+$`, 'u');
const HAN_NAME = /^[\p{Script=Han}]{2,4}$/u;
const DOTTED_NAME = /^[\p{Script=Han}]{1,8}(?:·[\p{Script=Han}]{1,8})+$/u;
const LATIN_WORD = "[A-Z][\\p{L}'’.-]*";
const LATIN_NAME = new RegExp(
  `^(?:(?:Mr|Mrs|Ms|Dr|Prof)\\.?\\s+)?(${LATIN_WORD}(?:\\s+(?:(?:van|de|von|der|la)\\s+)*${LATIN_WORD}){1,3})$`,
  'u',
);
const LATIN_POST =
  /\b(?:chair|meeting|report|welcome|minutes|treasurer|secretary|director|board|president|committee|election|business|strategy|review|discussion)\b/i;
const NO_NAME =
  /^(?:全体|各位|会议|安全|通知|时间|地点|主持|议程|内容|单位|方案|项目|工作|报告|总结|交流|发言|讨论|高新|高级|经费|安排|预算|平台|成员|人员|领导|嘉宾|同志|相关|有关|应急|国家|公司|文件|计划|管理|关于|都是|席位|常务|家委|家长|时长|成立|解读|和谐|宣布|宣读|应对|程序|万元|东区|车间|通报|经验|居民|全员|向大会|广大|公布|公告|明年|金额|常规|包括|支部|白天|方式|项目)/u;

/** Whether the whole of `text` is a person's name by itself. */
export function isName(text: string): boolean {
  if (DOTTED_NAME.test(text)) return true;
  if (LATIN_NAME.test(text)) return !LATIN_POST.test(text);
  if (!HAN_NAME.test(text) || NO_NAME.test(text) || TITLE_END.test(text)) return false;
  const surname = surnameLength(text);
  if (surname === null) return false;
  const given = text.length - surname;
  return given >= 1 && given <= 2;
}

/** Reads one person; null when `text` names none. */
export function readPerson(text: string): PersonRead | null {
  const plain = singleSpaced(
    text.replace(/(?:同志|先生|女士)$/u, '').replace(/^(?:Dr|Prof|Mr|Mrs|Ms)\.? /, ''),
  ).replace(/^[:：]/, '');
  const bracket = /^(.+?)\s*[（(]([^（）()]+)[）)]$/u.exec(plain);
  if (bracket) return fromBracket(bracket[1] ?? '', bracket[2] ?? '');
  const joined = joinedName(plain);
  if (isName(joined)) return { name: joined, org: null, title: null };
  return fromWords(plain.split(/\s+/)) ?? fromRun(plain);
}

/** What stands beside a name: an organisation, one or more titles, or both. */
function readPost(text: string): Pick<PersonRead, 'org' | 'title'> {
  const posts = text.split('、').map((part) => singleSpaced(part));
  // 县河长办主任、水利局局长: the second post has an organisation of its own, which stays with it.
  if (posts.length > 1 && posts.every((part) => endsInPost(part)) && posts.slice(1).some((part) => !isPost(part))) {
    const { org, title } = readPost(posts[0] ?? '');
    return { org, title: [title ?? '', ...posts.slice(1)].join('、') };
  }
  const titles: string[] = [];
  let rest = singleSpaced(text).replace(/[、,，\s]+$/u, '');
  for (let found = TITLE_END.exec(rest); found; found = TITLE_END.exec(rest)) {
    const before = rest.slice(0, found.index);
    titles.unshift(found[1] ?? '');
    rest = before.replace(/[、,，\s]+$/u, '');
    // 处处长: the second belongs to the organisation, unless a sign stands between them.
    if (rest === before) break;
  }
  if (titles.length === 0) return isLatinTitle(rest) ? { org: null, title: rest } : { org: rest || null, title: null };
  return { org: rest === '' ? null : rest, title: titles.join('、') };
}

/** 许老师, 杜工, 王阿姨: how somebody is spoken to, where the name in full is not said. */
export function isAddress(text: string): boolean {
  const surname = surnameLength(text);
  return surname !== null && /^(?:老师|师傅|阿姨|律师|医生|主任|工|总|叔|姐)$/u.test(text.slice(surname));
}

/** A post by itself, without anybody's name: 监事, 副会长. */
function isPost(text: string): boolean {
  return TITLE_ONLY.test(tidy(text));
}

/** Ends in a post: 市应急管理局党委书记, to which the next name belongs. */
export function endsInPost(text: string): boolean {
  return TITLE_END.test(tidy(text));
}

function isLatinTitle(text: string): boolean {
  return /^[A-Z][A-Za-z -]*$/.test(text) && text.split(' ').length <= 4;
}

function fromBracket(before: string, inside: string): PersonRead | null {
  const name = joinedName(singleSpaced(before));
  if (isName(name)) return { name, ...readPost(inside) };
  const outer = readPerson(before);
  if (!outer) return null;
  // 顾问 裘思远（某公司合伙人）: where they come from; 秘书长王坤泉（兼）: the bracket only remarks.
  const { org, title } = readPost(inside);
  return org !== null && title !== null && outer.org === null ? { name: outer.name, org, title } : { ...outer };
}

/** 林 静 is one name written wide. */
function joinedName(text: string): string {
  return /^\p{Script=Han}(?: \p{Script=Han}){1,2}$/u.test(text) ? text.replace(/ /g, '') : text;
}

function fromWords(words: readonly string[]): PersonRead | null {
  if (words.length < 2) return null;
  const latin = new RegExp(`^(.*\\p{Script=Han})\\s+(${LATIN_WORD}(?:\\s+${LATIN_WORD})+)$`, 'u').exec(words.join(' '));
  if (latin) return { name: latin[2] ?? '', ...readPost(latin[1] ?? '') };
  const last = words.length - 1;
  // After a post and a space stands a name, also one whose surname no list has.
  const isSetApart = endsInPost(words[last - 1] ?? '') && /^\p{Script=Han}{2,3}$/u.test(words[last] ?? '');
  const isNamed = isSetApart && !endsInPost(words[last] ?? '') && !NO_NAME.test(words[last] ?? '');
  const found = words.findLastIndex((word) => isName(word));
  const place = found < 0 && isNamed ? last : found;
  const name = words[place];
  if (name === undefined || !/\p{Script=Han}/u.test(name)) return null;
  const others = words.filter((_, index) => index !== place);
  const isAllPosts = others.every((word) => endsInPost(word) || word.length >= 2);
  return isAllPosts ? { name, ...readPost(others.join('、').replace(/、(?=[^、]*$)/u, separatorOf(others))) } : null;
}

/** 市民政局 处长 is organisation and title; 院长 教授 are two titles. */
function separatorOf(others: readonly string[]): string {
  return others.length === 2 && !endsInPost(others[0] ?? '') ? '' : '、';
}

/** 秘书长王坤泉 or 王坤泉秘书长. */
function fromRun(text: string): PersonRead | null {
  for (const length of [3, 2, 4]) {
    const name = text.slice(-length);
    const before = text.slice(0, -length);
    if (before !== '' && isName(name) && endsInPost(before)) return { name, ...readPost(before) };
  }
  for (const length of [3, 2, 4]) {
    const name = text.slice(0, length);
    const after = text.slice(length);
    if (after !== '' && isName(name) && isPost(after)) return { name, org: null, title: tidy(after) };
  }
  return null;
}
