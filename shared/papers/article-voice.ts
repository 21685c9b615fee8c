// The voice of a report (新闻稿): what was noted in points, told in sentences that say who said it: 介绍, 指出, 表示, 提出三点
// 建议. Chinese only. Words of the points stay as they were noted; only what joins them is ours, and a note-taker's remarks
// (引用, 原文作…) are left out.
import { withoutRemarks } from '../domain/remarks.ts';
import { chineseCount } from '../i18n/format.ts';
import {
  ACT,
  groupsOf,
  isNote,
  isOfTheMeeting,
  MEASURES,
  PROPOSED,
  SPEAKS,
  tidy,
  type Group,
  type Talk,
} from './spoken-points.ts';

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
    // Once somebody else was named, nobody knows whose the rest is.
    const isAnothers = told.slice(0, index).some((each) => each.kind === 'speaker' && each.label !== talk.name);
    const isNameless = isJoined || (isAnothers && group.kind === 'said');
    const own = sentencesOf(group, isNameless ? { ...talk, name: '' } : talk, index === 0 && first === '');
    return isJoined ? [`${who(talk)}${acts(before.points)}，并${own.join('').replace(/^会上/u, '')}`] : own;
  });
  const all = first === '' ? sentences : namedOnce([`${first}${besides}。`, ...sentences], talk);
  return inParagraphs(all, talk);
}

/** One who did this and said that is named once, where it is not too long for one sentence. */
function namedOnce([first = '', next = '', ...rest]: readonly string[], { name, speakers }: Talk): readonly string[] {
  const goesOn = name !== '' && speakers.endsWith(name) && next.startsWith(name) && first.includes(speakers);
  if (!goesOn || first.length + next.length > PARAGRAPH_CHARS)
    return [first, next, ...rest].filter((one) => one !== '');
  const said = next
    .slice(name.length)
    .replace(/^(指出|表示|谈到|介绍|提出)，(.+)$/u, (_all, verb: string, what: string) =>
      what.includes('；') ? `${verb}：${what}` : `${verb}${what}`,
    );
  // 并 stands before the last of them.
  const start = first.slice(0, -1);
  return [`${/^[^，]+了[^，]*，并/u.test(said) ? start.replace('，并', '，') : start}，${said}`, ...rest];
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

// ── what is told ────────────────────────────────────────────────────────────────────────────────────────────────

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

function told(points: readonly string[], talk: Talk, isOpening: boolean): readonly string[] {
  const together = points.findIndex(isOfTheMeeting);
  if (together === -1) return toldBy(points, talk, isOpening);
  const [before, point = '', after] = [points.slice(0, together), points[together], points.slice(together + 1)];
  return [
    ...(before.length === 0 ? [] : toldBy(before, talk, isOpening)),
    `${point}。`,
    ...(after.length === 0 ? [] : told(after, talk, isOpening && before.length === 0)),
  ];
}

function toldBy(points: readonly string[], { kind, name }: Talk, isOpening: boolean): readonly string[] {
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
    sentences.push(`${lead}，${joinedPoints(points.slice(from, from + per), separator)}。`);
  }
  return sentences;
}

/** 从……到…… only leads to the next; of one thing two things are said: 是……，也是……. */
function joinedPoints(points: readonly string[], separator: string): string {
  return points.reduce((text, point, index) => {
    const before = points[index - 1];
    if (before === undefined) return point;
    if (/^从[^，；]+到[^，；]+$/u.test(before)) return `${text}，${point}`;
    const subject = IS.exec(point)?.[1];
    if (subject !== undefined && IS.exec(before)?.[1] === subject) return `${text}，也${point.slice(subject.length)}`;
    return `${text}${separator}${point}`;
  }, '');
}

const IS = /^(\p{Script=Han}{2,8}?)(?<![不就都还也只正总更而但可若要于或])是/u;

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
      return speakers === '' ? `会议听取了${title}` : `${at}${speakers}${toldOf(title)}`;
    case 'lecture': {
      const from = frame === '' ? '' : `，从${frame}`;
      const on = title.startsWith('《') ? title : `“${title}”`;
      if (speakers === '') return `会议举行了${on}专题讲座`;
      return `${at}${speakers}以${on}为题${from}作专题讲解`;
    }
    case 'work_report':
    case 'task_review':
      return speakers === '' ? `会议听取了${title}` : `${at}${speakers}${reported(title)}`;
    case 'discussion': {
      const topic = title.replace(/^(?:讨论|交流|研讨)(?=.{3})/u, '');
      if (/(?:发言|交流|讨论|座谈|研讨)$/u.test(topic)) {
        return speakers === '' ? `${at}与会人员进行了${topic}` : `${at}${speakers}作${topic}`;
      }
      return `${at}${speakers === '' ? '与会人员' : speakers}围绕${topic}进行了交流`;
    }
    case 'closing':
      return speakers === '' ? '' : `最后，${speakers}作总结`;
    // Whoever is named led it, and explained nothing.
    case 'election':
      return `会议${/^(?:选举|增补|推选)/u.test(title) ? title : `进行了${title}`}`;
    default:
      return speakers === '' ? '' : `${at}${speakers}就${title.replace(/^(?:审议|审定|关于)(?=.)/u, '')}作了说明`;
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
