// From where a request came: what is believed, what is not, and what counts as one place.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { callerAddress, placeOf } from '../../server/auth/caller-address.ts';

function requestFrom(remoteAddress: string, headers: Readonly<Record<string, string>> = {}): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return Object.assign(new IncomingMessage(socket), { headers });
}

const FORGED = {
  'x-forwarded-for': '1.1.1.1, 2.2.2.2',
  forwarded: 'for=3.3.3.3',
  'x-real-ip': '4.4.4.4',
  'true-client-ip': '5.5.5.5',
};

test.each([
  ['without a proxy no header counts', 0, FORGED, '192.0.2.1'],
  ['behind one, what it wrote last', 1, FORGED, '2.2.2.2'],
  ['behind two, what the outer one wrote', 2, FORGED, '1.1.1.1'],
  ['behind more than there were, the first there is', 5, FORGED, '1.1.1.1'],
  ['behind one that wrote nothing, the proxy', 1, { forwarded: 'for=3.3.3.3', 'x-real-ip': '4.4.4.4' }, '192.0.2.1'],
  ['what is no address counts not', 1, { 'x-forwarded-for': '1.1.1.1, <script>' }, '192.0.2.1'],
  ['empty parts count not', 1, { 'x-forwarded-for': '1.1.1.1, ,' }, '1.1.1.1'],
  ['an IPv6 address stays', 1, { 'x-forwarded-for': '2001:db8::7' }, '2001:db8::7'],
])('%s', (_, trustProxy, headers, expected) => {
  expect(callerAddress(requestFrom('192.0.2.1', headers), trustProxy)).toBe(expected);
});

test('IPv4 is IPv4 where the system listens on both at once', () => {
  expect(callerAddress(requestFrom('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1');
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, place) => {
  expect(placeOf(address)).toBe(place);
});
