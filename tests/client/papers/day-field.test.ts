// A day of a paper as it is typed: which day is meant is told while one types, and what is no day goes nowhere.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import DayField from '../../../client/papers/day-field.svelte';
import { parseLocalDate, type LocalDate } from '../../../shared/lib/time.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Of a meeting in the evening of 23 April 2021, by the page's clock; today it is 2026. */
const START = Date.UTC(2021, 3, 23, 12);

interface Given {
  readonly value?: string;
  readonly start?: number | null;
  readonly isAfterwards?: boolean;
}

async function show({ value, start = START, isAfterwards = false }: Given = {}) {
  const written: (LocalDate | null)[] = [];
  const given = { value: value === undefined ? null : parseLocalDate(value), hint: '填了才印', start, isAfterwards };
  const field: Component = (anchor) =>
    DayField(anchor, {
      ...{ ...given, fact: 'issuedOn', label: '印发日期', isReading: false },
      onwrite: (day: LocalDate | null) => void written.push(day),
    });
  const { target } = await showPage(field, { areas: ['papers'], answers: {} }, closing);
  flushSync();
  const input = target.querySelector('input');
  if (!input) throw new Error('no field');
  const type = (text: string): void => {
    input.dispatchEvent(new FocusEvent('focus'));
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    flushSync();
  };
  const leave = (): void => {
    input.dispatchEvent(new FocusEvent('blur'));
    flushSync();
  };
  return { written, input, type, leave, said: () => target.querySelector('.said')?.textContent ?? '' };
}

test('a day without a year is meant near the meeting, and which one was taken is told', async () => {
  const { written, type, said } = await show();
  expect(said()).toBe('填了才印');

  type('4-26');

  expect(written).toEqual(['2021-04-26']);
  expect(said()).toContain('2021年4月26日');
});

test('without a meeting on a day it is meant near today', async () => {
  const { written, type } = await show({ start: null });

  type('12月1日');

  expect(written).toEqual(['2026-12-01']);
});

test('a day with its year is taken at its word', async () => {
  const { written, type, said } = await show();

  type('2022年1月5日');

  expect(written).toEqual(['2022-01-05']);
  expect(said()).toBe('填了才印');
});

test('what is no day stays in the field and goes nowhere else', async () => {
  const { written, input, type, leave, said } = await show({ value: '2021-04-26' });
  expect(input.value).toBe('2021年4月26日');

  type('下周吧');
  leave();

  expect(written).toEqual([]);
  expect(input.value).toBe('下周吧');
  expect(said()).toContain('请写成');
});

test('what was emptied is nobody’s day', async () => {
  const { written, type } = await show({ value: '2021-04-26' });

  type(' ');

  expect(written).toEqual([null]);
});

test('a day before the meeting is told where none can be, on the day itself it may be', async () => {
  const early = await show({ value: '2021-04-22', isAfterwards: true });
  expect(early.said()).toContain('早于会议');

  const sameDay = await show({ value: '2021-04-23', isAfterwards: true });
  expect(sameDay.said()).toBe('填了才印');

  const anyDay = await show({ value: '2021-04-22' });
  expect(anyDay.said()).toBe('填了才印');
});
