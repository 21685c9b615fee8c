// Remarks and answers that are not sent yet: they are there when one comes back, and no key that was meant for something
// else takes them away.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { Passages, providePassages } from '../../../client/editor/passage-board.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import CommentList from '../../../client/panels/comment-list.svelte';
import { HalfWritten } from '../../../client/state/half-written.svelte.ts';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { provideRemarks, Remarks } from '../../../client/state/remarks.svelte.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import type { Anchor } from '../../../shared/domain/anchor.ts';
import type { CommentId } from '../../../shared/domain/ids.ts';
import { addThread } from '../../../shared/doc/desk-comments.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { EpochMs } from '../../../shared/lib/time.ts';
import { ITEM, joinedPage, MEETING, meetingServer, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  sessionStorage.clear();
  for (const close of closing.splice(0)) await close();
});

const passage = (quote: string): Anchor => ({ itemId: ITEM, from: `{"${quote}":0}`, to: `{"${quote}":1}`, quote });
const FIRST = passage('六月底');
const SECOND = passage('九月底');

async function openMeeting() {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace', 'minutes', 'review']);
  const view = new WorkspaceView();
  const halfWritten = new HalfWritten({ userId: USER, meetingId: MEETING });
  const remarks = new Remarks(meeting, view, halfWritten);
  const passages = new Passages({
    desk: () => provider.desk,
    renew: () => undefined,
    approach: () => undefined,
    marginOf: () => '',
    open: () => true,
  });
  closing.push(() => passages.close());
  const inContext: Component = (anchor, props) => {
    provideMeeting(meeting);
    provideWords(words);
    provideView(view);
    provideRemarks(remarks);
    providePassages(passages);
    return CommentList(anchor, props);
  };
  /** The tab of the remarks is shown; what comes back leaves it. */
  const showTab = (): (() => Promise<void>) => {
    const target = document.createElement('div');
    document.body.append(target);
    const list = mount(inContext, { target, context: new Map() });
    flushSync();
    let isLeft = false;
    const leave = async (): Promise<void> => {
      if (isLeft) return;
      isLeft = true;
      await unmount(list);
      target.remove();
    };
    closing.push(leave);
    return leave;
  };
  const begin = (anchor: Anchor): unknown => {
    const answer = remarks.begin(anchor);
    flushSync();
    return answer;
  };
  return { meeting, remarks, view, showTab, begin };
}

function only<Element extends HTMLElement>(selector: string): Element {
  const found = document.querySelector<Element>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
}
const field = (): HTMLTextAreaElement => only('textarea[id$="-text"]');
const quoted = (): string => only('form q').textContent;
const isOpen = (): boolean => document.querySelector('form') !== null;

function write(words: string, into: HTMLInputElement | HTMLTextAreaElement = field()): void {
  into.value = words;
  into.dispatchEvent(new InputEvent('input', { bubbles: true }));
  flushSync();
}

function press(key: string, on: HTMLElement = field(), more: KeyboardEventInit = {}): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  flushSync();
}

