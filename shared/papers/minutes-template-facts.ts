// What a body's own template is filled with: the formal minutes of a meeting as they would be printed, taken apart into the facts
// that placeholders name. For the audience of the snapshot; what one does not hold, or what is marked internal, is not in them.
import { heldSpan } from '../domain/held.ts';
import { NO_ISSUE, type DraftSection } from '../domain/minutes-draft.ts';
import type { Person } from '../domain/person.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { isUnconfirmedDecision, isUnconfirmedTask, type Decision, type DeskTask } from '../domain/task.ts';
import { formal as english } from '../i18n/en/formal.ts';
import { formal as chinese } from '../i18n/zh-CN/formal.ts';
import { wallTimeIn, type LocalDate } from '../lib/time.ts';
import { Numerals, partsOfBlocks, type PartOptions } from './block-parts.ts';
import { captionsOf, minutesTitle, printedSections } from './minutes-paper.ts';
import { minutesWords, type MinutesWords, type PaperOptions } from './minutes-sections.ts';
import { listOf } from './name-lists.ts';
import { namesPart } from './names-part.ts';
import type { Part } from './paper.ts';
import { partsWords } from './plain-words.ts';
import { dayText, inRoles, meetingDay, sheetWords } from './sheet-parts.ts';
import type { TemplateFacts, TemplateText } from './template-facts.ts';

type Entries<L extends keyof TemplateFacts['lists']> = TemplateFacts['lists'][L];
type PersonFacts = Entries<'attending'>[number];

interface Telling extends PaperOptions {
  readonly snapshot: MeetingSnapshot;
  readonly words: MinutesWords;
}

/** A piece of the minutes as it is printed: numerals counted over all of them. */
interface PrintedSection {
  readonly key: DraftSection['key'];
  readonly parts: readonly Part[];
}

export function minutesTemplateFacts(snapshot: MeetingSnapshot, options: PaperOptions): TemplateFacts {
  const telling: Telling = { ...options, snapshot, words: minutesWords(options.locale) };
  const sections = printedSections(snapshot, options);
  const partOptions = { numerals: new Numerals(options.locale), captionOf: captionsOf(snapshot) };
  const printed = sections
    .filter(({ key }) => key !== 'names')
    .map(({ key, blocks }): PrintedSection => ({ key, parts: partsOfBlocks(blocks, partOptions) }));
  const opening = linesOf(printed.find(({ key }) => key === 'opening')?.parts ?? [], telling);
  const matters = printed.filter(({ key }) => key !== 'opening');
  const text = matters.flatMap(({ parts }) => linesOf(parts, telling));
  return {
    texts: {
      ...meetingTexts(telling),
      ...{ 'minutes.title': minutesTitle(snapshot, options), 'minutes.opening': opening.join('\n') },
      ...{ 'minutes.text': text.join('\n') },
      ...attendanceTexts(telling, sections, partOptions),
      ...issueTexts(telling),
    },
    lists: {
      ...peopleLists(telling),
      paragraphs: text.map((line) => ({ text: line })),
      items: matters.map((section) => itemFacts(section, telling)),
      decisions: decisionsIn(snapshot).map((decision, at) => ({
        ...{ number: String(at + 1), text: decision.wording.trim(), outcome: outcomeOf(decision, telling) },
      })),
      tasks: tasksIn(telling),
    },
  };
}

