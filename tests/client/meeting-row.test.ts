// Where a page learns what a meeting is: by itself for whoever keeps its minutes, by the list of what is sealed for readers, and by its
// newest seal while a sealed one is put right.
import { expect, test } from 'vitest';
import { readMeetingRow } from '../../client/meeting-row.ts';
import type { Answer } from '../../client/answer.ts';
import { refused } from '../../shared/lib/result.ts';

const NOT_THERE = refused('not-found');
const OFFERS = '/meetings/m/papers?audience=public';

/** Answers by path; what it does not know is not there. */
function serverOf(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const get = async <T>(path: string): Promise<Answer<T>> => {
    asked.push(path);
    const known: unknown = answers[path];
    return known === undefined ? NOT_THERE : { ok: true, value: known as T };
  };
  return { api: { get }, asked };
}

const listed = (phase: string) => ({ meetings: [{ id: 'm', title: '会', phase, version: 1 }] });

test('readers have it from their list, and nothing else is asked', async () => {
  const { api, asked } = serverOf({ '/meetings': listed('archived') });
  expect(await readMeetingRow(api, 'm', { keepsMinutes: false })).toMatchObject({ ok: true, value: { title: '会' } });
  expect(asked).toEqual(['/meetings']);
});

test.each([true, false])(
  'while it is put right they have its newest seal (keeps minutes elsewhere: %s)',
  async (keepsMinutes) => {
    const sealed = { archiveId: 'a2', version: 2, title: '会，如封存的' };
    const { api } = serverOf({ '/meetings': { meetings: [] }, [OFFERS]: { timeZone: 'UTC', sealed, papers: [] } });
    expect(await readMeetingRow(api, 'm', { keepsMinutes })).toEqual({
      ok: true,
      value: { ...sealed, id: 'm', phase: 'archived', bodyId: null, trashedAt: null },
    });
  },
);

test('what was never sealed is not there for them', async () => {
  const open = { timeZone: 'UTC', sealed: null, papers: [] };
  for (const more of [{}, { [OFFERS]: open }]) {
    const { api } = serverOf({ '/meetings': { meetings: [] }, ...more });
    expect(await readMeetingRow(api, 'm', { keepsMinutes: false })).toEqual(NOT_THERE);
  }
});