describe('a remark that is not sent yet', () => {
  test('is there again when one comes back from another tab', async () => {
    const { showTab, begin } = await openMeeting();
    const leave = showTab();
    begin(FIRST);
    write('日期待核');

    await leave();
    showTab();

    expect(field().value).toBe('日期待核');
  });

  test('is there again as the suggestion it was', async () => {
    const { showTab, begin, remarks } = await openMeeting();
    const leave = showTab();
    begin(FIRST);
    if (remarks.draft) remarks.draft.kind = 'suggestion';
    flushSync();
    write('6月30日前', only('textarea[id$="-replacement"]'));

    await leave();
    showTab();

    expect(only<HTMLTextAreaElement>('textarea[id$="-replacement"]').value).toBe('6月30日前');
    press('Enter', field(), { ctrlKey: true });
    expect(remarks.threads.map(({ replacement }) => replacement)).toEqual(['6月30日前']);
    expect(isOpen()).toBe(false);
  });

  test('does not take the focus when one only passes through its tab', async () => {
    const { showTab, begin } = await openMeeting();
    const leave = showTab();
    begin(FIRST);
    const hadFocus = document.activeElement === field();
    await leave();

    showTab();

    expect(hadFocus).toBe(true);
    expect(document.activeElement).not.toBe(field());
  });

  test('is gone to, and not replaced, when another passage is to be remarked on', async () => {
    const { showTab, begin, view } = await openMeeting();
    showTab();
    begin(FIRST);
    write('日期待核');
    field().blur();
    view.setTab('tasks');

    const answer = begin(SECOND);

    expect(answer).toBe('kept');
    expect([quoted(), field().value, view.tab]).toEqual(['六月底', '日期待核', 'comments']);
    expect(document.activeElement).toBe(field());
  });

  test('makes room for another passage while nothing was written', async () => {
    const { showTab, begin } = await openMeeting();
    showTab();
    begin(FIRST);

    const answer = begin(SECOND);

    expect(answer).toBe('begun');
    expect(quoted()).toBe('九月底');
    expect(document.activeElement).toBe(field());
  });

  test('stays on Escape, which only leaves the field', async () => {
    const { showTab, begin } = await openMeeting();
    showTab();
    begin(FIRST);
    write('日期待核');

    press('Escape');

    expect(field().value).toBe('日期待核');
    expect(document.activeElement).not.toBe(field());
  });

  test('closes on Escape while nothing was written', async () => {
    const { showTab, begin } = await openMeeting();
    showTab();
    begin(FIRST);

    press('Escape');

    expect(isOpen()).toBe(false);
  });

  test('is not closed by the Escape that ends a composition in Safari', async () => {
    const { showTab, begin } = await openMeeting();
    showTab();
    begin(FIRST);

    press('Escape', field(), { keyCode: 229 });

    expect(isOpen()).toBe(true);
  });
});

describe('after the page was loaded again', () => {
  test('a remark stands where it was, and waits in its tab', async () => {
    const first = await openMeeting();
    const leave = first.showTab();
    first.begin(FIRST);
    write('日期待核');
    await leave();

    const second = await openMeeting();
    const tab = second.view.tab;
    second.showTab();

    expect([tab, quoted(), field().value]).toEqual(['tasks', '六月底', '日期待核']);
    expect(document.activeElement).not.toBe(field());
  });

  test('a suggestion is a suggestion', async () => {
    const first = await openMeeting();
    first.begin(FIRST);
    if (first.remarks.draft) {
      first.remarks.draft.kind = 'suggestion';
      first.remarks.draft.replacement = '6月30日前';
    }

    const { remarks } = await openMeeting();

    expect(remarks.draft).toMatchObject({ kind: 'suggestion', replacement: '6月30日前', text: '', anchor: FIRST });
  });

  test('nothing stands where one was sent or taken back', async () => {
    const first = await openMeeting();
    first.begin(FIRST);
    if (first.remarks.draft) first.remarks.draft.text = '日期待核';
    first.remarks.endDraft();

    const { remarks } = await openMeeting();

    expect(remarks.draft).toBeNull();
  });

  test('what somebody else put there is no remark', async () => {
    sessionStorage.setItem(`gongbi.half.${USER}.${MEETING}.remark`, '{"anchor":{"itemId":"../x"},"text":3}');

    const { remarks } = await openMeeting();

    expect(remarks.draft).toBeNull();
  });
});

describe('an answer that is not sent yet', () => {
  const THREAD = brand<CommentId>('c1');
  const answerTo = (): HTMLInputElement => only(`#comment-${THREAD} input[enterkeyhint]`);

  async function withThread() {
    const opened = await openMeeting();
    const by = { by: USER, byName: '周敏', at: 1 as EpochMs };
    addThread(opened.meeting.desk, { id: THREAD, anchor: FIRST, text: '日期待核', ...by });
    return opened;
  }

  test('is there again when one comes back from another tab', async () => {
    const { showTab } = await withThread();
    const leave = showTab();
    write('已核', answerTo());

    await leave();
    showTab();

    expect(answerTo().value).toBe('已核');
  });

  test('leaves an empty line once it was sent', async () => {
    const { showTab, remarks } = await withThread();
    showTab();
    write('已核', answerTo());

    press('Enter', answerTo());

    expect(answerTo().value).toBe('');
    expect(remarks.threads[0]?.replies.map(({ text }) => text)).toEqual(['已核']);
  });

  test('is not sent by the Enter that ends a composition in Safari', async () => {
    const { showTab, remarks } = await withThread();
    showTab();
    write('yihe', answerTo());

    press('Enter', answerTo(), { keyCode: 229 });

    expect(remarks.threads[0]?.replies).toEqual([]);
    expect(answerTo().value).toBe('yihe');
  });
});
