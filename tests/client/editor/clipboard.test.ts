// What Chinese offices paste: each sample is shaped as its program writes the clipboard, beside it the minutes that are
// to come of it, as Markdown.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { blocksToMarkdown } from '../../../shared/doc/blocks-markdown.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import type { Block } from '../../../shared/domain/minutes.ts';
import { deskWith, editorOn, minutesOf, type EditorFixture } from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

function sample(name: string): string {
  return readFileSync(`tests/fixtures/clipboard/${name}`, 'utf8');
}

function pasted(name: string): readonly Block[] {
  const desk = deskWith('');
  const fixture = editorOn(desk);
  open.push(fixture);
  if (name.endsWith('.html')) fixture.editor.view.pasteHTML(sample(name));
  else fixture.editor.view.pasteText(sample(name));
  return readBlocks(minutesOf(desk));
}

function words(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph' ? block.inline.map((run) => (run.kind === 'text' ? run.text : '\n')).join('') : '',
    )
    .join('|');
}

describe('a sample from', () => {
  it.each([
    'word-minutes.html',
    'word-lists.html',
    'wechat-article.html',
    'wps-writer.html',
    'dingtalk-doc.html',
    'plain.txt',
  ])('%s becomes the minutes beside it', (name) => {
    const expected = sample(name.replace(/\.\w+$/, '.md')).trim();

    expect(blocksToMarkdown(pasted(name)).trim()).toBe(expected);
  });

  it('excel-table.html becomes a table with its merged cells and nothing else', () => {
    const blocks = pasted('excel-table.html').filter((block) => block.kind !== 'paragraph');

    expect(
      blocks.map((block) =>
        block.kind === 'table'
          ? block.rows.map((row) => row.map(({ colspan, rowspan, blocks }) => `${colspan}×${rowspan} ${words(blocks)}`))
          : block.kind,
      ),
    ).toEqual([
      [
        ['3×1 下半年任务分解'],
        ['1×1 责任单位', '1×1 任务', '1×1 时限'],
        ['1×2 团体标准\n专家委', '1×1 审核发布', '1×1 6月30日'],
        ['1×1 立项', '1×1 '],
      ],
    ]);
  });

  it('wps-table.html becomes a table, bold where its cells are', () => {
    const [table] = pasted('wps-table.html').filter((block) => block.kind === 'table');

    expect(table?.kind === 'table' && table.rows.map((row) => row.map((cell) => words(cell.blocks)))).toEqual([
      ['姓名', '单位'],
      ['牟晓生', '公安部三所检测中心'],
    ]);
  });

  it.each(['word-minutes.html', 'word-lists.html', 'wps-writer.html', 'excel-table.html', 'wechat-article.html'])(
    '%s leaves no style, class or comment of its program in the text',
    (name) => {
      const desk = deskWith('');
      const fixture = editorOn(desk);
      open.push(fixture);

      fixture.editor.view.pasteHTML(sample(name));

      expect(fixture.editor.view.dom.innerHTML).not.toMatch(
        /mso|Mso|xl6|style=|StartFragment|data-list|rich_pages|o:p/,
      );
    },
  );
});
