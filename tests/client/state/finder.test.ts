// Going through what was found: round and round, at one's place while others write, and replacing as one step of one's own.
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { Finder } from '../../../client/state/finder.svelte.ts';
import { CompositionGuard } from '../../../client/sync/composition.ts';
import { deskWith, exchange, firstText, paragraphs, replicaOf, SECOND } from '../support/desk-fixture.ts';
import { FakeDevice } from '../support/fake-device.ts';

function findingIn(desk: Y.Doc, access: 'write' | 'read' = 'write') {
  const device = new FakeDevice();
  const composition = new CompositionGuard(device);
  const undoing = new DeskUndo(desk);
  const finder = new Finder({ desk, undoing, composition, access }, device);
  finder.follow(desk);
  return { finder, device, composition, undoing };
}

describe('finding', () => {
  it('goes round both ways', () => {
    const { finder } = findingIn(deskWith('团标、团标'));
    finder.seek({ words: '团标' });

    const places = [1, 1, 1, 1, -1].map((by) => {
      finder.step(by === 1 ? 1 : -1);
      return finder.at;
    });

    expect(finder.matches).toHaveLength(4);
    expect(places).toEqual([1, 2, 3, 0, 3]);
  });

  it('stays at its place while others write before it', () => {
    const desk = deskWith('团标、团标');
    const other = replicaOf(desk);
    const { finder, device } = findingIn(desk);
    finder.seek({ words: '团标' });
    finder.step(1);

    firstText(other).insert(0, '团标，');
    exchange(desk, other);
    device.advance(200);

    expect(finder.matches).toHaveLength(5);
    expect(finder.current?.index).toBe(6);
  });

  it('moves when one seeks, steps or replaces, not when somebody writes', () => {
    const desk = deskWith('团标、团标');
    const other = replicaOf(desk);
    const { finder, device } = findingIn(desk);
    const acts: readonly (() => unknown)[] = [
      () => finder.seek({ words: '团标' }),
      () => finder.step(1),
      () => finder.replaceOne('标准'),
      () => {
        firstText(other).insert(0, '团标，');
        exchange(desk, other);
      },
    ];

    const moved = acts.map((act) => {
      const { moves } = finder;
      act();
      device.advance(200);
      return finder.moves - moves;
    });

    expect(moved).toEqual([1, 1, 1, 0]);
  });

  it('replaces the place looked at and goes on behind what was written', () => {
    const desk = deskWith('团标、团标');
    const { finder } = findingIn(desk);
    finder.seek({ words: '团标', scopes: new Set(['minutes'] as const) });

    finder.replaceOne('新团标');
    finder.replaceOne('新团标');

    expect(paragraphs(desk)).toEqual(['新团标、新团标']);
    expect(paragraphs(desk, SECOND)).toEqual(['团标、团标']);
  });

  it('replaces all as one step, which undo takes back alone', () => {
    const desk = deskWith('团标、团标');
    const { finder, undoing } = findingIn(desk);
    firstText(desk).insert(5, '。');
    finder.seek({ words: '团标' });

    const count = finder.replaceAll('标准');
    const replaced = [paragraphs(desk), paragraphs(desk, SECOND)];
    undoing.undo();

    expect(count).toBe(4);
    expect(replaced).toEqual([['标准、标准。'], ['标准、标准']]);
    expect([paragraphs(desk), paragraphs(desk, SECOND)]).toEqual([['团标、团标。'], ['团标、团标']]);
  });

  it('replaces what stands there now, not what was found a moment ago', () => {
    const desk = deskWith('团标');
    const other = replicaOf(desk);
    const { finder } = findingIn(desk);
    finder.seek({ words: '团标' });
    firstText(other).insert(0, '两项');
    exchange(desk, other);

    finder.replaceAll('标准');

    expect(paragraphs(desk)).toEqual(['两项标准']);
  });

  it('replaces nothing where one may only read, nor while an input method is at work', () => {
    const desk = deskWith('团标');
    const reading = findingIn(desk, 'read');
    const composing = findingIn(desk);
    composing.composition.start();
    for (const { finder } of [reading, composing]) finder.seek({ words: '团标' });

    expect([reading.finder.replaceAll('x'), composing.finder.replaceAll('x')]).toEqual([0, 0]);
    expect(paragraphs(desk)).toEqual(['团标']);
  });
});
