// The draft of formal minutes as a page works on it: begun once, following its sources, and never over anybody's words.
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MinutesDraft } from '../../../client/papers/minutes-draft.svelte.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { removeItem } from '../../../shared/doc/desk-agenda.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { readSections, sectionText, type DeskSection } from '../../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../../shared/doc/desk-papers.ts';
import type { MeetingId } from '../../../shared/domain/ids.ts';
import type { SectionKey } from '../../../shared/domain/minutes-draft.ts';
import { wordsIn } from '../../../shared/domain/minutes.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { sectionForm } from '../../../shared/domain/section-form.ts';
import { deskWith, exchange, firstText, FIRST, replicaOf } from '../support/desk-fixture.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

interface Page {
  readonly desk: Y.Doc;
  readonly draft: MinutesDraft;
  readonly undoing: DeskUndo;
}

let ids = 0;
function pageOn(desk: Y.Doc, locale: Locale = 'zh-CN', timeZone = () => 'Asia/Shanghai'): Page {
  const undoing = new DeskUndo(desk);
  const record = new Y.Doc();
  const meeting = {
    id: brand<MeetingId>('meeting'),
    desk,
    record,
    version: 1,
    undoing,
    access: 'write' as const,
    newId: () => `s${(ids += 1)}`,
  };
  const draft = new MinutesDraft({
    meeting,
    locale: () => locale,
    timeZone,
    after: () => () => undefined,
  });
  closing.push(draft.follow(), () => undoing.close());
  return { desk, draft, undoing };
}

function page(...texts: readonly string[]): Page {
  const desk = deskWith(...texts);
  setFact(desk, 'title', '三届二次常务理事会');
  return pageOn(desk);
}

function section(desk: Y.Doc, key: string): DeskSection<SectionKey> {
  const found = readSections(desk, MINUTES_DRAFT).find((one) => one.key === key && !one.isDouble);
  invariant(found, `a section ${key}`);
  return found;
}

const said = (desk: Y.Doc, key: string): string => wordsIn(section(desk, key).blocks);
const ITEM = `item-${FIRST}`;

/** As a person writes at the end of a section. */
function edit(desk: Y.Doc, key: string, words: string): void {
  const last = sectionText(desk, section(desk, key).id)?.toArray().at(-1);
  const text = last instanceof Y.XmlElement ? last.toArray().at(-1) : null;
  invariant(text instanceof Y.XmlText, 'the last paragraph has words');
  text.insert(text.length, words);
}

function source(desk: Y.Doc, words: string): void {
  firstText(desk).insert(0, words);
}

function openOf(draft: MinutesDraft) {
  draft.look();
  const [change] = draft.open;
  invariant(change, 'something is open');
  return change;
}

