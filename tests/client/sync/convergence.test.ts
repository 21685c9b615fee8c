// @vitest-environment node
// Seeded faults against the whole provider: several pages type, compose, lose their connections and their tabs, the
// server restarts; in the end everybody reads the same and no letter is lost or doubled.
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FakeDevice } from '../support/fake-device.ts';
import { joinedPage, meetingServer, openPage, serverText, type Page } from '../support/desk-page.ts';

const PAGES = 3;

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('type' as const), page: fc.nat(PAGES - 1), at: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), page: fc.nat(PAGES - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('compose' as const), page: fc.nat(PAGES - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('composed' as const), page: fc.nat(PAGES - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const), page: fc.nat(PAGES - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('latency' as const), ms: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage' as const), isUp: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(900) }) },
);

describe('convergence', () => {
  it('[P4] loses and doubles nothing under drops, reloads, outages and compositions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.nat(1_000_000), async (steps, seed) => {
        const server = meetingServer(new FakeDevice(seed));
        const storages = Array.from({ length: PAGES }, () => new IDBFactory());
        const pages: Page[] = [];
        for (const storage of storages) pages.push(await joinedPage(server, { storage }));
        let typed = 0;
        const pageAt = (index: number): Page => pages[index] ?? (pages[0] as Page);

        for (const each of steps) {
          if (each.kind === 'wait') server.device.advance(each.ms);
          else if (each.kind === 'restart') server.restart();
          else if (each.kind === 'latency') server.latencyMs = each.ms;
          else if (each.kind === 'outage') server.isUp = each.isUp;
          else if (each.kind === 'drop') pageAt(each.page).wire.drop();
          else if (each.kind === 'compose') pageAt(each.page).provider.composition.start();
          else if (each.kind === 'composed') pageAt(each.page).provider.composition.end();
          else if (each.kind === 'reload') {
            await pageAt(each.page).stored();
            pageAt(each.page).provider.close();
            const storage = storages[each.page];
            pages[each.page] = await openPage(server, storage ? { storage } : {});
          } else if (pageAt(each.page).provider.isReady) {
            const page = pageAt(each.page);
            page.type(String.fromCodePoint(0x4e00 + typed), Math.min(each.at, page.text().length));
            typed += 1;
          }
        }

        server.isUp = true;
        server.latencyMs = 5;
        for (const page of pages) page.provider.composition.end();
        server.device.advance(120_000);

        const text = serverText(server);
        expect(pages.map((page) => page.text())).toEqual(pages.map(() => text));
        expect([...text].sort()).toEqual(
          Array.from({ length: typed }, (_, index) => String.fromCodePoint(0x4e00 + index)),
        );
        expect(pages.map((page) => page.provider.save.kind)).toEqual(pages.map(() => 'saved'));
        for (const page of pages) page.provider.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
