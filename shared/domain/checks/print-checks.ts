// What cannot be printed: characters that no font of the server has. Which they are, whoever prints says; where they stand is found here.
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding, Place } from './finding.ts';
import type { Sentence } from './text.ts';

export interface PrintedFacts {
  /** Of the pages that were printed last, each once; absent = none were. */
  readonly unprintable?: readonly string[];
}

/** A finding for each person and each sentence that holds any; what stands in neither is looked for in the name of the meeting. */
export function glyphFindings(
  { people, facts }: MeetingSnapshot,
  sentences: readonly Sentence[],
  { unprintable = [] }: PrintedFacts,
): readonly CheckFinding[] {
  if (unprintable.length === 0) return [];
  const told = new Set<string>();
  const found = (text: string, about: string, place: Place): readonly CheckFinding[] => {
    const signs = unprintable.filter((sign) => !told.has(sign) && text.includes(sign));
    if (signs.length === 0) return [];
    signs.forEach((sign) => told.add(sign));
    return [
      {
        ...{ check: 'print', code: 'glyph-missing', severity: 'warning', about, place },
        seen: { signs: signs.join(' '), count: signs.length },
      },
    ];
  };
  return [
    ...people.flatMap(({ id, name, org, titles }) =>
      found([name, org ?? '', ...titles].join('\n'), name, { kind: 'person', key: id }),
    ),
    ...sentences.flatMap(({ key, text }) => found(text, '', { kind: 'section', key, quote: text })),
    ...found(facts.title, '', { kind: 'fact', field: 'title' }),
  ];
}
