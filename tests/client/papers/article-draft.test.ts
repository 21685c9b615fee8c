// The article as people write on it: what nobody rewrote follows the meeting, what somebody did is never replaced without being
// asked about, and two who write at once end with the same text.
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ArticleDraft } from '../../../client/papers/article-draft.svelte.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { isAsComposed, sectionText } from '../../../shared/doc/desk-draft.ts';
import { moveItem, removeItem, setItem } from '../../../shared/doc/desk-agenda.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addProgress } from '../../../shared/doc/desk-progress.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { ArticleKey } from '../../../shared/domain/article.ts';
import type { EventId, MeetingId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { articleOf } from '../../../shared/papers/article.ts';
import { partsWords } from '../../../shared/papers/plain-words.ts';
import { deskWith, exchange, firstText, FIRST, replicaOf, SECOND } from '../support/desk-fixture.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

interface Page {
  readonly desk: Y.Doc;
  readonly draft: ArticleDraft;
  readonly undoing: DeskUndo;
}

const ITEM: ArticleKey = `item-${FIRST}`;
let ids = 0;

function pageOn(desk: Y.Doc): Page {
  const undoing = new DeskUndo(desk);
  const identity = {
    id: brand<MeetingId>('meeting'),
    version: 1,
    newId: () => `s${String((ids += 1)).padStart(4, '0')}`,
  };
  const meeting = { ...identity, desk, record: new Y.Doc(), undoing, access: 'write' as const };
  const draft = new ArticleDraft({ meeting, timeZone: () => 'Asia/Shanghai', after: () => () => undefined });
  closing.push(draft.follow(), () => undoing.close());
  return { desk, draft, undoing };
}

function page(): Page {
  const desk = deskWith('团标抓紧发布。');
  setFact(desk, 'title', '三届二次常务理事会');
  return pageOn(desk);
}

/** As it would be printed from this desk. */
function printed(desk: Y.Doc): string {
  const identity = { meetingId: brand<MeetingId>('meeting'), version: 1, audience: 'internal' } as const;
  const { parts } = articleOf(buildSnapshot({ desk, record: new Y.Doc(), ...identity }), { timeZone: 'Asia/Shanghai' });
  return partsWords(parts, '：').join('\n');
}

/** As a person writes at the end of a section. */
function edit({ desk, draft }: Page, key: ArticleKey, words: string, at = 0): void {
  const id = draft.textsOf(key)[at]?.id;
  const last = id === undefined ? undefined : sectionText(desk, id)?.toArray().at(-1);
  const text = last instanceof Y.XmlElement ? last.toArray().at(-1) : null;
  invariant(text instanceof Y.XmlText, 'the last paragraph has words');
  text.insert(text.length, words);
  draft.look();
}

function source(desk: Y.Doc, words: string): void {
  firstText(desk).insert(0, words);
}

function openOf(draft: ArticleDraft) {
  draft.look();
  const [change] = draft.open;
  invariant(change, 'something is open');
  return change;
}

describe('a section', () => {
  test('that nobody rewrote follows the meeting, taken up or not', () => {
    const { desk, draft } = page();
    draft.take(ITEM);
    source(desk, '四项');

    expect(printed(desk)).toContain('四项团标抓紧发布');
    draft.look();
    expect(draft.open).toEqual([]);
  });

  test('is printed as it was rewritten, the others as they are composed', () => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');
    setFact(one.desk, 'venue', '协会会议室');

    expect(printed(one.desk)).toMatch(/在协会会议室召开[\s\S]*秘书处负责落实。/u);
  });

  test('taken up again shows what the record says now, while nobody wrote in it', () => {
    const { desk, draft } = page();
    draft.take(ITEM);
    source(desk, '四项');

    draft.take(ITEM);

    expect(draft.textsOf(ITEM)).toHaveLength(1);
    expect(JSON.stringify(draft.textsOf(ITEM)[0]?.blocks)).toContain('四项');
  });

  test('that was rewritten is left alone when its record changes, and asked about', () => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');
    source(one.desk, '四项');

    one.draft.take(ITEM);

    expect(openOf(one.draft)).toMatchObject({ kind: 'differs', key: ITEM });
    expect(printed(one.desk)).toContain('秘书处负责落实。');
    expect(printed(one.desk)).not.toContain('四项');
  });

  test.each([
    ['mine', /秘书处负责落实。/u, /四项/u],
    ['new', /四项/u, /秘书处负责落实。/u],
  ] as const)('keeps or takes, as is chosen (%s), and gives back what stood', (choice, has, hasNot) => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');
    source(one.desk, '四项');

    one.draft.choose(openOf(one.draft), choice);

    expect(one.draft.open).toEqual([]);
    expect(printed(one.desk)).toMatch(has);
    expect(printed(one.desk)).not.toMatch(hasNot);
    one.draft.offer?.undo?.();
    expect(printed(one.desk)).toContain('秘书处负责落实。');
    expect(openOf(one.draft).key).toBe(ITEM);
  });

  test('of both together has the heading once', () => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');
    source(one.desk, '四项');

    one.draft.choose(openOf(one.draft), 'both');

    const [text] = one.draft.textsOf(ITEM);
    expect(printed(one.desk)).toMatch(/秘书处负责落实。[\s\S]*四项/u);
    expect(text?.blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(1);
  });

  test('given up follows the meeting again; what was written can be had back', () => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');
    const [text] = one.draft.textsOf(ITEM);
    invariant(text, 'it was taken up');

    one.draft.remove(text);
    source(one.desk, '四项');
    one.draft.look();
    expect(printed(one.desk)).toContain('四项');
    expect(one.draft.open).toEqual([]);

    const [former] = one.draft.givenUp(ITEM);
    invariant(former, 'somebody wrote it');
    one.draft.bringBack(former);
    expect(printed(one.desk)).toContain('秘书处负责落实。');
  });

  test('given up, opened and given up once more: both wordings can be had back', () => {
    const one = page();
    for (const words of ['第一稿。', '第二稿。']) {
      one.draft.take(ITEM);
      const formers = one.draft.givenUp(ITEM);
      edit(one, ITEM, words);
      // Also beside a text that was opened and not written in.
      expect(formers).toHaveLength(words === '第一稿。' ? 0 : 1);
      one.draft.giveUp(ITEM);
    }

    const formers = one.draft.givenUp(ITEM);
    const found = formers.map(({ blocks }) => JSON.stringify(blocks)).sort();
    expect(found).toEqual([expect.stringContaining('第一稿。'), expect.stringContaining('第二稿。')]);
    for (const former of formers) {
      one.draft.bringBack(former);
      expect(printed(one.desk)).toMatch(/第[一二]稿。/u);
      one.draft.giveUp(ITEM);
    }
    expect(printed(one.desk)).not.toContain('稿。');
  });

  test('brought back while an untouched text of it is open is printed, and alone when it is given up again', () => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');
    one.draft.giveUp(ITEM);
    one.draft.take(ITEM);
    const [former] = one.draft.givenUp(ITEM);
    invariant(former, 'it can be had back');

    one.draft.bringBack(former);
    expect(printed(one.desk)).toContain('秘书处负责落实。');

    one.draft.giveUp(ITEM);
    expect(one.draft.textsOf(ITEM)).toEqual([]);
    expect(one.draft.givenUp(ITEM)).toHaveLength(1);
  });

  test.each<readonly [string, (desk: Y.Doc) => void]>([
    ['left the agenda', (desk) => removeItem(desk, FIRST)],
    ['became internal', (desk) => setItem(desk, FIRST, { internal: true })],
    ['became a part of another', (desk) => moveItem(desk, FIRST, { parentId: SECOND, beforeId: null }, 'x')],
    [
      'was put off',
      (desk) => addProgress(desk, brand<EventId>('e1'), { kind: 'postpone', itemId: FIRST, at: 1, by: 'me' }),
    ],
  ])('whose item %s is printed nowhere, asks nothing, and is kept', (_what, change) => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');

    change(one.desk);
    one.draft.look();

    expect(printed(one.desk)).not.toContain('秘书处负责落实。');
    expect(one.draft.open).toEqual([]);
    expect(JSON.stringify(one.draft.written)).toContain('秘书处负责落实。');
    one.draft.dropAll(ITEM);
    expect(one.draft.written).toEqual([]);
    one.draft.offer?.undo?.();
    expect(one.draft.written).toHaveLength(1);
  });

  test('that stays without a record is printed as it was written', () => {
    const one = page();
    one.draft.take(ITEM);
    edit(one, ITEM, '秘书处负责落实。');

    firstText(one.desk).delete(0, firstText(one.desk).length);

    expect(printed(one.desk)).toContain('秘书处负责落实。');
  });

  test('taken up is no step of one’s own undo', () => {
    const { draft, undoing } = page();
    draft.take(ITEM);

    expect(undoing.canUndo).toBe(false);
  });
});

