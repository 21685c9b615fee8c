// All checks before minutes are issued, over one meeting: facts against facts, and facts against the text that will be printed.
// Pure: what the register, the calendar and the printed text say is handed in. Nothing is changed, nothing is blocked here.
import { heldSpan } from '../held.ts';
import type { DraftSection } from '../minutes-draft.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { WorkCalendar } from '../working-days.ts';
import { localDateIn } from '../../lib/time.ts';
import {
  bundleFindings,
  ceremonyFindings,
  deviationFindings,
  outcomeFindings,
  readinessFindings,
  signatureFindings,
} from './agenda-checks.ts';
import { dateFindings } from './dates.ts';
import { attachmentFindings, imprintFindings, noticeFindings, type IssuingFacts } from './imprint-checks.ts';
import { glyphFindings, type PrintedFacts } from './print-checks.ts';
import { publicFindings } from './public-checks.ts';
import { releaseFindings } from './release-checks.ts';
import { tellerFindings } from './teller-checks.ts';
import { CHECKS, findingKey, type CheckFinding } from './finding.ts';
import {
  listFindings,
  nameListFindings,
  registerFindings,
  spellingFindings,
  titleFindings,
  type RegisterFacts,
} from './people-checks.ts';
import { countFindings, quorumFindings, rollFindings, type RollFacts } from './roll-checks.ts';
import { taskDayFindings, taskTextFindings, unregisteredFindings } from './task-checks.ts';
import { sentencesOf } from './text.ts';
import { methodFindings, voteFindings } from './vote-checks.ts';

export interface CheckedMeeting extends RollFacts, IssuingFacts, PrintedFacts {
  /** Internal: checks see everything. */
  readonly snapshot: MeetingSnapshot;
  /** The minutes as they would be printed, section by section. */
  readonly sections: readonly DraftSection[];
  /** Empty where there is none, or it may not be read. */
  readonly register: RegisterFacts;
  readonly calendar: WorkCalendar;
  /** IANA name, of the meeting's wall. */
  readonly timeZone: string;
}

/** In the order of the checks; each thing is found once. */
export function consistency(meeting: CheckedMeeting): readonly CheckFinding[] {
  return settled(checkSteps(meeting).flatMap((step) => step()));
}

/** All checks as steps, none of them long: a page that is written on takes them one by one. What they find is put in order at last. */
export function checkSteps(meeting: CheckedMeeting): readonly (() => readonly CheckFinding[])[] {
  const { snapshot, register, calendar } = meeting;
  const held = heldDays(meeting);
  const heldOn = held?.from ?? null;
  const sentences = sentencesOf(meeting.sections);
  return [
    () => [...rollFindings(snapshot, meeting), ...countFindings(snapshot, sentences), ...quorumFindings(snapshot)],
    () => [...voteFindings(snapshot, sentences), ...tellerFindings(snapshot, sentences)],
    () => [...methodFindings(snapshot, sentences), ...readinessFindings(snapshot), ...outcomeFindings(snapshot)],
    () => [
      ...taskDayFindings(snapshot, { heldOn, calendar }),
      ...taskTextFindings(snapshot, sentences, heldOn),
      ...unregisteredFindings(snapshot, sentences),
    ],
    () => [...ceremonyFindings(snapshot), ...listFindings(snapshot), ...nameListFindings(snapshot, sentences)],
    () => titleFindings(snapshot, sentences),
    () => [...spellingFindings(snapshot, sentences), ...registerFindings(snapshot, register)],
    () => [
      ...[...signatureFindings(snapshot), ...deviationFindings(snapshot), ...imprintFindings(snapshot, meeting)],
      ...[...noticeFindings(snapshot), ...releaseFindings(snapshot, held)],
      ...[...bundleFindings(snapshot), ...attachmentFindings(snapshot, sentences)],
      ...dateFindings(snapshot, sentences, held),
    ],
    () => [...publicFindings(snapshot), ...glyphFindings(snapshot, sentences, meeting)],
  ];
}

/** By check, as they stand in the list of them; each once. */
export function settled(found: readonly CheckFinding[]): readonly CheckFinding[] {
  const order = new Map(CHECKS.map((check, index) => [check, index]));
  const seen = new Set<string>();
  return found
    .filter((finding) => {
      const key = findingKey(finding);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => (order.get(a.check) ?? 0) - (order.get(b.check) ?? 0));
}

function heldDays({ snapshot, timeZone }: Pick<CheckedMeeting, 'snapshot' | 'timeZone'>) {
  const span = heldSpan(snapshot);
  const from = span?.from ?? snapshot.facts.plannedStart;
  if (from === null) return null;
  const to = span?.to ?? snapshot.facts.plannedEnd ?? from;
  return { from: localDateIn(timeZone, from), to: localDateIn(timeZone, Math.max(from, to)) };
}
