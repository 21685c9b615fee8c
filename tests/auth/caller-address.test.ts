// Whose address a limit counts: the one that nobody could have made up.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callerAddress, neighbourhood } from '../../server/auth/caller-address.ts';

function from(forwarded: string | undefined): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: '10.0.0.9' });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

describe('the address of a caller', () => {
  it.each([
    ['no header', undefined, 0, '10.0.0.9'],
    ['[P15] a forged header and no proxy', '1.2.3.4', 0, '10.0.0.9'],
    ['[P15] many forged headers and no proxy', '1.2.3.4, 5.6.7.8', 0, '10.0.0.9'],
    ['one proxy', '1.2.3.4', 1, '1.2.3.4'],
    ['[P15] one proxy, and a header the caller wrote', '9.9.9.9, 1.2.3.4', 1, '1.2.3.4'],
    ['two proxies', '9.9.9.9, 1.2.3.4, 10.0.0.8', 2, '1.2.3.4'],
    ['more proxies than the header has entries', '1.2.3.4', 5, '1.2.3.4'],
    ['a proxy that says nothing', '', 1, '10.0.0.9'],
  ])('with %s', (_what, forwarded, trusted, expected) => {
    expect(callerAddress(from(forwarded), trusted)).toBe(expected);
  });
});

describe('the neighbourhood of an address', () => {
  it.each([
    ['192.168.1.20', '192.168.1.20'],
    ['::ffff:192.168.1.20', '192.168.1.20'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, expected) => {
    expect(neighbourhood(address)).toBe(expected);
  });
});
