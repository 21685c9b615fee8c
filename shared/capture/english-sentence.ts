// An English sentence of minutes that sets somebody a task: who is charged, by when, and the words for it. As careful as with
// Chinese ones: what was reported, quoted, wished or made to depend on something is none.
import type { DueFound } from './due.ts';
import { englishNamesAt } from './english-name.ts';
import { bindingLimit, isOfThePast, limitsIn } from './limits.ts';
import type { TaskLineContext } from './task-line.ts';
import type { TaskSentence } from './task-reading.ts';

interface Duty {
  readonly owners: readonly string[];
  readonly supporters: readonly string[];
  /** Where the words that charge them begin, and where those end: what is to be done follows. */
  readonly from: number;
  readonly end: number;
  /** What is to be done where it stands in front: The survey will be made by … */
  readonly subject: string | null;
  /** By a word that charges somebody. What somebody should do needs a limit of time as well. */
  readonly isCharged: boolean;
}

const NEVER: readonly RegExp[] = [
  /^(?:if|unless|should|in case|provided|assuming|were|had)\b/iu,
  /\b(?:whether|would be (?:nice|good|useful|helpful|desirable)|might|hypothetical\w*)\b/iu,
  /\b(?:not (?:adopted|approved|agreed|carried|required|needed)|rejected|withdrawn|deferred|postponed|cancell?ed|no longer|declined|was lost)\b/iu,
  /\b(?:thank(?:s|ed)?|congratulat\w+|welcomed|praised|commended|apologi\w+)\b/iu,
  /^(?:under|pursuant to|according to|in accordance with|as required by)\b[^,]*\b(?:articles?|clauses?|sections?|rules?|laws?|acts?|by-?laws?|charter|constitution|regulations?|statutes?)\b/iu,
  /\b(?:articles?|clauses?|sections?|rules?|by-?laws?|charter|constitution|statutes?|standing orders)\b[^,.;]{0,30}\b(?:provides?|requires?|states?|stipulates?|says|shall|must)\b/iu,
  /\b(?:term of office|valid until|expires?|(?:takes?|took) effect|comes? into (?:force|effect)|effective from)\b/iu,
  /\b(?:abstentions?|in favou?r|was (?:re-?)?elected|were (?:re-?)?elected)\b|\bmotion was\b/iu,
  /["“][^"”]*["”]\s+(?:be|was|is|to be)\s+(?:replaced|amended|changed)|\b(?:replace|amend|change)\w*\b[^.]*["“][^"”]*["”]\s+(?:with|to|by)\b/iu,
];
/** What others said or wished; none the less a task where the meeting then asks somebody for it. */
const TOLD =
  /\b(?:said|says|stated|reported|noted|explained|mentioned|announced|recalled|commented|told|observed|informed|felt|believe[sd]?|thinks?|thought|hope[sd]?|wondered|argued|suggest(?:s|ed)?|propose[sd]?|recommend(?:s|ed)?|wished|plans? to|planned to|intends? to)\b/iu;
const RESOLVED = /\b(?:agreed|resolved|decided|approved|accepted|determined)\b/iu;
const ASKED =
  'asked|asks|requested|requests|instructed|instructs|directed|directs|tasked|tasks|mandated|mandates|charged|charges|authori[sz]ed|authori[sz]es|appointed|assigned';
const REQUEST = new RegExp(`\\b(?:${ASKED})\\s+`, 'giu');
const ADVERB = '(?:(?:also|then|jointly|promptly|please|kindly|immediately|urgently|now|further)\\s+)*';
const CHARGED = new RegExp(
  `^\\s*,?\\s*(?:shall|will|must|(?:is|are)\\s+(?:now\\s+)?to|has\\s+to|have\\s+to|needs?\\s+to|(?:has\\s+|have\\s+)?(?:agreed|agrees?|undertook|undertakes?|volunteered|offered|promised|committed)\\s+to|(?:was|were|is|are|has\\s+been|have\\s+been)\\s+(?:${ASKED}|invited|required)\\s+(?:to|with)|(?:is|are|will\\s+be|shall\\s+be)\\s+(?:responsible|accountable)\\s+for|takes?\\s+(?:responsibility|charge)\\s+(?:for|of))\\s+${ADVERB}`,
  'iu',
);
const SHOULD = new RegExp(
  `^\\s*(?:should|ought\\s+to|(?:was|were|is|are)\\s+(?:urged|encouraged|reminded)\\s+to)\\s+${ADVERB}`,
  'iu',
);
/** It was agreed that X would … */
const WOULD = new RegExp(`^\\s*(?:would|should|to)?\\s*${ADVERB}(?=[a-z])`, 'u');
/** Mark Lee to contact … ; Mark Lee: contact … */
const NOTED = new RegExp(`^\\s*(?:to\\s+|[:–—]\\s*(?:to\\s+)?|,?\\s+please\\s+)${ADVERB}(?=[a-z])`, 'u');
const LABEL =
  /^(?:[-*•]\s*)?(?:\d{1,2}[.)]\s*)?(?:(?:action|task|to-?do)(?:\s+(?:item|point))?(?:\s+\d{1,2})?\s*[:–—-]\s*)?/iu;
