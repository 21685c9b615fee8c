// The platform's own scheduling, taken over while a world runs: the ledger's turns and those of the browser's storage
// in memory come from `setImmediate`, which Node runs when it likes. Everything else that could reach for real time or
// real chance is refused, so that a source of nondeterminism is an error and no rare surprise.

const realTurn = globalThis.setImmediate;

/** Resolves after a real turn of the event loop: every promise that could go on has gone on. */
export function platformTurn(): Promise<void> {
  return new Promise((resolve) => {
    realTurn(resolve);
  });
}

/** Runs `work` with `turn` in the place of setImmediate; puts everything back afterwards. */
export async function withTurns<T>(turn: (run: () => void) => unknown, work: () => Promise<T>): Promise<T> {
  const { setImmediate, setInterval, clearInterval } = globalThis;
  const immediately = (run: (...values: unknown[]) => void, ...values: unknown[]): unknown =>
    turn(() => run(...values));
  // y-protocols looks every few seconds whether an awareness entry is half a minute old, by the wall clock of this
  // computer. No run lasts that long; what it asks for is never due.
  const never = (): number => 0;
  Object.assign(globalThis, { setImmediate: immediately, setInterval: never, clearInterval: () => undefined });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setImmediate, setInterval, clearInterval });
  }
}
