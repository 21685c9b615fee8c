// A roster between its file and the register: which sheet, what its columns mean, whom each line means. Values only; nothing
// is written before `rows` are sent.
import { findHead, type RosterColumn, type RosterHead } from '../shared/capture/roster/columns.ts';
import { rosterLines, type RosterLine } from '../shared/capture/roster/lines.ts';
import type { Sheet } from '../shared/capture/roster/workbook.ts';
import type { ImportRoster, RegisterPerson } from '../shared/api/register.schema.ts';
import { foldName } from '../shared/lib/fold-name.ts';

/** Whom a line means: somebody of the register by their id, `NEW`, or `SKIP`; null = to be decided by a person. */
type Meant = string | null;
export const NEW = '+';
export const SKIP = '-';

export interface DraftLine extends RosterLine {
  /** Who bears the name; where nobody does, who bore it before. */
  readonly namesakes: readonly RegisterPerson[];
  readonly meant: Meant;
}

export class RosterDraft {
  readonly file: string;
  readonly sheets: readonly Sheet[];
  readonly #people: () => readonly RegisterPerson[];
  #at = $state(0);
  #head = $state.raw<RosterHead>({ row: -1, columns: new Map() });
  #said = $state.raw<ReadonlyMap<number, string>>(new Map());
  readonly #lines = $derived.by(() => rosterLines(this.sheet?.grid ?? [], this.#head));
  readonly #drafted = $derived.by(() => this.#meant());

  /** `sheets`: at least one. `people`: of the register, as they are known now. */
  constructor(file: string, sheets: readonly Sheet[], people: () => readonly RegisterPerson[]) {
    this.file = file;
    this.sheets = sheets;
    this.#people = people;
    this.choose(
      Math.max(
        0,
        sheets.findIndex(({ grid }) => findHead(grid).row >= 0),
      ),
    );
  }

  get sheet(): Sheet | undefined {
    return this.sheets[this.#at];
  }
  get at(): number {
    return this.#at;
  }
  get head(): RosterHead {
    return this.#head;
  }

  /** Each column of the sheet with what its head says; those without any text are left out. */
  get columns(): readonly { readonly at: number; readonly head: string; readonly column: RosterColumn | null }[] {
    const grid = this.sheet?.grid ?? [];
    const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
    return Array.from({ length: width }, (_none, at) => ({
      at,
      head: (grid[this.#head.row]?.[at] ?? '').trim(),
      column: this.#head.columns.get(at) ?? null,
    })).filter(({ at, head, column }) => head !== '' || column !== null || grid.some((row) => (row[at] ?? '') !== ''));
  }

  get lines(): readonly DraftLine[] {
    return this.#drafted;
  }
  get faulty(): readonly DraftLine[] {
    return this.lines.filter(({ faults }) => faults.length > 0);
  }
  /** Lines whose name means somebody only a person can tell. */
  get unanswered(): number {
    return this.lines.filter(({ meant }) => meant === null).length;
  }
  get counts(): { readonly made: number; readonly known: number; readonly left: number } {
    const made = this.lines.filter(({ meant }) => meant === NEW).length;
    const left = this.lines.filter(({ meant }) => meant === SKIP).length;
    return { made, left, known: this.lines.length - made - left - this.unanswered };
  }

  choose(at: number): void {
    this.#at = at;
    this.#head = findHead(this.sheets[at]?.grid ?? []);
    this.#said = new Map();
  }

  /** A meaning belongs to one column: giving it away takes it from where it was. */
  mean(at: number, column: RosterColumn | null): void {
    const others = [...this.#head.columns].filter(([place, other]) => place !== at && other !== column);
    this.#head = { ...this.#head, columns: new Map(column === null ? others : [...others, [at, column]]) };
    this.#said = new Map();
  }

  decide(row: number, meant: string): void {
    this.#said = new Map([...this.#said, [row, meant]]);
  }

  /** What is sent: the lines that mean somebody. */
  get rows(): ImportRoster['rows'] {
    return this.lines.flatMap(({ meant, ...line }) => {
      if (meant === null || meant === SKIP) return [];
      const { row, name, post, voting, reading, phone, email, note } = line;
      return [
        {
          ...{ row, name, post, reading, phone, email, note, posts: [...line.posts] },
          ...(voting === null ? {} : { voting }),
          ...(meant === NEW ? {} : { personId: meant }),
        },
      ];
    });
  }

  #meant(): readonly DraftLine[] {
    const people = this.#people();
    const borne = peopleBy(people, ({ name }) => [name]);
    const before = peopleBy(people, ({ private: own }) => own?.aliases ?? []);
    return this.#lines.map((line) => {
      const namesakes = borne.get(line.name) ?? before.get(line.name) ?? [];
      const said = this.#said.get(line.row);
      return { ...line, namesakes, meant: line.faults.length > 0 ? SKIP : (said ?? guessed(line, namesakes)) };
    });
  }
}

function peopleBy(people: readonly RegisterPerson[], namesOf: (person: RegisterPerson) => readonly string[]) {
  const byName = new Map<string, RegisterPerson[]>();
  for (const person of people)
    for (const name of namesOf(person)) byName.set(name, [...(byName.get(name) ?? []), person]);
  return byName;
}

/**
 * Who works at the same place is the same person; a namesake elsewhere is asked about, and so is whoever bore the name before.
 * A repeated line is left out.
 */
function guessed(line: RosterLine, namesakes: readonly RegisterPerson[]): Meant {
  if (line.repeats !== null) return SKIP;
  if (namesakes.length === 0) return NEW;
  const org = line.posts[0]?.org ?? null;
  const same = namesakes.filter(
    ({ name, posts }) => name === line.name && posts.some((post) => org !== null && isCalled(post.org, org)),
  );
  const [only] = same;
  return only && same.length === 1 ? only.id : null;
}

function isCalled(org: RegisterPerson['posts'][number]['org'], name: string): boolean {
  const wanted = foldName(name);
  const names = org === null ? [] : [org.name, org.shortName ?? org.name, ...(org.aliases ?? [])];
  return names.some((known) => foldName(known) === wanted);
}
