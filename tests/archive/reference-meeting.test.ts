// The reference meeting from import to archive: every fact of it is sealed, printed and found again.
import { describe, expect, test } from 'vitest';
import { printerIn } from '../../server/export/print.ts';
import { foundingEntry, importedMeeting } from '../../server/services/founding.ts';
import type { ArchiveId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import reference from '../fixtures/reference-meeting.json' with { type: 'json' };
import { HandClock } from '../support/hand-clock.ts';
import { countingIds } from '../support/rooms-fixture.ts';
import { archiveOffice, READER, SECRETARY, type ArchiveOffice } from './archive-fixture.ts';
import { PRINTED_FROM } from '../support/snapshot.ts';

const QUERIES = ['聘书', '安防', '标准', '秘书长', '王坤泉', '50348', 'GB50348'];

const FACTS: readonly string[] = [
  ...[reference.meeting.name, reference.meeting.venue.text, reference.meeting.organiser],
  ...[...reference.guests, ...reference.otherPeople].flatMap(({ name, org, title }) => [name, org, title]),
  ...reference.agenda.flatMap(({ title, points, presenters }) => [title, ...points, ...presenters]),
  ...reference.agenda.flatMap(({ references }) => references ?? []),
  ...reference.ceremonies.flatMap((ceremony) => [
    ...[ceremony.document, ceremony.appointee, ceremony.post, ceremony.letter, ceremony.presentedBy],
    ...(ceremony.outcome ?? []),
    ...(ceremony.parties ?? []).flatMap(({ org, signatory, titleAsWritten }) => [org, signatory, titleAsWritten]),
  ]),
  ...reference.workReport.committees.flatMap(({ owner, h1, h2 }) => [owner, ...h1, ...h2]),
  ...reference.workReport.publicity.flatMap(({ platform, action }) => [platform, action]),
  ...reference.workReport.memberServices.map(({ what }) => what),
  ...reference.workReport.direction,
].flatMap((fact) => (typeof fact === 'string' ? [fact] : []));

async function sealReference(
  office: ArchiveOffice,
): Promise<{ readonly id: ArchiveId; readonly snapshot: MeetingSnapshot }> {
  const ids = countingIds(5_000);
  const founding = importedMeeting(reference, { ids, timeZone: 'Asia/Shanghai' });
  if (!founding.ok) throw new Error(JSON.stringify(founding.data));
  const { entry, row } = foundingEntry(founding.value, { clock: new HandClock(), ids });
  await office.store.ledger.commit(entry);
  const archived = await office.archive.archive(SECRETARY, row.id);
  if (!archived.ok) throw new Error(`${archived.code} ${JSON.stringify(archived.data)}`);
  const id = brand<ArchiveId>(archived.value.archiveId);
  const stored = await office.archive.entry(SECRETARY, id);
  if (!stored.ok) throw new Error(stored.code);
  return { id, snapshot: stored.value.snapshot as MeetingSnapshot };
}

function missingFrom(text: string): readonly string[] {
  return FACTS.filter((fact) => !text.includes(fact));
}

describe('the reference meeting', () => {
  test('is ready as imported, and every fact of it is in the seal', async () => {
    const office = await archiveOffice();

    const { id, snapshot } = await sealReference(office);

    expect(missingFrom(JSON.stringify(snapshot))).toEqual([]);
    expect(await office.archive.verify(SECRETARY, id)).toMatchObject({ value: { intact: true } });
  });

  test.each(['md', 'html'])('every fact of it is in its %s, in both languages', async (format) => {
    const { snapshot } = await sealReference(await archiveOffice());

    for (const locale of ['zh-CN', 'en'] as const) {
      const content = String(printerIn('Asia/Shanghai', PRINTED_FROM).print(snapshot, format, locale)?.content);
      expect(missingFrom(content.replaceAll('\\', ''))).toEqual([]);
    }
  });

  test.each(QUERIES)('is found by %s, by readers too, and the place is marked', async (query) => {
    const office = await archiveOffice();
    const { id } = await sealReference(office);

    const answer = await office.search.search(READER, { q: query });

    const result = answer.ok ? answer.value.results[0] : undefined;
    expect(result?.archiveId).toBe(id);
    const marks = (result?.hits ?? []).flatMap(({ text, ranges }) => ranges.map(([from, to]) => text.slice(from, to)));
    expect(new Set(marks.join('').replace(/\s/g, ''))).toEqual(new Set(query));
  });
});
