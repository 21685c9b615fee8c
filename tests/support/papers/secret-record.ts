// What is internal in a record: reasons, times and names of the roll, who spoke, files with who attached them, findings that were let
// stand, what the screens were told.
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { writeCheckOverride } from '../../../shared/doc/record-checks.ts';
import { writeFile } from '../../../shared/doc/record-files.ts';
import { addAttendance, addQuorumSeen, writeArrival } from '../../../shared/doc/record-room.ts';
import { writeScreen } from '../../../shared/doc/record-screens.ts';
import { writeTurn } from '../../../shared/doc/record-speakers.ts';
import { writeAssigned } from '../../../shared/doc/record-tasks.ts';
import type { FileParent, MeetingFile } from '../../../shared/domain/file.ts';
import type { AssignedTaskId, EventId, FileId, PersonKey, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { jpeg } from '../files/pictures.ts';
import { START, type PlantedItem, type Planting } from './planting.ts';

export interface PlantedFile {
  readonly file: MeetingFile;
  readonly bytes: Buffer;
}

export function plantRecord(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[]): void {
  plantRoom(doc, planting, items);
  writeTurn(doc, {
    ...{ id: event('turn'), itemId: items[1]?.id ?? null, key: null, name: planting.secret(), org: planting.secret() },
    ...{ allowedMs: null, askedAt: START, beganAt: START, endedAt: START + MINUTE_MS },
  });
  writeCheckOverride(doc, `chair-missing:${planting.secret()}`, {
    ...{
      mark: planting.secret(),
      reason: planting.secret(),
      at: START,
      by: planting.secret(),
      byName: planting.secret(),
    },
  });
  writeScreen(doc, 'main', { mode: 'auto', frozen: false, message: { text: planting.secret(), until: null } });
  const party = {
    key: 'k1',
    name: planting.secret(),
    lead: true,
    kind: 'person',
    email: planting.secret(),
    personId: null,
  } as const;
  writeAssigned(doc, brand<TaskId>('t0'), {
    ...{
      id: brand<AssignedTaskId>(planting.secret()),
      itemId: null,
      what: planting.secret(),
      at: START,
      by: planting.secret(),
    },
    ...{ owners: [party], supporters: [], due: null, dueText: planting.secret(), supervisor: null },
  });
}

function plantRoom(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[]): void {
  const entry = { at: START - MINUTE_MS, recordedAt: START - MINUTE_MS, by: planting.secret() };
  addAttendance(doc, event('in'), { ...entry, kind: 'in', key: key('p0'), via: 'clerk' });
  addAttendance(doc, event('in1'), { ...entry, kind: 'in', key: key('p1'), via: 'clerk' });
  const reason = planting.secret();
  const excuse = { kind: 'excused', key: key('p2'), via: 'clerk', reason, proxy: key(planting.secret()) } as const;
  addAttendance(doc, event('excused'), { ...entry, ...excuse });
  writeArrival(doc, { id: event('arrival'), name: planting.secret(), org: planting.secret(), at: START });
  items.forEach(({ id }, index) => {
    const figures = { seats: 3, present: 2, proxies: 0, needed: 2, met: true };
    const keys = [key(`x${planting.secret()}`)];
    addQuorumSeen(doc, event(`start${index}`), { itemId: id, at: START, ...figures, keys });
  });
}

/** A picture in whose bytes a word stands that no program shows; of an open one, an open word. */
export function plantedFile(id: FileId, parent: FileParent, planting: Planting, isOpen: boolean): PlantedFile {
  const told = Buffer.from(isOpen ? planting.open('照片') : planting.secret());
  const picture = jpeg(4, 4);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, told.length + 2]), told]);
  const bytes = Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const file: MeetingFile = {
    ...{ id, name: `${planting.secret()}.jpg`, mediaType: 'image/jpeg', sizeBytes: bytes.length, digest },
    ...{ width: 4, height: 4, parent, at: START, by: planting.secret(), byName: planting.secret() },
  };
  return { file, bytes };
}

export function plantFiles(doc: Y.Doc, files: readonly MeetingFile[]): void {
  for (const file of files) writeFile(doc, file);
}

function event(name: string): EventId {
  return brand<EventId>(name);
}

function key(name: string): PersonKey {
  return brand<PersonKey>(name);
}
