// Formal minutes as a paper: the sections as they stand (composed, or edited since) under the masthead of 会议纪要
// (GB/T 9704-2012, 10.3), the lists of names hanging at the end, the imprint below.
import { isShown } from '../domain/file.ts';
import { publicBlocks } from '../domain/publish.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { dateText } from '../i18n/format.ts';
import { namesPart } from './names-part.ts';
import { NO_ISSUE, type DraftSection, type IssueFacts } from '../domain/minutes-draft.ts';
import type { LocalDate } from '../lib/time.ts';
import { inOrder } from './draft-changes.ts';
import { Numerals, partsOfBlocks } from './block-parts.ts';
import { minutesSections, minutesWords, type MinutesWords, type PaperOptions } from './minutes-sections.ts';
import type { Imprint, Masthead, Part, TextPaper } from './paper.ts';

/**
 * The minutes of `snapshot`, for its audience: each section as it was edited, or as it is composed where nobody began a draft
 * or where what was written is not for this audience.
 */
export function minutesPaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper {
  const { locale } = options;
  const words = minutesWords(locale);
  const { facts, minutesDraft } = snapshot;
  const issue = minutesDraft?.issue ?? NO_ISSUE;
  const sections = printedSections(snapshot, options);
  const title = minutesTitle(snapshot, options);
  const text = partsOfBlocks(
    sections.filter(({ key }) => key !== 'names').flatMap(({ blocks }) => blocks),
    { numerals: new Numerals(locale), captionOf: captionsOf(snapshot) },
  );
  const names = sections.filter(({ key }) => key === 'names').flatMap(({ blocks }) => blocks);
  const attachments: readonly Part[] =
    issue.attachments.length === 0 ? [] : [{ kind: 'attachments', label: words.attachments, names: issue.attachments }];
  return {
    ...{ form: 'text', locale, audience: snapshot.audience, organisation: facts.organisation, isPaged: true },
    title,
    masthead: mastheadOf(snapshot, issue, options),
    parts: [
      { kind: 'title', text: title },
      ...text,
      ...attachments,
      ...names.map((block) => namesPart(block, words.separator)).filter((part) => part !== null),
      ...signOffOf(issue, words),
    ],
    imprint: imprintOf(snapshot, issue, options),
    footnote: snapshot.audience === 'public' ? null : words.internalEdition,
  };
}

/** 审核 and 签发, below the lists of names. */
function signOffOf({ reviewer, signer }: IssueFacts, { roles, separator }: MinutesWords): readonly Part[] {
  const line = (label: string, name: string): readonly Part[] =>
    name === '' ? [] : [{ kind: 'names', label, names: [name], separator }];
  return [...line(roles.reviewer, reviewer?.trim() ?? ''), ...line(roles.signer, signer?.trim() ?? '')];
}

/** As it was filled in, or made of the meeting's name. */
export function minutesTitle({ facts, minutesDraft }: MeetingSnapshot, { locale }: PaperOptions): string {
  return minutesDraft?.issue.title ?? minutesWords(locale).title((facts.shortTitle ?? facts.title).trim());
}

/** Each section once, in the order of the minutes. */
export function printedSections(snapshot: MeetingSnapshot, options: PaperOptions): readonly DraftSection[] {
  const isPublic = snapshot.audience === 'public';
  const fresh = minutesSections(snapshot, options).map(({ key, blocks }) => ({
    key,
    blocks: isPublic ? publicBlocks(blocks) : blocks,
  }));
  const draft = snapshot.minutesDraft;
  if (!draft) return fresh;
  const standing = new Map([...fresh, ...draft.sections].map((section) => [section.key, section]));
  const removed = new Set(draft.removed);
  return inOrder(
    fresh.map(({ key }) => key),
    [...standing.keys()],
  )
    .filter((key) => !removed.has(key))
    .flatMap((key) => standing.get(key) ?? []);
}

/** Of pictures that still belong to the meeting. */
export function captionsOf({ files = [] }: MeetingSnapshot): (fileId: string, alt: string) => string | null {
  return (fileId, alt) => (files.some((file) => file.id === fileId && isShown(file)) ? alt : null);
}

function mastheadOf({ facts }: MeetingSnapshot, issue: IssueFacts, options: PaperOptions): Masthead | null {
  const words = minutesWords(options.locale);
  if (facts.organisation === null || facts.organisation.trim() === '') return null;
  const organisation = facts.organisation.trim();
  return {
    lines: [organisation, words.kind(facts.bodyName?.trim() ?? '')],
    number: issue.number,
    issuer: issue.issuer ?? words.secretariat(organisation),
    date: issue.issuedOn === null ? null : dayText(issue.issuedOn, options),
  };
}

/** Only of what was issued on a day. */
function imprintOf({ facts }: MeetingSnapshot, issue: IssueFacts, options: PaperOptions): Imprint | null {
  const words = minutesWords(options.locale);
  const issuer = issue.issuer ?? (facts.organisation === null ? null : words.secretariat(facts.organisation.trim()));
  if (issue.issuedOn === null || issuer === null) return null;
  const to = issue.copies?.trim() ?? '';
  return {
    copies: to === '' ? null : { label: words.copies, to: /[。.]$/u.test(to) ? to : `${to}${words.stop}` },
    issuer,
    date: words.issuedOn(dayText(issue.issuedOn, options)),
  };
}

/** A day has no zone: it is printed in the one it is read in. */
function dayText(day: LocalDate, { locale }: PaperOptions): string {
  return dateText(Date.parse(`${day}T00:00:00Z`), { locale, timeZone: 'UTC' });
}
