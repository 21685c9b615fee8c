// The panel of the article over an open meeting: a section is taken up where it stands, its state is said beside it, and what may
// not be published is told to whoever wrote it.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import ArticleDesk from '../../../client/papers/article-desk.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { addItem, itemMinutes, setItem } from '../../../shared/doc/desk-agenda.ts';
import { ARTICLE_DRAFT, setArticleFact } from '../../../shared/doc/desk-article.ts';
import { readSections, sectionText, setSection } from '../../../shared/doc/desk-draft.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { storageSettles } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const ITEM = brand<ItemId>('law');

function append(text: Y.XmlFragment | null, words: string): void {
  const last = text?.toArray().at(-1);
  invariant(last instanceof Y.XmlElement, 'a text has a paragraph');
  const run = last.toArray().at(-1);
  if (run instanceof Y.XmlText) return run.insert(run.length, words);
  const fresh = new Y.XmlText();
  last.insert(0, [fresh]);
  fresh.insert(0, words);
}

async function show() {
  const panel: Component = (anchor) => {
    const { desk } = useMeeting();
    setFact(desk, 'title', '例会');
    addItem(desk, { id: ITEM, kind: 'briefing', title: '律所情况介绍', order: 'a0' });
    append(itemMinutes(desk, ITEM), '总部在苏州。');
    return ArticleDesk(anchor, {});
  };
  const areas = ['papers', 'workspace', 'minutes', 'files'] as const;
  const shown = await showPage(panel, { areas, answers: {}, inMeeting: true }, closing);
  flushSync();
  const { target } = shown;
  const desk = (): Y.Doc => {
    if (!shown.open) throw new Error('no meeting is open');
    return shown.open.meeting.desk;
  };
  const settle = async (): Promise<void> => {
    flushSync();
    await storageSettles();
    flushSync();
  };
  const button = (name: string): HTMLButtonElement | undefined =>
    [...target.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === name,
    );
  const press = async (name: string): Promise<void> => {
    await expect.poll(() => button(name)).toBeDefined();
    const found = button(name);
    invariant(found, `a button ${name}`);
    found.click();
    await settle();
  };
  const phone = (): string => target.querySelector('.telephone')?.textContent ?? '';
  const row = (name: string): string =>
    [...target.querySelectorAll('li')].find((each) => each.textContent.includes(name))?.textContent ?? '';
  const write = async (words: string): Promise<void> => {
    const section = readSections(desk(), ARTICLE_DRAFT).find(({ removed }) => !removed);
    invariant(section, 'a section was taken up');
    append(sectionText(desk(), section.id), words);
    await settle();
  };
  await settle();
  return { ...shown, desk, settle, button, press, phone, row, write };
}

test('a section is taken up, written in, asked about when its record changes, and given up again', async () => {
  const { desk, settle, button, press, phone, row, write } = await show();
  await expect.poll(() => phone()).toContain('总部在苏州');
  await expect.poll(() => row('律所情况介绍')).not.toContain('已改写');

  await press('改写“律所情况介绍”');
  await expect.poll(() => row('律所情况介绍')).not.toContain('已改写');
  await write('欢迎来访。');
  await expect.poll(() => row('律所情况介绍')).toContain('已改写');
  await expect.poll(() => phone()).toContain('欢迎来访。');

  append(itemMinutes(desk(), ITEM), '设三个分部。');
  await settle();
  await expect.poll(() => row('律所情况介绍')).toContain('记录变了，这一段也改过');
  await expect.poll(() => phone()).not.toContain('三个分部');
  await press('保留现在的');
  await expect.poll(() => row('律所情况介绍')).not.toContain('记录变了');
  await expect.poll(() => phone()).toContain('欢迎来访。');

  await press('“律所情况介绍”改回按记录写');
  await expect.poll(() => phone()).toContain('三个分部');
  await expect.poll(() => phone()).not.toContain('欢迎来访。');
  await press('恢复“律所情况介绍”改写过的文字');
  await expect.poll(() => phone()).toContain('欢迎来访。');
  await expect.poll(() => button('恢复“律所情况介绍”改写过的文字')).toBeUndefined();
});