function linesOf(parts: readonly Part[], { words }: Telling): readonly string[] {
  return partsWords(parts, words.colon)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

type Texts<Prefix extends string> = Readonly<Record<Extract<TemplateText, Prefix | `${Prefix}.${string}`>, string>>;

function meetingTexts(telling: Telling): Texts<'organisation' | 'body' | 'meeting'> {
  const { snapshot } = telling;
  const { facts, minutesDraft } = snapshot;
  const said = (text: string | null | undefined): string => text?.trim() ?? '';
  return {
    organisation: said(facts.organisation),
    body: said(facts.bodyName),
    'meeting.title': facts.title.trim(),
    'meeting.number': said(minutesDraft?.issue.number),
    'meeting.date': meetingDay(snapshot, telling) ?? '',
    'meeting.time': hoursOf(telling),
    'meeting.place': said(facts.venue),
    'meeting.chair': said(facts.chair),
    'meeting.recorder': said(facts.recorder),
  };
}

/** 14:00—17:30, as it was held, else as it is planned; the day stands apart. */
function hoursOf({ snapshot, timeZone }: Telling): string {
  const { plannedStart, plannedEnd } = snapshot.facts;
  const { from, to } = heldSpan(snapshot) ?? { from: plannedStart, to: plannedEnd };
  if (from === null) return '';
  const start = wallTimeIn(timeZone, from);
  return to === null || to <= from ? start : `${start}—${wallTimeIn(timeZone, to)}`;
}

function issueTexts({ snapshot, words, locale }: Telling): Texts<'issue'> {
  const { issuer, issuedOn, copies, reviewer, signer } = snapshot.minutesDraft?.issue ?? NO_ISSUE;
  const organisation = snapshot.facts.organisation?.trim() ?? '';
  return {
    'issue.issuer': issuer ?? (organisation === '' ? '' : words.secretariat(organisation)),
    'issue.date': issuedOn === null ? '' : dayText(issuedOn, { locale }),
    'issue.copies': copies?.trim() ?? '',
    'issue.reviewer': reviewer?.trim() ?? '',
    'issue.signer': signer?.trim() ?? '',
  };
}

// ── who was there ───────────────────────────────────────────────────────────────────────────────────────────────

const INVITED = ['nonvoting', 'guest', 'observer'] as const;

function rollOf({ snapshot }: Telling): (person: Person) => ReturnType<typeof listOf> {
  const roll = new Map((snapshot.roll ?? []).map((entry) => [entry.key, entry.state]));
  return (person) => listOf(person, roll.get(person.id));
}

function peopleLists(telling: Telling): Pick<TemplateFacts['lists'], 'attending' | 'excused' | 'invited'> {
  const { people } = telling.snapshot;
  const standing = rollOf(telling);
  const among = (lists: readonly string[]): readonly PersonFacts[] =>
    inRoles(people, ['attending', ...INVITED])
      .filter((person) => lists.includes(standing(person) ?? ''))
      .map((person) => personFacts(person, telling));
  return { attending: among(['attending']), excused: among(['excused']), invited: among(INVITED) };
}

/** When somebody came and went, and who stood in, is remarked where the snapshot holds it: it is the secretariat's. */
function personFacts({ id, name, org, titles }: Person, { snapshot, words, timeZone }: Telling): PersonFacts {
  const entry = snapshot.roll?.find(({ key }) => key === id);
  const [first, last] = [entry?.stays?.[0], entry?.stays?.at(-1)];
  const proxy = snapshot.people.find((person) => person.id === entry?.absences?.at(-1)?.proxy);
  const isLate = entry?.state === 'late' || entry?.state === 'late-left';
  const hasLeft = entry?.state === 'left' || entry?.state === 'late-left';
  const remarks = [
    ...(isLate && first ? [words.came(wallTimeIn(timeZone, first.from))] : []),
    ...(hasLeft && typeof last?.to === 'number' ? [words.left(wallTimeIn(timeZone, last.to))] : []),
    ...(proxy ? [words.proxy(proxy.name)] : []),
  ];
  return {
    ...{ name: name.trim(), organisation: org?.trim() ?? '', remark: remarks.join(words.comma) },
    post: titles
      .map((title) => title.trim())
      .filter((title) => title !== '')
      .join(words.separator),
  };
}

/** Figures by the roll; names as they stand in the minutes, where somebody may have mended them. */
function attendanceTexts(
  telling: Telling,
  sections: readonly DraftSection[],
  options: PartOptions,
): Texts<'attendance' | 'excused' | 'invited'> {
  const { snapshot, words } = telling;
  const standing = rollOf(telling);
  const states = snapshot.people.filter(({ role }) => role === 'attending').map(standing);
  // Where no roll was called nobody knows who came: a blank is filled in by hand, a figure is believed.
  const isCalled = snapshot.roll !== undefined;
  const count = (list: string): string =>
    isCalled ? String(states.filter((state) => state === list).length) : sheetWords(telling).blank;
  const blocks = sections.filter(({ key }) => key === 'names').flatMap((section) => section.blocks);
  const lines = blocks.map((block) => namesPart(block, words.separator) ?? partsOfBlocks([block], options));
  const under = (...roles: readonly (keyof MinutesWords['roles'])[]): string =>
    lines
      .flat()
      .flatMap((part) => ('label' in part && 'names' in part ? [part] : []))
      .filter(({ label }) => roles.some((role) => words.roles[role] === label))
      .map(({ names }) => names.join(words.separator))
      .join(words.separator);
  return {
    'attendance.expected': String(snapshot.room?.rule?.seats ?? (isCalled ? states.length : sheetWords(telling).blank)),
    'attendance.present': count('attending'),
    'attendance.excused': count('excused'),
    'attendance.names': under('attending'),
    'excused.names': under('excused'),
    'invited.names': under(...INVITED),
  };
}

// ── what was agreed ─────────────────────────────────────────────────────────────────────────────────────────────

/** Its first heading, without the numeral, is the title; what has none is told as text alone, so that nothing is lost. */
function itemFacts({ key, parts }: PrintedSection, telling: Telling): Entries<'items'>[number] {
  const [first, ...rest] = parts;
  const { snapshot } = telling;
  const decisions = decisionsIn(snapshot).filter(({ itemId }) => itemId !== null && key === `item-${itemId}`);
  const outcomes = new Set(decisions.map((decision) => outcomeOf(decision, telling)).filter((one) => one !== ''));
  const outcome = [...outcomes].join(telling.words.separator);
  if (first?.kind !== 'heading' || first.level !== 1)
    return { number: '', title: '', text: linesOf(parts, telling).join('\n'), outcome };
  const [numeral, ...runs] = first.runs;
  return {
    number: numeral?.kind === 'text' ? numeral.text.replace(/[、.．\s]+$/u, '') : '',
    title: linesOf([{ ...first, runs }], telling).join(''),
    text: linesOf(rest, telling).join('\n'),
    outcome,
  };
}

function decisionsIn({ decisions }: MeetingSnapshot): readonly Decision[] {
  return decisions.filter((decision) => decision.wording.trim() !== '' && !isUnconfirmedDecision(decision));
}

function outcomeOf({ outcome }: Decision, { locale }: Telling): string {
  return outcome === null ? '' : (locale === 'en' ? english : chinese).outcomes[outcome];
}

/** Only those of which somebody said that they stand. */
function tasksIn({ snapshot, words, locale }: Telling): Entries<'tasks'> {
  const names = (parties: DeskTask['owners']): string => parties.map(({ name }) => name).join(words.separator);
  const limit = (due: LocalDate | null, said: string | null): string =>
    due === null ? (said?.trim() ?? '') : dayText(due, { locale });
  return snapshot.tasks
    .filter((task) => task.what.trim() !== '' && !isUnconfirmedTask(task))
    .map(({ what, owners, supporters, due, dueText }, at) => ({
      ...{ number: String(at + 1), what: what.trim(), owner: names(owners), helpers: names(supporters) },
      due: limit(due, dueText),
    }));
}
