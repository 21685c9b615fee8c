// The voice of formal minutes: what was noted in points, told in sentences that say whose they are. Points are told apart as a
// report tells them apart (article-voice); a note-taker's notes and remarks are left out here and stay in the record. Nobody is
// given words: what has no speaker stays as it was noted. What is internal is never counted or joined with what is not.
import type { ItemKind } from '../domain/agenda.ts';
import type { Inline } from '../domain/minutes.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import { chineseCount } from '../i18n/format.ts';
import { classed, isNote, isOfTheMeeting, MEASURES, PROPOSED, SPEAKS } from './spoken-points.ts';
import { said, sentenceOf, textOf } from './inline.ts';
import { signalOf } from './signal.ts';

type Point = readonly Inline[];

export interface Voice {
  readonly kind: ItemKind;
  /** Of the item, without its marks. */
  readonly title: string;
  /** By name alone; '' = several, or nobody. */
  readonly speaker: string;
  /** Whether those who spoke are named. */
  readonly hasSpeakers: boolean;
  /** Names of everybody who is known at the meeting. */
  readonly known: readonly string[];
}

export interface VoiceWords {
  readonly comma: string;
  readonly semicolon: string;
  readonly stop: string;
  readonly signals: Readonly<Record<NonNullable<ReturnType<typeof signalOf>>, string>>;
}

/** Without what a note-taker wrote for himself. */
export function toldPoints(points: readonly Point[]): readonly Point[] {
  return points
    .filter((point) => !isNote(textOf(point).trim()))
    .map((point) => point.map(withoutRemark))
    .filter((point) => textOf(point).trim() !== '' || point.some(({ kind }) => kind !== 'text'));
}

function withoutRemark(run: Inline): Inline {
  if (run.kind !== 'text') return run;
  const text = withoutRemarks(run.text);
  return text === run.text.trim() ? run : { ...run, text };
}

type Kind = ReturnType<typeof classed>['kind'];

interface Group {
  readonly kind: Kind;
  readonly label: string;
  readonly points: readonly Point[];
}

/** Label of what the whole meeting said or did. */
const MEETING = '会议';

/** The sentences of points that follow one another; `lead` stands before the first that nobody else is said to have spoken. */
export function voiced(
  points: readonly Point[],
  { voice, lead, words, plain }: VoiceOptions,
): { readonly inline: Point; readonly isLed: boolean } {
  const telling: Telling = { voice, words, plain };
  let isLed = false;
  const sentences: Point[] = [];
  const groups = groupsOf(points, voice);
  // Once somebody else was named, nobody knows whose the rest is.
  const other = groups.findIndex(({ kind, label }) => kind === 'speaker' && label !== voice.speaker);
  for (let at = 0; at < groups.length; at += 1) {
    const phrases: string[] = [];
    // What somebody wished and did is told in one breath, and what follows in points with it.
    for (let phrase = phraseOf(groups[at], telling); phrase !== null; phrase = phraseOf(groups[at], telling)) {
      phrases.push(phrase);
      at += 1;
    }
    const group = groups[at];
    const isJoined = phrases.length > 0 && group?.kind === 'numbered';
    const before = phrases.length === 0 ? '' : `${who(voice)}${phrases.join(words.comma)}`;
    if (before !== '' && !isJoined) sentences.push(said(`${before}${words.stop}`));
    if (group === undefined) break;
    if (group.kind === 'numbered') {
      const start = isJoined ? `${before}${words.comma}` : voice.speaker || '会上';
      sentences.push(numbered(group, start, words));
    } else {
      const isLater = isLed || sentences.length > 0;
      const isNobodys = group.label === MEETING || (other !== -1 && at > other && voice.speaker !== '');
      const before = isLater ? later(voice, isLed ? '' : lead) : lead;
      sentences.push(sentenceOfGroup(group, telling, isNobodys ? '' : before));
      isLed ||= group.kind === 'said' && group.label !== MEETING;
    }
  }
  return { inline: sentences.flat(), isLed: isLed || (sentences.length > 0 && voice.speaker !== '') };
}

interface VoiceOptions {
  readonly voice: Voice;
  readonly lead: string;
  readonly words: VoiceWords;
  /** Points as one sentence that nothing is said of. */
  readonly plain: (lead: string, points: readonly Point[]) => Point;
}

type Telling = Omit<VoiceOptions, 'lead'>;

function groupsOf(points: readonly Point[], voice: Voice): readonly Group[] {
  const groups: { kind: Kind; label: string; points: Point[]; whole: Point[] }[] = [];
  for (const point of points) {
    const { kind, label, text } = classOf(point, voice);
    const last = groups.at(-1);
    if (last?.kind === kind && last.label === label && kind !== 'frame') {
      last.points.push(text);
      last.whole.push(point);
    } else groups.push({ kind, label, points: [text], whole: [point] });
  }
  // A number or a title that stands alone heads nothing.
  const made: Group[] = [];
  for (const { kind, label, points: found, whole } of groups) {
    const isAlone = found.length === 1 && (kind === 'numbered' || kind === 'outline');
    const group: Group = isAlone ? { kind: 'said', label: '', points: whole } : { kind, label, points: found };
    const last = made.at(-1);
    if (group.kind === 'said' && last?.kind === 'said' && last.label === group.label) {
      made[made.length - 1] = { ...last, points: [...last.points, ...group.points] };
    } else made.push(group);
  }
  return made;
}

