// What is internal is in no byte of a file for the public: meetings with a secret in every corner, in every format there is. New
// kinds of papers are in the list by themselves. The long run has more seeds (tests/long/leaks.test.ts).
import { expect, test } from 'vitest';
import { PAPER_KINDS, formatsOf } from '../../shared/papers/kinds.ts';
import { ARTICLE_DRAFT } from '../../shared/doc/desk-article.ts';
import { readSections } from '../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../shared/doc/desk-papers.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import { zipFile } from '../../server/export/zip-writer.ts';
import { leaksIn } from '../support/papers/leak-search.ts';
import { EXPORT_FORMATS, leakRun } from '../support/papers/leak-run.ts';
import { secretMeeting } from '../support/papers/secret-meeting.ts';
import { look, meetingIn, must, openTestOffice, userWith } from '../support/office.ts';

const SEEDS = 12;

test('no file for the public holds anything internal, in any format', { timeout: 240_000 }, async () => {
  const office = await openTestOffice();
  const printed = new Set<string>();
  for (let seed = 0; seed < SEEDS; seed++) {
    const run = await leakRun(office, seed, {
      ...{ locales: ['zh-CN'], pdf: seed === 0, pages: false },
      sealed: seed === 1,
    });
    expect(run.leaks, `seed ${seed}`).toEqual([]);
    for (const format of run.printed) printed.add(format);
  }

  // Each was printed by one of them at least, or nothing was looked at.
  const papers = PAPER_KINDS.flatMap((kind) => formatsOf(kind).map((format) => `${kind}.${format}`));
  expect([...EXPORT_FORMATS, ...papers].filter((format) => !printed.has(format))).toEqual([]);
});

test(
  'the search finds a secret wherever it stands: the internal edition is full of them',
  { timeout: 60_000 },
  async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const { desk, record, secrets, wordless } = secretMeeting(3);
    must(
      await office.rooms.change(meetingId, 1, 'user:secretary', () => ({
        ok: true,
        value: { value: null, desk, record },
      })),
    );
    const asked = { meetingId, audience: 'internal', locale: 'zh-CN', kind: 'minutes' } as const;

    for (const format of ['docx', 'pdf'] as const) {
      const file = must(await office.services.papers.file(userWith('secretary'), { ...asked, format }));
      if (typeof file.content !== 'string' && !(file.content instanceof Uint8Array)) throw new Error('no file');
      expect((await leaksIn({ fileName: file.fileName, content: file.content }, secrets)).length).toBeGreaterThan(10);
      // In a package of packages too.
      const zip = zipFile([{ name: file.fileName, bytes: Buffer.from(file.content) }]);
      expect((await leaksIn({ fileName: 'all.zip', content: zip }, secrets)).length).toBeGreaterThan(10);
    }
    const json = must(await office.services.exports.exportMeeting(userWith('secretary'), { ...asked, format: 'json' }));
    expect((await leaksIn({ fileName: '', content: String(json.content) }, secrets)).length).toBeGreaterThan(40);

    // What no word of a written section tells stands in sections of both drafts, and would be found there.
    for (const kind of [MINUTES_DRAFT, ARTICLE_DRAFT]) {
      const sections = await look(office, meetingId, (view) => JSON.stringify(readSections(view.desk, kind)));
      expect(await leaksIn({ fileName: '', content: sections }, new Set(wordless))).toHaveLength(wordless.length);
    }
  },
);

/** Where nothing is told but what kind of thing something is, in which order it stands, or when it was. */
const WORDLESS_PATH = /(?:^|\.)(?:audience|kind|order|state|outcome|mediaType|version|digest)$/u;

test('whatever the public does not get has a secret in it, so that no filter can be taken out unseen', async () => {
  const office = await openTestOffice();
  const unguarded = new Map<string, boolean>();
  for (const seed of [0, 1, 2, 3]) {
    const meetingId = await meetingIn(office);
    const { desk, record, secrets } = secretMeeting(seed);
    const value = { value: null, desk, record };
    must(await office.rooms.change(meetingId, 1, 'user:secretary', () => ({ ok: true, value })));
    const whole = must(await office.services.meetings.snapshot(userWith('secretary'), meetingId, 'internal'));
    const open = textsIn(publicSnapshot(whole));
    for (const [path, texts] of textsIn(whole)) {
      const held = [...texts].filter((text) => open.get(path)?.has(text) !== true);
      if (held.length === 0 || WORDLESS_PATH.test(path)) continue;
      const isFound = (await leaksIn({ fileName: '', content: JSON.stringify(held) }, secrets)).length > 0;
      unguarded.set(path, isFound || unguarded.get(path) === true);
    }
  }

  expect(unguarded.size).toBeGreaterThan(60);
  expect([...unguarded].filter(([, isFound]) => !isFound).map(([path]) => path)).toEqual([]);
});

/** Every text in a value by where it stands, places in lists told apart no further. */
function textsIn(value: unknown, path = '', found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  if (typeof value === 'string') found.set(path, (found.get(path) ?? new Set()).add(value));
  else if (Array.isArray(value)) for (const entry of value) textsIn(entry, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, entry] of Object.entries(value)) textsIn(entry, path === '' ? key : `${path}.${key}`, found);
  return found;
}
