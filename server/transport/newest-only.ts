// For readers to whom only the latest message matters: while one is slow its messages wait, and of those only the newest.

export interface Outgoing<T> {
  /** Whether more would only queue up. */
  isSlow(): boolean;
  /** Runs `task` once when something has been handed on; the reader may be slow still. */
  onceDrained(task: () => void): void;
  emit(message: T): void;
}

/** Sends to one reader. The last message always arrives, unless the reader goes. */
export function newestOnly<T>(line: Outgoing<T>): (message: T) => void {
  let newest: { readonly message: T } | null = null;
  const retry = (): void => {
    const waiting = newest;
    newest = null;
    if (waiting) send(waiting.message);
  };
  const send = (message: T): void => {
    if (!line.isSlow()) {
      newest = null;
      return line.emit(message);
    }
    if (newest === null) line.onceDrained(retry);
    newest = { message };
  };
  return send;
}
