// What was noted at a meeting, point by point: what kind each point is (a remark of the note-taker, a numbered one, somebody's words,
// a wish, a deed), so that minutes and reports can tell it in their own voice. Chinese only. The words stay as they were noted.
import type { ItemKind } from '../domain/agenda.ts';

export interface Talk {
  readonly kind: ItemKind;
  /** Of the item, without its marks. */
  readonly title: string;
  /** With posts, as the first sentence has them; '' = nobody is known. */
  readonly speakers: string;
  /** By name alone; '' = several, or nobody. */
  readonly name: string;
  readonly isFirst: boolean;
  /** Names of everybody who is known at the meeting: a point that begins with one is what that person said. */
  readonly known?: readonly string[];
}

export type Group =
  | { readonly kind: 'frame' | 'wish' | 'act' | 'outline' | 'said'; readonly points: readonly string[] }
  | { readonly kind: 'numbered' | 'about' | 'speaker'; readonly label: string; readonly points: readonly string[] };

/** Points of these are for whoever writes the minutes. */
const NOTE = /^(?:引用|参考|参考资料|备注|注|汇报期间|发言人|记录|记录人|出处|来源|待核|待补)[：:]/u;
/** What needs no 表示 before it. */
export const SPEAKS = /^(?:表示|提出|认为|建议|指出|介绍|强调|反映|谈|希望|要求|补充|询问|回应|说明|汇报|提议|质询)/u;
/** Behind a name: that is who said it. */
const SAID = /^(?:理事|监事|同志|委员|代表)?(?:表示|提出|认为|建议|指出|强调|反映|补充|询问|回应|提议|质询)/u;
const FRAME = /^([两二三四五六七八九]个(?:方面|部分|层面|角度))[：:](.+)$/u;
const NUMBERED = /^(\p{Script=Han}{2,4})([一二三四五六七八九十])[：:](.+)$/u;
const LABELLED = /^([^：:，,]{2,8})[：:](.+)$/u;
const WISH = /(?:^|[，,])(?:欢迎|祝愿|祝贺|希望|期待|期盼|感谢|呼吁|愿)/u;
export const ACT = /^(?:解读|讲解|分析|回顾|阐述|分享|谈|展示|演示|梳理|剖析|点评)(?=\p{Script=Han})/u;
const OUTLINE = /^[^，,。；;：:]{3,14}(?:工作|建设|方向|情况|计划|安排|活动|服务)$/u;
/** What a thing is, said without a verb. */
const BARE = /^(?!.*是)[^，,]+之一$/u;

/** How somebody is named or spoken to: 王会长, 刘工, 秘书长. */
const POST =
  /(?:会长|秘书长|理事长|监事长|主席|主任|主委|处长|科长|局长|部长|院长|所长|校长|组长|书记|总监|经理|理事|监事|董事|教授|老师|律师|专家|工程师|先生|女士|同志|代表)$/u;
const SURNAME =
  '(?:欧阳|司马|上官|诸葛|皇甫|司徒|夏侯|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪牟肖])';
const ADDRESS = new RegExp(`^(?:${SURNAME}(?:工|总)|[老小]${SURNAME})$`, 'u');
const MAYBE_NAME = new RegExp(`^${SURNAME}\\p{Script=Han}{1,2}$`, 'u');
/** Words of that form that are none. */
const NO_NAME =
  /^(?:施[工行]|方[向案法式针面]|高[度校新峰速]|任[务期职]|金[额融价]|江[苏南北]|石[化油材]|常[态规务]|顾问|陈述|万元|苏州|武汉|贺[信词]|洪[水涝]|余额|周[期边]|许可|康[养复]|毛利|夏季|林[业地]|雷达|龙头|段落|韩国|马路)/u;
/** How many of what, and whether they were proposed or told. */
export const MEASURES: Readonly<Record<string, string | undefined>> = {
  ...{ 建议: '点', 意见: '点', 要求: '点', 希望: '点', 看法: '点', 体会: '点' },
  ...{ 工作: '项', 措施: '项', 任务: '项', 举措: '项', 政策: '项', 成果: '项' },
};
export const PROPOSED: ReadonlySet<string> = new Set(['建议', '意见', '要求', '希望', '任务']);
/** What everybody did together; 会议室 and 会议材料 are things that somebody speaks of. */
const TOGETHER =
  /^(?:会议|大会|全体(?:与会)?(?:人员|代表|理事|会员)|与会(?:人员|代表|理事|者))(?:原则|一致|最后|还|并)*(?:要求|认为|指出|强调|决定|同意|通过|审议|批准|明确|议定|商定|确定|希望|建议|听取|讨论|研究)/u;

/** 会议要求秘书处测算: what no single one of those who spoke has said. */
export function isOfTheMeeting(point: string): boolean {
  return TOGETHER.test(point.trim());
}

export function isNote(point: string): boolean {
  return NOTE.test(point);
}

/**
 * Whether a decision only repeats what a ceremony's agreement says: clause by clause the same words, since one 不 more or
 * another figure is another decision.
 */
