// One draft, several hands: one's own key for undo beside the page's steps, and colleagues who write in a section while it is
// composed anew. No word is lost, and none is there twice.
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Choice } from '../../../client/papers/composed-draft.svelte.ts';
import { MinutesDraft } from '../../../client/papers/minutes-draft.svelte.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { readSections, sectionText, type DeskSection } from '../../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../../shared/doc/desk-papers.ts';
import { settledDesk } from '../../../shared/doc/settled-desk.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { MeetingId } from '../../../shared/domain/ids.ts';
import type { SectionKey } from '../../../shared/domain/minutes-draft.ts';
import { wordsIn } from '../../../shared/domain/minutes.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { deskWith, exchange, firstText, FIRST, replicaOf } from '../support/desk-fixture.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

const ITEM = `item-${FIRST}`;
let ids = 0;

function pageOn(desk: Y.Doc) {
  const undoing = new DeskUndo(desk);
  const meeting = {
    ...{ id: brand<MeetingId>('meeting'), desk, record: new Y.Doc(), version: 1, undoing, access: 'write' as const },
    newId: () => `s${(ids += 1)}`,
  };
  const draft = new MinutesDraft({
    ...{ meeting, locale: () => 'zh-CN' as const, timeZone: () => 'Asia/Shanghai' },
    after: () => () => undefined,
  });
  closing.push(draft.follow(), () => undoing.close());
  return { desk, draft, undoing };
}

function page(...texts: readonly string[]) {
  const desk = deskWith(...texts);
  setFact(desk, 'title', '三届二次常务理事会');
  return pageOn(desk);
}

function section(desk: Y.Doc): DeskSection<SectionKey> {
  const found = readSections(desk, MINUTES_DRAFT).find((one) => one.key === ITEM && !one.isDouble);
  invariant(found, 'the section of the item');
  return found;
}

const said = (desk: Y.Doc): string => wordsIn(section(desk).blocks);
/** As papers, seals and exports have it. */
function printed(desk: Y.Doc): string {
  const source = { desk, record: new Y.Doc(), meetingId: brand<MeetingId>('meeting'), version: 1 };
  const { minutesDraft } = buildSnapshot({ ...source, audience: 'internal' });
  return wordsIn(minutesDraft?.sections.find(({ key }) => key === ITEM)?.blocks ?? []);
}

const times = (text: string, words: string): number => text.split(words).length - 1;

/** As a person writes at the end of a paragraph of the section, the last one unless said. */
function edit(desk: Y.Doc, words: string, at = -1): void {
  const paragraph = sectionText(desk, section(desk).id)?.toArray().at(at);
  const text = paragraph instanceof Y.XmlElement ? paragraph.toArray().at(-1) : null;
  invariant(text instanceof Y.XmlText, 'the paragraph has words');
  text.insert(text.length, words);
}

/** Edited by hand, while the record changed: something is open. */
function questioned() {
  const all = page('团标抓紧发布。');
  all.draft.compose();
  edit(all.desk, '秘书处负责。');
  firstText(all.desk).insert(0, '四项');
  all.draft.look();
  return all;
}

function choose(draft: MinutesDraft, choice: Choice): void {
  const [change] = draft.open;
  invariant(change, 'something is open');
  draft.choose(change, choice);
}

