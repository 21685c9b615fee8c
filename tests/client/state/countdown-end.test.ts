// The end of a countdown as an operator writes it.
import { expect, test } from 'vitest';
import { countdownEnd } from '../../../client/state/countdown-end.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}+08:00`);
const NOW = at('2021-04-23T08:50:20');

test.each([
  ['5', { forMs: 300_000 }],
  [' １５ ', { forMs: 900_000 }],
  ['9:00', { to: at('2021-04-23T09:00:00') }],
  ['14：30', { to: at('2021-04-23T14:30:00') }],
  ['08:50', { to: at('2021-04-24T08:50:00') }],
])('%s is %o', (written, end) => {
  expect(countdownEnd(written, NOW, ZONE)).toEqual(end);
});

test.each(['', '0', '1441', '1.5', '-5', '25:00', '9:60', '9:5', '五分钟'])('%s is no end', (written) => {
  expect(countdownEnd(written, NOW, ZONE)).toBeNull();
});
