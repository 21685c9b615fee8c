// Composing again replaces only what nobody touched; what somebody wrote is shown beside it, for them to choose.
import { describe, expect, it } from 'vitest';
import type { SectionKey } from '../../../shared/domain/minutes-draft.ts';
import type { Block, InlineMarks } from '../../../shared/domain/minutes.ts';
import { draftChanges, inOrder, type StandingSection } from '../../../shared/papers/draft-changes.ts';
import type { Section } from '../../../shared/papers/minutes-sections.ts';
import { sectionForm } from '../../../shared/domain/section-form.ts';

const words = (text: string, marks: InlineMarks = {}): readonly Block[] => [
  { kind: 'paragraph', inline: [{ kind: 'text', text, marks }] },
];
const fresh = (key: SectionKey, text: string): Section => ({ key, internal: false, blocks: words(text) });
const standing = (
  key: SectionKey,
  base: string,
  now: readonly Block[] | string,
  removed = false,
): StandingSection<SectionKey> => ({
  ...{ key, removed, base: sectionForm(words(base)) },
  blocks: typeof now === 'string' ? words(now) : now,
});

describe('a section', () => {
  it.each([
    ['that is not there yet is new', fresh('opening', '甲'), undefined, 'new'],
    [
      'whose sources are as they were stays as it was edited',
      fresh('opening', '甲'),
      standing('opening', '甲', '改过'),
      null,
    ],
    ['that nobody touched follows', fresh('opening', '乙'), standing('opening', '甲', '甲'), 'follow'],
    ['that somebody edited differs', fresh('opening', '乙'), standing('opening', '甲', '改过'), 'differs'],
    ['that somebody made alike is settled', fresh('opening', '乙'), standing('opening', '甲', '乙'), 'settled'],
    ['that was taken out stays out', fresh('opening', '乙'), standing('opening', '甲', '甲', true), 'settled'],
    [
      'of which only a mark was changed is edited',
      fresh('opening', '乙'),
      standing('opening', '甲', words('甲', { internal: true })),
      'differs',
    ],
  ] as const)('%s', (_name, composed, stands, kind) => {
    const changes = draftChanges([composed], stands ? [stands] : []);

    expect(changes.map((change) => change.kind)).toEqual(kind === null ? [] : [kind]);
  });

  it('whose matter is gone goes when nobody touched it, and is asked about otherwise', () => {
    const changes = draftChanges(
      [],
      [standing('item-a', '甲', '甲'), standing('item-b', '甲', '改过'), standing('item-c', '甲', '', true)],
    );

    expect(changes.map(({ kind, key }) => [kind, key])).toEqual([
      ['gone', 'item-a'],
      ['orphan', 'item-b'],
    ]);
  });
});

describe('the form of a section', () => {
  it('does not change with blank lines and with how its runs are cut', () => {
    const cut: readonly Block[] = [
      { kind: 'paragraph', inline: [] },
      {
        kind: 'paragraph',
        inline: [
          { kind: 'text', text: '甲', marks: {} },
          { kind: 'text', text: '乙', marks: {} },
        ],
      },
    ];

    expect(sectionForm(cut)).toBe(sectionForm(words('甲乙')));
    expect(sectionForm(words('甲乙', { strong: true }))).not.toBe(sectionForm(words('甲乙')));
  });
});

describe('the order', () => {
  it('is that of composing; what is composed no more stands before the ends', () => {
    expect(inOrder(['opening', 'item-a', 'other', 'names'], ['item-gone', 'names', 'item-a'])).toEqual([
      ...['opening', 'item-a', 'item-gone', 'other', 'names'],
    ]);
  });
});
