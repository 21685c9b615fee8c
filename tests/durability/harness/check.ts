// The judge: what was promised against what is found. Pure; each rule is one of the sentences of the contract.
import { TOKEN, type Testimony } from './testimony.ts';

/** One way of reading a meeting: the text of each agenda item, by its title. */
export interface Reading {
  readonly source: string;
  readonly texts: ReadonlyMap<string, string>;
}

export interface Breach {
  readonly rule:
    'lost' | 'invented' | 'refused-but-there' | 'doubled' | 'order' | 'hole' | 'readings-differ' | 'digest' | 'other';
  readonly what: string;
}

/** What may stand between words: filler that writers put in and take out again. */
const FILLER = /无/g;

/**
 * 1. lost: promised and not found.
 * 2. invented: found and never sent, or found and not a whole word.
 * 3. refused-but-there: found although the last answer was no.
 * 4. doubled: found more than once.
 * 5. order: a writer's words in the writer's own item stand in the order of typing.
 * 6. hole: of one replica's words, a later one is found and an earlier one is not.
 */
export function judge(testimony: Testimony, reading: Reading): readonly Breach[] {
  const found = countsIn(reading);
  const breaches: Breach[] = [];
  const add = (rule: Breach['rule'], what: string): void =>
    void breaches.push({ rule, what: `${reading.source}: ${what}` });
  for (const word of testimony.words) {
    const count = found.get(word.token) ?? 0;
    const fate = testimony.fateOf(word);
    if (count === 0 && testimony.isPromised(word))
      add('lost', `${word.token} was ${fate === 'saved' ? 'saved' : 'shown'}`);
    if (count > 0 && fate === 'typed') add('invented', `${word.token} was never sent`);
    if (count > 0 && fate === 'refused') add('refused-but-there', word.token);
    if (count > 1) add('doubled', `${word.token} is there ${count} times`);
  }
  for (const token of found.keys()) if (!testimony.wordOf(token)) add('invented', `${token} was typed by nobody`);
  for (const [place, text] of reading.texts) {
    const rest = text.replace(TOKEN, '').replace(FILLER, '').trim();
    if (rest !== '') add('invented', `${place} holds ${JSON.stringify(rest.slice(0, 40))}`);
  }
  for (const what of disorder(testimony, reading)) add('order', what);
  for (const what of holes(testimony, found)) add('hole', what);
  return breaches;
}

/** What was promised and is missing: all that can be asked of a database that nobody has opened yet. */
export function judgeLosses(testimony: Testimony, reading: Reading): readonly Breach[] {
  return judge(testimony, reading).filter(({ rule }) => rule === 'lost' || rule === 'invented' || rule === 'doubled');
}

/** All ways of reading tell the same story. */
export function judgeAgreement(readings: readonly Reading[]): readonly Breach[] {
  const [first, ...others] = readings;
  if (!first) return [];
  return others.flatMap((other) =>
    [...first.texts].flatMap(([place, text]): Breach[] => {
      const told = other.texts.get(place);
      if (told === text) return [];
      const at = differsAt(text, told ?? '');
      const what = `${first.source} and ${other.source} differ in ${place} from character ${at} on: ${text.slice(at, at + 30)} / ${(told ?? 'nothing').slice(at, at + 30)}`;
      return [{ rule: 'readings-differ', what }];
    }),
  );
}

function countsIn(reading: Reading): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of reading.texts.values())
    for (const [token] of text.matchAll(TOKEN)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function disorder(testimony: Testimony, reading: Reading): readonly string[] {
  const problems: string[] = [];
  for (const [place, text] of reading.texts) {
    const words = [...text.matchAll(TOKEN)].flatMap(([token]) => testimony.wordOf(token) ?? []);
    // In a shared item words are put anywhere and moved about; in one's own they are only added at the end.
    if (words.some(({ writer }) => place !== ownPlace(writer))) continue;
    words.forEach((word, index) => {
      const before = words[index - 1];
      if (before && before.n > word.n) problems.push(`${word.token} stands behind ${before.token}`);
    });
  }
  return problems;
}

function holes(testimony: Testimony, found: ReadonlyMap<string, number>): readonly string[] {
  return [...testimony.replicas.values()].flatMap((here) => {
    const missing = here.findIndex(({ token }) => !found.has(token));
    const later = missing < 0 ? undefined : here.slice(missing).find(({ token }) => found.has(token));
    return later ? [`${here[missing]?.token} is missing although ${later.token} is there`] : [];
  });
}

/** The item only this writer writes in. */
export function ownPlace(writer: string): string {
  return `own ${writer}`;
}

function differsAt(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
