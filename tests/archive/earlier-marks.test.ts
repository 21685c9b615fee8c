// Archives of minutes that were written before the marks of withdrawn blocks named their edit (docs/adr/0034).
import { expect, test } from 'vitest';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { ArchiveId, ItemId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { ok } from '../../shared/lib/result.ts';
import { EARLIER, grown } from '../support/earlier-marks.ts';
import { must } from '../support/office.ts';
import { archiveOffice, makeMeeting, reopenedOffice, SECRETARY } from './archive-fixture.ts';

test('minutes with earlier marks are sealed as they were read then, and verify', async () => {
  const office = await archiveOffice();
  const meetingId = await makeMeeting(office, { id: 'm1', paragraphs: [] });
  const written = await office.rooms.change(meetingId, 1, 'user:clerk', () =>
    ok({
      value: null,
      desk: (desk) => {
        itemMinutes(desk, brand<ItemId>('m1-1'))?.push(EARLIER.flatMap((each) => each.written.map(grown)));
      },
    }),
  );
  must(written);

  const { archiveId } = must(await office.archive.archive(SECRETARY, meetingId));
  const { archive } = reopenedOffice(office);
  const id = brand<ArchiveId>(archiveId);
  const snapshot = must(await archive.entry(SECRETARY, id)).snapshot as MeetingSnapshot;

  // The first is the item's own empty paragraph.
  expect(snapshot.agenda[0]?.minutes.slice(1)).toEqual(EARLIER.flatMap(({ read }) => read));
  expect(must(await archive.verify(SECRETARY, id))).toMatchObject({ intact: true });
});
