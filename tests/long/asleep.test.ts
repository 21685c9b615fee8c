// A laptop asleep for two hours with 5,000 edits on it, its tab closed and opened again before the network is back:
// everything is there once, within three seconds of dialling. GONGBI_EDITS says how many, 5,000 unless told.
import { expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { notOnce, sleepAndReturn } from '../e2e/support/asleep.ts';
import { FIRM, openHall } from '../e2e/support/hall.ts';

const EDITS = Number(process.env['GONGBI_EDITS'] ?? 5_000);
const MERGE_LIMIT_MS = 3_000;

it(`[P10] ${EDITS} edits of a laptop that slept merge within ${MERGE_LIMIT_MS} ms, none lost, none twice`, async () => {
  const browser = await launchChromium();
  const hall = await openHall(browser);
  const sleeper = await hall.desk('周敏', { context: { keepsProgram: true } });
  const other = await hall.desk('李文静');
  await sleeper.isSaved();
  await sleeper.isOpenable();
  let openMs = 0;

  const { tokens, mergeMs } = await sleepAndReturn(
    { sleeper, other },
    {
      edits: EDITS,
      between: async () => {
        const startedAt = performance.now();
        await sleeper.reopenTab();
        openMs = performance.now() - startedAt;
      },
    },
  );
  await eventually(() => tokens.every((token) => hall.words(FIRM).includes(token)), 'all words', 20_000);
  const wrong = notOnce(hall, tokens);
  console.log(
    `asleep: ${EDITS} edits; opened without the server in ${Math.round(openMs)} ms, merged in ${Math.round(mergeMs)} ms`,
  );
  await browser.close();

  expect(wrong).toEqual([]);
  expect([...sleeper.errors, ...other.errors]).toEqual([]);
  expect(mergeMs).toBeLessThanOrEqual(MERGE_LIMIT_MS);
});