const POLITE = /^(?:please[,\s]+)?(?:could|can|would|will|may)\s+/iu;
/** What somebody does by being there. */
const NO_DUTY =
  /^(?:be|chair|preside|attend|retire|serve|remain|meet|convene|act as|have|receive|become|continue to (?:serve|act)|take (?:office|place)|resign|step down|join)\b/iu;
const EXHORTED =
  /^(?:strive|continue|endeavou?r|make every effort|do (?:their|its) utmost|strengthen|raise awareness|support|uphold|respect|cherish)\b/iu;
const SUPPORT =
  /,?\s*(?:\b(?:with\s+(?:the\s+)?(?:support|help|assistance|input)\s+(?:of|from)|supported\s+by|assisted\s+by|helped\s+by|in\s+(?:cooperation|collaboration|conjunction)\s+with))\s+/giu;
const PASSIVE =
  /^(?<subject>.{3,120}?)\s+(?:(?:shall|will|must|should|is\s+to|are\s+to)\s+be\s+[a-z]+(?:\s+[^,;.]{0,40}?)??\s+by|(?:shall|will|must|is\s+to|are\s+to)\s+be\s+assigned\s+to|(?:is|are|was|were)\s+assigned\s+to|(?:is|are|shall\s+be|will\s+be)\s+the\s+responsibility\s+of)\s+/iu;

/** The task that `sentence` sets; null when it sets none. */
export function readEnglishTask(sentence: string, context: TaskLineContext): TaskSentence | null {
  if (NEVER.some((sign) => sign.test(sentence))) return null;
  if (/\?\s*$/u.test(sentence) && !/\b(?:please|kindly)\b/iu.test(sentence)) return null;
  const limits = limitsIn(sentence, context);
  const duty = requestIn(sentence, context.parties) ?? dutyOf(sentence, limits, context.parties);
  if (!duty) return null;
  const due = bindingLimit(limits);
  if (due ? isOfThePast(due, context.base) : !duty.isCharged) return null;
  const what = duty.subject ?? wordsFor(sentence, duty, limits);
  if (what.length < 3 || NO_DUTY.test(what) || (EXHORTED.test(what) && !due)) return null;
  const { owners } = duty;
  const supporters = [...new Set([...duty.supporters, ...helpersIn(sentence, context.parties)])];
  return {
    owners: owners.filter((name) => !supporters.includes(name)),
    supporters,
    due: due?.due ?? null,
    dueText: due?.dueText ?? '',
    what,
  };
}

/** The meeting asked X to …, wherever it stands. */
function requestIn(sentence: string, parties: readonly string[]): Duty | null {
  for (const request of sentence.matchAll(REQUEST)) {
    const named = englishNamesAt(sentence, request.index + request[0].length, parties);
    const joint = named && /^\s+(?:to|with)\s+/u.exec(sentence.slice(named.end));
    if (!named || !joint || TOLD.test(sentence.slice(request.index))) continue;
    const end = named.end + joint[0].length;
    return { owners: named.names, supporters: [], from: request.index, end, subject: null, isCharged: true };
  }
  return null;
}

function dutyOf(sentence: string, limits: readonly DueFound[], parties: readonly string[]): Duty | null {
  const isResolved = RESOLVED.test(sentence);
  if (TOLD.test(sentence) && !isResolved) return null;
  for (const { from, isBeginning } of starts(sentence, limits)) {
    const polite = isBeginning ? (POLITE.exec(sentence.slice(from))?.[0].length ?? 0) : 0;
    const named = englishNamesAt(sentence, from + polite, parties);
    const duty =
      named && chargeBehind(sentence, named, { from, isBeginning, isPolite: polite > 0, isResolved, parties });
    if (duty) return duty;
  }
  return passiveIn(sentence, parties);
}

