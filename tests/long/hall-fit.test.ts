// Titles of every length from 1 to 200 characters on a real wall, at the resolutions of projectors (4:3 among them): whole, never
// below the smallest type, broken as Chinese lines are.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseOfFile } from '../e2e/support/hall.ts';
import { openWall } from '../e2e/support/wall.ts';
import { wallFaults } from '../e2e/support/wall-judges.ts';
import { bareItem, everyScene, itemScene, signingScene, titleOf, welcomeScene } from '../e2e/support/wall-scenes.ts';
import { launchChromium } from '../support/chromium.ts';

const LENGTHS = Array.from({ length: 200 }, (_each, at) => at + 1);
const TEXTS = {
  words: '国家安全管理规范解读情况',
  marks: '关于《管理办法》（草案）、《实施细则》（试行），以及“三年行动”的说明：第一、第二部分；',
  mixed: '关于GB50348-2018与T/SZAF 001—2021标准的贯彻，2021年4月23日第三届第二次',
} as const;

let browser: Browser;
const house = houseOfFile();

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe.each([
  [1024, 768],
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
])('on a wall of %i × %i', (width, height) => {
  it.each(Object.entries(TEXTS))('a title of 1 to 200 characters, %s', { timeout: 600_000 }, async (_name, text) => {
    const { page, show } = await openWall(browser, { url: house().server.url, width, height });
    const found: Record<string, readonly string[]> = {};

    for (const length of LENGTHS) {
      const title = titleOf(length, text).trim();
      const { decision, speaker } = everyScene(title);
      const full = [itemScene(title), bareItem(title), signingScene(title), welcomeScene(title)];
      for (const [at, scene] of [...full, decision, speaker].flatMap((each) => each ?? []).entries()) {
        await show(scene);
        const faults = await wallFaults(page);
        if (faults.length > 0) found[`${scene.kind} ${at}, ${length}`] = faults;
      }
    }

    expect(found).toEqual({});
  });
});
