// One draft on several pages that hear of each other late, attacked: they bring it up to date, answer what is asked, write by hand,
// take steps back, and are loaded anew in between, so that nothing a page remembered is there any more. Every letter that is written
// by hand and every letter of the record is used once in a run, so whatever is lost or there twice is seen.
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Choice } from '../../../client/papers/composed-draft.svelte.ts';
import { MinutesDraft } from '../../../client/papers/minutes-draft.svelte.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { readSections, sectionText } from '../../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../../shared/doc/desk-papers.ts';
import { standing } from '../../../shared/doc/withdrawn.ts';
import type { ItemId, MeetingId } from '../../../shared/domain/ids.ts';
import { wordsIn } from '../../../shared/domain/minutes.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { seeded } from '../../support/seeded.ts';
import { deskWith, exchange, FIRST, minutesOf, replicaOf, SECOND } from '../support/desk-fixture.ts';

const ITEMS = [FIRST, SECOND] as const;
/** What the meeting was told, and what people write, in scripts that nothing composed is written in. */
const TOLD = [0x3400, 0x3fff] as const;
const WRITTEN = [0x4000, 0x4dbf] as const;

type Chance = (below: number) => number;

interface Page {
  readonly desk: Y.Doc;
  readonly draft: MinutesDraft;
  readonly undoing: DeskUndo;
  close(): void;
}

/** What the run has done that lets letters go, or be there a second time, by somebody's will. */
interface Run {
  readonly chance: Chance;
  readonly pages: Page[];
  /** Letters that somebody took back, deleted or gave up for new words. */
  readonly gone: Set<string>;
  told: number;
  written: number;
  /** Short words written by hand whose letters all stand in the section as it is composed. */
  readonly wordings: string[];
  /** A step was taken back where others had written since: old and new stand below each other then, and the page says so. */
  isJoined: boolean;
  /** Sections that ended with a question. */
  asked: number;
}

const open: Page[] = [];
afterEach(() => open.splice(0).forEach((page) => page.close()));

function pageOn(desk: Y.Doc, client: number): Page {
  desk.clientID = client;
  let ids = 0;
  const undoing = new DeskUndo(desk);
  const meeting = {
    ...{ id: brand<MeetingId>('meeting'), desk, record: new Y.Doc(), version: 1, undoing, access: 'write' as const },
    newId: () => `s${client}-${(ids += 1)}`,
  };
  const draft = new MinutesDraft({
    ...{ meeting, locale: () => 'zh-CN' as const, timeZone: () => 'Asia/Shanghai' },
    after: () => () => undefined,
  });
  const stop = draft.follow();
  const close = (): void => {
    stop();
    undoing.close();
  };
  const page = { desk, draft, undoing, close };
  open.push(page);
  return page;
}

const isIn = (char: string, [from, to]: readonly [number, number]): boolean =>
  char >= String.fromCharCode(from) && char <= String.fromCharCode(to);

function saidOf({ desk }: Page, isMeant: (key: string) => boolean): string {
  return readSections(desk, MINUTES_DRAFT)
    .filter(({ key, removed }) => !removed && isMeant(key))
    .map(({ blocks }) => wordsIn(blocks))
    .join('\n');
}

/** All that stands in the draft. */
const said = (page: Page): string => saidOf(page, () => true);

function recordedOf({ desk }: Page, id: ItemId): string {
  return textsIn(minutesOf(desk, id)).map(String).join('');
}

const lettersOf = (text: string, alphabet: readonly [number, number]): string[] =>
  [...text].filter((char) => isIn(char, alphabet));

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return standing(parent).flatMap((child) =>
    child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : [],
  );
}

function someOf<T>(list: readonly T[], chance: Chance): T | undefined {
  return list[chance(list.length)];
}

/** Does something on a page, and notes what went by it, and what it brought back. */
function willing(run: Run, page: Page, act: () => void): void {
  const before = said(page);
  act();
  const after = said(page);
  const written = Array.from({ length: run.written }, (_, index) => String.fromCharCode(WRITTEN[0] + index));
  for (const words of [...written, ...run.wordings]) {
    if (before.includes(words) && !after.includes(words)) run.gone.add(words);
    if (!before.includes(words) && after.includes(words)) run.gone.delete(words);
  }
}

function tell(run: Run, page: Page): void {
  const text = someOf(textsIn(minutesOf(page.desk, someOf(ITEMS, run.chance) ?? FIRST)), run.chance);
  if (text === undefined) return;
  const place = run.chance(text.length + 1);
  if (run.chance(3) === 0 && place < text.length) text.delete(place, 1);
  text.insert(Math.min(place, text.length), String.fromCharCode(TOLD[0] + run.told++));
}

