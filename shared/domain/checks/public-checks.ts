// What the public edition does not print as it was written, because it tells of something internal: nobody's words are left out
// without a word to whoever wrote them.
import { tellsInside, toldIn } from '../inside-words.ts';
import { NO_ISSUE } from '../minutes-draft.ts';
import { withheldArticle, withheldNotice, withheldSections } from '../publish.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding } from './finding.ts';
import { quoted, quoteOf, sentencesIn, sentencesOf } from './text.ts';

const ISSUE_TEXTS = ['title', 'number', 'issuer', 'copies', 'reviewer', 'signer'] as const;

export function publicFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
  return [...minutesFindings(snapshot), ...noticeFindings(snapshot), ...articleFindings(snapshot)];
}

/** One for the whole article: its sections and what is filled in for it, as they begin or as they name it. */
function articleFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
  const { sections, facts } = withheldArticle(snapshot);
  const [section, fact] = [sections[0], [...facts][0]];
  const field = fact ?? (section && (`section-${section.key}` as const));
  if (field === undefined) return [];
  const isTold = tellsInside(snapshot);
  const filledIn = [...facts].map((each) => String(snapshot.article?.[each] ?? ''));
  const written = sections.map(({ blocks }) => {
    const sentences = sentencesIn(toldIn(blocks));
    return sentences.find(isTold) ?? sentences[0] ?? '';
  });
  const told = [...filledIn, ...written].filter((text) => text !== '').map(quoteOf);
  return [
    {
      ...{ check: 'public', code: 'article-withheld', severity: 'warning', about: '' },
      ...{ place: { kind: 'article', field }, seen: { told: quoted(told.join('、')) } },
    },
  ];
}

/** One for the whole notice. */
function noticeFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
  const withheld = withheldNotice(snapshot);
  const [first] = withheld;
  if (first === undefined) return [];
  return [
    {
      ...{ check: 'public', code: 'notice-withheld', severity: 'warning', about: '' },
      ...{ place: { kind: 'notice', field: first.fact } },
      seen: { told: quoted(withheld.map(({ text }) => quoteOf(text)).join('、')) },
    },
  ];
}

function minutesFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
  const isTold = tellsInside(snapshot);
  const sections = withheldSections(snapshot).map((section): CheckFinding => {
    const sentences = sentencesOf([section]);
    const quote = quoteOf((sentences.find(({ text }) => isTold(text)) ?? sentences[0])?.text ?? '');
    return {
      ...{ check: 'public', code: 'section-withheld', severity: 'warning', about: '' },
      ...{ place: { kind: 'section', key: section.key, quote }, seen: {} },
    };
  });
  const {
    title,
    copies,
    number,
    issuer,
    attachments,
    reviewer = null,
    signer = null,
  } = snapshot.minutesDraft?.issue ?? NO_ISSUE;
  const facts = { title, number, issuer, copies, reviewer, signer };
  const [field] = ISSUE_TEXTS.filter((key) => facts[key] !== null && isTold(facts[key]));
  const told = [...ISSUE_TEXTS.map((key) => facts[key] ?? ''), ...attachments].filter(
    (fact) => fact !== '' && isTold(fact),
  );
  if (told.length === 0) return sections;
  return [
    ...sections,
    {
      ...{ check: 'public', code: 'fact-withheld', severity: 'warning', about: '' },
      ...{ place: { kind: 'issue', field: field ?? 'attachments' }, seen: { told: quoted(told.join('、')) } },
    },
  ];
}