describe('a draft', () => {
  test('is begun with every section as it is composed', () => {
    const { desk, draft } = page('团标抓紧发布。');

    draft.compose();

    expect(draft.sections.map(({ key }) => key)).toEqual(draft.fresh.map(({ key }) => key));
    for (const { key, blocks } of draft.fresh) expect(sectionForm(section(desk, key).blocks)).toBe(sectionForm(blocks));
    expect(draft.changes).toEqual([]);
  });

  test('is not undone by the key that undoes one’s own letters', () => {
    const { draft, undoing } = page('团标抓紧发布。');

    draft.compose();

    expect(undoing.canUndo).toBe(false);
  });

  test('that nobody touched follows its source, and can be taken back', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    source(desk, '四项');

    draft.compose();

    expect(said(desk, ITEM)).toContain('四项团标抓紧发布');
    draft.offer?.undo?.();
    expect(said(desk, ITEM)).not.toContain('四项');
    expect(draft.following).toBe(1);
  });

  test('that somebody edited is left alone and asked about', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');

    draft.compose();

    expect(said(desk, ITEM)).toContain('秘书处负责。');
    expect(said(desk, ITEM)).not.toContain('四项');
    expect(draft.open.map(({ kind, key }) => [kind, key])).toEqual([['differs', ITEM]]);
  });

  test('keeps what was edited when that is chosen, and asks no more until the source changes again', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');

    draft.choose(openOf(draft), 'mine');

    expect(said(desk, ITEM)).toContain('秘书处负责。');
    expect(draft.open).toEqual([]);
    source(desk, '上述');
    expect(openOf(draft).key).toBe(ITEM);
  });

  test('takes what is composed when that is chosen, and gives back one’s own words', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');

    draft.choose(openOf(draft), 'new');

    expect(said(desk, ITEM)).toContain('四项');
    expect(said(desk, ITEM)).not.toContain('秘书处负责。');
    draft.offer?.undo?.();
    expect(said(desk, ITEM)).toContain('秘书处负责。');
    expect(draft.open).toHaveLength(1);
  });

  test('brings one’s own words back above what somebody wrote in the new text since, and says so', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');
    draft.choose(openOf(draft), 'new');
    edit(desk, ITEM, '后来又写。');

    draft.offer?.undo?.();

    expect(said(desk, ITEM)).toMatch(/秘书处负责。[^]*四项[^]*后来又写。/u);
    expect(section(desk, ITEM).blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(1);
    expect(draft.offer).toEqual({ kind: 'joined', count: 1, undo: null });
  });

  test('asks again after one changes one’s mind, whatever was written on since', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');
    draft.choose(openOf(draft), 'mine');
    edit(desk, ITEM, '后来又写。');

    draft.offer?.undo?.();

    expect(said(desk, ITEM)).toMatch(/秘书处负责。后来又写。/u);
    expect(draft.open).toHaveLength(1);
  });

  test('keeps both and what was written since, once, when both are taken back, and says so', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');
    draft.choose(openOf(draft), 'both');
    edit(desk, ITEM, '后来又写。');

    draft.offer?.undo?.();

    expect(said(desk, ITEM).split('秘书处负责。')).toHaveLength(2);
    expect(said(desk, ITEM)).toContain('后来又写。');
    expect(draft.offer?.kind).toBe('kept');
  });

  test('when an update is taken back, a section that a colleague has written in since stays, and that is said', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    source(desk, '四项');
    draft.compose();
    edit(desk, ITEM, '同事在写。');

    draft.offer?.undo?.();

    expect(said(desk, ITEM)).toMatch(/四项[^]*同事在写。/u);
    expect(draft.offer).toEqual({ kind: 'kept', count: 1, undo: null });
  });

  test('holds both, with one heading, when both are chosen', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    source(desk, '四项');

    draft.choose(openOf(draft), 'both');

    const { blocks } = section(desk, ITEM);
    expect(blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(1);
    expect(wordsIn(blocks)).toContain('秘书处负责。');
    expect(wordsIn(blocks)).toContain('四项');
    expect(draft.open).toEqual([]);
  });

  test('asks what becomes of an edited section whose item left the agenda, and keeps it when told to', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');
    removeItem(desk, FIRST);

    const change = openOf(draft);
    expect(change.kind).toBe('orphan');
    draft.choose(change, 'mine');

    expect(draft.open).toEqual([]);
    expect(draft.sections.map(({ key }) => key)).toContain(ITEM);
  });

  test('begun by two at once is one draft again after either composes, and nothing that was written is lost', () => {
    const left = page('团标抓紧发布。');
    const right = pageOn(replicaOf(left.desk));
    left.draft.compose();
    right.draft.compose();
    edit(right.desk, ITEM, '右边写的。');
    exchange(left.desk, right.desk);

    left.draft.compose();

    const words = left.draft.sections.filter(({ key }) => key === ITEM).map(({ blocks }) => wordsIn(blocks));
    expect(words.join('')).toContain('右边写的。');
    expect(left.draft.sections.filter(({ key }) => key === 'opening')).toHaveLength(1);
  });

  test('begun by two at once shows each section once as soon as both have met, and taking one out brings no other up', () => {
    const left = page('团标抓紧发布。');
    const right = pageOn(replicaOf(left.desk));
    left.draft.compose();
    right.draft.compose();
    exchange(left.desk, right.desk);

    for (const { desk, draft } of [left, right]) {
      draft.look();
      expect(draft.sections.map(({ key }) => key)).toEqual(draft.fresh.map(({ key }) => key));
      expect(draft.sections.some(({ isDouble }) => isDouble)).toBe(false);
      expect(said(desk, ITEM)).toContain('团标抓紧发布。');
    }
    left.draft.remove(section(left.desk, ITEM));
    expect(left.draft.sections.map(({ key }) => key)).not.toContain(ITEM);
    expect(left.draft.removed.map(({ key }) => key)).toContain(ITEM);
  });

  test('shows the double that holds somebody’s words', () => {
    const left = page('团标抓紧发布。');
    const right = pageOn(replicaOf(left.desk));
    left.draft.compose();
    right.draft.compose();
    edit(right.desk, ITEM, '右边写的。');
    exchange(left.desk, right.desk);

    left.draft.look();

    const words = left.draft.sections.filter(({ key }) => key === ITEM).map(({ blocks }) => wordsIn(blocks));
    expect(words.join('')).toContain('右边写的。');
    expect(left.draft.sections.filter(({ key }) => key === 'opening')).toHaveLength(1);
  });

  test('a section taken out comes back with its words', () => {
    const { desk, draft } = page('团标抓紧发布。');
    draft.compose();
    edit(desk, ITEM, '秘书处负责。');

    draft.remove(section(desk, ITEM));
    expect(draft.sections.map(({ key }) => key)).not.toContain(ITEM);
    const [removed] = draft.removed;
    invariant(removed, 'it is listed as removed');
    draft.bringBack(removed);

    expect(said(desk, ITEM)).toContain('秘书处负责。');
    expect(draft.sections.map(({ key }) => key)).toContain(ITEM);
  });
});

test('a draft goes on in its language, in whichever the page of whoever looks at it is shown', () => {
  const { desk, draft } = page('团标抓紧发布。');
  draft.compose();

  const english = pageOn(desk, 'en').draft;

  expect(english.language).toBe('zh-CN');
  expect(english.changes).toEqual([]);
});

test('a draft that is begun in English stays English', () => {
  const { desk, draft } = pageOn(page('Publish the standard.').desk, 'en');
  draft.compose();

  expect(pageOn(desk).draft.language).toBe('en');
  expect(pageOn(desk).draft.changes).toEqual([]);
});

test('a draft speaks of the days and hours of the house, also where they are known only a moment later', () => {
  const desk = deskWith('团标抓紧发布。');
  setFact(desk, 'plannedStart', Date.UTC(2026, 10, 26, 23));
  const zone = { name: 'UTC' };
  const { draft } = pageOn(desk, 'zh-CN', () => zone.name);

  zone.name = 'Asia/Shanghai';
  draft.look();
  draft.compose();

  expect(said(desk, 'opening')).toContain('2026年11月27日上午');
});
