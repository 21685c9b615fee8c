// Pictures that a hall looks at and nobody reads: what is told of them to those who listen.
import { expect, test } from 'vitest';
import { mirrorWords } from '../../../client/guests/mirror-words.ts';
import { tellingOf } from '../../../client/guests/telling.ts';
import type { Scene } from '../../../shared/domain/scene.ts';
import { NOON, screenOf } from './support.svelte.ts';

const words = mirrorWords('zh-CN');
const photo = (parties: readonly string[]): Scene => ({
  ...{ kind: 'photo', titleLines: ['友好合作协议'], parties, plannedStart: NOON, venue: null },
});

test('of the quorum that it is met, once, and no figures that change with everybody who comes', () => {
  const roll = { seats: 31, present: 25, needed: 21, met: true };

  const told = tellingOf({ ...screenOf({ kind: 'quorum' }), room: { roll } }, NOON, words);

  expect([told.scene, told.lines, told.quorum]).toEqual(['出席', [], '已达法定人数']);
});

test('of a photograph what it is of', () => {
  expect(tellingOf(screenOf(photo(['律师事务所', '安防协会'])), NOON, words).scene).toBe(
    '友好合作协议，律师事务所，安防协会',
  );
});