describe('one’s own undo after a choice', () => {
  test.each<Choice>(['new', 'both'])('brings back one’s words as they were, after %s', (choice) => {
    const { desk, draft, undoing } = questioned();
    const before = said(desk);
    choose(draft, choice);

    undoing.undo();

    expect(said(desk)).toBe(before);
  });

  test.each<Choice>(['new', 'both'])('and the offer behind it doubles nothing and asks again, after %s', (choice) => {
    const { desk, draft, undoing } = questioned();
    const before = said(desk);
    choose(draft, choice);
    undoing.undo();

    draft.offer?.undo?.();

    expect(said(desk)).toBe(before);
    expect(draft.open).toHaveLength(1);
  });

  test.each<Choice>(['new', 'both'])(
    'done and undone again it is as chosen, and the offer still holds, after %s',
    (choice) => {
      const { desk, draft, undoing } = questioned();
      const before = said(desk);
      choose(draft, choice);
      const chosen = said(desk);
      undoing.undo();
      undoing.redo();

      expect(said(desk)).toBe(chosen);
      draft.offer?.undo?.();
      expect(said(desk)).toBe(before);
    },
  );

  test('the offer taken, one’s own key brings the choice back, and takes it again', () => {
    const { desk, draft, undoing } = questioned();
    const before = said(desk);
    choose(draft, 'new');
    const chosen = said(desk);
    draft.offer?.undo?.();

    undoing.undo();
    expect(said(desk)).toBe(chosen);
    undoing.redo();
    expect(said(desk)).toBe(before);
  });
});

describe('one’s own undo of an answer', () => {
  test.each<Choice>(['new', 'both'])('opens the question again, and redo answers it again: %s', (choice) => {
    const { draft, undoing } = questioned();
    choose(draft, choice);

    undoing.undo();
    draft.look();
    expect(draft.open).toMatchObject([{ kind: 'differs', key: ITEM }]);

    undoing.redo();
    draft.look();
    expect(draft.open).toEqual([]);
  });

  test('opens none that a colleague has answered since', () => {
    const left = questioned();
    const right = pageOn(replicaOf(left.desk));
    choose(left.draft, 'new');
    left.undoing.undo();
    left.draft.look();
    exchange(left.desk, right.desk);
    right.draft.look();

    choose(right.draft, 'mine');
    exchange(left.desk, right.desk);
    left.draft.look();

    expect(left.draft.open).toEqual([]);
  });
});

describe('a colleague who writes in the section meanwhile', () => {
  test.each([0, -1])('keeps every word when it follows its source, in paragraph %s', (at) => {
    const left = page('团标抓紧发布。', '会费照旧。');
    left.draft.compose();
    const right = pageOn(replicaOf(left.desk));
    firstText(left.desk).insert(0, '四项');
    edit(right.desk, '同事写的。', at);

    left.draft.compose();
    exchange(left.desk, right.desk);

    for (const { desk } of [left, right]) {
      expect(times(said(desk), '同事写的。')).toBe(1);
      expect(times(said(desk), '四项')).toBe(1);
    }
    expect(said(left.desk)).toBe(said(right.desk));
  });

  test.each<Choice>(['new', 'both', 'mine'])('keeps every word when one chooses %s', (choice) => {
    const left = questioned();
    const right = pageOn(replicaOf(left.desk));
    edit(right.desk, '同事写的。');

    choose(left.draft, choice);
    exchange(left.desk, right.desk);

    expect(times(said(left.desk), '同事写的。')).toBe(1);
    expect(said(left.desk)).toBe(said(right.desk));
  });

  test('keeps every word when the whole paragraph goes from under the caret', () => {
    const left = page('团标抓紧发布。', '会费照旧。');
    left.draft.compose();
    const right = pageOn(replicaOf(left.desk));
    const { length } = section(left.desk).blocks;
    firstText(left.desk).delete(0, firstText(left.desk).length);
    edit(right.desk, '同事写的。', length - 1);

    left.draft.compose();
    exchange(left.desk, right.desk);

    expect(times(said(left.desk), '同事写的。')).toBe(1);
  });

  test('keeps every word when the section is taken out, and it can be brought back', () => {
    const left = page('团标抓紧发布。');
    left.draft.compose();
    const right = pageOn(replicaOf(left.desk));
    edit(right.desk, '同事写的。');

    left.draft.remove(section(left.desk));
    exchange(left.desk, right.desk);
    left.draft.look();
    const [removed] = left.draft.removed;
    invariant(removed, 'it is listed as taken out');
    left.draft.bringBack(removed);

    expect(times(said(left.desk), '同事写的。')).toBe(1);
  });
});

