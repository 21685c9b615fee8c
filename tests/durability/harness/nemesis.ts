// What befalls a meeting while people type, and how it is made good again. Each fault leaves a server that runs, a sound
// disk and fair weather; what it costs is judged afterwards, by the same rules whatever happened.
import { setTimeout as pause } from 'node:timers/promises';
import { rotOneWord } from './database-copy.ts';
import { textsOfDesk } from './meeting-text.ts';
import type { Weather } from './network.ts';
import type { Chance } from './random.ts';
import type { Stage } from './stage.ts';
import { TOKEN } from './testimony.ts';

export interface Nemesis {
  readonly name: string;
  /** Strikes in the middle of typing; the typing goes on meanwhile. */
  strike(stage: Stage, chance: Chance): Promise<void>;
}

/** A server told to stop has this long; one whose disk fails a flush must be gone by then too. */
const DRAIN_LIMIT_MS = 10_000;
const FATAL_LIMIT_MS = 3_000;
/** Longer than an empty room stays in memory. */
const UNLOAD_MS = 3_600;
const HOUR_MS = 3_600_000;

export const NEMESES: readonly Nemesis[] = [
  { name: 'kill −9', strike: (stage) => killed(stage, () => undefined) },
  { name: 'power cut: nothing unflushed survives', strike: (stage) => killed(stage, () => stage.disk.cutPower(null)) },
  {
    name: 'power cut: any part of what was unflushed survives',
    strike: (stage, chance) => killed(stage, () => stage.disk.cutPower(() => chance.next() < 0.5)),
  },
  { name: 'SIGTERM', strike: terminated },
  { name: 'disk full', strike: (stage, chance) => diskRefuses(stage, chance, 'ENOSPC') },
  { name: 'disk read-only', strike: (stage, chance) => diskRefuses(stage, chance, 'EROFS') },
  { name: 'disk full, then killed', strike: fullThenKilled },
  { name: 'a flush fails', strike: flushFails },
  ...(['black-hole', 'half-open', 'slow', 'repeating', 'reordering', 'cut-mid-frame'] as const).map(weathered),
  { name: 'clock jumps', strike: clockJumps },
  { name: 'role taken and given back', strike: roleChanges },
  { name: 'archived in mid-typing', strike: archived },
  { name: 'a byte rots', strike: byteRots },
  { name: 'everybody is away for a while', strike: everybodyLeaves },
  { name: 'nothing at all', strike: (stage) => stage.rest() },
];

async function killed(stage: Stage, whileDown: () => void): Promise<void> {
  await stage.server.stop('SIGKILL');
  whileDown();
  stage.judgeFiles();
  await stage.restart();
}

async function terminated(stage: Stage): Promise<void> {
  const tookMs = await stage.server.stop('SIGTERM');
  if (tookMs > DRAIN_LIMIT_MS) stage.breaches.push({ rule: 'other', what: `stopping took ${Math.round(tookMs)} ms` });
  stage.judgeFiles();
  await stage.restart();
}

async function diskRefuses(stage: Stage, chance: Chance, error: 'ENOSPC' | 'EROFS'): Promise<void> {
  stage.disk.plan({ operation: 'write', nth: chance.between(1, 6), error, sticky: true });
  await pause(chance.between(300, 900));
  stage.disk.heal();
}

/** What was answered while the disk took nothing must not have lived in memory alone. */
async function fullThenKilled(stage: Stage, chance: Chance): Promise<void> {
  stage.disk.plan({ operation: 'write', nth: 1, error: 'ENOSPC', sticky: true });
  await pause(chance.between(200, 500));
  await stage.server.stop('SIGKILL');
  stage.disk.heal();
  stage.judgeFiles();
  await stage.restart();
}

async function flushFails(stage: Stage, chance: Chance): Promise<void> {
  stage.disk.plan({ operation: 'flush', nth: chance.between(1, 4), error: 'EIO' });
  if (!(await stage.server.endsWithin(FATAL_LIMIT_MS))) {
    stage.breaches.push({ rule: 'other', what: 'a server lives on after a failed flush' });
    await stage.server.stop('SIGKILL');
  }
  stage.disk.heal();
  // What the kernel forgets after a failed flush is what a power cut would have taken.
  stage.disk.cutPower(() => chance.next() < 0.5);
  stage.judgeFiles();
  await stage.restart();
}

function weathered(weather: Exclude<Weather, 'fair' | 'closed'>): Nemesis {
  return {
    name: `network: ${weather}`,
    async strike(stage, chance) {
      stage.network.change(weather);
      await pause(chance.between(500, 1_200));
      stage.network.change('fair');
    },
  };
}

async function clockJumps(stage: Stage, chance: Chance): Promise<void> {
  stage.disk.setClock(chance.pick([HOUR_MS, -HOUR_MS, 48 * HOUR_MS, -24 * HOUR_MS]));
  await pause(400);
  await killed(stage, () => undefined);
  stage.disk.setClock(0);
}

async function roleChanges(stage: Stage, chance: Chance): Promise<void> {
  const { id } = stage.somebody;
  await stage.ask('PATCH', `/accounts/${id}`, { role: 'reader' });
  await pause(chance.between(200, 600));
  await stage.ask('PATCH', `/accounts/${id}`, { role: 'notetaker' });
}

async function archived(stage: Stage, chance: Chance): Promise<void> {
  const { meetingId } = stage.scene;
  await stage.ask('POST', `/meetings/${meetingId}/archive`, { override: { reason: 'in mid-typing' } });
  await pause(chance.between(100, 400));
}

/** Until the disk is repaired, nothing that nobody wrote may be shown, and nothing may be written over it. */
async function byteRots(stage: Stage): Promise<void> {
  await stage.server.stop('SIGKILL');
  const sound = stage.disk.keep();
  const rots = rotOneWord(stage.disk.folder, stage.scene.desk);
  await stage.restartDamaged();
  if (rots) {
    const { testimony } = stage.scene;
    const text = [...textsOfDesk(await stage.newcomer()).values()].join('');
    const shown = [...text.matchAll(TOKEN)].map(([token]) => token);
    const invented = shown.filter((token) => !testimony.wordOf(token));
    const doubled = shown.filter((token, index) => shown.indexOf(token) !== index);
    for (const token of [...invented, ...doubled])
      stage.breaches.push({ rule: 'invented', what: `${token} was shown from a row that had rotted` });
  }
  await stage.server.stop('SIGKILL');
  stage.disk.putBack(sound);
  stage.judgeFiles();
  await stage.restart();
}

/** The room goes from memory while people go on typing, and is loaded again. */
async function everybodyLeaves(stage: Stage): Promise<void> {
  stage.network.change('closed');
  await pause(UNLOAD_MS);
  stage.network.change('fair');
}
