// The brief for whoever chairs as Markdown: the same brief is the same text, letter by letter.
import type { Brief, BriefTask } from '../shared/domain/brief.ts';
import type { Words } from './i18n.svelte.ts';

export interface BriefSection {
  readonly title: string;
  /** What heads the list in one line. */
  readonly line: string | null;
  readonly rows: readonly string[];
}

type Say = Words['register']['series']['briefPage'];

interface BriefWords {
  readonly say: Say;
  readonly separator: string;
  /** A date as the page says it. */
  readonly dayOf: (due: string) => string;
  readonly outcome: Readonly<Record<string, string>>;
}

/** In the order in which it is read. */
export function briefSections(brief: Brief, { say, separator, dayOf, outcome }: BriefWords): readonly BriefSection[] {
  const { review, quorum, last, unnamed } = brief;
  const task = ({ number, what, owners, due, dueText }: BriefTask): string => {
    const limit = due === null ? dueText : dayOf(due);
    const facts = [owners.join(separator), limit === null ? '' : say.due(limit)].filter((part) => part !== '');
    return [`${number}. ${what.replaceAll(/\s+/gu, ' ')}`, ...facts].join('　');
  };
  const more = (n: number): readonly string[] => (n === 0 ? [] : [say.unnamed(n)]);
  return [
    ...(quorum === null ? [] : [{ title: say.quorumTitle, line: say.quorum(quorum.seats, quorum.needed), rows: [] }]),
    {
      title: say.reviewTitle,
      line: review === null ? say.none : say.review(review.title, review.all, review.closed, review.overdue),
      rows: [],
    },
    { title: say.overdue, line: null, rows: brief.overdue.map(task) },
    { title: say.open, line: null, rows: [...brief.open.map(task), ...more(unnamed.tasks)] },
    {
      title: last === null ? say.decisions : say.decisionsOf(last.title),
      line: null,
      rows: [
        ...brief.decisions.map(({ wording, outcome: came }) =>
          [wording.replaceAll(/\s+/gu, ' '), came === null ? '' : (outcome[came] ?? '')].filter(Boolean).join('　'),
        ),
        ...more(unnamed.decisions),
      ],
    },
    {
      title: say.topics,
      line: null,
      rows: [
        ...brief.topics.map(({ title, postponed, proposer }) =>
          [title, postponed > 0 ? say.postponed(postponed) : '', proposer ?? ''].filter(Boolean).join('　'),
        ),
        ...more(unnamed.topics),
      ],
    },
  ];
}

/** `head`: the lines above the first section. */
export function briefMarkdown(title: string, head: readonly string[], sections: readonly BriefSection[], none: string) {
  const blocks = sections.map(({ title: name, line, rows }) => {
    const list = rows.map((row) => `- ${escaped(row)}`).join('\n');
    const text = [line === null ? '' : escaped(line), list].filter((part) => part !== '').join('\n\n');
    return `## ${escaped(name)}\n\n${text === '' ? none : text}`;
  });
  return `${[`# ${escaped(title)}`, ...head.map(escaped), ...blocks].join('\n\n')}\n`;
}

/** What somebody wrote is words, never marks. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/gu, (mark) => `\\${mark}`);
}
