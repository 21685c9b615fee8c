// The papers that a meeting has, by the name that addresses and pages call them.
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { Paper } from './paper.ts';
import { recordPaper } from './record-paper.ts';

export type PaperKind = 'minutes' | 'record';

/** For the audience of `snapshot`; null when the meeting has not what it takes. */
export function composePaper(kind: PaperKind, snapshot: MeetingSnapshot, options: PaperOptions): Paper | null {
  switch (kind) {
    case 'minutes':
      return minutesPaper(snapshot, options);
    case 'record':
      return recordPaper(snapshot, options);
  }
}
