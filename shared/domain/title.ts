// Reading a meeting's full name: where it pauses, and what of it is short enough for a slip of paper.
import type { MeetingFacts } from './meeting.ts';

type NamedMeeting = Pick<MeetingFacts, 'title' | 'shortTitle' | 'organisation'>;

/** 三届二次…, 第三届第二次…: where the session's name begins. */
const SESSION = /第?[〇零一二三四五六七八九十百\d]+届/;

/** The full title, one line each: the organisation, the session's name, and each event joined by 暨. */
export function titleLines(facts: NamedMeeting): readonly string[] {
  const title = facts.title.trim();
  const pause = organisationEnd(title, facts.organisation);
  const lines = [title.slice(0, pause), ...title.slice(pause).split(/(?=暨)/)];
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The short title; where none is given, the first event's name without the organisation. */
export function shortTitle(facts: NamedMeeting): string {
  const given = facts.shortTitle?.trim() ?? '';
  if (given !== '') return given;
  const title = facts.title.trim();
  const [first = ''] = title.slice(organisationEnd(title, facts.organisation)).split('暨');
  return first.trim() === '' ? title : first.trim();
}

function organisationEnd(title: string, organisation: string | null): number {
  const name = organisation?.trim() ?? '';
  if (name !== '' && title.startsWith(name)) return name.length;
  return Math.max(0, title.search(SESSION));
}
