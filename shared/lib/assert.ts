// Invariants of the program itself. A failed one is a bug, never a user's mistake: those are values (result.ts).

/** A broken assumption of our own code; caught only to log, drop the room or the request, and go on. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws `InvariantError` with `message` when `condition` is false; narrows otherwise. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends a `switch` over a union: the compiler proves that no member was forgotten, the run-time throws if data lied. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable value: ${String(value)}`);
}
