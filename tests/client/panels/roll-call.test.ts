// The roll as a clerk calls it by keyboard: type, Enter; and what else can be noted of somebody.
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { loadSheet } from '../../../client/panels/load-sheet.ts';
import PeoplePanel from '../../../client/panels/people-panel.svelte';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { addAttendance, writeArrival, writeMeetingRule } from '../../../shared/doc/record-room.ts';
import type { AttendanceKind } from '../../../shared/domain/attendance.ts';
import { PRESETS } from '../../../shared/domain/charter.ts';
import type { EventId, PersonKey } from '../../../shared/domain/ids.ts';
import type { PersonRole } from '../../../shared/domain/person.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { showPage, type OpenMeeting } from '../support/page-stage.ts';
import { PATIENCE } from '../../support/patience.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const NAMES = ['王坤泉', '吴坚', '张春野', '赵军'];

interface Called {
  readonly target: HTMLElement;
  readonly sent: readonly (readonly [string, unknown])[];
  readonly meeting: OpenMeeting['meeting'];
  say(): string | undefined;
  key(key: string, at?: Element | null): Promise<void>;
  type(text: string): void;
  settle(): Promise<void>;
}

/** A panel with a roll that is open: the last one is there already. */
async function called(): Promise<Called> {
  const shown = await showPage(
    PeoplePanel,
    { areas: ['workspace', 'roll', 'way', 'preparing'], answers: {}, inMeeting: true },
    closing,
  );
  const { meeting } = shown.open ?? expect.fail('no meeting');
  NAMES.forEach((name, index) => person(meeting, name, index === 3 ? 'guest' : 'attending'));
  mark(meeting, 'e1', '赵军', 'in');
  const sent: (readonly [string, unknown])[] = [];
  vi.spyOn(meeting, 'execute').mockImplementation((kind, data) => {
    sent.push([kind, data]);
    return Promise.resolve({ ok: true, value: null });
  });
  flushSync();
  const { target } = shown;
  [...target.querySelectorAll('input')].find(({ value }) => value === 'roll')?.click();
  flushSync();
  const find = (): HTMLInputElement => target.querySelector<HTMLInputElement>('.find input') ?? expect.fail('no line');
  return {
    ...{ target, sent, meeting, settle: () => shown.settle() },
    say: () => shown.view.heard.at(-1)?.text ?? '',
    key: async (key, at = find()) => {
      at?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      flushSync();
      await shown.settle();
    },
    type: (text) => {
      const input = find();
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.setSelectionRange(text.length, text.length);
      flushSync();
    },
  };
}

function person({ desk }: OpenMeeting['meeting'], name: string, role: PersonRole): void {
  const order = `a${NAMES.indexOf(name)}`;
  addPerson(desk, {
    id: brand<PersonKey>(`p${NAMES.indexOf(name)}`),
    name,
    org: '协会',
    titles: ['理事'],
    role,
    order,
    personId: null,
  });
}

function mark({ record }: OpenMeeting['meeting'], id: string, name: string, kind: AttendanceKind): void {
  const key = brand<PersonKey>(`p${NAMES.indexOf(name)}`);
  addAttendance(record, brand<EventId>(id), { kind, key, via: 'clerk', at: 1, recordedAt: 1, by: 'clerk' });
  flushSync();
}

async function openSheet({ target }: Called): Promise<void> {
  // Its part is fetched once; how long that takes is not what is asked here.
  await loadSheet();
  [...target.querySelectorAll('button')].find((button) => button.textContent?.includes('补录'))?.click();
  await vi.waitFor(() => expect(document.querySelector('dialog .sheet')).not.toBeNull(), PATIENCE);
}

const rows = ({ target }: Called): readonly string[] =>
  [...target.querySelectorAll('[data-person] .head')].map((row) =>
    (row.textContent ?? '').replaceAll(/\s+/gu, ' ').trim(),
  );

test('letters of the name and Enter sign somebody in', async () => {
  const roll = await called();

  roll.type('wj');
  await roll.key('Enter');

  expect(roll.sent).toEqual([['attendance.mark', { marks: [{ key: 'p1', kind: 'in' }] }]]);
  expect(roll.say()).toMatch(/^吴坚　出席　\d\d:\d\d$/u);
});

