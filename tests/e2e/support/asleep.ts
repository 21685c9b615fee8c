// A laptop that was away for two hours with many edits on it, while somebody else wrote in the same item: what the browser
// test and the long one do, at their own size.
import type { Desk } from './desk.ts';
import { FIRM, type Hall } from './hall.ts';

const TWO_HOURS = 7_200_000;
/** A paragraph of thousands of words would measure the browser's line breaking. */
const EDITS_A_PARAGRAPH = 50;

export interface Sleeper {
  /** Every edit's own word. */
  readonly tokens: readonly string[];
  /** From dialling to a light that says 已保存. */
  readonly mergeMs: number;
}

/** `sleeper` writes `edits` words without a connection, sleeps, and comes back; `other` writes meanwhile. */
export async function sleepAndReturn(
  { sleeper, other }: { readonly sleeper: Desk; readonly other: Desk },
  { edits, between }: { readonly edits: number; readonly between?: () => Promise<void> },
): Promise<Sleeper> {
  await sleeper.goOffline();
  await sleeper.page.locator('[data-save=offline]').waitFor();
  const tokens = await writeMany(sleeper, edits);
  await other.type(FIRM, '⟦同事⟧', 'line-start');
  await other.isSaved();
  await sleeper.context.addInitScript(jumpAhead, TWO_HOURS);
  await sleeper.page.evaluate(jumpAhead, TWO_HOURS);
  await between?.();
  await sleeper.context.setOffline(false);
  await sleeper.page.waitForEvent('websocket');
  const startedAt = performance.now();
  await sleeper.isSaved();
  return { tokens: ['⟦同事⟧', ...tokens], mergeMs: performance.now() - startedAt };
}

/** Runs in the page: what a sleep looks like from inside. The wall clock has jumped, the monotonic one has not. */
function jumpAhead(ms: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + ms;
}

/** Those of `tokens` that do not stand exactly once in what the server has. */
export function notOnce({ words }: Hall, tokens: readonly string[]): readonly string[] {
  const text = words(FIRM);
  return tokens.filter((token) => text.split(token).length !== 2);
}

/** One edit a word, as an input method commits it. */
async function writeMany(desk: Desk, edits: number): Promise<string[]> {
  const tokens = Array.from({ length: edits }, (_, index) => `⟦${index}⟧`);
  await desk.caretAtEnd(FIRM);
  for (const [index, token] of tokens.entries()) {
    await desk.page.keyboard.insertText(token);
    if (index % EDITS_A_PARAGRAPH === EDITS_A_PARAGRAPH - 1) await desk.page.keyboard.press('Enter');
  }
  return tokens;
}
