// The voice of a report (新闻稿): what was noted in points, told in sentences that say who said it: 介绍, 指出, 表示, 提出三点
// 建议. Chinese only. Words of the points stay as they were noted; only what joins them is ours, and a note-taker's remarks
// (引用, 原文作…) are left out.
import type { ItemKind } from '../domain/agenda.ts';
import { chineseCount } from '../i18n/format.ts';

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

type Group =
  | { readonly kind: 'frame' | 'wish' | 'act' | 'outline' | 'said'; readonly points: readonly string[] }
  | { readonly kind: 'numbered' | 'about' | 'speaker'; readonly label: string; readonly points: readonly string[] };

/** Points of these are for whoever writes the minutes. */
const NOTE = /^(?:引用|参考|参考资料|备注|注|汇报期间|发言人|记录|记录人|出处|来源|待核|待补)[：:]/u;
/** What a note-taker put in brackets for himself. */
const REMARK = /[（(](?:原文|报道|待核|待定|待补|存疑|听不清|注[：:]|[?？])[^（）()]*[）)]/gu;
const FRAME = /^([两二三四五六七八九]个(?:方面|部分|层面|角度))[：:](.+)$/u;
const NUMBERED = /^(\p{Script=Han}{2,4})([一二三四五六七八九十])[：:](.+)$/u;
const LABELLED = /^([^：:，,]{2,8})[：:](.+)$/u;
const WISH = /(?:^|[，,])(?:欢迎|祝愿|祝贺|希望|期待|期盼|感谢|呼吁|愿)/u;
const ACT = /^(?:解读|讲解|分析|回顾|阐述|分享|谈|展示|演示|梳理|剖析|点评)(?=\p{Script=Han})/u;
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
/** What needs no 表示 before it. */
const SPEAKS = /^(?:表示|提出|认为|建议|指出|介绍|强调|反映|谈|希望|要求|补充|询问|回应|说明|汇报)/u;

export function isNote(point: string): boolean {
  return NOTE.test(point);
}

