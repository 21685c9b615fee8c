// Formal minutes as a paper: the sections as they stand (composed, or edited since) under the masthead of 会议纪要
// (GB/T 9704-2012, 10.3), the lists of names hanging at the end, the imprint below.
import type { Block } from '../domain/minutes.ts';
import { isShown } from '../domain/file.ts';
import { publicBlocks } from '../domain/publish.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { dateText } from '../i18n/format.ts';
import type { LocalDate } from '../lib/time.ts';
import { Numerals, partsOfBlocks, runsOf } from './block-parts.ts';
import { textOf } from './inline.ts';
import { minutesWords, type PaperOptions, type Section } from './minutes-sections.ts';
import type { Imprint, Masthead, Part, TextPaper } from './paper.ts';

/** What stands on minutes besides their text, as the secretariat fills it in; null = not yet, or none. */
export interface IssueFacts {
  readonly title: string | null;
  /** 〔2021〕2号. */
  readonly number: string | null;
  /** Who issues it; null = the secretariat of the organisation. */
  readonly issuer: string | null;
  readonly issuedOn: LocalDate | null;
  /** 分送. */
  readonly copies: string | null;
  readonly attachments: readonly string[];
}

export const NO_ISSUE: IssueFacts = {
  ...{ title: null, number: null, issuer: null, issuedOn: null, copies: null },
  attachments: [],
};

export interface MinutesDraft {
  readonly issue: IssueFacts;
  readonly sections: readonly Section[];
}

/** Of `snapshot`'s audience: for the public no internal section, and no internal words of the others. */
export function minutesPaper(snapshot: MeetingSnapshot, draft: MinutesDraft, options: PaperOptions): TextPaper {
  const { locale } = options;
  const words = minutesWords(locale);
  const { facts } = snapshot;
  const isPublic = snapshot.audience === 'public';
  const sections = draft.sections
    .filter(({ internal }) => !(isPublic && internal))
    .map((section) => ({ ...section, blocks: isPublic ? publicBlocks(section.blocks) : section.blocks }));
  const title = draft.issue.title ?? words.title((facts.shortTitle ?? facts.title).trim());
  const text = partsOfBlocks(
    sections.filter(({ key }) => key !== 'names').flatMap(({ blocks }) => blocks),
    { numerals: new Numerals(locale), captionOf: captionsOf(snapshot) },
  );
  const names = sections.filter(({ key }) => key === 'names').flatMap(({ blocks }) => blocks);
  const { attachments } = draft.issue;
  return {
    ...{ form: 'text', locale, audience: snapshot.audience, organisation: facts.organisation, isPaged: true },
    title,
    masthead: mastheadOf(snapshot, draft.issue, options),
    parts: [
      { kind: 'title', text: title },
      ...text,
      ...(attachments.length === 0
        ? []
        : [{ kind: 'attachments', label: words.attachments, names: attachments } satisfies Part]),
      ...names.map((block) => namesPart(block, words.separator)).filter((part) => part !== null),
    ],
    imprint: imprintOf(snapshot, draft.issue, options),
    footnote: isPublic ? null : words.internalEdition,
  };
}

function captionsOf({ files = [] }: MeetingSnapshot): (fileId: string, alt: string) => string | null {
  return (fileId, alt) => (files.some((file) => file.id === fileId && isShown(file)) ? alt : null);
}

/** 出席：甲、乙 → a list that hangs behind its label; a line without a colon stays a paragraph. */
function namesPart(block: Block, separator: string): Part | null {
  if (block.kind !== 'paragraph') return null;
  const text = textOf(block.inline).trim();
  if (text === '') return null;
  const found = /^([^：:]{1,12})[：:]\s*(.+)$/su.exec(text);
  if (!found) return { kind: 'paragraph', runs: runsOf(block.inline) };
  const [, label = '', rest = ''] = found;
  return { kind: 'names', label: label.trim(), names: namesIn(rest, separator), separator };
}

/** Split at the separator, not within brackets: 张三（甲公司、乙公司） is one name. */
function namesIn(text: string, separator: string): readonly string[] {
  const mark = separator.trim();
  const names: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (/[（(]/u.test(letter)) depth += 1;
    if (/[）)]/u.test(letter)) depth = Math.max(0, depth - 1);
    if (letter === mark && depth === 0) names.push('');
    else names[names.length - 1] = `${names.at(-1) ?? ''}${letter}`;
  }
  return names.map((name) => name.trim()).filter((name) => name !== '');
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
