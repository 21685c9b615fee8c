// What the public edition does not print as it was written, because it tells of something internal: nobody's words are left out
// without a word to whoever wrote them.
import { tellsInside } from '../inside-words.ts';
import { NO_ISSUE } from '../minutes-draft.ts';
import { withheldSections } from '../publish.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding } from './finding.ts';
import { quoted, quoteOf, sentencesOf } from './text.ts';

const ISSUE_TEXTS = ['title', 'number', 'issuer', 'copies', 'reviewer', 'signer'] as const;

export function publicFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
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