describe('two who write at once', () => {
  /** Whose writing counts is chance's to say; either way round it must come out. */
  function pair([left, right]: readonly [number, number], begun: Page): readonly [Page, Page] {
    const [a, b] = [replicaOf(begun.desk), replicaOf(begun.desk)];
    a.clientID = left;
    b.clientID = right;
    return [pageOn(a), pageOn(b)];
  }

  test('in one text end with the words of both', () => {
    const here = page();
    here.draft.take(ITEM);
    const there = pageOn(replicaOf(here.desk));
    edit(here, ITEM, '甲补一句。');
    edit(there, ITEM, '乙补一句。');

    exchange(here.desk, there.desk);

    expect(printed(here.desk)).toBe(printed(there.desk));
    expect(printed(here.desk)).toContain('甲补一句。');
    expect(printed(here.desk)).toContain('乙补一句。');
  });

  test('who took it up at the same moment keep both; the one that somebody wrote in is printed', () => {
    const here = page();
    const there = pageOn(replicaOf(here.desk));
    here.draft.take(ITEM);
    there.draft.take(ITEM);
    edit(there, ITEM, '乙补一句。');

    exchange(here.desk, there.desk);
    here.draft.look();

    expect(here.draft.textsOf(ITEM)).toHaveLength(2);
    expect(printed(here.desk)).toContain('乙补一句。');
    expect(printed(here.desk)).toBe(printed(there.desk));
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('who open it when its record has changed find what changed once, and nobody wrote it (%s, %s)', (...order) => {
    const begun = page();
    begun.draft.take(ITEM);
    source(begun.desk, '四项');
    const [here, there] = pair(order, begun);

    here.draft.take(ITEM);
    there.draft.take(ITEM);
    exchange(here.desk, there.desk);
    exchange(here.desk, there.desk);
    here.draft.look();

    expect(printed(here.desk)).toBe(printed(there.desk));
    expect(printed(here.desk).split('四项')).toHaveLength(2);
    const [text] = here.draft.textsOf(ITEM);
    expect(text !== undefined && isAsComposed(text)).toBe(true);
  });

  test('are asked about the one that was written in, whichever came first', () => {
    for (const writer of [0, 1]) {
      const here = page();
      const there = pageOn(replicaOf(here.desk));
      here.draft.take(ITEM);
      there.draft.take(ITEM);
      edit([here, there][writer] ?? here, ITEM, '补一句。');
      exchange(here.desk, there.desk);

      source(here.desk, '四项');

      expect(openOf(here.draft)).toMatchObject({ kind: 'differs', key: ITEM });
      here.draft.giveUp(ITEM);
      expect(here.draft.textsOf(ITEM)).toEqual([]);
      expect(here.draft.givenUp(ITEM)).toHaveLength(1);
    }
  });

  test('who both wrote have both given up in one step, and back in one', () => {
    const here = page();
    const there = pageOn(replicaOf(here.desk));
    here.draft.take(ITEM);
    there.draft.take(ITEM);
    edit(here, ITEM, '甲补一句。');
    edit(there, ITEM, '乙补一句。');
    exchange(here.desk, there.desk);
    here.draft.look();

    here.draft.giveUp(ITEM);

    expect(printed(here.desk)).not.toContain('补一句。');
    expect(here.draft.offer?.kind).toBe('followed');
    expect(here.draft.givenUp(ITEM)).toHaveLength(2);
    here.draft.offer?.undo?.();
    expect(here.draft.textsOf(ITEM)).toHaveLength(2);
    const [, second] = here.draft.textsOf(ITEM);
    invariant(second, 'there are two');
    here.draft.drop(second);
    expect(here.draft.offer?.kind).toBe('dropped');
    expect(printed(here.desk)).toContain('补一句。');
  });

  test('who both wrote lose no word: one is printed, the other waits', () => {
    const here = page();
    const there = pageOn(replicaOf(here.desk));
    here.draft.take(ITEM);
    there.draft.take(ITEM);
    edit(here, ITEM, '甲补一句。');
    edit(there, ITEM, '乙补一句。');

    exchange(here.desk, there.desk);
    here.draft.look();

    const texts = JSON.stringify(here.draft.textsOf(ITEM));
    expect(texts).toContain('甲补一句。');
    expect(texts).toContain('乙补一句。');
    expect(printed(here.desk)).toBe(printed(there.desk));
  });
});
