// Enter and Escape belong to the input method while it composes, in Safari even after it has: whoever takes them asks
// `isComposed`, and nobody reads what browsers say about it on their own.
import { describe, expect, it } from 'vitest';
import { readSources } from './support/architecture/source-tree.ts';

const ASKS = /\bisComposed\(/;
/** Reads of the browser's own word, other than of an input event, which no key takes part in. */
const OWN_READ = /(?<!InputEvent && )\bevent\.isComposing\b|\{[^}\n]*\bisComposing\b[^}\n]*\} = event/;
const TAKES_KEYS = /onkeydown|handleKeyDown|'keydown'/;
const NAMES_KEY = /key [!=]== '(?:Enter|Escape)'|case '(?:Enter|Escape)'/;
/** Only in the editor, where ProseMirror itself leaves out what an input method has. */
const ELSEWHERE: ReadonlySet<string> = new Set(['client/editor/passages.ts', 'client/editor/notes-editor.ts']);
/** No text is written where these listen. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(['client/ui/tooltip.ts', 'client/ui/menu.svelte']);

/** What a source does wrong; null when nothing. */
function offence(path: string, source: string): string | null {
  if (path === 'client/ui/composed-key.ts') return null;
  if (OWN_READ.test(source)) return `${path} reads isComposing on its own`;
  const takes = TAKES_KEYS.test(source) && NAMES_KEY.test(source) && !ELSEWHERE.has(path) && !WITHOUT_TEXT.has(path);
  return takes && !ASKS.test(source) ? `${path} takes Enter or Escape from an input method` : null;
}

describe('whoever takes Enter or Escape', () => {
  it('asks whether an input method has it', () => {
    expect(readSources(['client']).flatMap(({ path, text }) => offence(path, text) ?? [])).toEqual([]);
  });

  it.each([
    ["function press(event) { if (event.isComposing || event.key !== 'Enter') return; }", 'on its own'],
    ["<input onkeydown={(event) => event.key === 'Enter' && send()} />", 'takes Enter'],
  ])('is caught otherwise: %s', (source, why) => {
    expect(offence('client/panels/new-field.svelte', source)).toContain(why);
  });
});
