// Every implementation of the Blobs port, one line each.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobStore } from '../../server/files/blob-store.ts';
import { randomIds } from '../../server/random-ids.ts';
import { HandClock } from '../support/hand-clock.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { blobsContract, type BlobsUnderTest } from './blobs-contract.ts';

function storedAsFiles(): BlobsUnderTest {
  const [dataDir, clock] = [temporaryFolder(), new HandClock()];
  const root = join(dataDir, 'files');
  return {
    clock,
    blobs: new BlobStore({ dataDir, clock, ids: randomIds(), log: SILENT_LOG }),
    damage: (digest) => writeFileSync(join(root, digest.slice(0, 2), digest), 'xyz'),
    incoming: () => readdirSync(join(root, 'incoming')),
  };
}

blobsContract('files', storedAsFiles);
