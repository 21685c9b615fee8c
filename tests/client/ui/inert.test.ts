// The read-only minutes with every hostile text in every place that holds one, and each address as a link.
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Blocks from '../../../client/ui/blocks.svelte';
import { isSafeLink } from '../../../shared/doc/node-attribute.ts';
import type { Block } from '../../../shared/domain/minutes.ts';
import { CORPUS } from '../../support/inert/corpus.ts';
import { liveParts } from '../support/live-parts.ts';

const mounted: object[] = [];

function show(blocks: readonly Block[], terms: readonly string[]): HTMLElement {
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

function blocksWith(text: string): readonly Block[] {
  const paragraph: Block = {
    kind: 'paragraph',
    inline: [
      { kind: 'text', text, marks: { link: text, strong: true, internal: true } },
      { kind: 'mention', key: text, label: text, marks: { link: text } },
    ],
  };
  const cell = { header: false, colspan: 1, rowspan: 1, blocks: [paragraph] };
  return [
    paragraph,
    { kind: 'image', fileId: text, alt: text },
    { kind: 'quote', blocks: [paragraph] },
    { kind: 'list', ordered: false, start: 1, items: [[paragraph]] },
    { kind: 'table', rows: [[cell]] },
  ];
}

afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
});

describe('read-only minutes', () => {
  it.each(CORPUS)('$family $id is words, marked as a search hit or not, and leads nowhere', ({ text }) => {
    const shown = show(blocksWith(text), [text]);

    expect(liveParts(shown)).toEqual([]);
    expect(shown.querySelectorAll('a').length > 0).toBe(isSafeLink(text));
    for (const link of shown.querySelectorAll('a')) expect(link.rel).toBe('noreferrer noopener');
  });
});