test('whoever is there already is not signed in twice', async () => {
  const roll = await called();

  roll.type('zj');
  await roll.key('Enter');

  expect(roll.sent).toEqual([]);
  expect(roll.say()).toContain('不重复记');
});

test('the Enter that ends a composition signs nobody in', async () => {
  const roll = await called();
  roll.type('王');

  const input = roll.target.querySelector('.find input');
  input?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
  );
  await roll.settle();

  expect(roll.sent).toEqual([]);
});

test('down the list by arrows and Enter, one after the other', async () => {
  const roll = await called();

  await roll.key('ArrowDown');
  await roll.key('Enter');
  await roll.key('Enter');

  expect(roll.sent.map(([, data]) => data)).toEqual([
    { marks: [{ key: 'p0', kind: 'in' }] },
    { marks: [{ key: 'p1', kind: 'in' }] },
  ]);
});

test('the right arrow opens the other ways, one letter each, and Escape leads back', async () => {
  const roll = await called();
  roll.type('zcy');

  await roll.key('ArrowRight');
  const focused = document.activeElement?.getAttribute('data-act');
  await roll.key('q', document.activeElement);

  expect(focused).toBe('in');
  expect(roll.sent).toEqual([['attendance.mark', { marks: [{ key: 'p2', kind: 'excused' }] }]]);
  expect(document.activeElement).toBe(roll.target.querySelector('.find input'));
});

test('a time, a reason and a stand-in go with it', async () => {
  const roll = await called();
  roll.type('zcy');
  await roll.key('ArrowRight');
  const reason = roll.target.querySelector<HTMLInputElement>('input.wide') ?? expect.fail('no reason');
  reason.value = '出差';
  reason.dispatchEvent(new Event('input', { bubbles: true }));
  const proxies = roll.target.querySelector<HTMLSelectElement>('.wide select') ?? expect.fail('no proxies');
  const option = proxies.querySelector('option[value="p0"]');
  // This browser knows no `option:checked`.
  vi.spyOn(proxies, 'querySelector').mockImplementation((selector: string) =>
    selector === ':checked' ? option : null,
  );
  proxies.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  roll.target.querySelector<HTMLElement>('[data-act="excused"]')?.click();
  await roll.settle();

  expect(roll.sent).toEqual([
    ['attendance.mark', { marks: [{ key: 'p2', kind: 'excused', reason: '出差', proxy: 'p0' }] }],
  ]);
});

test('a seat in dispute loses its vote for this meeting, and has it again', async () => {
  const roll = await called();
  roll.type('wj');
  await roll.key('ArrowRight');
  const seats = (): string | undefined => /应到(\d+)/u.exec(roll.target.textContent ?? '')?.[1];
  const vote = (): void => {
    roll.target.querySelector<HTMLInputElement>('.acts input[type=checkbox]')?.click();
    flushSync();
  };

  const before = seats();
  vote();
  const without = [seats(), roll.target.querySelector('[data-person="p1"] .mark')?.textContent];
  vote();

  expect([before, without, seats()]).toEqual(['3', ['2', '无表决权'], '3']);
});

test('a time that is none is said, and nothing is sent', async () => {
  const roll = await called();
  roll.type('zcy');
  await roll.key('ArrowRight');
  const time = roll.target.querySelector<HTMLInputElement>('input.time') ?? expect.fail('no time');
  time.value = '99';
  time.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();

  await roll.key('l', roll.target.querySelector('[data-act="out"]'));

  expect(roll.sent).toEqual([]);
  expect(roll.target.querySelector('[role="alert"]')?.textContent).toContain('14:05');
});

test('each row says how somebody stands, and the head what the charter asks', async () => {
  const roll = await called();
  const { record } = roll.meeting;
  writeMeetingRule(record, { preset: 'cn.standing', from: null, rule: PRESETS['cn.standing'], seats: null });
  mark(roll.meeting, 'e2', '王坤泉', 'in');
  mark(roll.meeting, 'e3', '吴坚', 'excused');

  expect(rows(roll).map((row) => row.replace(/\d\d:\d\d$/u, ''))).toEqual([
    '王坤泉 协会 理事 出席',
    '吴坚 协会 理事 请假',
    '张春野 协会 理事 未到',
    '赵军 协会 理事 特邀',
  ]);
  expect(roll.target.querySelector('.figures')?.textContent?.replaceAll(/\s+/gu, ' ').trim()).toBe(
    '应到3 实到1 须2 差1人',
  );
  expect(roll.target.querySelector('.rule')?.textContent).toContain('应到的三分之二以上出席方能开会');
});

