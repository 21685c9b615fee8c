// How well a notice was read: every fact of the expected answer and of the given one as a line of text, and how many agree.
import type { Notice, NoticePerson, NoticePoint } from '../../../shared/capture/notice/notice.ts';

type ExpectedPoint = Partial<NoticePoint> & Pick<NoticePoint, 'title'>;

/** What a notice says, as a person read it; absent = not said. */
export interface ExpectedNotice {
  readonly title?: string;
  readonly organisation?: string;
  /** `term/meeting/body`. */
  readonly session?: string;
  readonly date?: string;
  readonly start?: string;
  readonly end?: string;
  readonly signIn?: string;
  readonly venue?: string;
  readonly chair?: string;
  readonly contact?: string;
  readonly phone?: string;
  readonly replyBy?: string;
  readonly groups: readonly string[];
  readonly people: readonly (Partial<NoticePerson> & Pick<NoticePerson, 'name'>)[];
  readonly items: readonly (ExpectedPoint & { readonly parts?: readonly ExpectedPoint[] })[];
  /** Lines that hold nothing to take, as they stand. */
  readonly unread?: readonly string[];
}

export interface Score {
  readonly agreeing: number;
  readonly expected: number;
  readonly given: number;
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

export function expectedFacts(expected: ExpectedNotice): readonly string[] {
  return factsOf({ ...expected, session: expected.session ?? null });
}

export function givenFacts(notice: Notice): readonly string[] {
  const { session, groups, people, items } = notice;
  return factsOf({
    ...Object.fromEntries(
      SINGLE.map((name) => [name, name === 'session' ? null : (notice[name]?.value ?? null)] as const),
    ),
    session: session === null ? null : `${session.term}/${session.meeting}/${session.body}`,
    groups: groups.map(({ value }) => value),
    people: people.map(({ value }) => value),
    items: items.map(({ value: { parts, ...item } }) => ({ ...item, parts: parts.map(({ value }) => value) })),
  });
}

export function scoreOf(expected: readonly string[], given: readonly string[]): Score {
  const missing = expected.filter((fact) => !given.includes(fact));
  const wrong = given.filter((fact) => !expected.includes(fact));
  return {
    ...{ agreeing: expected.length - missing.length, expected: expected.length, given: given.length },
    ...{ missing, wrong },
  };
}

export function ratios(scores: readonly Score[]): { readonly precision: number; readonly recall: number } {
  const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0);
  const agreeing = sum((score) => score.agreeing);
  return { precision: agreeing / sum((score) => score.given), recall: agreeing / sum((score) => score.expected) };
}

const SINGLE = [
  ...([
    'title',
    'organisation',
    'session',
    'date',
    'start',
    'end',
    'signIn',
    'venue',
    'chair',
    'contact',
    'phone',
    'replyBy',
  ] as const),
];

type Told = { readonly [Name in (typeof SINGLE)[number]]?: string | null } & Pick<
  ExpectedNotice,
  'groups' | 'people' | 'items'
>;

function factsOf(told: Told): readonly string[] {
  return [
    ...SINGLE.flatMap((name) => (told[name] == null ? [] : [`${name}: ${told[name]}`])),
    ...told.groups.map((group) => `group: ${group}`),
    ...told.people.flatMap(({ name, org, title, role }) => [
      `person: ${name} ${role ?? ''}`,
      ...(org == null ? [] : [`person ${name} of: ${org}`]),
      ...(title == null ? [] : [`person ${name} as: ${title}`]),
    ]),
    ...told.items.flatMap((item, place) => [
      `item ${place + 1}: ${item.title}`,
      `item ${place + 1} kind: ${item.kind ?? ''}`,
      ...(item.presenters ?? []).map((name) => `item ${place + 1} by: ${name}`),
      ...(item.plannedMinutes == null ? [] : [`item ${place + 1} minutes: ${item.plannedMinutes}`]),
      ...(item.start == null ? [] : [`item ${place + 1} at: ${item.start}`]),
      ...(item.parts ?? []).flatMap((part, at) => [
        `item ${place + 1} part ${at + 1}: ${part.title}`,
        ...(part.presenters ?? []).map((name) => `item ${place + 1} part ${at + 1} by: ${name}`),
      ]),
    ]),
  ];
}
