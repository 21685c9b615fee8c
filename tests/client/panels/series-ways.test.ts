// The ways to the meetings before and after one in its body's series: which they are, and when there are none.
import { expect, test } from 'vitest';
import { Api } from '../../../client/api.ts';
import { Words } from '../../../client/i18n.svelte.ts';
import { seriesNeighbours, wayEntries } from '../../../client/panels/series-ways.ts';
import type { MenuEntry } from '../../../client/ui/menu-entry.ts';

const meetingOf = (id: string, plannedStart: number | null) => ({ id, title: `第${id}次会议`, plannedStart });
/** As the server orders them: newest first, those without a day last. */
const SERIES = [meetingOf('3', 30), meetingOf('2', 20), meetingOf('1', 10), meetingOf('x', null)];

/** `status`: how the series is answered, refused unless 200. */
async function waysFrom(id: string, { status = 200 }: { readonly status?: number } = {}) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const path = String(input instanceof Request ? input.url : input).replace(/^.*\/api\/v1/, '');
    asked.push(path);
    const body = status === 200 ? { bodyId: 'council', meetings: SERIES, isCut: false } : { code: 'not-allowed' };
    return Promise.resolve(Response.json(body, { status }));
  };
  const words = new Words(['zh-CN']);
  await words.load(['common', 'bar']);
  const api = new Api({ fetch, now: () => 0, onSignedOut: () => undefined });
  return { entries: wayEntries(await seriesNeighbours(api, id, 'council'), words).map(said), asked };
}

function said(entry: MenuEntry): string {
  if (entry.kind === 'link') return `${entry.label} → ${entry.href}`;
  return entry.label ?? '';
}

test('from a meeting in the middle both ways are named, the one before it first', async () => {
  const { entries, asked } = await waysFrom('2');

  expect(entries).toEqual(['同一机构的会议', '上一次：第1次会议 → /meetings/1', '下一次：第3次会议 → /meetings/3']);
  expect(asked).toEqual(['/bodies/council/series']);
});

test.each([
  ['the first', '1', ['同一机构的会议', '下一次：第2次会议 → /meetings/2']],
  ['the last', '3', ['同一机构的会议', '上一次：第2次会议 → /meetings/2']],
  ['one without a day, which has no place among them', 'x', []],
  ['one that the series does not know', 'y', []],
])('from %s', async (_which, id, entries) => {
  expect((await waysFrom(id)).entries).toEqual(entries);
});

test('who may not see the series has no ways, and no error', async () => {
  expect((await waysFrom('2', { status: 403 })).entries).toEqual([]);
});
