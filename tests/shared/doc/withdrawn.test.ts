// What counts as withdrawn.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { isAway } from '../../../shared/doc/withdrawn.ts';

describe('a withdrawn block', () => {
  it('is never a thing without content of its own, whatever it is marked with', () => {
    const fragment = new Y.Doc().getXmlFragment('minutes');
    const paragraph = new Y.XmlElement('paragraph');
    const mention = new Y.XmlElement('mention');
    fragment.insert(0, [paragraph]);
    paragraph.insert(0, [mention]);
    for (const [name, value] of [...Object.entries({ key: 'p1', label: '张三' }), ['withdrawn', 'yes'] as const])
      mention.setAttribute(name, value);

    expect(isAway(mention)).toBe(false);
    expect(readBlocks(fragment)).toEqual([
      { kind: 'paragraph', inline: [{ kind: 'mention', key: 'p1', label: '张三', marks: {} }] },
    ]);
  });
});
