// The key of an invitation leaves the address at once: it is taken once and is in no step of the history afterwards.
import { expect, test } from 'vitest';
import { takeInvitation } from '../../../client/invitation.ts';

/** An address bar as browsers have it: replacing the step changes the address too. */
function barAt(address: string): { readonly bar: Parameters<typeof takeInvitation>[0]; readonly steps: URL[] } {
  const steps = [new URL(address, 'https://hall.example')];
  const here = (): URL => steps.at(-1) ?? new URL('https://hall.example');
  const location = {
    get hash() {
      return here().hash;
    },
    get pathname() {
      return here().pathname;
    },
    get search() {
      return here().search;
    },
  };
  const replaceState = (_state: unknown, _title: string, next?: string | URL | null): void => {
    steps[steps.length - 1] = new URL(next ?? '', here());
  };
  return { bar: { location, history: { state: null, replaceState } }, steps };
}

test('the key is taken and the step that held it is replaced', () => {
  const { bar, steps } = barAt('/invite#gb-Key_1');

  const token = takeInvitation(bar);

  expect(token).toBe('gb-Key_1');
  expect(steps.map(String)).toEqual(['https://hall.example/invite']);
});

test('it is taken once', () => {
  const { bar } = barAt('/invite/#key');

  expect([takeInvitation(bar), takeInvitation(bar)]).toEqual(['key', null]);
});

test.each(['/invite', '/sign-in#key', '/invitees#key'])('%s holds none, and is left as it is', (address) => {
  const { bar, steps } = barAt(address);

  expect(takeInvitation(bar)).toBeNull();
  expect(steps.map(String)).toEqual([`https://hall.example${address}`]);
});

test.each(['<script>', 'a b', '%00', 'x'.repeat(513)])('%s is no key, and leaves the address all the same', (text) => {
  const { bar, steps } = barAt(`/invite#${text}`);

  expect(takeInvitation(bar)).toBeNull();
  expect(steps.map(String)).toEqual(['https://hall.example/invite']);
});
