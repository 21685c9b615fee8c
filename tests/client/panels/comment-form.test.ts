// Beginning a remark and sending it: what cannot be begun or sent says so in words.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { ActiveEditor } from '../../../client/editor/active-editor.svelte.ts';
import CommentForm from '../../../client/panels/comment-form.svelte';
import MinutesComment from '../../../client/panels/minutes-comment.svelte';
import { Draft } from '../../../client/state/remarks.svelte.ts';
import { ITEM } from '../support/desk-page.ts';
import { showPage, type Shown } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function form(draft: Draft): Promise<Shown & { readonly send: () => void; readonly said: () => string }> {
  const component: Component = (anchor) => CommentForm(anchor, { draft });
  const shown = await showPage(component, { areas: ['workspace', 'review'], answers: {}, inMeeting: true }, closing);
  return {
    ...shown,
    send: () => {
      shown.target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      flushSync();
    },
    said: () => [...shown.target.querySelectorAll('form > p')].map(({ textContent }) => textContent).join(),
  };
}

const passage = (): Draft => new Draft({ itemId: ITEM, from: '', to: '', quote: '会员费标准' }, () => undefined);

test('a suggestion that reads as the text does says so, aloud and in its form, until it is changed', async () => {
  const draft = passage();
  draft.kind = 'suggestion';
  const { send, said, view, open } = await form(draft);

  send();

  expect(said()).toBe('“改为”里还是原文，改了再提交。');
  expect(view.heard.at(-1)?.text).toBe(said());
  expect(open?.remarks.threads).toEqual([]);
  draft.replacement = '会费标准';
  flushSync();
  expect(said()).toBe('');
});

test('a remark without words says so', async () => {
  const { send, said } = await form(passage());

  send();

  expect(said()).toBe('还没有写字，写下批注再提交。');
});

/** Alt+M with the caret in a text that has no words, unless it cannot be written in at all. */
async function pressKey(why: string | null): Promise<Shown> {
  const component: Component = (anchor) =>
    MinutesComment(anchor, { active: new ActiveEditor(() => () => undefined), why });
  const shown = await showPage(component, { areas: ['workspace'], answers: {}, inMeeting: true }, closing);
  document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyM', key: 'm', altKey: true, bubbles: true }));
  flushSync();
  return shown;
}

test('the key where nothing can be remarked on says what to do, and where one’s letters go', async () => {
  const { view } = await pressKey(null);

  expect(view.offer?.message).toContain('先选中文字');
  expect(view.offer?.message).toContain('现在打的字会进会议记录');
  expect(view.heard.at(-1)?.text).toBe(view.offer?.message);
});

test('the key where nobody may write says why', async () => {
  const { view } = await pressKey('现在只能阅读');

  expect(view.offer?.message).toBe('现在只能阅读');
});