export function saysAgain(decision: string, agreement: string): boolean {
  const told = new Set(clausesOf(agreement));
  const clauses = clausesOf(decision);
  return clauses.length > 0 && clauses.every((clause) => told.has(clause));
}

function clausesOf(text: string): readonly string[] {
  return text
    .split(/[，,；;。：:]/u)
    .map((clause) => clause.replace(/\s/gu, '').replace(/^会议(?:决定|确定|明确)$|^根据协议$|^[双各]方/u, ''))
    .filter((clause) => clause !== '');
}

export function tidy(point: string): string {
  return point
    .trim()
    .replace(/[。；;，,、.\s]+$/u, '')
    .replace(/(?<=\p{Script=Han}),(?=\p{Script=Han})/gu, '，');
}

export function groupsOf(points: readonly string[], talk: Talk): readonly Group[] {
  const groups: { kind: Group['kind']; label: string; points: string[] }[] = [];
  for (const point of points) {
    const { kind, label, text } = classed(point, talk);
    const last = groups.at(-1);
    if (last?.kind === kind && last.label === label && kind !== 'frame') last.points.push(text);
    else groups.push({ kind, label, points: [text] });
  }
  // A label, a number or a title that stands alone heads nothing.
  return groups.map(({ kind, label, points: found }): Group => {
    const [only = ''] = found;
    if (kind === 'numbered' && found.length === 1) return { kind: 'said', points: [`${label}：${only}`] };
    if (kind === 'outline' && found.length === 1) return { kind: 'said', points: found };
    if (kind === 'numbered' || kind === 'about' || kind === 'speaker') return { kind, label, points: found };
    return { kind, points: found };
  });
}

interface Classed {
  readonly kind: Group['kind'];
  readonly label: string;
  readonly text: string;
}

export function classed(point: string, { kind, title, known = [] }: Talk): Classed {
  const frame = FRAME.exec(point);
  if (frame) return { kind: 'frame', label: '', text: `${frame[2] ?? ''}${frame[1] ?? ''}` };
  const numbered = NUMBERED.exec(point);
  if (numbered) return { kind: 'numbered', label: numbered[1] ?? '', text: numbered[3] ?? '' };
  const told = speakerOf(point, known);
  if (told !== null) return told;
  const [, label = '', text = ''] = LABELLED.exec(point) ?? [];
  if (label !== '') {
    const phrase = VALUES[label]?.(text);
    if (phrase !== undefined) return { kind: 'said', label: '', text: phrase };
    if (isSpeaker(label, text, known)) return { kind: 'speaker', label, text };
    // Perhaps a name: it stands as it was noted, and nobody is made a subject.
    if (MAYBE_NAME.test(label) && !NO_NAME.test(label)) return { kind: 'said', label: '', text: point };
    return { kind: 'about', label, text: text.replace(/[：:]/gu, '，') };
  }
  if (WISH.test(point)) return { kind: 'wish', label: '', text: point };
  if (ACT.test(point)) return { kind: 'act', label: '', text: point };
  if (kind === 'work_report' && OUTLINE.test(point)) return { kind: 'outline', label: '', text: point };
  const subject = BARE.test(point) ? subjectOf(title) : null;
  return { kind: 'said', label: '', text: subject === null ? verbed(point) : `${subject}是${point}` };
}

/** 李莉提出，应当完善制度: of somebody who is known, whoever presented the item. */
function speakerOf(point: string, known: readonly string[]): Classed | null {
  const label = known.find((name) => name !== '' && point.startsWith(name));
  const text = point.slice(label?.length ?? 0);
  return label !== undefined && SAID.test(text) ? { kind: 'speaker', label, text } : null;
}

/** 刘工：反对 is what somebody said; 秘书长：张伟、李丽 only names who it is. */
function isSpeaker(label: string, text: string, known: readonly string[]): boolean {
  const names = text.split(/[、，,]/u);
  if (names.every((name) => known.includes(name.trim()))) return false;
  if (known.some((name) => name !== '' && (label === name || (label.startsWith(name) && POST.test(label)))))
    return true;
  if (ADDRESS.test(label)) return !NO_NAME.test(label);
  return POST.test(label) && names.some((name) => name.length > 4);
}

/** What a house says of itself. */
const VALUES: Readonly<Record<string, ((text: string) => string) | undefined>> = {
  理念: (text) => `秉持“${text}”的理念`,
  宗旨: (text) => `以“${text}”为宗旨`,
  使命: (text) => `以“${text}”为使命`,
};

/** Where a house is, noted without a verb: 总部苏州, 昆山设分部. */
function verbed(point: string): string {
  return point
    .replace(/^总部(?![设位在于的为是])(?=\p{Script=Han}{2,5}(?:，|$))/u, '总部位于')
    .replace(/(?<=\p{Script=Han})设(?=(?:分部|分所|分会|办事处)$)/u, '设有');
}

/** 律所 of 律所情况介绍. */
function subjectOf(title: string): string | null {
  return /^(?:介绍)?(\p{Script=Han}{2,12}?)(?:基本|有关|发展)?情况(?:介绍)?$/u.exec(title)?.[1] ?? null;
}
