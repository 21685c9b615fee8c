// From where a request came, on every wire by one rule: the other end of the connection, or, behind as many proxies as
// TRUST_PROXY says, what the outermost of those wrote. Other forwarding headers are not looked at.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const UNKNOWN = 'unknown';

/**
 * The caller's address. Each trusted proxy adds the address it was called from at the end of `X-Forwarded-For`, so the
 * `trustProxy`-th entry from the end is the last one that can be believed; whatever stands before it, anybody wrote.
 */
export function callerAddress(request: IncomingMessage, trustProxy: number): string {
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((part) => part.trim());
  const hops = [request.socket.remoteAddress ?? UNKNOWN, ...forwarded.filter((part) => part !== '').reverse()];
  const believed = hops.slice(0, trustProxy + 1).map(plain);
  // What a proxy did not write as an address is no address: the last good one stands.
  return believed.findLast((hop, index) => index === 0 || isIP(hop) !== 0) ?? UNKNOWN;
}

/** What is counted as one place: an address; of IPv6 the network, since every machine has as many as it likes in it. */
export function placeOf(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** IPv4 as such, also where the system listens on both at once. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  return mapped?.[1] ?? address;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const short = new URL(`http://[${address.split('%')[0] ?? ''}]`).hostname.slice(1, -1);
  const [before = '', after] = short.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return after === undefined ? head : [...head, ...zeros, ...tail];
}
