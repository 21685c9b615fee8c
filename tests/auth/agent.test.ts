// A browser in a few words.
import { expect, test } from 'vitest';
import { describeAgent } from '../../server/auth/agent.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36';

test.each([
  [CHROME, 'Chrome · Windows'],
  [`${CHROME} Edg/130.0`, 'Edge · Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox · macOS'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/120 Mobile Safari/537 MicroMessenger/8.0', '微信 · Android'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1', 'Safari · iPad'],
  ['curl/8.5.0', 'curl/8.5.0'],
  [undefined, ''],
  ['my\u0000script\u001b[31m\u202e  1.0\n', 'my script [31m 1.0'],
  ['机'.repeat(500), '机'.repeat(120)],
])('%s', (userAgent, expected) => {
  expect(describeAgent(userAgent)).toBe(expected);
});
