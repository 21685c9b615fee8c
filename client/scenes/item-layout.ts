// Fits an item's title, speakers and timer into one screen by giving way where it hurts least. Heights in u; nothing
// is ever clipped.
import type { SceneSpeaker } from '../../shared/domain/scene.ts';
import { emWidth } from './em-width.ts';
import { MAIN_WIDTH_U, titleFits, type TitleFit } from './title-fit.ts';

/** `label`: one person, large, with a label of lines. `rows`: two to four, a row each. `names`: names only. */
export type PeopleLayout = 'none' | 'label' | 'rows' | 'names';
/** Height of the timer's figures in u, 8 = all on one line; null when the item has nothing to count. */
export type TimerSize = 24 | 17 | 8 | null;

export interface ItemLayout {
  readonly title: TitleFit;
  readonly people: PeopleLayout;
  readonly timer: TimerSize;
}

interface Contents {
  readonly title: string;
  readonly speakers: readonly SceneSpeaker[];
  readonly hasTimer: boolean;
  readonly hasNext: boolean;
}

const STAGE_U = 86;
const CLOCK_ROW_U = 6;
const NEXT_U = 8;
/** Between two speakers' rows. */
const ROW_GAP_U = 1.4;
/** Least air between the speakers and the timer. */
const AIR_U = 2.4;

/** How much the hall loses by each step down; the cheapest layout that fits is taken. */
const TIMER_LOSS: ReadonlyMap<TimerSize, number> = new Map([
  [24, 0],
  [17, 1],
  [8, 4],
]);
const PEOPLE_LOSS: Readonly<Record<PeopleLayout, number>> = { none: 0, label: 0, rows: 2, names: 5 };
const TITLE_STEP_LOSS = 1.5;

/** The layout that holds `contents` and gives way least. */
export function itemLayout(contents: Contents): ItemLayout {
  const orgs = contents.speakers.flatMap((speaker) => speaker.org ?? []);
  const layouts = titleFits(contents.title, orgs)
    .flatMap((title, step) =>
      peopleLayouts(contents.speakers.length).flatMap((people) =>
        timerSizes(contents.hasTimer).map((timer) => ({ title, people, timer, loss: lossOf({ people, timer, step }) })),
      ),
    )
    .toSorted((a, b) => a.loss - b.loss);
  const lowest = layouts.toSorted((a, b) => heightOf(a, contents) - heightOf(b, contents))[0];
  const found = layouts.find((layout) => heightOf(layout, contents) <= STAGE_U) ?? lowest;
  return found ?? { title: { sizeU: 13, lineHeight: 1.1, lines: [''], heightU: 0 }, people: 'none', timer: null };
}

function lossOf(layout: { people: PeopleLayout; timer: TimerSize; step: number }): number {
  return PEOPLE_LOSS[layout.people] + (TIMER_LOSS.get(layout.timer) ?? 0) + layout.step * TITLE_STEP_LOSS;
}

function peopleLayouts(count: number): readonly PeopleLayout[] {
  if (count === 0) return ['none'];
  if (count === 1) return ['label', 'rows', 'names'];
  return count <= 4 ? ['rows', 'names'] : ['names'];
}

function timerSizes(hasTimer: boolean): readonly TimerSize[] {
  return hasTimer ? [24, 17, 8] : [null];
}

function heightOf({ title, people, timer }: ItemLayout, { speakers, hasNext }: Contents): number {
  const air = airOf(timer);
  const peopleU = people === 'none' ? 0 : peopleHeight(people, speakers) + air.abovePeopleU;
  const timerU = timer === null ? 0 : timer * 0.8 + air.belowTimerU + AIR_U;
  return CLOCK_ROW_U + air.aboveTitleU + title.heightU + peopleU + timerU + (hasNext ? NEXT_U : 0);
}

/** The air around the parts; it shrinks with the timer. */
export function airOf(timer: TimerSize): { aboveTitleU: number; abovePeopleU: number; belowTimerU: number } {
  if (timer === 8) return { aboveTitleU: 3, abovePeopleU: 3, belowTimerU: 3.2 };
  if (timer === 17) return { aboveTitleU: 4.2, abovePeopleU: 3.8, belowTimerU: 4.4 };
  return { aboveTitleU: 7.4, abovePeopleU: 5.4, belowTimerU: 5.4 };
}

function peopleHeight(people: PeopleLayout, speakers: readonly SceneSpeaker[]): number {
  switch (people) {
    case 'none':
      return 0;
    case 'label':
      return Math.max(9.6, labelLines(speakers[0]) * 6.8);
    case 'rows':
      return speakers.reduce((height, speaker) => height + 6.2 * rowLines(speaker) + ROW_GAP_U, -ROW_GAP_U);
    case 'names':
      return 7.7 * Math.ceil((emWidth(speakers.map((speaker) => speaker.name).join('、')) * 6.4) / MAIN_WIDTH_U);
  }
}

function labelLines(speaker: SceneSpeaker | undefined): number {
  if (!speaker) return 0;
  const widthU = MAIN_WIDTH_U - (emWidth(speaker.name) + 1) * 10.2 - 5;
  const lines = (text: string | null): number => (text ? Math.ceil((emWidth(text) * 4.8) / widthU) : 0);
  return lines(speaker.org) + lines(speaker.title);
}

function rowLines(speaker: SceneSpeaker): number {
  return Math.max(
    1,
    Math.ceil(((emWidth(`${speaker.org ?? ''}${speaker.title ?? ''}`) + 1) * 4.4) / (MAIN_WIDTH_U - 26)),
  );
}
