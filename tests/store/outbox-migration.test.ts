// Notices of before anything was sent: an archive of ten years is not announced on the day of the upgrade.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DATABASE_NAME } from '../../server/store/backup.ts';
import { openDatabase } from '../../server/store/database.ts';
import { MIGRATIONS } from '../../server/store/migrations.ts';
import { storeForTest } from '../support/store-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('what was written before anything was sent is told to nobody', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, DATABASE_NAME);
  const before = MIGRATIONS.findIndex(({ name }) => name === 'delivery');
  openDatabase(file, MIGRATIONS.slice(0, before)).close();
  const old = new Database(file);
  old.exec(`INSERT INTO outbox (id, topic, payload, due_at) VALUES ('o1', 'meeting.archived', '{"digest":"x"}', 500)`);
  old.close();

  const { outbox } = await storeForTest({ dataDir });
  const claim = await outbox.claim({ channel: 'event' }, { id: 'c', now: 1_000, until: 2_000, dailyUntil: 0 });

  expect(claim).toBeNull();
});
