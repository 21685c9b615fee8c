// What stands around the text of minutes that are issued: number, day, who read them through and let them out, who signed the
// record, the order of the guests, the attachments; and whom a notice goes to (closing checks 9, 10, 13). Asked only where
// somebody means to issue a formal paper: an association that never numbers its minutes is left in peace.
import { NO_CONVENING } from '../convening.ts';
import { NO_ISSUE, rankMark, type IssueFacts } from '../minutes-draft.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding, IssueField } from './finding.ts';
import { bare, numberOf, quoted, quoteOf, type Sentence } from './text.ts';

export interface IssuingFacts {
  /** The body issues its minutes in a form of its own: it has a template of them. */
  readonly issuesFormally: boolean;
}

const isBlank = (text: string | null | undefined): boolean => (text ?? '').trim() === '';

function ofIssue(
  field: IssueField,
  code: CheckFinding['code'],
  severity: CheckFinding['severity'],
  seen: CheckFinding['seen'] = {},
): CheckFinding {
  const check = field === 'number' || field === 'issuedOn' ? 'imprint' : 'signatures';
  return { check, code, severity, about: '', place: { kind: 'issue', field }, seen };
}

/** It was held, or is written up as if it was. */
export function isOver({ adjournedAt, minutesDraft }: MeetingSnapshot): boolean {
  return adjournedAt !== null || (minutesDraft?.sections ?? []).length > 0;
}

/** Somebody filled in part of what stands around the text. */
function isBegun({ number, issuer, issuedOn, copies, signer, reviewer }: IssueFacts): boolean {
  return issuedOn !== null || ![number, issuer, copies, signer, reviewer].every(isBlank);
}

export function imprintFindings(snapshot: MeetingSnapshot, { issuesFormally }: IssuingFacts): readonly CheckFinding[] {
  const { facts, minutesDraft } = snapshot;
  const issue = minutesDraft?.issue ?? NO_ISSUE;
  if (!isOver(snapshot)) return [];
  if (!issuesFormally && !isBegun(issue)) {
    // One line, not five: with an organisation the red masthead is printed, and stands empty.
    const isDrafted = (minutesDraft?.sections ?? []).length > 0 && !isBlank(facts.organisation);
    return isDrafted ? [ofIssue('number', 'imprint-blank', 'warning')] : [];
  }
  return [
    ...(isBlank(issue.number) ? [ofIssue('number', 'number-missing', 'warning')] : []),
    ...(issue.issuedOn === null ? [ofIssue('issuedOn', 'issue-day-missing', 'warning')] : []),
    ...(isBlank(issue.reviewer) ? [ofIssue('reviewer', 'reviewer-missing', 'warning')] : []),
    ...(isBlank(issue.signer) ? [ofIssue('signer', 'signer-missing', 'error')] : []),
    ...unsigned('chairSigned', 'chair-unsigned', facts.chair, issue.chairSigned),
    ...unsigned('recorderSigned', 'recorder-unsigned', facts.recorder, issue.recorderSigned),
    ...rankFindings(snapshot, issue),
  ];
}

/** A signature is of whoever was named then; one of another name is none. */
function unsigned(
  field: 'chairSigned' | 'recorderSigned',
  code: 'chair-unsigned' | 'recorder-unsigned',
  name: string | null,
  signed: string | null | undefined,
): readonly CheckFinding[] {
  if (isBlank(name) || signed?.trim() === name?.trim()) return [];
  return [ofIssue(field, code, 'warning', { name: name?.trim() ?? '' })];
}

/** 领导排序 is approved by a person, and only as it stood then. */
function rankFindings({ people }: MeetingSnapshot, issue: IssueFacts): readonly CheckFinding[] {
  const guests = people.filter(({ role }) => role === 'guest').map(({ name }) => name);
  if (guests.length < 2 || issue.rankApproved === rankMark(guests)) return [];
  const code = isBlank(issue.rankApproved) ? 'rank-unapproved' : 'rank-changed';
  return [
    { ...ofIssue('rankApproved', code, 'warning', { count: guests.length, order: rankMark(guests) }), check: 'names' },
  ];
}

