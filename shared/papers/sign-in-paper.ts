// 签到表: everybody who is expected, in the order of courtesy, with room to sign; lines for those whom nobody expected; and
// above it the figures that are filled in, since below a table they may come to stand alone on a page. Lying, so that a name, a firm and a hand have room beside one another. Outward.
import { PERSON_ROLES } from '../domain/person.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import type { Locale } from '../i18n/locale.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { TableField, TextPaper } from './paper.ts';
import {
  columnsOf,
  fact,
  field,
  inRoles,
  meetingName,
  paragraph,
  plainPaper,
  plannedText,
  postsOf,
  sheetWords,
} from './sheet-parts.ts';
import { spacedName } from './spaced-name.ts';

/** Room for a signature. */
const ROW_MM = 11;
/** Guests whom nobody announced; a sheet without any name has a page of them. */
const BLANK_ROWS = 4;
const BLANK_SHEET_ROWS = 20;
/** In millimetres, more or less: wide enough for the words at their heads in either language. */
const WIDTHS: Readonly<Record<Locale, readonly number[]>> = {
  'zh-CN': [13, 25, 52, 37, 14, 27, 26, 20, 13],
  en: [12, 24, 42, 29, 30, 25, 25, 16, 22],
};
const CENTRED: ReadonlySet<number> = new Set([0, 1, 4]);

export function signInPaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper {
  const words = sheetWords(options);
  const { facts } = snapshot;
  const people = inRoles(snapshot.people, PERSON_ROLES);
  const title = words.signInTitle(meetingName(facts));
  const blanks = people.length === 0 ? BLANK_SHEET_ROWS : BLANK_ROWS;
  const row = (number: number, known: readonly string[]): readonly TableField[] => [
    ...[String(number), ...known].map((text) => field(text)),
    ...Array.from({ length: 4 }, () => field('')),
  ];
  const { number, name, unit, post, role, phone, signature, signedAt, remark } = words;
  return {
    ...plainPaper(snapshot, options),
    ...{ title, wide: true },
    parts: [
      { kind: 'title', text: title },
      fact(words.time, plannedText(facts, options)),
      fact(words.place, facts.venue?.trim() || words.blank),
      paragraph(words.counts(expectedText(snapshot, words.handNumber), words.handNumber, words.handNumber), 'flush'),
      {
        ...{ kind: 'table', columns: columnsOf(WIDTHS[options.locale], CENTRED), rowMm: ROW_MM },
        head: [[number, name, unit, post, role, phone, signature, signedAt, remark].map((text) => field(text))],
        rows: [
          ...people.map((person, index) =>
            row(index + 1, [
              ...[spacedName(person.name), person.org?.trim() ?? '', postsOf(person, words)],
              words.roles[person.role],
            ]),
          ),
          ...Array.from({ length: blanks }, (_unused, index) => row(people.length + index + 1, ['', '', '', ''])),
        ],
      },
    ],
  };
}

/** 应到: as the clerk keeps it. Without that the list does not tell: often only those are on it who speak. */
function expectedText({ room, people }: MeetingSnapshot, unknown: string): string {
  const rule = room?.rule ?? null;
  const seats = rule === null ? 0 : (rule.seats ?? people.filter(({ role }) => role === 'attending').length);
  return seats === 0 ? unknown : String(seats);
}
