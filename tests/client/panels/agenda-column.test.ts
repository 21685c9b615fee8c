// The agenda beside the minutes: what is on is marked while the meeting is on.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import AgendaColumn from '../../../client/panels/agenda-column.svelte';
import { Company, provideCompany } from '../../../client/panels/company.svelte.ts';
import { startItem } from '../../../shared/doc/desk-progress.ts';
import { writeState } from '../../../shared/doc/record.ts';
import type { EventId } from '../../../shared/domain/ids.ts';
import type { MeetingPhase } from '../../../shared/domain/meeting.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ITEM, USER } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('a meeting that ended with an item unfinished has nothing on any more', async () => {
  const inside: Component = (anchor, props) => {
    provideCompany(new Company());
    return AgendaColumn(anchor, props);
  };
  const { open, target } = await showPage(
    inside,
    { areas: ['workspace', 'agenda', 'way'], answers: {}, inMeeting: true },
    closing,
  );
  if (!open) throw new Error('no meeting is open');
  startItem(open.meeting.desk, { eventId: brand<EventId>('e1'), itemId: ITEM, at: 0, by: USER });
  const marked = (phase: MeetingPhase): number => {
    writeState(open.provider.record, { phase, version: 1 });
    flushSync();
    return target.querySelectorAll('li.now, li [aria-hidden]:is(.lucide-play)').length;
  };

  expect(marked('live')).toBe(2);
  expect(marked('follow-up')).toBe(0);
});
