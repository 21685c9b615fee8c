// The command line's door on a disk that does not let it be made: the server works without it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachCliSocket } from '../../server/cli/socket.ts';
import { randomIds } from '../../server/random-ids.ts';
import { openTestOffice } from '../support/office.ts';
import { recordingLog } from '../support/store-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a door that cannot be made is logged, and can be closed', async () => {
  const path = join(temporaryFolder(), 'cli.sock');
  mkdirSync(join(path, 'in the way'), { recursive: true });
  const log = recordingLog();

  const { services, clock } = await openTestOffice();
  const door = attachCliSocket({ path, services: { ...services, clock, ids: randomIds() }, log });
  await door.close();

  expect(log.lines.map((line) => line.message)).toEqual(['the command line cannot reach this server']);
});
