// The list of keys is true: every key with a modifier that the pages handle stands in it, and every one that stands in it
// is handled. The handlers are read from the sources, so that a new one cannot be forgotten.
import { describe, expect, test } from 'vitest';
import { keyText } from '../../../client/key-names.ts';
import { KEY_GROUPS } from '../../../client/panels/key-rows.ts';
import { opensFind, opensKeys, opensPalette } from '../../../client/panels/page-keys.ts';
import { way as english } from '../../../shared/i18n/en/way.ts';
import { way as chinese } from '../../../shared/i18n/zh-CN/way.ts';

const SOURCES: Readonly<Record<string, string>> = import.meta.glob('../../../client/**/*.{ts,svelte}', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Bindings of the editor (`Mod-b`), and letters that pages take by their place with Alt (`KeyN`), as the list has them. */
function handledIn(sources: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const source of sources) {
    for (const [, binding = ''] of source.matchAll(/['"]?\b((?:Mod|Alt|Ctrl)(?:-Shift)?-\w+)['"]?:/gu))
      found.add(asListed(binding));
    for (const [, letter = ''] of source.matchAll(/'Key([A-Z])'/gu)) found.add(letter);
    if (source.includes('function opensFind')) found.add('Mod+F');
    if (source.includes('function opensPalette')) found.add('Mod+K');
  }
  return [...found];
}

function asListed(binding: string): string {
  return binding
    .split('-')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}

const listed = KEY_GROUPS.flatMap(({ rows }) => rows.flatMap(({ keys }) => keys));
const handled = handledIn(Object.values(SOURCES));

/** Letters taken with Alt, with or without Shift. */
const listedLetters = listed.flatMap((key) => /^Alt\+(?:Shift\+)?([A-Z])$/u.exec(key)?.[1] ?? []);

test('every key with a modifier that is handled stands in the list', () => {
  expect(handled.length).toBeGreaterThan(8);
  expect(handled.filter((key) => ![...listed, ...listedLetters].includes(key))).toEqual([]);
});

test('every key with a modifier and a letter that stands in the list is handled', () => {
  const promised = [...listed.filter((key) => /^Mod\+(?:Shift\+)?[A-Z]$/u.test(key)), ...listedLetters];

  // By its place on the keyboard, or as a binding of the editor.
  expect(promised.filter((key) => !handled.includes(key) && !handled.includes(`Alt+${key}`))).toEqual([]);
});

test('a handler that nobody listed is found', () => {
  expect(
    handledIn(["keymap({ 'Mod-Shift-x': strike })", "if (event.code === 'KeyQ' && event.altKey) strike();"]),
  ).toEqual(['Mod+Shift+X', 'Q']);
});

test('every row and every place has its words in both languages', () => {
  for (const { place, rows } of KEY_GROUPS)
    for (const say of [chinese.keys, english.keys])
      expect([say.places[place], ...rows.map(({ does }) => say.rows[does])]).not.toContain('');
});

describe('a key is called as the keyboard calls it', () => {
  test.each([
    ['Mod+Shift+Z', 'Ctrl+Shift+Z', '⌘⇧Z'],
    ['Alt+↑', 'Alt+↑', '⌥↑'],
    ['?', '?', '?'],
  ])('%s', (keys, elsewhere, onMac) => {
    expect([keyText(keys, false), keyText(keys, true)]).toEqual([elsewhere, onMac]);
  });
});

describe('the keys of every page', () => {
  const press = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init);

  test('the palette opens with Ctrl+K and ⌘K, not while an input method composes', () => {
    expect(opensPalette(press({ key: 'k', ctrlKey: true }))).toBe(true);
    expect(opensPalette(press({ key: 'K', metaKey: true }))).toBe(true);
    expect(opensPalette(press({ key: 'k', ctrlKey: true, isComposing: true }))).toBe(false);
    expect(opensPalette(press({ key: 'k' }))).toBe(false);
  });

  test('finding opens with Ctrl+F and ⌘F, not with a key that an input method is at', () => {
    expect(opensFind(press({ key: 'f', ctrlKey: true }))).toBe(true);
    expect(opensFind(press({ key: 'F', metaKey: true }))).toBe(true);
    expect(opensFind(press({ key: 'Process', code: 'KeyF', ctrlKey: true }))).toBe(false);
    expect(opensFind(press({ key: 'f', ctrlKey: true, isComposing: true }))).toBe(false);
    expect(opensFind(press({ key: 'f', ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(opensFind(press({ key: 'f' }))).toBe(false);
  });

  test('a question mark that is written opens nothing', () => {
    const field = document.createElement('textarea');
    const seen: boolean[] = [];
    field.addEventListener('keydown', (event) => seen.push(opensKeys(event)));
    field.dispatchEvent(press({ key: '?' }));

    expect(seen).toEqual([false]);
    expect(opensKeys(press({ key: '?' }))).toBe(true);
  });
});