function write(run: Run, page: Page): void {
  const sections = readSections(page.desk, MINUTES_DRAFT).filter(
    ({ key, removed }) => !removed && key.startsWith('item-'),
  );
  const section = someOf(sections, run.chance);
  const fragment = section && sectionText(page.desk, section.id);
  const text = fragment ? someOf(textsIn(fragment), run.chance) : undefined;
  if (text === undefined) return;
  text.insert(run.chance(text.length + 1), String.fromCharCode(WRITTEN[0] + run.written++));
}

/** Of letters that all stand in the matter, in that order too, but never beside each other. */
const MATTER = '会议由会长主持，会员代表不少于三分之二出席，同时听取意见。';
const WORDINGS = [
  '会长不同意',
  '会代出席',
  '主持三分',
  '代听取',
  '不同意见',
  '会员于席',
  '三分听',
  '时意',
  '长听',
  '会席',
];

/** As one writes behind what stands there. */
function word(run: Run, page: Page): void {
  const wording = WORDINGS[run.wordings.length];
  const section = readSections(page.desk, MINUTES_DRAFT).find(
    ({ key, removed }) => !removed && key === `item-${FIRST}`,
  );
  const fragment = section && sectionText(page.desk, section.id);
  const text = fragment ? textsIn(fragment).at(-1) : undefined;
  if (wording === undefined || text === undefined) return;
  run.wordings.push(wording);
  text.insert(text.length, wording);
}

function tellAhead(run: Run, page: Page): void {
  textsIn(minutesOf(page.desk, FIRST))[0]?.insert(0, String.fromCharCode(TOLD[0] + run.told++));
}

/** Somebody gives up a wording and wants it back, while the others, who know of neither, compose what they have been told. */
function regret(run: Run): void {
  const { chance, pages } = run;
  const at = chance(pages.length);
  const page = pages[at];
  invariant(page, 'there is such a page');
  meet(run);
  word(run, page);
  tellAhead(run, page);
  page.draft.look();
  const change = page.draft.open.find(({ key }) => key === `item-${FIRST}`);
  if (change === undefined) return;
  willing(run, page, () => page.draft.choose(change, 'new'));
  meet(run);
  for (const each of pages) {
    if (each === page) takeBack(run, page);
    else if (chance(4) > 0) {
      tellAhead(run, each);
      each.draft.compose();
    }
  }
  if (chance(2) === 0) reload(run, at);
  meet(run);
}

function answer(run: Run, page: Page, choices: readonly Choice[]): void {
  page.draft.look();
  const change = someOf(page.draft.open, run.chance);
  const choice = someOf(choices, run.chance);
  if (change === undefined || choice === undefined) return;
  willing(run, page, () => page.draft.choose(change, choice));
}

function takeBack(run: Run, page: Page): void {
  const { offer } = page.draft;
  if (offer?.undo == null) return;
  willing(run, page, () => offer.undo?.());
  run.isJoined ||= page.draft.offer?.kind === 'joined';
}

function reload(run: Run, at: number): void {
  const page = run.pages[at];
  invariant(page, 'there is such a page');
  page.close();
  open.splice(open.indexOf(page), 1);
  run.pages[at] = pageOn(replicaOf(page.desk), 1 + run.chance(1_000_000));
}

/** All know of the same change, and several bring the draft up to date before they hear of each other. */
function together(run: Run): void {
  const { chance, pages } = run;
  const [first] = pages;
  invariant(first, 'somebody is there');
  meet(run);
  tell(run, first);
  meet(run);
  for (const [at, page] of pages.entries()) {
    if (chance(8) === 0) write(run, page);
    if (chance(4) > 0) page.draft.compose();
    if (chance(8) === 0) write(run, page);
    if (chance(2) === 0) reload(run, at);
  }
}

function step(run: Run, choices: readonly Choice[]): void {
  const { chance, pages } = run;
  const at = chance(pages.length);
  const page = pages[at];
  invariant(page, 'there is such a page');
  const what = chance(22);
  if (what >= 20) together(run);
  else if (what < 4) tell(run, page);
  else if (what < 9) page.draft.compose();
  else if (what < 10) write(run, page);
  else if (what < 12) answer(run, page, choices);
  else if (what < 14) willing(run, page, () => void page.undoing.undo());
  else if (what < 15) takeBack(run, page);
  else if (what < 17) reload(run, at);
  else {
    const other = someOf(pages, chance);
    if (other !== undefined && other !== page) exchange(page.desk, other.desk);
  }
}

function meet({ pages }: Run): void {
  // What one of them puts right is the others' too.
  for (let round = 0; round < 3; round += 1) {
    const pairs = pages.flatMap((one, at) => pages.slice(at + 1).map((other) => [one, other] as const));
    for (const [one, other] of pairs) exchange(one.desk, other.desk);
  }
}

