// Every scene that can be on a wall, full of `text`, for what is asked of all of them.
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Scene, SceneAgendaRow, SceneOverlay, SceneRoom } from '../../../shared/domain/scene.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { WALL_NOW } from './wall.ts';

export const ROOM: SceneRoom = { roll: { seats: 31, present: 27, needed: 21, met: true } };
export const OVERLAY: SceneOverlay = {
  message: { text: '请各位代表将手机调至静音，勿在会场内走动', until: null },
  countdown: { label: '距开会', to: WALL_NOW + 5 * MINUTE_MS },
};

const TITLE = '关于贯彻安防标准化《管理办法》（草案）、《实施细则》（试行），以及“三年行动”的说明：第一、第二部分；';

const speaker = { name: '张春野', org: '苏州市市场监督管理局标准化处', title: '处长' };
const timer = { plannedMs: 20 * MINUTE_MS, spentMs: 0, runningSince: WALL_NOW - 12 * MINUTE_MS };
const next = { number: 4, title: '上海市标准化建设过程介绍', speakers: ['刘晓新'] };

/** An item with a speaker, a timer and what comes next: the fullest there is. */
export function itemScene(title: string): Extract<Scene, { kind: 'item' }> {
  return { kind: 'item', number: 3, itemKind: 'briefing', title, speakers: [speaker], timer, next };
}

export function signingScene(document: string): Scene {
  const party = { org: '江苏益友天元律师事务所', signatory: '蒋维东', title: '主任' };
  const other = { org: '苏州市安全技术防范行业协会', signatory: '王坤泉', title: '秘书长' };
  return { ...itemScene(document), ceremony: { kind: 'signing', document, parties: [party, other] } };
}

/** Nothing but its title. */
export function bareItem(title: string): Scene {
  const none = { plannedMs: null, spentMs: 0, runningSince: null };
  return { ...itemScene(title), speakers: [], timer: none, next: null };
}

export function welcomeScene(title: string): Scene {
  return { kind: 'welcome', titleLines: [title], plannedStart: WALL_NOW, plannedEnd: null, venue: '会展中心三楼' };
}

/** Of so many characters, marks of every kind among them. */
export function titleOf(length: number, text: string = TITLE): string {
  return [...text.repeat(Math.ceil(length / text.length))].slice(0, length).join('');
}

function photoScene(title: string, parties: readonly string[]): Scene {
  return { kind: 'photo', titleLines: [title], parties, plannedStart: WALL_NOW, venue: '会展中心三楼' };
}

/** By name, with `text` wherever an organiser writes a title. */
export function everyScene(text: string): Readonly<Record<string, Scene>> {
  const item = itemScene(text);
  const rows = Array.from({ length: 9 }, (_each, at): SceneAgendaRow => {
    const title = at === 2 ? text : '安防新标准解读';
    const state = at === 2 ? 'current' : at < 2 ? 'done' : 'pending';
    const startsAt = WALL_NOW + at * MINUTE_MS;
    return { itemId: brand<ItemId>(`i${at}`), number: at + 1, title, speakers: ['牟晓生'], state, startsAt };
  });
  return {
    welcome: welcomeScene(text),
    quorum: { kind: 'quorum' },
    photo: photoScene(text, []),
    'photo of a signing': photoScene(text, ['江苏益友天元律师事务所', '苏州市安全技术防范行业协会']),
    agenda: { kind: 'agenda', rows },
    item,
    overtime: { ...item, timer: { ...timer, runningSince: WALL_NOW - 25 * MINUTE_MS } },
    signing: signingScene(text),
    appointment: {
      ...item,
      ceremony: { kind: 'appointment', appointee: speaker, post: '苏州市安防协会顾问', presentedBy: speaker },
    },
    guests: { ...item, guests: Array.from({ length: 9 }, () => speaker) },
    speaker: { kind: 'speaker', title: text, speaking: speaker, timer, waiting: [speaker, speaker] },
    break: { kind: 'break', title: '茶歇', timer, next },
    minutes: { kind: 'minutes', number: 3, title: text, paragraphs: [text, text] },
    decision: { kind: 'decision', number: 3, title: text, wordings: [text] },
    closing: {
      ...{ kind: 'closing', itemsDone: 9, startedAt: WALL_NOW - 60 * MINUTE_MS, endedAt: WALL_NOW },
      tasks: [{ what: text, owners: ['团体标准专家委'], due: '2021-06-30' }],
    },
  };
}