export function withoutRemarks(text: string): string {
  return text.replace(REMARK, '').trim();
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

/** Sentences, in paragraphs as short as a telephone wants them. The first says who did what. */
export function talkParagraphs(talk: Talk, points: readonly string[]): readonly string[] {
  const kept = points.filter((point) => !isNote(point)).map((point) => tidy(withoutRemarks(point)));
  const groups = groupsOf(
    kept.filter((point) => point !== ''),
    talk,
  );
  const [frame] = groups.filter(({ kind }) => kind === 'frame');
  const first = opening(talk, frame?.points[0] ?? '');
  const rest = groups.filter((group) => group !== frame);
  const [next] = rest;
  // What somebody did or wished besides is told in the same breath.
  const besides = first === '' || next === undefined ? '' : besidesOf(next, talk);
  const told = besides === '' ? rest : rest.slice(1);
  const sentences = told.flatMap((group, index) => {
    const before = told[index - 1];
    if (group.kind === 'act' && told[index + 1]?.kind === 'numbered') return [];
    const isJoined = group.kind === 'numbered' && before?.kind === 'act';
    const own = sentencesOf(group, isJoined ? { ...talk, name: '' } : talk, index === 0 && first === '');
    return isJoined ? [`${who(talk)}${acts(before.points)}，并${own.join('').replace(/^会上/u, '')}`] : own;
  });
  return inParagraphs([...(first === '' ? [] : [`${first}${besides}。`]), ...sentences], talk);
}

/** A wish is told of one speaker only: nobody knows which of several it was. */
function besidesOf(group: Group, { name }: Talk): string {
  if (group.kind === 'act') return `，${acts(group.points)}`;
  const [only = '', another] = group.points;
  return group.kind === 'wish' && name !== '' && another === undefined && /^(?:祝愿|祝贺|感谢)/u.test(only)
    ? `，并${only}`
    : '';
}

const PARAGRAPH_CHARS = 150;

function inParagraphs(sentences: readonly string[], { kind }: Talk): readonly string[] {
  const made: string[] = [];
  for (const sentence of sentences) {
    const last = made.at(-1);
    // What a report says of one thing stands below what it says of all.
    const isApart = kind === 'work_report' && sentence.startsWith('谈到');
    if (last !== undefined && !isApart && last.length + sentence.length <= PARAGRAPH_CHARS)
      made[made.length - 1] = last + sentence;
    else made.push(sentence);
  }
  return made;
}

function tidy(point: string): string {
  return point
    .trim()
    .replace(/[。；;，,、.\s]+$/u, '')
    .replace(/(?<=\p{Script=Han}),(?=\p{Script=Han})/gu, '，');
}

// ── what was noted ──────────────────────────────────────────────────────────────────────────────────────────────

function groupsOf(points: readonly string[], talk: Talk): readonly Group[] {
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
  return { kind: 'said', label: '', text: subject === null ? point : `${subject}是${point}` };
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

/** 律所 of 律所情况介绍. */
function subjectOf(title: string): string | null {
  return /^(?:介绍)?(\p{Script=Han}{2,12}?)(?:基本|有关|发展)?情况(?:介绍)?$/u.exec(title)?.[1] ?? null;
}

// ── what is told ────────────────────────────────────────────────────────────────────────────────────────────────

/** How many of what, and whether they were proposed or told. */
export const MEASURES: Readonly<Record<string, string | undefined>> = {
  ...{ 建议: '点', 意见: '点', 要求: '点', 希望: '点', 看法: '点', 体会: '点' },
  ...{ 工作: '项', 措施: '项', 任务: '项', 举措: '项', 政策: '项', 成果: '项' },
};
export const PROPOSED: ReadonlySet<string> = new Set(['建议', '意见', '要求', '希望', '任务']);
const ORDINALS = '一二三四五六七八九十';

/** Points in one sentence, before a new one begins. */
const MAX_POINTS = 4;

function sentencesOf(group: Group, talk: Talk, isOpening: boolean): readonly string[] {
  const { name } = talk;
  const { points } = group;
  switch (group.kind) {
    case 'frame':
      return [`内容包括${points.join('、')}。`];
    case 'wish':
      return [`${said(name, '表示')}，${points.join('，')}。`];
    case 'act':
      return [`${who(talk)}${acts(points)}。`];
    case 'outline':
      return [`汇报包括${listed(points)}等内容。`];
    case 'numbered': {
      const { label } = group;
      const verb = PROPOSED.has(label) ? '提出' : '介绍了';
      const count = `${chineseCount(points.length)}${MEASURES[label] ?? '个'}${label}`;
      const each = points.map((point, index) => `${ORDINALS.charAt(index)}是${point}`).join('；');
      return [`${said(name, verb)}${count}：${each}。`];
    }
    case 'about':
      return points.length === 1
        ? [`关于${group.label}，${said(name, '介绍')}，${points.join('')}。`]
        : [`谈到${group.label}，${said(name, '提出')}：${points.join('；')}。`];
    case 'speaker':
      return [`${group.label}${SPEAKS.test(points[0] ?? '') ? '' : '表示，'}${points.join('；')}。`];
    case 'said':
      return told(points, talk, isOpening);
  }
}

function told(points: readonly string[], { kind, name }: Talk, isOpening: boolean): readonly string[] {
  const verb = kind === 'introduction' || kind === 'briefing' ? '介绍' : kind === 'lecture' ? '指出' : '谈到';
  const isIntroduction = kind === 'introduction';
  const per = isIntroduction ? 6 : MAX_POINTS;
  const separator = isIntroduction ? '，' : '；';
  const sentences: string[] = [];
  for (let from = 0; from < points.length; from += per) {
    const lead =
      from === 0
        ? isOpening
          ? said(name, verb)
          : verb === '介绍'
            ? '据介绍'
            : said(name, verb)
        : said(name, '还谈到');
    sentences.push(`${lead}，${points.slice(from, from + per).join(separator)}。`);
  }
  return sentences;
}

function who({ name }: Talk): string {
  return name === '' ? '与会人员' : name;
}

/** Where nobody knows whose it is, it is nobody's: one person's wish is not everybody's. */
function said(name: string, verb: string): string {
  if (name !== '') return `${name}${verb}`;
  return verb === '表示' ? `有与会者${verb}` : `会上${verb}`;
}

/** 解读了现有标准化政策，谈了参会收获. */
function acts(points: readonly string[]): string {
  return points.map((point) => point.replace(ACT, (verb) => `${verb}了`)).join('，');
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names.at(-1) ?? ''}`;
}

/** Without its stop. */
function opening({ kind, title, speakers, isFirst }: Talk, frame: string): string {
  const at = isFirst ? '会上，' : '';
  if (title === '') return speakers === '' || kind === 'closing' ? '' : `${at}${speakers}发言`;
  switch (kind) {
    case 'introduction':
    case 'briefing':
      return speakers === '' ? `${at}会议听取了${title}` : `${at}${speakers}${toldOf(title)}`;
    case 'lecture': {
      const from = frame === '' ? '' : `，从${frame}`;
      const on = title.startsWith('《') ? title : `“${title}”`;
      if (speakers === '') return `${at}会议举行了${on}专题讲座`;
      return `${at}${speakers}以${on}为题${from}作专题讲解`;
    }
    case 'work_report':
    case 'task_review':
      return speakers === '' ? `${at}会议听取了${title}` : `${at}${speakers}${reported(title)}`;
    case 'discussion': {
      const topic = title.replace(/^(?:讨论|交流|研讨)(?=.{3})/u, '');
      if (/(?:发言|交流|讨论|座谈|研讨)$/u.test(topic)) {
        return speakers === '' ? `${at}与会人员进行了${topic}` : `${at}${speakers}作${topic}`;
      }
      return `${at}${speakers === '' ? '与会人员' : speakers}围绕${topic}进行了交流`;
    }
    case 'closing':
      return speakers === '' ? '' : `最后，${speakers}作总结`;
    default:
      return speakers === '' ? '' : `${at}${speakers}就${title}作了说明`;
  }
}

/** 介绍了律所情况 of 律所情况介绍. */
function toldOf(title: string): string {
  const [, what = '', verb = ''] = /^(.{2,})(介绍|通报|说明|解读)$/u.exec(title) ?? [];
  if (what !== '') return `${verb}了${what.replace(/的$/u, '')}`;
  if (/^(?:介绍|通报|传达|解读|宣读|说明|总结)(?=.)/u.test(title))
    return title.replace(/^../u, (start) => `${start}了`);
  return /(?:报告|汇报|讲话|致辞|发言)$/u.test(title) ? `作${title}` : `介绍了${title}`;
}

/** 作上半年工作汇报，并对下半年工作作出布置. */
function reported(title: string): string {
  const parts = /^(.+(?:汇报|报告|总结))[与和及、](.+?)(布置|安排|部署)$/u.exec(title);
  if (parts) return `作${parts[1] ?? ''}，并对${parts[2] ?? ''}作出${parts[3] ?? ''}`;
  if (/(?:汇报|报告|总结)$/u.test(title)) return `作${title}`;
  return `汇报了${title.replace(/^(?:汇报|报告)/u, '')}`;
}