function begin(seed: number, matter: string): Run {
  const random = seeded(seed);
  const chance: Chance = (below) => Math.floor(random() * below);
  const desk = deskWith(matter, '会费照旧。');
  pageOn(desk, 1).draft.compose();
  const pages = Array.from({ length: 2 + chance(3) }, (_, index) => pageOn(replicaOf(desk), 10 + index * 7));
  return { chance, pages, gone: new Set(), told: 0, written: 0, wordings: [], isJoined: false, asked: 0 };
}

function play(seed: number, choices: readonly Choice[]): Run {
  const run = begin(seed, '团标抓紧发布。');
  for (let count = 20 + run.chance(25); count > 0; count -= 1) step(run, choices);
  meet(run);
  return run;
}

/** With words that letters alone do not tell from what is composed. */
function playWords(seed: number): Run {
  const run = begin(seed, MATTER);
  for (let count = 3 + run.chance(4); count > 0; count -= 1) {
    if (run.chance(3) === 0) step(run, ['new', 'both']);
    regret(run);
  }
  return run;
}

const countIn = (text: string, letter: string): number => text.split(letter).length - 1;

function expectNoWordLost(run: Run, seed: number): void {
  const [first] = run.pages;
  invariant(first, 'somebody is there');
  const text = said(first);
  for (const page of run.pages) expect(said(page), `seed ${seed}: all read the same`).toBe(text);
  const counts = Array.from({ length: run.written }, (_, index) => String.fromCharCode(WRITTEN[0] + index)).map(
    (letter) => [letter, countIn(text, letter)] as const,
  );
  const lost = counts.filter(([letter, count]) => count === 0 && !run.gone.has(letter));
  const twice = counts.filter(([, count]) => count > 1);
  expect({ lost, twice }, `seed ${seed}: what was written by hand`).toEqual({ lost: [], twice: [] });
}

function expectNoWordingLost(run: Run, seed: number): void {
  const [first] = run.pages;
  invariant(first, 'somebody is there');
  const text = said(first);
  for (const page of run.pages) expect(said(page), `seed ${seed}: all read the same`).toBe(text);
  const lost = run.wordings.filter((wording) => !text.includes(wording) && !run.gone.has(wording));
  expect(lost, `seed ${seed}: short words written by hand`).toEqual([]);
}

/** Of each section that asks nothing: all that its matter was told stands in it once, and nothing that it is told no more. */
function expectComposedOnce(run: Run, seed: number): void {
  const [first] = run.pages;
  invariant(first, 'somebody is there');
  first.draft.compose();
  meet(run);
  const asked = new Set<string>(first.draft.open.map(({ key }) => key));
  for (const id of ITEMS) {
    const text = saidOf(first, (key) => key === `item-${id}`);
    const twice = run.isJoined ? [] : [...new Set(lettersOf(text, TOLD))].filter((letter) => countIn(text, letter) > 1);
    const isAsked = asked.has(`item-${id}`);
    run.asked += isAsked ? 1 : 0;
    const now = lettersOf(recordedOf(first, id), TOLD);
    const missing = isAsked ? [] : now.filter((letter) => countIn(text, letter) === 0);
    const stale = isAsked ? [] : lettersOf(text, TOLD).filter((letter) => !now.includes(letter));
    const nothing = { twice: [], missing: [], stale: [] };
    expect({ twice, missing, stale }, `seed ${seed}: what is composed of ${id}`).toEqual(nothing);
  }
}

const SEEDS = Array.from({ length: Number(process.env['DRAFT_SEEDS'] ?? 12) }, (_, index) => index + 1);

describe('several pages of one draft', () => {
  test('of which none remembers anything lose no word and have none twice', () => {
    let asked = 0;
    for (const seed of SEEDS) {
      const run = play(seed, ['new']);
      expectNoWordLost(run, seed);
      expectComposedOnce(run, seed);
      asked += run.asked;
      open.splice(0).forEach((page) => page.close());
    }
    // Otherwise hardly anything was looked at.
    expect(asked).toBeLessThan(SEEDS.length * 1.7);
  });

  test('who keep their wording, or want both, lose no word', () => {
    for (const seed of SEEDS) {
      expectNoWordLost(play(seed, ['new', 'mine', 'both']), seed);
      open.splice(0).forEach((page) => page.close());
    }
  });

  test('lose no short word of letters that stand about in the section as well', () => {
    let kept = 0;
    for (const seed of SEEDS) {
      const run = playWords(seed);
      expectNoWordingLost(run, seed);
      kept += run.wordings.filter((wording) => !run.gone.has(wording)).length;
      open.splice(0).forEach((page) => page.close());
    }
    // Otherwise hardly anything was looked at.
    expect(kept).toBeGreaterThan(SEEDS.length);
  });
});
