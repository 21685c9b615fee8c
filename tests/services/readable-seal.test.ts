// A meeting that was sealed, opened again and sealed anew: what a reader gets of the version before, whichever way they try.
import { expect, test } from 'vitest';
import { addItem, setItem } from '../../shared/doc/desk-agenda.ts';
import type { ArchiveId, ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { meetingIn, must, openTestOffice, userWith } from '../support/office.ts';

const SECRETARY = userWith('secretary');
const READER = userWith('reader');
const AGAIN = { override: { reason: '试' } };
const ITEM = brand<ItemId>('post');
const TITLE = '免去赵某职务';

test('what became internal before it was sealed anew is gone for readers, and stays for the secretariat', async () => {
  const office = await openTestOffice();
  const { archive, search } = office.services;
  const meetingId = await meetingIn(office, '例会');
  must(
    await office.rooms.change(meetingId, 1, 'user:secretary', () => ({
      ok: true,
      value: {
        value: null,
        desk: (doc) => addItem(doc, { id: ITEM, kind: 'deliberation', title: TITLE, order: 'a0' }),
      },
    })),
  );
  const first = brand<ArchiveId>(must(await archive.archive(SECRETARY, meetingId, AGAIN)).archiveId);
  expect(JSON.stringify(must(await archive.entry(READER, first)))).toContain(TITLE);
  expect(must(await search.search(READER, { q: TITLE })).results).toHaveLength(1);

  must(await archive.reopen(SECRETARY, meetingId, '应为内部事项'));
  must(
    await office.rooms.change(meetingId, 2, 'user:secretary', () => ({
      ok: true,
      value: { value: null, desk: (doc) => setItem(doc, ITEM, { internal: true }) },
    })),
  );
  // What is sealed counts, until it is sealed anew.
  expect((await archive.entry(READER, first)).ok).toBe(true);
  const second = brand<ArchiveId>(must(await archive.archive(SECRETARY, meetingId, AGAIN)).archiveId);

  expect(await archive.entry(READER, first)).toMatchObject({ ok: false, code: 'not-found' });
  expect(await archive.verify(READER, first)).toMatchObject({ ok: false, code: 'not-found' });
  expect(must(await search.search(READER, { q: TITLE })).results).toEqual([]);
  expect(must(await search.search(READER, {})).results.map(({ archiveId }) => archiveId)).toEqual([second]);
  const entry = must(await archive.entry(READER, second));
  expect(entry.versions.map(({ id }) => id)).toEqual([second]);
  expect(JSON.stringify(entry)).not.toContain(TITLE);

  expect(JSON.stringify(must(await archive.entry(SECRETARY, first)))).toContain(TITLE);
  expect(must(await archive.entry(SECRETARY, second)).versions.map(({ id }) => id)).toEqual([first, second]);
  expect(must(await search.search(SECRETARY, { q: TITLE })).results.map(({ archiveId }) => archiveId)).toEqual([
    second,
    first,
  ]);
});