test('what names something internal is not published, and whoever wrote it is told', async () => {
  const { desk, settle, press, phone, row, target, write } = await show();
  addItem(desk(), { id: brand<ItemId>('secret'), kind: 'deliberation', title: '免去赵某职务', order: 'a1' });
  setItem(desk(), brand<ItemId>('secret'), { internal: true });
  await settle();

  await press('改写“律所情况介绍”');
  await write('随后免去赵某职务。');
  setArticleFact(desk(), 'title', '例会免去赵某职务');
  await settle();

  await expect.poll(() => row('律所情况介绍')).toContain('这一段提到了内部事项');
  await expect.poll(() => target.textContent).toContain('提到了内部事项，文章里没有采用');
  expect(phone()).toContain('总部在苏州');
  expect(phone()).not.toContain('赵某');
});

test('what nobody changed stays nobody’s', async () => {
  const { desk, settle, press, phone, row } = await show();

  await press('改写“导语”');
  await press('收起“导语”');
  setFact(desk(), 'venue', '协会会议室');
  await settle();

  await expect.poll(() => phone()).toContain('在协会会议室召开');
  await expect.poll(() => row('导语')).not.toContain('已改写');
});

test('what was written of an item that is internal now is shown below the sections, asks nothing, and can be dropped', async () => {
  const { desk, settle, button, press, phone, target, write } = await show();
  await press('改写“律所情况介绍”');
  await write('欢迎来访。');
  await expect.poll(() => phone()).toContain('欢迎来访。');

  setItem(desk(), ITEM, { internal: true });
  await settle();

  const lost = (): string => target.querySelector('[data-lost]')?.textContent ?? '';
  await expect.poll(lost).toContain('这一项标了内部');
  expect(lost()).toContain('欢迎来访。');
  expect(phone()).not.toContain('欢迎来访。');
  expect(target.textContent).not.toContain('请逐段决定');
  expect(target.querySelector('[data-compare]')).toBeNull();

  await press('删去“律所情况介绍”改写的文字');
  await expect.poll(lost).toBe('');
  expect(button('删去“律所情况介绍”改写的文字')).toBeUndefined();
});

test('a section that a colleague gives up stays under the caret of whoever writes in it', async () => {
  const { desk, settle, button, press, phone, row, target } = await show();
  await press('改写“律所情况介绍”');
  await expect.poll(() => target.querySelector('.ProseMirror')).not.toBeNull();
  const editor = target.querySelector<HTMLElement>('.ProseMirror');
  editor?.focus();
  editor?.dispatchEvent(new FocusEvent('focus'));
  const [section] = readSections(desk(), ARTICLE_DRAFT);
  invariant(section, 'it was taken up');
  append(sectionText(desk(), section.id), '欢迎来访。');
  await settle();

  setSection(desk(), section.id, { removed: true });
  append(sectionText(desk(), section.id), '接着写的。');
  await settle();

  await expect.poll(() => row('律所情况介绍')).toContain('同事刚把这一段改回按记录写');
  expect(target.querySelector('.ProseMirror')).toBe(editor);
  expect(editor?.textContent).toContain('接着写的。');
  expect(phone()).not.toContain('欢迎来访。');

  await press('恢复改写的');
  await expect.poll(() => phone()).toContain('接着写的。');
  await expect.poll(() => row('律所情况介绍')).not.toContain('同事刚把');
  expect(target.querySelector('.ProseMirror')).toBe(editor);

  await press('“律所情况介绍”改回按记录写');
  await expect.poll(() => target.querySelector('.ProseMirror')).toBeNull();
  expect(button('收起“律所情况介绍”')).toBeUndefined();
});
