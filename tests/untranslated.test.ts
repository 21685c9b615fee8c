// No word that a person sees stands in the sources of the pages: all of them come from the catalogues, which hold them in
// both languages.
import { describe, expect, test } from 'vitest';
import { parseSource, readSources } from './support/architecture/source-tree.ts';
import { wordsInSource } from './support/architecture/words-in-source.ts';

/** The same in every language: names of keys, of languages in themselves, of the program. */
const NAMES: readonly string[] = [
  ...['Enter', 'Esc', 'Ctrl+K', 'Alt+N', '中文', '共笔 Gongbi'],
  // Before any catalogue is there, in both languages at once.
  '页面没有载入，请重新载入。The page did not load; please reload.',
  // As the server keeps it; said by words of the catalogues.
  '微信',
  // A word that lines of Chinese are broken behind.
  '的',
  // Characters at which the order of sounds turns to the next letter, and surnames with a reading of their own.
  ...['阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀', '单曾仇任解区查盖朴'],
];

describe('the sources of the pages', () => {
  // Every source is parsed, beside others that want a core too.
  test('hold no words of their own', { timeout: 60_000 }, () => {
    expect(wordsInSource(readSources(['client']), NAMES)).toEqual([]);
  });

  test.each([
    ['text between tags', '<p>\n  Saved\n</p>', 2],
    ['text in Chinese', '<p>已保存</p>', 1],
    ['a label that is read out', '<button aria-label="Close">{x}</button>', 1],
    ['a placeholder beside an expression', '<input placeholder="Find {what}" />', 1],
    ['a text in an expression', "<p>{isSaved ? '已保存' : ''}</p>", 1],
    ['a text in a handler', "<button onclick={() => say('完成')}></button>", 1],
    ['a text in a script', "<script>const a = '完成';</script>", 1],
    ['a template in a script', '<script>const a = `完成`;</script>', 1],
  ])('may not be %s', (_what, text, line) => {
    const found = wordsInSource([parseSource('client/ui/planted.svelte', text)], NAMES);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`planted.svelte:${line}: `);
  });

  test('may be classes, types, signs and comments', () => {
    const text = '<!-- 说明 -->\n<script>\n// 说明\n</script>\n<button type="button" class="big">×</button>';

    expect(wordsInSource([parseSource('client/ui/planted.svelte', text)], NAMES)).toEqual([]);
  });
});