interface Place {
  readonly from: number;
  /** Of the sentence: there a name alone may be followed by what it is to do. */
  readonly isBeginning: boolean;
}

/** Where names may stand: at the beginning, behind a limit there, and behind each comma and “that”. */
function starts(sentence: string, limits: readonly DueFound[]): readonly Place[] {
  const label = LABEL.exec(sentence)?.[0].length ?? 0;
  const opening = limits.find(({ index }) => index === label);
  const behind = opening ? label + opening.dueText.length : label;
  const first = behind + (/^[\s,]*/u.exec(sentence.slice(behind))?.[0].length ?? 0);
  const others = [...sentence.matchAll(/[,;:]\s+(?:and\s+(?:that\s+)?)?|\bthat\s+|\bRESOLVED:?\s+/gu)];
  return [
    { from: first, isBeginning: true },
    ...others.slice(0, 6).map((stop) => ({ from: stop.index + stop[0].length, isBeginning: false })),
  ];
}

interface ChargePlace extends Place {
  readonly isPolite: boolean;
  readonly isResolved: boolean;
  readonly parties: readonly string[];
}

function chargeBehind(
  sentence: string,
  { names, end }: { readonly names: readonly string[]; readonly end: number },
  { from, isBeginning, isPolite, isResolved, parties }: ChargePlace,
): Duty | null {
  const helpers = helpersAt(sentence, end, parties);
  const rest = sentence.slice(helpers.end);
  const base = { owners: names, supporters: helpers.names, from, subject: null };
  const charged = CHARGED.exec(rest);
  if (charged) return { ...base, end: helpers.end + charged[0].length, isCharged: true };
  const should = SHOULD.exec(rest);
  if (should && !isResolved) return { ...base, end: helpers.end + should[0].length, isCharged: false };
  const noted = isPolite || isResolved ? WOULD.exec(rest) : isBeginning ? NOTED.exec(rest) : null;
  return noted && noted[0] !== '' ? { ...base, end: helpers.end + noted[0].length, isCharged: true } : null;
}

/** The survey will be made by X · is the responsibility of X. */
function passiveIn(sentence: string, parties: readonly string[]): Duty | null {
  const passive = PASSIVE.exec(sentence);
  const named = passive && englishNamesAt(sentence, passive[0].length, parties);
  const subject = passive?.groups?.['subject']?.replace(
    /^(?:it was (?:agreed|resolved|decided) that\s+)?(?:the\s+)?/iu,
    '',
  );
  if (!passive || !named || subject === undefined) return null;
  return { owners: named.names, supporters: [], from: 0, end: named.end, subject, isCharged: true };
}

/** , with support from X, */
function helpersAt(
  sentence: string,
  at: number,
  parties: readonly string[],
): { readonly names: readonly string[]; readonly end: number } {
  const support = [...sentence.matchAll(SUPPORT)].find(({ index }) => index === at);
  const named = support && englishNamesAt(sentence, at + support[0].length, parties);
  if (!named) return { names: [], end: at };
  return { names: named.names, end: named.end + (/^,/u.exec(sentence.slice(named.end))?.[0].length ?? 0) };
}

function helpersIn(sentence: string, parties: readonly string[]): readonly string[] {
  return [...sentence.matchAll(SUPPORT)].flatMap(
    (support) => englishNamesAt(sentence, support.index + support[0].length, parties)?.names ?? [],
  );
}

/** From the words that charge to the next limit, helper or end; behind a limit that stands first. */
function wordsFor(sentence: string, duty: Duty, limits: readonly DueFound[]): string {
  const opening = limits.find(({ index }) => index >= duty.end && index - duty.end <= 1);
  const from = opening ? opening.index + opening.dueText.length : duty.end;
  const ends = [
    ...limits.map(({ index }) => index),
    ...[...sentence.matchAll(SUPPORT)].map(({ index }) => index),
    from + Math.max(0, sentence.slice(from).search(/;|[.!?]\s*$|[.!?]\s+[A-Z]|$/u)),
  ].filter((index) => index > from);
  return sentence
    .slice(from, Math.min(sentence.length, ...ends))
    .replace(/^[\s,:]+/u, '')
    .replace(/[\s,:]+(?:and|latest|at the latest)?[\s,]*$/u, '');
}
