// The list of speakers at the console: asking, calling, one minute more, ending; and how long each has spoken.
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import ScreenConsole from '../../../client/panels/screen-console.svelte';
import type { MeetingState } from '../../../client/state/meeting.svelte.ts';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { writeTurn } from '../../../shared/doc/record-speakers.ts';
import type { EventId, PersonKey } from '../../../shared/domain/ids.ts';
import type { Turn } from '../../../shared/domain/speakers.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const MINUTE = 60_000;

/** A server that takes its time, and answers when called. */
function slowly(sent: (readonly [string, unknown])[], isOk: boolean) {
  const answers: (() => void)[] = [];
  const execute: MeetingState['execute'] = (kind, data) => {
    sent.push([kind, data]);
    return new Promise((resolve) => {
      answers.push(() => resolve(isOk ? { ok: true, value: null } : { ok: false, code: 'rights-changed', data: {} }));
    });
  };
  return { answers, execute };
}

const ZHANG = {
  ...({ name: '张春野', org: '安防协会', titles: [], role: 'attending' } as const),
  ...{ order: 'a0', personId: null },
};

async function listed() {
  const shown = await showPage(
    (anchor, props) => ScreenConsole(anchor, { ...props, onclose: () => undefined }),
    { areas: ['workspace', 'bar'], answers: {}, inMeeting: true },
    closing,
  );
  const { meeting } = shown.open ?? expect.fail('no meeting');
  const sent: (readonly [string, unknown])[] = [];
  const execute = vi.spyOn(meeting, 'execute').mockImplementation((kind, data) => {
    sent.push([kind, data]);
    return Promise.resolve({ ok: true, value: null });
  });
  addPerson(meeting.desk, { ...ZHANG, id: brand<PersonKey>('zhang') });
  flushSync();
  const field = (label: string): HTMLInputElement =>
    shown.target.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`) ?? expect.fail(`no ${label}`);
  return {
    ...{ sent, meeting, field },
    waits: (isOk: boolean) => {
      const { answers, execute: late } = slowly(sent, isOk);
      execute.mockImplementation(late);
      return async (): Promise<void> => {
        for (const answer of answers) answer();
        await shown.settle();
      };
    },
    text: () => shown.target.textContent,
    asked: (id: string, name: string, set: Partial<Turn> = {}): void => {
      writeTurn(meeting.record, {
        ...{ id: brand<EventId>(id), itemId: null, key: null, name, org: null, allowedMs: 3 * MINUTE, askedAt: 0 },
        ...{ beganAt: null, endedAt: null },
        ...set,
      });
      flushSync();
    },
    write: (label: string, value: string): void => {
      const input = field(label);
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    enter: async (label: string, init: KeyboardEventInit = {}): Promise<void> => {
      field(label).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
      );
      await shown.settle();
    },
    press: async (name: string): Promise<void> => {
      const buttons = [...shown.target.querySelectorAll('button')];
      const named = buttons.find((button) => (button.getAttribute('aria-label') ?? button.textContent).includes(name));
      (named ?? expect.fail(`no button ${name}`)).click();
      await shown.settle();
    },
  };
}

test('a name and Enter put somebody on the list, with the organisation that the list of people has', async () => {
  const { sent, write, enter, field } = await listed();

  write('谁要发言', '张春野');
  await enter('谁要发言', { isComposing: true });
  await enter('谁要发言');
  const isEmptied = field('谁要发言').value === '';
  write('谁要发言', '蒋维东');
  write('几分钟', '');
  await enter('谁要发言');

  expect(isEmptied).toBe(true);
  expect(sent).toEqual([
    ['speaker.ask', { name: '张春野', key: 'zhang', org: '安防协会', itemId: null, allowedMs: 3 * MINUTE }],
    ['speaker.ask', { name: '蒋维东', itemId: null, allowedMs: null }],
  ]);
});

test('of two who bear one name the line offers both by where they come from, and the chosen one is asked', async () => {
  const { sent, write, enter, meeting, text, asked } = await listed();
  addPerson(meeting.desk, { ...ZHANG, id: brand<PersonKey>('other'), org: '益友天元律师事务所', order: 'a1' });
  flushSync();
  const offered = [...document.querySelectorAll('datalist option')].map((each) => each.getAttribute('value'));

  write('谁要发言', '益友天元律师事务所 张春野');
  await enter('谁要发言');
  asked('t1', '张春野', { key: brand<PersonKey>('zhang'), org: '安防协会' });
  asked('t2', '张春野', { key: brand<PersonKey>('other'), org: '益友天元律师事务所' });

  expect(offered).toEqual(['安防协会 张春野', '益友天元律师事务所 张春野']);
  expect(sent).toEqual([
    ['speaker.ask', { name: '张春野', key: 'other', org: '益友天元律师事务所', itemId: null, allowedMs: 3 * MINUTE }],
  ]);
  expect(text()).toContain('益友天元律师事务所 张春野');
});

test('what is written while the server takes its time stays, and nobody is asked for twice', async () => {
  const { sent, write, enter, field, waits } = await listed();
  const answer = waits(true);
  write('谁要发言', '张春野');
  await enter('谁要发言');
  await enter('谁要发言');

  write('谁要发言', '蒋维');
  await answer();

  expect(field('谁要发言').value).toBe('蒋维');
  expect(sent).toHaveLength(1);
});

test.each([
  ['stands in its line again', '', '张春野'],
  ['leaves the next one alone', '蒋维', '蒋维'],
])('a name that was refused %s', async (_what, next, stands) => {
  const { write, enter, field, waits } = await listed();
  const answer = waits(false);
  write('谁要发言', '张春野');
  await enter('谁要发言');

  write('谁要发言', next);
  await answer();

  expect(field('谁要发言').value).toBe(stands);
});

test('minutes that are none are said to be, and nobody is put on the list', async () => {
  const { sent, write, enter, text } = await listed();
  write('谁要发言', '张春野');
  write('几分钟', '三');

  await enter('谁要发言');

  expect(sent).toEqual([]);
  expect(text()).toContain('填 1 到 240 的整数');
});

test('who waits is called or taken off; who speaks gets a minute more and ends', async () => {
  const { sent, asked, press, meeting } = await listed();
  asked('zhang', '张春野', { beganAt: meeting.now });
  asked('jiang', '蒋维东');

  await press('请发言：蒋维东');
  await press('取下蒋维东');
  await press('再给一分钟');
  await press('结束发言');

  expect(sent).toEqual([
    ['speaker.begin', { speaker: 'jiang' }],
    ['speaker.withdraw', { speaker: 'jiang' }],
    ['speaker.extend', { speaker: 'zhang', byMs: MINUTE }],
    ['speaker.end', { speaker: 'zhang' }],
  ]);
});

test('the time left is counted, then what is over, and what each has used', async () => {
  const { asked, text, meeting } = await listed();
  const now = meeting.now;

  asked('wang', '王坤泉', { org: '安防协会', beganAt: now - 10 * MINUTE, endedAt: now - 8 * MINUTE });
  asked('zhang', '张春野', { beganAt: now - MINUTE });
  const left = text();
  asked('zhang', '张春野', { beganAt: now - 4 * MINUTE });

  expect(left).toContain('还有02:00');
  expect(left).toMatch(/安防协会\s*02:00/);
  expect(text()).toContain('已超01:00');
});

test('what two of one name have used is told apart by where they come from', async () => {
  const { asked, text, meeting } = await listed();
  const now = meeting.now;
  const spoke = (key: string, org: string, minutes: number): void =>
    asked(key, '王伟', { key: brand<PersonKey>(key), org, beganAt: now - minutes * MINUTE, endedAt: now });

  spoke('one', '安防协会', 2);
  spoke('two', '益友律所', 3);
  asked('jiang', '蒋维东', { key: brand<PersonKey>('jiang'), beganAt: now - MINUTE, endedAt: now });

  expect(text()).toMatch(/安防协会 王伟\s*02:00\s*益友律所 王伟\s*03:00/u);
  expect(text()).toMatch(/\s蒋维东\s*01:00/u);
});

test('who waits is put one place sooner, the first of them not', async () => {
  const { sent, asked, press, text } = await listed();
  asked('zhang', '张春野', { askedAt: 1 });
  asked('jiang', '蒋维东', { askedAt: 2 });
  asked('zhao', '赵军', { askedAt: 3 });

  await press('赵军提前一位');

  expect(sent).toEqual([['speaker.move', { speaker: 'zhao', before: 'jiang' }]]);
  expect(text()).not.toContain('张春野提前一位');
});
