// The pages that a hall can be led through while its server is away: the welcome, the agenda, each item the hall may see,
// the close. They hold nothing that moves by itself (no timer, no expected start, nothing done), because nobody could keep
// it true; so they change only when the agenda does.
import type { EpochMs } from '../lib/time.ts';
import { publicSnapshot } from './publish.ts';
import type { Scene, SceneTimer } from './scene.ts';
import { fitted } from './screen-content.ts';
import type { MeetingSnapshot } from './snapshot.ts';
import { deriveScene } from './stage.ts';

const STILL: SceneTimer = { plannedMs: null, spentMs: 0, runningSince: null };

/** At most `maxBytes` of JSON; none where even the shortest words are too many. */
export function backupDeck(snapshot: MeetingSnapshot, now: EpochMs, maxBytes: number): readonly Scene[] {
  const open = publicSnapshot(snapshot);
  const items = open.agenda
    .filter(({ progress }) => progress.state !== 'postponed')
    .map(({ id }) => deriveScene(open, { mode: 'item', itemId: id, frozen: false }, now));
  const whole = (['welcome', 'agenda'] as const).map((mode) => deriveScene(open, { mode, frozen: false }, now));
  const pages = [...whole, ...items, CLOSING].map(still);
  return fitted(pages, maxBytes) ?? [];
}

/** Says only that it is over: what was done, nobody knows by then. */
const CLOSING: Scene = { kind: 'closing', itemsDone: 0, startedAt: null, endedAt: null, tasks: [] };

function still(scene: Scene): Scene {
  if (scene.kind === 'item' || scene.kind === 'break') return { ...scene, timer: STILL, next: null };
  if (scene.kind !== 'agenda') return scene;
  return { ...scene, rows: scene.rows.map((row) => ({ ...row, state: 'pending', startsAt: null })) };
}