// ── attachments ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Behind 附件三 it makes a count of it, or another word: 附件三份, 附件一览表, 附件十分详细, 附件2026年预算. */
const MEASURE = String.raw`(?!\s*(?:份|页(?!面)|个(?!人|体)|件|项(?!目)|种|套|册|篇|年(?!度|报|会|鉴|检)|张(?=\s*(?:[，,；;。、）)]|$))))`;
const OTHER_WORD = '(?!一[览并律起式共应经直般致旦]|一同(?!意)|十[分足]|[二三]维|三方(?!案|法|式|针|向))';
const ZH_NUMBER = String.raw`([\d０-９]{1,2}(?![\d０-９])${MEASURE}|${OTHER_WORD}[一二三四五六七八九十]{1,3}(?![一二三四五六七八九十])${MEASURE})?`;
const EN_NUMBER = String.raw`(?:\s*(\d{1,2})(?!\d|\s*(?:copy|copies|pages?|sheets?|sets?|files?|documents?|items?)\b))?`;
/** 附件, of these minutes and of nothing else that has one. */
const NAMED = new RegExp(
  String.raw`(?<!(?:合同|协议|邮件|标准|章程|办法|规定|通知|细则|标书|说明书)的?)附件\s*${ZH_NUMBER}|\b(?:attachments?|annex|appendix)${EN_NUMBER}`,
  'giu',
);

const MAY_NAME = /附件|attach|annex|appendix/iu;

/** Named in the text and not listed; listed, and nothing in the text leads there. */
export function attachmentFindings(
  { minutesDraft }: MeetingSnapshot,
  sentences: readonly Sentence[],
): readonly CheckFinding[] {
  const listed = (minutesDraft?.issue.attachments ?? []).filter((name) => !isBlank(name));
  const named = sentences
    .filter(({ text }) => MAY_NAME.test(text))
    .flatMap(({ key, text }) =>
      [...text.matchAll(NAMED)].map(([words, zh, en]) => ({
        ...{ key, text, words: words.trim() },
        number: numberOf(zh || en || '') ?? 0,
      })),
    );
  const unlisted = named.filter(({ number }) => listed.length === 0 || number > listed.length);
  const all = named.length > 0 || listed.length === 0 ? '' : sentences.map(({ text }) => bare(text)).join('\n');
  const unnamed = named.length > 0 ? [] : listed.filter((name) => !all.includes(bare(name)));
  const names = unnamed.join('、');
  const listedOnly: CheckFinding = {
    ...ofIssue('attachments', 'attachment-unnamed', 'warning', { names }),
    ...{ check: 'bundle', about: names },
  };
  return [
    ...unlisted.map(({ key, text, words, number }): CheckFinding => ({
      ...{ check: 'bundle', code: 'attachment-unlisted', severity: 'warning', about: quoted(text) },
      place: { kind: 'section', key, quote: quoteOf(text) },
      seen: { words, number, listed: listed.length },
    })),
    ...(names === '' ? [] : [listedOnly]),
  ];
}

// ── the notice ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Somebody filled in part of the notice and not whom it goes to; once the meeting was held, nobody sends it any more. */
export function noticeFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
  const { convening } = snapshot;
  if (!convening || isOver(snapshot) || !isBlank(convening.to)) return [];
  const { to: _to, isAgendaDraft: _draft, asksInside: _inside, ...filled } = { ...NO_CONVENING, ...convening };
  const isFilled = Object.values(filled).some((fact) => fact !== null && fact.length > 0);
  if (!isFilled) return [];
  return [
    {
      ...{ check: 'imprint', code: 'addressee-missing', severity: 'warning', about: '' },
      ...{ place: { kind: 'notice', field: 'to' }, seen: {} },
    },
  ];
}
