// The checklist before archiving: what blocks, what is only worth a look, and where each finding points.
import { expect, test } from 'vitest';
import type { Block } from '../../../shared/domain/minutes.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { readiness } from '../../../shared/domain/readiness.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const written: Block[] = [{ kind: 'paragraph', inline: [{ kind: 'text', text: '已记', marks: {} }] }];
const blank: Block[] = [{ kind: 'paragraph', inline: [{ kind: 'text', text: ' ', marks: {} }] }];

test('a meeting with everything written has no findings', () => {
  const snapshot = snapshotOf({
    items: [
      { id: 'i1', minutes: written },
      { id: 'i2', kind: 'closing' },
    ],
    tasks: [
      { id: 't1', what: '做', owners: [{ key: 'k', name: '甲', lead: true }], dueText: '月底', state: 'confirmed' },
    ],
  });

  expect(readiness(snapshot)).toEqual([]);
});

test('an item without minutes blocks unless it was passed over or speaks for itself', () => {
  const findings = readiness(
    snapshotOf({
      items: [
        { id: 'empty', minutes: blank },
        { id: 'skipped', progress: { state: 'skipped' } },
        { id: 'break', kind: 'break', progress: { state: 'done' } },
      ],
    }),
  );

  expect(findings).toContainEqual({ code: 'item-without-minutes', level: 'blocker', itemId: 'empty' });
  expect(findings.filter(({ code }) => code === 'item-without-minutes')).toHaveLength(1);
});

test('an item whose words and progress are all in its parts is ready, and an empty part is not', () => {
  const findings = readiness(
    snapshotOf({
      items: [
        { id: 'whole', minutes: [] },
        { id: 'part', parentId: brand<ItemId>('whole'), minutes: written, progress: { state: 'done' } },
        { id: 'bare', parentId: brand<ItemId>('whole'), minutes: [], progress: { state: 'done' } },
      ],
    }),
  );

  expect(findings).toEqual([{ code: 'item-without-minutes', level: 'blocker', itemId: 'bare' }]);
});

test('an item that still runs blocks, one that was never held is worth a look', () => {
  const findings = readiness(
    snapshotOf({
      items: [
        { id: 'now', minutes: written, progress: { state: 'current' } },
        { id: 'later', minutes: written },
      ],
    }),
  );

  expect(findings).toEqual([
    { code: 'item-running', level: 'blocker', itemId: 'now' },
    { code: 'item-not-held', level: 'warning', itemId: 'later' },
  ]);
});

test('closing words that were not spoken are worth a look once the meeting was held', () => {
  const findings = readiness(
    snapshotOf({
      items: [
        { id: 'held', minutes: written, progress: { state: 'done' } },
        { id: 'end', kind: 'closing' },
      ],
    }),
  );

  expect(findings).toEqual([{ code: 'item-not-held', level: 'warning', itemId: 'end' }]);
});

test('a decision without words blocks, whatever came of it', () => {
  const findings = readiness(
    snapshotOf({
      decisions: [
        { id: 'open', wording: ' ' },
        { id: 'adopted', wording: '', outcome: 'adopted' },
      ],
    }),
  );

  expect(findings).toEqual([
    { code: 'decision-without-wording', level: 'blocker', decisionId: 'open' },
    { code: 'decision-without-wording', level: 'blocker', decisionId: 'adopted' },
  ]);
});

test('confirmed tasks need wording and an owner, and should have a date', () => {
  const findings = readiness(
    snapshotOf({ items: [{ id: 'i1', minutes: written }], tasks: [{ id: 't1', itemId: 'i1', state: 'confirmed' }] }),
  );

  expect(findings.map(({ code, level, taskId, itemId }) => [code, level, taskId, itemId])).toEqual([
    ['task-without-wording', 'blocker', 't1', 'i1'],
    ['task-without-owner', 'blocker', 't1', 'i1'],
    ['task-without-date', 'warning', 't1', 'i1'],
  ]);
});

test('what nobody confirmed is one line each, names what it lacks, and blocks nothing', () => {
  const findings = readiness(
    snapshotOf({
      tasks: [
        { id: 'bare', what: '编写教材' },
        { id: 'whole', what: '发布团标', owners: [{ key: 'k', name: '团标委', lead: true }], dueText: '下半年' },
      ],
      decisions: [{ id: 'd1', wording: '同意' }],
    }),
  );

  expect(findings).toEqual([
    { code: 'task-unconfirmed', level: 'warning', taskId: 'bare', missing: ['owner', 'date'] },
    { code: 'task-unconfirmed', level: 'warning', taskId: 'whole' },
    { code: 'decision-without-outcome', level: 'warning', decisionId: 'd1' },
  ]);
});

test('a meeting without a name blocks, a decision without an outcome is worth a look', () => {
  const findings = readiness(snapshotOf({ facts: { title: ' ' }, decisions: [{ id: 'd1', wording: '同意' }] }));

  expect(findings.map(({ code, level }) => [code, level])).toEqual([
    ['title-missing', 'blocker'],
    ['decision-without-outcome', 'warning'],
  ]);
});
