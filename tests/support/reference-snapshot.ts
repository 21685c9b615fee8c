// The reference meeting as a snapshot, imported as an operator would, in its whole.
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { parseMeetingFile } from '../../shared/api/import.schema.ts';
import { importMeeting } from '../../shared/doc/import.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';

export function referenceSnapshot(): MeetingSnapshot {
  const file = parseMeetingFile(
    JSON.parse(readFileSync(new URL('../fixtures/reference-meeting.json', import.meta.url), 'utf8')),
  );
  if (!file.ok) throw new Error('the reference meeting is no meeting');
  const [desk, record] = [new Y.Doc(), new Y.Doc()];
  let count = 0;
  importMeeting(desk, file.value, { newId: () => `id${(count += 1)}`, timeZone: 'Asia/Shanghai' });
  return buildSnapshot({ desk, record, meetingId: brand<MeetingId>('m1'), version: 1, audience: 'internal' });
}