describe('two who press the same at once', () => {
  /** Whose writing counts is chance's to say; either way round it must come out. */
  const ORDERS = [
    [1, 2],
    [2, 1],
  ] as const;

  function pair([left, right]: readonly [number, number], begun: ReturnType<typeof page>) {
    const [a, b] = [replicaOf(begun.desk), replicaOf(begun.desk)];
    a.clientID = left;
    b.clientID = right;
    return [pageOn(a), pageOn(b)] as const;
  }

  function meet(left: ReturnType<typeof page>, right: ReturnType<typeof page>): string {
    exchange(left.desk, right.desk);
    // What one of them has put right is the other's too.
    exchange(left.desk, right.desk);
    expect(said(left.desk)).toBe(said(right.desk));
    for (const { draft } of [left, right]) draft.look();
    return said(left.desk);
  }

  test.each(ORDERS)('write an update once (%s, %s)', (...order) => {
    const begun = page('团标抓紧发布。', '会费照旧。');
    begun.draft.compose();
    firstText(begun.desk).insert(0, '四项');
    const [left, right] = pair(order, begun);

    left.draft.compose();
    right.draft.compose();
    const words = meet(left, right);

    expect(times(words, '四项')).toBe(1);
    expect(times(words, '会费照旧')).toBe(1);
    expect(left.draft.changes).toEqual([]);
  });

  test.each(ORDERS)('write a matter that grew by whole paragraphs once (%s, %s)', (...order) => {
    const begun = page('团标抓紧发布。');
    begun.draft.compose();
    const text = firstText(begun.desk);
    text.delete(0, text.length);
    text.insert(0, '会议要求：会费照旧。');
    const [left, right] = pair(order, begun);

    left.draft.compose();
    right.draft.compose();
    const words = meet(left, right);

    expect(times(words, '会费照旧')).toBe(1);
    expect(left.draft.changes).toEqual([]);
  });

  test.each(ORDERS)(
    'write an update once, however they are loaded anew before they hear of each other (%s, %s)',
    (...order) => {
      const begun = page('团标抓紧发布。', '会费照旧。');
      begun.draft.compose();
      firstText(begun.desk).insert(0, '四项');
      const [left, right] = pair(order, begun);

      left.draft.compose();
      right.draft.compose();
      edit(right.desk, '手写的。');
      const [again, other] = [pageOn(replicaOf(left.desk)), pageOn(replicaOf(right.desk))];
      const words = meet(again, other);

      expect(times(words, '四项')).toBe(1);
      expect(times(words, '会费照旧')).toBe(1);
      expect(times(words, '手写的。')).toBe(1);
    },
  );

  test.each(ORDERS)('print an update once before anybody opens the papers again (%s, %s)', (...order) => {
    const begun = page('团标抓紧发布。', '会费照旧。');
    begun.draft.compose();
    firstText(begun.desk).insert(0, '四项');
    const pages = pair(order, begun);
    for (const { draft } of pages) draft.compose();
    closing.splice(0).forEach((close) => close());
    const [one, other] = pages.map(({ desk }) => replicaOf(desk));
    invariant(one && other, 'both are kept');
    exchange(one, other);
    const stood = Y.encodeStateAsUpdate(one);

    for (const desk of [one, other]) {
      expect(times(printed(desk), '四项')).toBe(1);
      expect(times(printed(desk), '会费照旧')).toBe(1);
    }
    // Nothing is written by whoever reads.
    expect(Y.encodeStateAsUpdate(one)).toEqual(stood);
    expect(settledDesk(one)).not.toBe(one);
    const settled = pageOn(one).desk;
    expect(printed(settled)).toBe(said(settled));
    expect(settledDesk(settled)).toBe(settled);
  });

  test('write an update once when they are three, while a fourth one writes', () => {
    const begun = page('团标抓紧发布。', '会费照旧。');
    begun.draft.compose();
    firstText(begun.desk).insert(0, '四项');
    const pages = [3, 1, 2].map((client) => {
      const replica = replicaOf(begun.desk);
      replica.clientID = client;
      return pageOn(replica);
    });
    const [first, second, third] = pages;
    invariant(first && second && third, 'there are three');

    for (const { draft } of pages) draft.compose();
    edit(begun.desk, '第四人写的。');
    exchange(second.desk, third.desk);
    exchange(begun.desk, first.desk);
    exchange(first.desk, third.desk);
    const words = meet(second, third);

    expect(times(words, '四项')).toBe(1);
    expect(times(words, '会费照旧')).toBe(1);
    expect(times(words, '第四人写的。')).toBe(1);
  });

  test.each(ORDERS)('keep a short word that one brings back while the other composes (%s, %s)', (...order) => {
    const begun = page('会议由会长主持，会员代表不少于三分之二出席，同时听取意见。');
    begun.draft.compose();
    const [left, right] = pair(order, begun);
    edit(left.desk, '会长不同意');
    firstText(left.desk).insert(0, '四项');
    left.draft.look();
    choose(left.draft, 'new');
    exchange(left.desk, right.desk);

    left.draft.offer?.undo?.();
    firstText(right.desk).insert(0, '下午，');
    right.draft.compose();
    const words = meet(left, right);

    expect(times(words, '会长不同意')).toBe(1);
  });

  test('but different things leave no section without words of what is composed now: it is asked about', () => {
    const begun = page('甲乙丙。');
    begun.draft.compose();
    const [left, right] = pair([1, 2], begun);
    const old = firstText(left.desk);
    old.delete(0, old.length);
    old.insert(0, '丁。');
    left.draft.compose();
    firstText(right.desk).insert(0, '戊');
    right.draft.compose();
    // What they composed meets; whose base counts was composed of words that the other one took out.
    const words = meet(left, right);

    expect(words.includes('甲乙丙') || left.draft.changes.length > 0).toBe(true);
  });

  describe.each(ORDERS)('(%s, %s)', (...order) => {
    test.each<Choice>(['new', 'both'])('write what was chosen once: %s', (choice) => {
      const [left, right] = pair(order, questioned());

      for (const { draft } of [left, right]) {
        draft.look();
        choose(draft, choice);
      }
      const words = meet(left, right);

      expect(times(words, '四项')).toBe(1);
      expect(times(words, '秘书处负责。')).toBe(choice === 'both' ? 1 : 0);
      expect(left.draft.open).toEqual([]);
    });

    test('keep what one of them took while the other kept theirs', () => {
      const [left, right] = pair(order, questioned());
      for (const { draft } of [left, right]) draft.look();

      choose(left.draft, 'new');
      choose(right.draft, 'mine');
      const words = meet(left, right);

      expect(times(words, '四项')).toBe(1);
    });

    test('and ask when one of them took it beside theirs', () => {
      const [left, right] = pair(order, questioned());
      for (const { draft } of [left, right]) draft.look();

      choose(left.draft, 'new');
      choose(right.draft, 'both');
      meet(left, right);

      for (const { draft } of [left, right]) expect(draft.open.map(({ key }) => key)).toEqual([ITEM]);
    });

    test('keep what a third one wrote there meanwhile', () => {
      const begun = questioned();
      const [left, right] = pair(order, begun);
      for (const { draft } of [left, right]) draft.look();
      edit(begun.desk, '第三人写的。');

      choose(left.draft, 'new');
      choose(right.draft, 'new');
      exchange(left.desk, right.desk);
      exchange(begun.desk, left.desk);
      exchange(left.desk, right.desk);

      expect(times(said(right.desk), '第三人写的。')).toBe(1);
      expect(times(said(right.desk), '四项')).toBe(1);
    });
  });
});