test('who came unexpected waits for the clerk, who says that they join, who they are, or neither', async () => {
  const roll = await called();
  writeArrival(roll.meeting.record, { id: brand<EventId>('a1'), name: '孙一', org: '某公司', at: 1, via: 'code' });
  flushSync();

  const buttons = [...roll.target.querySelectorAll<HTMLElement>('section .acts button')];
  buttons.find((button) => button.textContent?.includes('不参会'))?.click();
  await roll.settle();

  expect(roll.target.querySelector('h3')?.textContent).toBe('名单外签到1人，等您确认');
  expect(roll.sent).toEqual([['arrival.settle', { arrival: 'a1', key: null }]]);
});

test('what was struck out stays in the log, and can be told from what stands', async () => {
  const roll = await called();
  addAttendance(roll.meeting.record, brand<EventId>('r1'), {
    ...{ kind: 'revoke', of: brand<EventId>('e1'), at: 2, recordedAt: 2, by: 'clerk' },
  });
  [...roll.target.querySelectorAll('input')].find(({ value }) => value === 'log')?.click();
  flushSync();

  expect(roll.target.querySelectorAll('.struck')).toHaveLength(1);
  expect(roll.target.textContent).toContain('划去');
});

test('a signed sheet is entered at once: ticked by letters and Enter, with one time for all', async () => {
  const roll = await called();
  await openSheet(roll);
  const [time, find] = [...document.querySelectorAll<HTMLInputElement>('dialog input[type=text]')];
  if (!time || !find) return expect.fail('no fields');
  const put = (input: HTMLInputElement, text: string): void => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
  };
  for (const letters of ['wkq', 'wj']) {
    put(find, letters);
    await roll.key('Enter', find);
  }
  put(time, '0600');
  const ticked = [...document.querySelectorAll<HTMLInputElement>('dialog .sheet input:checked')].length;

  document.querySelector('dialog form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await roll.settle();

  expect(ticked).toBe(2);
  expect(roll.sent).toMatchObject([
    [
      'attendance.mark',
      {
        marks: [
          { key: 'p0', kind: 'in', via: 'sheet' },
          { key: 'p1', kind: 'in', via: 'sheet' },
        ],
      },
    ],
  ]);
  const [, sent] = roll.sent[0] ?? [];
  expect(JSON.stringify(sent).match(/"at":\d+/gu)).toHaveLength(2);
});

test('whoever signed after all, and was taken for absent later, is not left absent', async () => {
  const roll = await called();
  const { now } = roll.meeting;
  const absent = { kind: 'absent', key: brand<PersonKey>('p2'), via: 'clerk', by: 'clerk' } as const;
  addAttendance(roll.meeting.record, brand<EventId>('e9'), { ...absent, at: now, recordedAt: now });
  flushSync();
  await openSheet(roll);
  document.querySelectorAll<HTMLInputElement>('dialog .sheet input')[2]?.click();
  flushSync();

  document.querySelector('dialog form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await roll.settle();

  expect(roll.sent).toMatchObject([
    ['attendance.revoke', { of: 'e9' }],
    ['attendance.mark', { marks: [{ key: 'p2', kind: 'in' }] }],
  ]);
});

test('whoever is there already is not on the sheet; all others are ticked at once, and one is taken out', async () => {
  const roll = await called();
  await openSheet(roll);
  const names = [...document.querySelectorAll('dialog .sheet label')].map((label) => label.textContent?.trim());
  [...document.querySelectorAll<HTMLElement>('dialog button')]
    .find((button) => button.textContent?.trim() === '全部勾上')
    ?.click();
  flushSync();
  document.querySelectorAll<HTMLInputElement>('dialog .sheet input')[1]?.click();
  flushSync();

  document.querySelector('dialog form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await roll.settle();

  expect(names).toEqual(['王坤泉', '吴坚', '张春野']);
  expect(roll.sent).toMatchObject([['attendance.mark', { marks: [{ key: 'p0' }, { key: 'p2' }] }]]);
});
