// The order in which Yjs can take structs in. Knows that a struct follows what it refers to, not what may stand where.
import * as Y from 'yjs';
import type { Struct } from './decode.ts';

/** The structs of one client, and how far they could be taken in. */
interface Line {
  readonly structs: Struct[];
  taken: number;
  /** The clock up to which the room would hold the client. */
  clock: number;
}

/** The ids that `struct` names: its siblings and the struct that made its parent. */
export function referencesOf(struct: Struct): readonly Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent: unknown = struct.parent;
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

/**
 * Whether some of `structs` wait for each other in a ring, so that Yjs would keep them waiting in the document for ever.
 * `structs` are new to a room that holds each client up to `clockOf`, and refer to nothing that neither of them has.
 */
export function isTangled(structs: readonly Struct[], clockOf: (client: number) => number): boolean {
  const lines = linesOf(structs, clockOf);
  if (lines.size < 2) return false;
  const waiting = new Map<number, number[]>();
  const ready = [...lines.keys()];
  for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
    const line = lines.get(client);
    if (!line) continue;
    const before = line.taken;
    const blocker = advance(line, (id) => lines.get(id)?.clock ?? clockOf(id));
    if (blocker !== null) waiting.set(blocker, [...(waiting.get(blocker) ?? []), client]);
    if (line.taken === before) continue;
    ready.push(...(waiting.get(client) ?? []));
    waiting.delete(client);
  }
  return [...lines.values()].some((line) => line.taken < line.structs.length);
}

function linesOf(structs: readonly Struct[], clockOf: (client: number) => number): ReadonlyMap<number, Line> {
  const lines = new Map<number, Line>();
  for (const struct of structs) {
    const { client } = struct.id;
    const line = lines.get(client) ?? { structs: [], taken: 0, clock: clockOf(client) };
    line.structs.push(struct);
    lines.set(client, line);
  }
  return lines;
}

/** Takes in as much of the line as can be; answers the client it has to wait for, or null at its end. */
function advance(line: Line, clockOf: (client: number) => number): number | null {
  for (let struct = line.structs[line.taken]; struct; struct = line.structs[line.taken]) {
    const { client, clock } = struct.id;
    const blocker = referencesOf(struct).find((id) => id.client !== client && id.clock >= clockOf(id.client));
    if (blocker) return blocker.client;
    line.taken += 1;
    line.clock = clock + struct.length;
  }
  return null;
}
