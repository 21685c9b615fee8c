// A scene made small enough to be sent: texts and lists are cut in steps until the whole message fits. Hall screens
// have room for far less than the first step keeps, so only absurd content is ever cut.
import { invariant } from '../lib/assert.ts';
import type { EpochMs } from '../lib/time.ts';
import type { MeetingPhase } from './meeting.ts';
import type { Scene, SceneReview, ScreenSettings } from './scene.ts';
import type { MeetingSnapshot } from './snapshot.ts';
import type { Turn } from './speakers.ts';
import { deriveScene } from './stage.ts';
import { shortTitle } from './title.ts';

/** A screen's state without the protocol's version, which whoever sends it adds. */
export interface ScreenContent {
  readonly revision: number;
  readonly serverNow: EpochMs;
  readonly locale: 'zh-CN' | 'en';
  readonly timeZone: string;
  readonly phase: MeetingPhase;
  readonly meeting: { readonly title: string; readonly shortTitle: string };
  readonly scene: Scene;
}

export interface ScreenRequest {
  readonly snapshot: MeetingSnapshot;
  readonly settings: ScreenSettings;
  readonly now: EpochMs;
  readonly revision: number;
  readonly locale: 'zh-CN' | 'en';
  readonly timeZone: string;
  /** Settled public paragraphs of the current item, for the minutes scene only. */
  readonly settled?: readonly string[];
  /** Who speaks and who asked to, as they stand after the agenda (`turnsHeld`); for the speakers' scene only. */
  readonly turns?: readonly Turn[];
  /** How the tasks of the last meeting stand, of those that may be named; for their scene only. */
  readonly review?: SceneReview | null;
  /** Of the message as JSON in UTF-8; room for the envelope is the caller's to leave. */
  readonly maxBytes: number;
}

interface Tightness {
  readonly characters: number;
  readonly entries: number;
}

const STEPS: readonly Tightness[] = [
  { characters: 400, entries: 120 },
  { characters: 120, entries: 40 },
  { characters: 60, entries: 20 },
  { characters: 24, entries: 9 },
];

/** Everything a screen needs, at most `maxBytes` (at least 8 KB) of JSON. */
export function screenContent(request: ScreenRequest): ScreenContent {
  const {
    snapshot,
    settings,
    now,
    settled = [],
    turns = [],
    review = null,
    revision,
    locale,
    timeZone,
    maxBytes,
  } = request;
  const content: ScreenContent = {
    revision,
    serverNow: now,
    locale,
    timeZone,
    phase: snapshot.phase,
    meeting: { title: snapshot.facts.title, shortTitle: shortTitle(snapshot.facts) },
    scene: deriveScene(snapshot, settings, now, { settled, turns, review }),
  };
  for (const tightness of STEPS) {
    const fitted: ScreenContent = { ...content, ...cut({ meeting: content.meeting, scene: content.scene }, tightness) };
    if (jsonBytes(fitted) <= maxBytes) return fitted;
  }
  return { ...content, meeting: cut(content.meeting, { characters: 24, entries: 1 }), scene: { kind: 'blank' } };
}

/** `values`, each cut alike and as little as makes them `maxBytes` of JSON; null where the tightest cut is more. */
export function fitted<T>(values: readonly T[], maxBytes: number): readonly T[] | null {
  const all = [values, ...STEPS.map((tightness) => values.map((value) => cut(value, tightness)))];
  return all.find((each) => jsonBytes(each) <= maxBytes) ?? null;
}

/** `value` with every text cut to so many characters and every list to so many entries. */
function cut<T>(value: T, tightness: Tightness): T {
  const result: unknown = cutValue(value, tightness);
  invariant(hasShapeOf(value, result), 'cutting a value changes no type');
  return result;
}

function hasShapeOf<T>(original: T, result: unknown): result is T {
  return typeof original === typeof result;
}

function cutValue(value: unknown, tightness: Tightness, key = ''): unknown {
  if (typeof value === 'string')
    return key === 'itemId' || key === 'parentId' ? value : cutText(value, tightness.characters);
  if (Array.isArray(value)) {
    return cutList(value, tightness.entries, key).map((entry) => cutValue(entry, tightness));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutValue(inner, tightness, name)]));
}

/** A cut text ends in …, so that nobody takes a part for the whole. */
function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return `${Array.from(text.slice(0, characters * 2))
    .slice(0, characters - 1)
    .join('')}…`;
}

/** Agenda rows keep a window that reaches from just before the first open row; paragraphs and decisions keep the newest. */
function cutList(list: readonly unknown[], entries: number, key: string): readonly unknown[] {
  if (list.length <= entries) return list;
  if (key === 'paragraphs' || key === 'wordings') return list.slice(-entries);
  const open = key === 'rows' ? list.findIndex(isOpenRow) : 0;
  const from = Math.min(Math.max(0, open - 2), list.length - entries);
  return list.slice(from, from + entries);
}

function isOpenRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || !('state' in row)) return false;
  return row.state === 'current' || row.state === 'suspended' || row.state === 'pending';
}

function jsonBytes(value: unknown): number {
  let bytes = 0;
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
