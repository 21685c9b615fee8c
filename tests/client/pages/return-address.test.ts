// Where signing in leads: back to where one was going, and never to another site.
import { describe, expect, test } from 'vitest';
import { returnAddress, signInAddress } from '../../../client/navigation.ts';

describe('after signing in', () => {
  test.each(['/archive?q=聘书', '/meetings/k3f', '/meetings/k3f#item=abc&quote=审核', '/'])(
    '%s is returned to as it was',
    (address) => {
      const to = new URL(signInAddress(address), 'https://hall.example').searchParams.get('to');

      expect(decodeURI(returnAddress(to))).toBe(address);
    },
  );

  test.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example/a',
    '/\\evil.example',
    '/%2F/../\\evil.example',
    'javascript:alert(1)',
    '/sign-in?to=/sign-in',
    '/setup?token=x',
    '/invite',
    '/.//evil.example',
  ])('%s leads home', (to) => {
    expect(returnAddress(to)).toBe('/');
  });
});
