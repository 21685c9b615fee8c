// An operator's steps on one hall screen: numbers are those of screen-show's rules.
import { describe, expect, test } from 'vitest';
import type { ItemId } from '../../../shared/domain/ids.ts';
import {
  FOLLOWING,
  isSameCue,
  MAX_QUEUE,
  overlay,
  prepare,
  put,
  stepBack,
  take,
  type ScreenCue,
  type ScreenShow,
} from '../../../shared/domain/screen-show.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { seeded } from '../../support/seeded.ts';

const agenda: ScreenCue = { mode: 'agenda' };
const blank: ScreenCue = { mode: 'blank' };
const signing: ScreenCue = { mode: 'item', itemId: brand<ItemId>('signing') };
const closing: ScreenCue = { mode: 'closing' };

describe('taking', () => {
  test('the preview goes up, the next one becomes the preview', () => {
    const prepared = prepare(FOLLOWING, agenda, [signing, closing]);

    expect(take(prepared)).toEqual({
      ...agenda,
      frozen: false,
      preview: signing,
      queue: [closing],
      past: [{ mode: 'auto' }],
    });
  });

  test('an item that was named is no longer named when another picture goes up', () => {
    expect(put(put(FOLLOWING, signing), agenda)).not.toHaveProperty('itemId');
  });

  test('nothing prepared: nothing to take', () => {
    expect(take(FOLLOWING)).toBeNull();
    expect(prepare(prepare(FOLLOWING, agenda, [closing]), null, [])).toEqual(FOLLOWING);
  });

  test('without a preview, the first of what follows is it', () => {
    expect(prepare(FOLLOWING, null, [agenda, closing])).toEqual(prepare(FOLLOWING, agenda, [closing]));
  });

  test('putting up what is up changes nothing', () => {
    const show = put(FOLLOWING, signing);

    expect(put(show, signing)).toBe(show);
  });
});

describe('stepping back', () => {
  test('[1] what was up is prepared again, before what was prepared', () => {
    const show = prepare(put(FOLLOWING, agenda), signing, [closing]);

    expect(stepBack(show)).toEqual({ ...FOLLOWING, preview: agenda, queue: [signing, closing] });
  });

  test('nothing was up before: nothing to go back to', () => {
    expect(stepBack(FOLLOWING)).toBeNull();
  });

  test('[1] after any steps, back undoes a take and a take undoes back', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const chance = seeded(seed);
      const show = afterSteps(chance, 12);
      const taken = take(show);
      const back = stepBack(show);

      if (taken && !isNextAgain(taken)) expect([seed, stepBack(taken)]).toEqual([seed, show]);
      if (back && !isNextAgain(show) && show.queue?.length !== MAX_QUEUE)
        expect([seed, take(back)]).toEqual([seed, show]);
    }
  });

  test('[1] what was up and is next already is not prepared twice', () => {
    const show = prepare(put(put(FOLLOWING, closing), agenda), agenda, [signing]);

    expect(stepBack(show)).toMatchObject({ ...closing, preview: agenda, queue: [signing] });
  });

  test('[1] however often, no more is prepared than an operator may send, and the farthest goes', () => {
    let show = prepare(FOLLOWING, signing, [closing]);
    for (let at = 0; at < 40; at++) show = stepBack(put(show, at % 2 === 0 ? agenda : blank)) ?? show;

    expect(show.queue).toHaveLength(MAX_QUEUE);
    expect([show.preview, show.queue?.[0]]).toEqual([blank, agenda]);
    expect(show.queue).not.toContainEqual(signing);
  });

  test('as many pictures as are kept can be gone back to, the oldest ones go', () => {
    let show = FOLLOWING;
    for (let at = 0; at < 100; at++) show = put(show, at % 2 === 0 ? agenda : closing);

    expect(show.past).toHaveLength(20);
  });
});

test('[2] what lies over a picture changes neither it nor what is prepared, and goes without a trace', () => {
  const show = prepare(put(FOLLOWING, agenda), signing, [closing]);
  const covered = overlay(show, {
    ...{ isFrozen: true, isBlanked: true },
    ...{ message: { text: '请关闭手机', until: null }, countdown: { label: '开会', to: 5 } },
  });

  expect(overlay(covered, {})).toEqual(covered);
  expect(take(covered)).toMatchObject({ ...signing, frozen: true, isBlanked: true, message: { text: '请关闭手机' } });
  expect(overlay(covered, { isFrozen: false, isBlanked: false, message: null, countdown: null })).toEqual(show);
});

/** Stepping back from it prepares nothing: it is next as it is. */
function isNextAgain(show: ScreenShow): boolean {
  return show.preview !== undefined && isSameCue(show, show.preview);
}

function afterSteps(chance: () => number, steps: number): ScreenShow {
  const cues = [agenda, blank, signing, closing];
  const any = (): ScreenCue => cues[Math.floor(chance() * cues.length)] ?? agenda;
  let show = FOLLOWING;
  for (let step = 0; step < steps; step++) {
    const roll = chance();
    if (roll < 0.3) show = put(show, any());
    else if (roll < 0.5) show = prepare(show, any(), Array.from({ length: Math.floor(chance() * MAX_QUEUE) }, any));
    else if (roll < 0.8) show = take(show) ?? show;
    else show = stepBack(show) ?? show;
  }
  return show;
}
