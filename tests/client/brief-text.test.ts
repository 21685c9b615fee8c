// The brief as text: what it says of a limit is a day as people say it.
import { expect, test } from 'vitest';
import { briefSections } from '../../client/brief-text.ts';
import type { Brief } from '../../shared/domain/brief.ts';
import { series } from '../../shared/i18n/zh-CN/series.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';

test('a limit is said as the page says days', () => {
  const due = parseLocalDate('2026-12-11');
  const today = due ?? expect.fail('no day');
  const task = { number: 1, what: '发布团标', owners: ['团标委'], due, dueText: null, state: 'doing' } as const;
  const facts = {
    body: '理事会',
    today,
    meeting: null,
    review: null,
    quorum: null,
    last: null,
    decisions: [],
    topics: [],
    open: [],
  };
  const brief: Brief = { ...facts, overdue: [task], unnamed: { tasks: 0, decisions: 0, topics: 0 } };
  const say = series.briefPage;

  const sections = briefSections(brief, {
    ...{ say, separator: '、', outcome: say.outcome, dayOf: (day) => `日子${day}` },
  });

  expect(sections.find(({ title }) => title === say.overdue)?.rows).toEqual([
    '1. 发布团标　团标委　期限日子2026-12-11',
  ]);
});
