// `npm run demo`: a throwaway data folder with a meeting that is under way, on the ordinary server. The folder goes when
// the process does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { loadConfig, type Config } from './config.ts';
import { StagedClock } from './demo/staged-clock.ts';
import { stageMeeting, type StagedMeeting } from './demo/staged-meeting.ts';
import { createLog } from './log.ts';
import { openOffice } from './office.ts';
import { randomIds } from './random-ids.ts';

const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '..', 'client');

try {
  await demonstrate();
} catch (error) {
  process.stderr.write(`gongbi: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

async function demonstrate(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongbi-demo-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const config: Config = { ...loadConfig(), dataDir, adminPassword: null };
  const own = { config, log: createLog(config.logLevel), ids: randomIds(), onFatal: () => process.exit(1) };
  const staged = await stageIn(own);
  const client = config.production
    ? { kind: 'built' as const, folder: CLIENT }
    : { kind: 'source' as const, root: CLIENT };
  const app = await createApp({ ...own, clock: systemClock(), client });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  const { publicUrl } = await app.listen();
  announce(staged, publicUrl, dataDir);
}

/** Tells the story so far into the folder, and leaves it closed. */
async function stageIn(own: Omit<Parameters<typeof openOffice>[0], 'clock' | 'site'>): Promise<StagedMeeting> {
  const clock = new StagedClock(systemClock());
  const office = await openOffice({ ...own, clock, site: { publicUrl: '' } });
  try {
    return await stageMeeting({ office, clock, ids: own.ids, timeZone: own.config.timeZone });
  } finally {
    await office.closeRooms();
    await office.close();
  }
}

function announce(
  { meetingId, noteTakers, administrator, series, projectorPath }: StagedMeeting,
  publicUrl: string,
  dataDir: string,
): void {
  const lines = [
    '',
    'Gongbi 共笔: a demonstration. Sign in twice, in two browsers, and put the projector on a third window.',
    '',
    `meeting    ${publicUrl}/meetings/${meetingId}`,
    ...noteTakers.map(({ username, password, displayName }) => `sign-in    ${username}  ${password}  (${displayName})`),
    `sign-in    ${administrator.username}  ${administrator.password}  (${administrator.displayName}, administers: sees the register)`,
    `projector  ${publicUrl}${projectorPath}`,
    '',
    'A body that meets again: its last tasks are gone through on the screen; keys 1 to 5 say how each stands.',
    `meeting    ${publicUrl}/meetings/${series.meetingId}`,
    `projector  ${publicUrl}${series.projectorPath}`,
    `series     ${publicUrl}/register/bodies/${series.bodyId}/meetings`,
    '',
    `data       ${dataDir} (removed at the end)`,
    '',
    'ready; Ctrl+C ends it',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
