// Text as the value it may be: what was written by this program, maybe by an older one, is parsed like anything else.

/** Null when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
