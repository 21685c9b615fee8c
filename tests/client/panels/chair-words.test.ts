// 主持词 before the meeting: what the rules say, worded anew, and given back to the rules.
import { flushSync, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import ChairWords from '../../../client/panels/chair-words.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { setItem } from '../../../shared/doc/desk-agenda.ts';
import { readChairWords, setChairWords } from '../../../shared/doc/desk-chair.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { ITEM } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function words(own?: string) {
  let isClosed = false;
  const dialog: Component = (anchor) => {
    const { desk } = useMeeting();
    setFact(desk, 'title', '例会');
    setItem(desk, ITEM, { presenters: [{ key: null, name: '张春野', org: '标准化处', title: '处长' }] });
    if (own !== undefined) setChairWords(desk, 'opening', own);
    return ChairWords(anchor, { onclose: () => (isClosed = true) });
  };
  const { target, open } = await showPage(dialog, { areas: ['bar'], answers: {}, inMeeting: true }, closing);
  const press = (label: string): void => {
    const found = [...target.querySelectorAll('button')].find((button) => button.textContent.trim() === label);
    if (!found) throw new Error(`no button ${label}`);
    found.click();
    flushSync();
  };
  const write = (text: string): void => {
    const field = target.querySelector('textarea');
    if (!field) throw new Error('nothing to write in');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
  };
  const kept = (): string | undefined => (open ? readChairWords(open.meeting.desk).get('opening') : undefined);
  const keptAnywhere = (): readonly string[] => (open ? [...readChairWords(open.meeting.desk).values()] : []);
  const leave = (): void => {
    target.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    flushSync();
  };
  /** Somebody else's words for the opening arrive. */
  const theirs = (text: string): void => {
    if (open) setChairWords(open.meeting.desk, 'opening', text);
    flushSync();
  };
  return { target, press, write, kept, keptAnywhere, leave, theirs, isClosed: () => isClosed };
}

test('it says what the rules make of the agenda, and marks nothing as one’s own', async () => {
  const { target } = await words();

  expect(target.textContent).toContain('现在召开例会。');
  expect(target.textContent).toContain('请标准化处处长张春野发言。');
  expect(target.textContent).not.toContain('已改写');
});

test('a passage that was worded anew is kept, marked, and given back', async () => {
  const { target, press, write, kept } = await words();
  press('改写');
  write('各位老朋友，好久不见！');
  press('好了');
  const [worded, text] = [kept(), target.textContent];

  press('恢复自动');

  expect([worded, kept()]).toEqual(['各位老朋友，好久不见！', undefined]);
  expect(text).toContain('已改写');
  expect(target.textContent).toContain('现在召开例会。');
});

test.each([
  ['emptied', '  '],
  ['left as the rules have it', null],
])('a passage that was %s is not one’s own', async (_what, text) => {
  const { press, write, kept } = await words();
  press('改写');
  if (text !== null) write(text);
  press('好了');

  expect(kept()).toBeUndefined();
});

test('one’s own wording is what is worded further', async () => {
  const { target, press } = await words('先前写的话');
  press('改写');

  expect(target.querySelector('textarea')?.value).toBe('先前写的话');
});

test('words half written are kept when another passage is worded', async () => {
  const { press, write, kept, target } = await words();
  press('改写');
  write('各位老朋友，好久不见！');

  press('改写');

  expect(kept()).toBe('各位老朋友，好久不见！');
  expect(target.querySelectorAll('textarea')).toHaveLength(1);
});

test('words half written are kept when the dialog is left', async () => {
  const { press, write, kept, leave, isClosed } = await words();
  press('改写');
  write('各位老朋友，好久不见！');

  leave();

  expect([kept(), isClosed()]).toEqual(['各位老朋友，好久不见！', true]);
});

test('a passage that was opened and left as it stood is not kept over what somebody else wrote', async () => {
  const { press, keptAnywhere, leave, theirs } = await words('先前写的话');
  press('改写');
  theirs('别人写的话');

  leave();

  expect(keptAnywhere()).toEqual(['别人写的话']);
});

describe('words that somebody else kept meanwhile', () => {
  test.each(['leave', 'edit another', 'keep'] as const)('are said to be there, and stand: %s', async (how) => {
    const { target, press, write, kept, leave, theirs, isClosed } = await words();
    press('改写');
    write('我写的话');
    theirs('别人写的话');

    if (how === 'leave') leave();
    else press(how === 'keep' ? '好了' : '改写');

    expect([kept(), isClosed()]).toEqual(['别人写的话', false]);
    expect(target.querySelector('[role="alert"]')?.textContent).toContain('别人写的话');
    expect(target.querySelector('textarea')?.value).toBe('我写的话');
  });

  test.each([
    ['好了', '我写的话'],
    ['取消', '别人写的话'],
  ])('are replaced or left by who was told: %s', async (answer, text) => {
    const { target, press, write, kept, leave, theirs } = await words();
    press('改写');
    write('我写的话');
    theirs('别人写的话');
    leave();

    press(answer);

    expect(kept()).toBe(text);
    expect(target.querySelector('textarea')).toBeNull();
  });
});
