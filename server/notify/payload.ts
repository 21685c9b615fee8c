// A notice's payload as a value: it was written by this program, maybe by an older one, and is parsed like anything else.

/** Null when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
