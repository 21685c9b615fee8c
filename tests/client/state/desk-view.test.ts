// Reads are remembered: a keystroke in the minutes recomputes nothing, a change recomputes only its own part.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setItem } from '../../../shared/doc/desk-agenda.ts';
import { startItem } from '../../../shared/doc/desk-progress.ts';
import type { EventId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { DeskView } from '../../../client/state/desk-view.svelte.ts';
import { deskWith, FIRST, firstText } from '../support/desk-fixture.ts';

describe('the desk as components read it', () => {
  it('keeps every value through a keystroke in the minutes', () => {
    const desk = deskWith('甲');
    const view = new DeskView(desk, new Y.Doc());
    const before = [view.items.current, view.places.current, view.progress.current, view.tasks.current];

    firstText(desk).insert(0, '乙');

    const after = [view.items.current, view.places.current, view.progress.current, view.tasks.current];
    expect(after.map((value, index) => value === before[index])).toEqual([true, true, true, true]);
  });

  it('reads an item again when one of its fields changes', () => {
    const desk = deskWith();
    const view = new DeskView(desk, new Y.Doc());
    const { people, items } = { people: view.people.current, items: view.items.current };

    setItem(desk, FIRST, { plannedMs: 60_000 });

    expect(view.items.current).not.toBe(items);
    expect(view.items.current[0]?.plannedMs).toBe(60_000);
    expect(view.people.current).toBe(people);
  });

  it('follows the progress', () => {
    const desk = deskWith();
    const view = new DeskView(desk, new Y.Doc());

    startItem(desk, { eventId: brand<EventId>('e1'), itemId: FIRST, at: 1_000, by: 'li' });

    expect(view.progress.current.currentId).toBe(FIRST);
  });
});