/** Only of points of one run: what is marked in part, or internal, stays as it is. */
function classOf(point: Point, voice: Voice): { readonly kind: Kind; readonly label: string; readonly text: Point } {
  const [only, more] = point;
  const isInside = point.some((run) => run.kind === 'text' && run.marks.internal === true);
  const label = !isInside && isOfTheMeeting(textOf(point)) ? MEETING : '';
  const asIs = { kind: 'said', label, text: point } as const;
  if (only?.kind !== 'text' || more !== undefined || isInside) return asIs;
  const found = classed(only.text, { ...voice, speakers: '', name: voice.speaker, isFirst: false });
  const canBe = ((): boolean => {
    switch (found.kind) {
      case 'wish':
      case 'frame':
        return voice.speaker !== '';
      case 'act':
        return voice.speaker !== '' || voice.kind === 'discussion';
      case 'about':
      case 'outline':
        return voice.kind === 'work_report';
      // Of whoever is on the list; 刘工：反对 stays as it is.
      case 'speaker':
        return voice.known.some((name) => name !== '' && found.label.startsWith(name));
      default:
        return true;
    }
  })();
  if (asIs.label === MEETING) return asIs;
  return canBe ? { ...found, text: [{ ...only, text: found.text }] } : asIs;
}

function who({ speaker, hasSpeakers }: Voice): string {
  if (speaker !== '') return speaker;
  return hasSpeakers ? '发言人' : '与会人员';
}

const DONE = /^(?:解读|讲解|分析|回顾|阐述|分享|谈|展示|演示|梳理|剖析|点评)/u;
const WISHED = /^(?:祝愿|祝贺|欢迎|感谢|希望|期待|期盼|呼吁)/u;

/** What somebody did or wished, as it stands behind a name; null when it needs a sentence of its own. */
function phraseOf(group: Group | undefined, { words }: Telling): string | null {
  const texts = group?.points.map(textOf) ?? [];
  if (group?.kind === 'act') {
    return texts.map((text) => text.replace(DONE, (verb) => `${verb}了`)).join(words.comma);
  }
  return group?.kind === 'wish' && texts.every((text) => WISHED.test(text)) ? texts.join(words.comma) : null;
}

/** 张春野提出三点建议：一是…；二是…. */
function numbered({ label, points }: Group, start: string, { semicolon, stop }: VoiceWords): Point {
  const verb = PROPOSED.has(label) ? '提出' : '介绍了';
  const count = `${chineseCount(points.length)}${MEASURES[label] ?? '个'}${label}`;
  const each = points.map((point, index) => [...said(`${'一二三四五六七八九十'.charAt(index)}是`), ...point]);
  return sentenceOf(`${start}${verb}${count}：`, each, { separator: semicolon, end: stop });
}

/** Before what is told after something else was. */
function later({ kind, speaker }: Voice, lead: string): string {
  if (speaker === '') return kind === 'discussion' ? '' : lead;
  if (kind === 'work_report') return lead;
  return `${speaker}指出，`;
}

function sentenceOfGroup({ kind, label, points }: Group, { voice, words, plain }: Telling, lead: string): Point {
  const { comma, semicolon, stop } = words;
  switch (kind) {
    case 'frame': {
      const verb = voice.kind === 'lecture' ? '作了讲解' : '作了介绍';
      return [...said(`${voice.speaker}从`), ...points.flat(), ...said(`${verb}${stop}`)];
    }
    case 'speaker':
      return sentenceOf(label, points.map(spoken), { separator: semicolon, end: stop });
    case 'wish':
      return sentenceOf(`${voice.speaker}表示，`, points, { separator: comma, end: stop });
    case 'outline':
      return said(`汇报内容包括${listed(points.map(textOf))}${stop}`);
    case 'about':
      return sentenceOf(`关于${label}，汇报提出：`, points, { separator: semicolon, end: stop });
    default:
      return voice.kind === 'deliberation' ? meant(points, { voice, words, plain }) : plain(lead, points);
  }
}

/** 高娃建议设立基金: what needs no verb before it has one. */
function spoken(point: Point, index: number): Point {
  return index > 0 || SPEAKS.test(textOf(point)) ? point : [...said('表示，'), ...point];
}

/** What the meeting meant by each: 会议认为, 会议强调, 会议要求. */
function meant(points: readonly Point[], { words, plain }: Telling): Point {
  const groups: { signal: ReturnType<typeof signalOf>; points: Point[] }[] = [];
  for (const point of points) {
    const signal = signalOf(textOf(point));
    const last = groups.at(-1);
    // What says itself that the meeting required it is a sentence of its own.
    const isWhole = /^会议/u.test(textOf(point));
    if (last?.signal === signal && !isWhole) last.points.push(point);
    else groups.push({ signal, points: [point] });
  }
  return groups.flatMap(({ signal, points: own }) => plain(signal === null ? '' : words.signals[signal], own));
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names.at(-1) ?? ''}`;
}
