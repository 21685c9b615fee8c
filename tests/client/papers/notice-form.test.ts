// What a notice says besides the meeting's own facts is filled in beside it: each of these facts has its field.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { MinutesDraft } from '../../../client/papers/minutes-draft.svelte.ts';
import NoticeForm from '../../../client/papers/notice-form.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { readConvening } from '../../../shared/doc/desk-convening.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function show() {
  const form: Component = (anchor) => {
    const meeting = useMeeting();
    const draft = new MinutesDraft({
      ...{ meeting, locale: () => 'zh-CN', timeZone: () => 'Asia/Shanghai', after: () => () => undefined },
    });
    return NoticeForm(anchor, { draft });
  };
  const { target, open } = await showPage(form, { areas: ['papers'], answers: {}, inMeeting: true }, closing);
  flushSync();
  const type = (label: string, text: string): void => {
    const control = [...target.querySelectorAll('label')].find((each) => each.textContent === label)?.control;
    if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) throw new Error(label);
    control.value = text;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
    flushSync();
  };
  return { target, type, said: () => (open === null ? null : readConvening(open.meeting.desk)) };
}

test('every fact of a notice can be filled in', async () => {
  const { target, type, said } = await show();

  type('主送', '各常务理事');
  type('参会人员', '全体常务理事');
  type('有关要求', '1. 准时到会\n2. 着正装');
  type('回执截止', '2026-12-01');
  type('联系人', '李文静 0512-65220000');
  type('附件', '1. 会议议程\n\n2. 酒店位置图。');
  type('发出日期', '2026年11月27日');
  target.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  flushSync();

  expect(said()).toEqual({
    ...{ to: '各常务理事', participants: '全体常务理事', requirements: ['准时到会', '着正装'] },
    ...{ replyBy: '2026-12-01', contact: '李文静 0512-65220000', attachments: ['会议议程', '酒店位置图'] },
    ...{ issuedOn: '2026-11-27', isAgendaDraft: true },
  });
});

test('what is emptied again is not filled in', async () => {
  const { type, said } = await show();
  type('主送', '各常务理事');
  type('附件', '会议议程');

  type('主送', '');
  type('附件', ' ');

  expect(said()).toBeNull();
});
