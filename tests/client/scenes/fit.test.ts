// Automatic fit at every length from 1 to 200 characters, of several kinds of title: whole, inside its room, never below the
// hall's smallest type, and broken as Chinese lines are (避头尾).
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../../client/scenes/em-width.ts';
import { airOf, itemLayout } from '../../../client/scenes/item-layout.ts';
import { overlayView } from '../../../client/scenes/overlay-view.ts';
import { fitCeremony, fitTitle, fitWelcome, MAIN_WIDTH_U, type TitleFit } from '../../../client/scenes/title-fit.ts';

/** Of the stage's height, in u; beside it nothing is readable from the last row. */
const SMALLEST_U = 4.2;
const STAGE_U = 86;

const TITLES: Readonly<Record<string, string>> = {
  plain: '国家安全管理规范解读情况',
  punctuated: '关于《管理办法》（草案）、《实施细则》（试行），以及“三年行动”的说明：第一、第二部分；',
  mixed: '关于GB50348-2018与T/SZAF 001—2021标准的贯彻，2021年4月23日第三届第二次',
  latin: 'Report on the Standards Committee’s work in 2021 (draft), and its plan; ',
};
const LENGTHS = Array.from({ length: 200 }, (_each, index) => index + 1);

const ofLength = (text: string, count: number): string => {
  const long = text.repeat(Math.ceil(200 / text.length) + 1);
  // A space at the end is no character that anybody sees.
  return [...long].slice(0, count).join('').trim() || '字';
};

/** What is wrong with `fit` of `title` in a room so wide and high. */
function faultsOf(fit: TitleFit, title: string, { widthU, heightU }: { widthU: number; heightU: number }): string[] {
  const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');
  const wide = fit.lines.filter((line) => emWidth(line) * fit.sizeU > widthU + 1e-6);
  const begins = fit.lines.filter((line) => /^[》」』）〉】、。，；：！？”’…]/u.test(line));
  const ends = fit.lines.filter((line) => /[《「『（〈【“‘]$/u.test(line));
  return [
    ...(squeezed(fit.lines.join('')) === squeezed(title) ? [] : ['not whole']),
    ...(fit.sizeU >= SMALLEST_U ? [] : [`${fit.sizeU}u is too small`]),
    ...(fit.heightU <= heightU ? [] : [`${fit.heightU}u is too high`]),
    ...wide.map((line) => `too wide: ${line}`),
    ...begins.map((line) => `begins with a closing mark: ${line}`),
    // A title may itself end in an opening mark; a line before the last may not.
    ...ends.filter((line) => line !== fit.lines.at(-1)).map((line) => `ends with an opening mark: ${line}`),
  ];
}

describe.each(Object.entries(TITLES))('a title of 1 to 200 characters, %s', (_name, text) => {
  const faultsAt = (judge: (title: string) => readonly string[]): readonly string[] =>
    LENGTHS.flatMap((count) => judge(ofLength(text, count)).map((fault) => `${count}: ${fault}`));

  it('stands whole on the item, with a speaker, a timer and what comes next', () => {
    const speakers = [{ name: '张春野', org: '苏州市安全技术防范行业协会', title: '秘书长' }];

    const faults = faultsAt((title) => {
      const { title: fit, timer } = itemLayout({ title, speakers, hasTimer: true, hasNext: true });
      const timerU = timer === null ? 0 : timer * 0.8 + airOf(timer).belowTimerU;
      return faultsOf(fit, title, { widthU: MAIN_WIDTH_U, heightU: STAGE_U - timerU - airOf(timer).aboveTitleU });
    });

    expect(faults).toEqual([]);
  });

  it('stands whole by itself, in a ceremony and on the welcome', () => {
    const faults = faultsAt((title) => [
      ...faultsOf(fitTitle(title), title, { widthU: MAIN_WIDTH_U, heightU: STAGE_U }),
      ...faultsOf(fitCeremony(title), title, { widthU: 150, heightU: STAGE_U }),
      ...faultsOf(fitWelcome([title], { widthU: 157.7, heightU: 54 }), title, { widthU: 157.7, heightU: 54 }),
    ]);

    expect(faults).toEqual([]);
  });
});

it('is as large as its length allows: a longer title is never set larger', () => {
  const sizes = LENGTHS.map((count) => fitTitle(ofLength(TITLES['plain'] ?? '', count)).sizeU);

  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

it('a message of 1 to 60 characters over the picture is whole, inside its band and never below the smallest type', () => {
  const faults = LENGTHS.slice(0, 60).flatMap((count) => {
    const text = ofLength(TITLES['punctuated'] ?? '', count);
    const message = overlayView({ message: { text, until: null } }, 0)?.message;
    if (!message) return [`${count}: nothing`];
    const fit = { ...message, lineHeight: 1.3, heightU: message.lines.length * message.sizeU * 1.3 };
    return faultsOf(fit, text, { widthU: 157.7, heightU: 30 }).map((fault) => `${count}: ${fault}`);
  });

  expect(faults).toEqual([]);
});
