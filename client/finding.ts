// What the command palette lists, and how a few typed letters find it: by words, by number, by the initials of the
// pinyin. Knows nothing of where findings come from or what they do.
import { pinyinInitials } from './pinyin-initials.ts';

const FINDING_GROUPS = ['act', 'item', 'task', 'decision', 'person', 'passage', 'meeting', 'archive', 'place'] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

export interface Finding {
  /** The same each time, so that what was chosen lately is found again. */
  readonly id: string;
  readonly group: FindingGroup;
  readonly label: string;
  /** Said after the label: who, when, where. */
  readonly detail?: string;
  /** The number by which people call it. */
  readonly number?: number | string | null;
  /** As in client/key-names.ts. */
  readonly keys?: string;
  /** Why it cannot be done now; null or absent = it can. */
  readonly why?: string | null;
  readonly run: () => void;
}

export interface FindingSection {
  readonly group: FindingGroup | 'recent';
  readonly findings: readonly Finding[];
}

const MOST_IN_GROUP = 6;
const MOST_OFFERED = 8;
const MOST_RECENT = 5;

/** What `query` finds, by group, the best of each first; `query` is what was typed, not empty. */
export function findIn(findings: readonly Finding[], query: string): readonly FindingSection[] {
  const words = query.trim().toLowerCase().split(/\s+/u);
  const ranked = findings.flatMap((finding) => {
    const rank = rankOf(finding, words);
    return rank === null ? [] : [{ finding, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank);
  return inGroups(ranked.map(({ finding }) => finding));
}

/** Before anything is typed: what was chosen lately, then what can be done and the items; elsewhere the meetings first. */
export function offerOf(findings: readonly Finding[], recent: readonly string[]): readonly FindingSection[] {
  const lately = recent.flatMap((id) => findings.find((finding) => finding.id === id) ?? []).slice(0, MOST_RECENT);
  const inMeeting = findings.some(({ group }) => group === 'item');
  const groups: readonly FindingGroup[] = inMeeting ? ['act', 'item', 'place'] : ['meeting', 'place', 'act'];
  const others = findings.filter((finding) => !lately.includes(finding) && groups.includes(finding.group));
  const able = others.toSorted((a, b) => Number(isBarred(a)) - Number(isBarred(b)));
  const sections = inGroups(able, MOST_OFFERED).toSorted((a, b) => placeIn(groups, a) - placeIn(groups, b));
  return lately.length === 0 ? sections : [{ group: 'recent', findings: lately }, ...sections];
}

function placeIn(groups: readonly FindingGroup[], { group }: FindingSection): number {
  return groups.findIndex((each) => each === group);
}

/** Whether it can only be looked at now. */
export function isBarred(finding: Finding): boolean {
  return (finding.why ?? null) !== null;
}

/** `recent` with `id` as the newest, none twice. */
export function asRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, 20);
}

function inGroups(findings: readonly Finding[], most: number = MOST_IN_GROUP): readonly FindingSection[] {
  return FINDING_GROUPS.flatMap((group): readonly FindingSection[] => {
    const own = findings.filter((finding) => finding.group === group).slice(0, most);
    return own.length === 0 ? [] : [{ group, findings: own }];
  });
}

/** Lower is better; null when a word is found nowhere. */
function rankOf(finding: Finding, words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const rank = rankOfWord(finding, word);
    if (rank === null) return null;
    sum += rank;
  }
  return sum;
}

function rankOfWord({ label, detail = '', number }: Finding, word: string): number | null {
  const name = label.toLowerCase();
  if (number !== undefined && number !== null && String(number) === word) return 0;
  if (name.startsWith(word)) return 1;
  if (name.includes(word)) return 2;
  if (/^[a-z]+$/u.test(word)) {
    const initials = pinyinInitials(label);
    if (initials.startsWith(word)) return 3;
    if (word.length > 1 && initials.includes(word)) return 4;
  }
  return detail.toLowerCase().includes(word) ? 5 : null;
}
