// What cannot be printed: characters that no font of the server has. Which they are, whoever prints says; where they stand is found here.
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding, Place } from './finding.ts';
import type { Sentence } from './text.ts';

export interface PrintedFacts {
  /** Of the pages that were printed last, each once; absent = none were. */
  readonly unprintable?: readonly string[];
}

/**
 * A finding for each person and each sentence that holds any: whoever mends one is not told of the next only behind the next pages.
 * A sentence that only names somebody on the list is put right there. What stands in neither (a room, a copy list) is found once.
 */
export function glyphFindings(
  snapshot: MeetingSnapshot,
  sentences: readonly Sentence[],
  { unprintable = [] }: PrintedFacts,
): readonly CheckFinding[] {
  if (unprintable.length === 0) return [];
  const told = new Set<string>();
  const found = (text: string, about: string, place: Place): readonly CheckFinding[] => {
    const signs = unprintable.filter((sign) => text.includes(sign));
    signs.forEach((sign) => told.add(sign));
    if (signs.length === 0) return [];
    const seen = { signs: signs.join(' '), count: signs.length };
    return [{ check: 'print', code: 'glyph-missing', severity: 'warning', about, place, seen }];
  };
  const { people } = snapshot;
  const marked = people
    .flatMap(({ name, org, titles }) => [name, org ?? '', ...titles])
    .filter((words) => unprintable.some((sign) => words.includes(sign)));
  const ofNobody = (text: string): string => marked.reduce((rest, words) => rest.replaceAll(words, ''), text);
  const placed = [
    ...people.flatMap(({ id, name, org, titles }) =>
      found([name, org ?? '', ...titles].join('\n'), name, { kind: 'person', key: id }),
    ),
    ...sentences.flatMap(({ key, text }) => found(ofNobody(text), '', { kind: 'section', key, quote: text })),
  ];
  // Mended since the pages were printed: it stands nowhere any more.
  const elsewhere = elsewhereIn(snapshot);
  const rest = unprintable.filter((sign) => !told.has(sign) && elsewhere.includes(sign));
  return [...placed, ...found(rest.join(' '), '', { kind: 'fact', field: 'title' })];
}

/** Everything else that some paper prints. */
function elsewhereIn({ facts, agenda, tasks, decisions, convening, minutesDraft, article }: MeetingSnapshot): string {
  return JSON.stringify([facts, agenda, tasks, decisions, convening, minutesDraft?.issue, article]);
}
