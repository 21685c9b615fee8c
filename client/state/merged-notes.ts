// Two changes of one text brought together when both were made on the same former one: nothing that either wrote is lost.

/** `theirs` with what was changed from `base` to `mine`. Where both changed one place, both stand, theirs first. */
export function mergedNotes(base: string, mine: string, theirs: string): string {
  if (mine === theirs || mine === base) return theirs;
  if (theirs === base) return mine;
  const [from, ours, others] = [base, mine, theirs].map((text) => text.split('\n'));
  if (!from || !ours || !others) return theirs;
  const my = changed(from, ours);
  const their = changed(from, others);
  if (my.end <= their.start) return [...ours.slice(0, my.start), ...my.lines, ...others.slice(my.end)].join('\n');
  if (their.end <= my.start)
    return [...others.slice(0, their.start), ...their.lines, ...ours.slice(their.end)].join('\n');
  const known = new Set(others);
  const kept = my.lines.filter((line) => line.trim() !== '' && !known.has(line));
  const after = their.start + their.lines.length;
  return [...others.slice(0, after), ...kept, ...others.slice(after)].join('\n');
}

interface Change {
  /** Lines of the former text that were replaced: from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

function changed(from: readonly string[], to: readonly string[]): Change {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start += 1;
  let tail = 0;
  while (tail < most - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return { start, end: from.length - tail, lines: to.slice(start, to.length - tail) };
}
