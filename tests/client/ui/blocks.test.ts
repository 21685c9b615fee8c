// The read-only minutes: blocks become elements, and nothing that people wrote becomes markup or a dangerous link.
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import Blocks from '../../../client/ui/blocks.svelte';
import type { Block, Inline, InlineMarks } from '../../../shared/domain/minutes.ts';

const mounted: object[] = [];

function show(blocks: readonly Block[], terms: readonly string[] = []): HTMLElement {
  const target = document.createElement('div');
  const props = {
    blocks,
    terms,
    time: () => '16:31',
    picture: () => null,
    imageName: (alt: string) => alt,
    internalLabel: '内部',
  };
  mounted.push(mount(Blocks, { target, props }));
  return target;
}

const text = (value: string, marks: InlineMarks = {}): Inline => ({ kind: 'text', text: value, marks });
const paragraph = (...inline: Inline[]): Block => ({ kind: 'paragraph', inline });

afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
});

describe('minutes as elements', () => {
  test('pieces of one line stand together without invented spaces', () => {
    const line = paragraph(text('聘'), text('牟晓生', { strong: true }), {
      kind: 'mention',
      key: 'p1',
      label: '吴坚',
      marks: {},
    });

    expect(show([line]).querySelector('p')?.textContent).toBe('聘牟晓生吴坚');
  });

  test('markup that people typed stays text', () => {
    const shown = show([paragraph(text('<img src=x onerror=alert(1)>'))]);

    expect(shown.querySelector('img')).toBeNull();
    expect(shown.textContent).toContain('<img src=x');
  });

  test('a link that could run code is shown as plain text', () => {
    const shown = show([
      paragraph(text('坏', { link: 'javascript:alert(1)' }), text('好', { link: 'https://example.org/' })),
    ]);

    expect([...shown.querySelectorAll('a')].map((link) => link.textContent)).toEqual(['好']);
    expect(shown.querySelector('a')?.rel).toContain('noopener');
  });

  test('lists, quotes, tables and headings keep their nesting', () => {
    const inner = paragraph(text('立项'));
    const shown = show([
      { kind: 'heading', level: 2, inline: [text('过程')] },
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [[inner, { kind: 'list', ordered: false, start: 1, items: [[inner]] }]],
      },
      { kind: 'quote', blocks: [inner] },
      { kind: 'table', rows: [[{ header: true, colspan: 2, rowspan: 1, blocks: [inner] }]] },
    ]);

    expect(shown.querySelector('h3')?.textContent).toBe('过程');
    expect(shown.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect(shown.querySelector('ol > li > ul > li p')?.textContent).toBe('立项');
    expect(shown.querySelector('blockquote p')).not.toBeNull();
    expect(shown.querySelector('th')?.getAttribute('colspan')).toBe('2');
  });

  test('the words that were searched for are marked wherever they stand', () => {
    const shown = show([paragraph(text('颁发聘书，登记聘书'))], ['聘书']);

    expect([...shown.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['聘书', '聘书']);
  });
});
