// kill -9 in the middle of commits: what was answered is there, and every journal is whole (reliability F1, P2).
import { expect, it } from 'vitest';
import { startStoreChild } from '../support/store-child.ts';
import { storeForTest } from '../support/store-fixture.ts';
import { docNamed } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROUNDS_BY_ANSWERS = [1, 150, 700];

it('[P2] a killed process loses no row it had answered for, over three rounds on one folder', async () => {
  const dataDir = temporaryFolder();
  const answered = new Map<string, number>();

  for (const answers of ROUNDS_BY_ANSWERS) {
    const child = startStoreChild({ scenario: 'write', dataDir });
    await child.line(() => child.lines.length > answers);
    await child.kill();
    for (const line of child.lines.slice(1)) {
      const [doc = '', seq = ''] = line.split(' ');
      answered.set(doc, Math.max(answered.get(doc) ?? 0, Number(seq)));
    }

    const store = await storeForTest({ dataDir });
    for (const [doc, seq] of answered) {
      const document = await store.ledger.open(docNamed(doc));
      expect(document?.damaged).toBeNull();
      expect(document?.seq).toBeGreaterThanOrEqual(seq);
      const rows = await store.ledger.journal(docNamed(doc), 1);
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: document?.seq ?? 0 }, (_, index) => index + 1));
    }
    await store.close();
  }

  expect(answered.size).toBe(3);
});
