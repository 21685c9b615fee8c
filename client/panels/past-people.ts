// How the people of a history are told apart: the colour they have at the desk, else the next one, and a kind of line, so
// that nobody needs to tell colours.
import type { PastState } from '../../shared/api/history.schema.ts';
import type { PersonColour as Colour } from '../../shared/doc/presence.ts';
import type { PastNode } from '../../shared/domain/past-text.ts';

const COLOURS: readonly Colour[] = [1, 2, 3, 4, 5, 6, 7, 8];
/** Kinds of line in the style sheet; the fifth colour begins again with the first. */
const LINES = [1, 2, 3, 4] as const;

export interface PersonMark {
  /** Null: nobody known. */
  readonly userId: string | null;
  readonly name: string;
  readonly colour: Colour;
  /** The kind of line under their words; 0 = none. */
  readonly line: 0 | (typeof LINES)[number];
  /** Name and time, as it is said of their words. */
  readonly told: string;
}

/** The colours of `userIds` in the order they appear; `online` keep theirs. */
export function coloursOf(
  userIds: readonly string[],
  online: ReadonlyMap<string, Colour>,
): ReadonlyMap<string, Colour> {
  const colours = new Map(userIds.flatMap((id) => (online.has(id) ? [[id, online.get(id) ?? 1] as const] : [])));
  for (const id of userIds) {
    if (colours.has(id)) continue;
    const used = new Set(colours.values());
    const free = COLOURS.find((colour) => !used.has(colour));
    colours.set(id, free ?? COLOURS[colours.size % COLOURS.length] ?? 1);
  }
  return colours;
}

type Writer = PastState['writers'][number];

export interface Telling {
  readonly colours: ReadonlyMap<string, Colour>;
  readonly unknown: string;
  readonly told: (name: string, at: number) => string;
}

export function markOf({ by, byName, at }: Writer, { colours, unknown, told }: Telling): PersonMark {
  const name = byName ?? unknown;
  const colour = by === null ? null : (colours.get(by) ?? 1);
  return { userId: by, name, colour: colour ?? 3, line: lineOf(colour), told: by === null ? name : told(name, at) };
}

function lineOf(colour: Colour | null): PersonMark['line'] {
  return colour === null ? 0 : (LINES[(colour - 1) % LINES.length] ?? 1);
}

/** Who wrote a run of `state`; words without a writer are of nobody known. */
export function writersIn(state: PastState, telling: Telling): (node: PastNode) => PersonMark {
  const marks = state.writers.map((writer) => markOf(writer, telling));
  const nobody = markOf({ by: null, byName: null, at: 0 }, telling);
  return ({ by }) => (by === undefined ? nobody : (marks[by] ?? nobody));
}

/** Everybody who wrote in `state`, each once, in the order of the text. */
export function peopleIn(state: PastState, telling: Telling): readonly PersonMark[] {
  const people = new Map<string | null, PersonMark>();
  for (const writer of state.writers) if (!people.has(writer.by)) people.set(writer.by, markOf(writer, telling));
  return [...people.values()];
}
