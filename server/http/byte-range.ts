// One range of bytes as a request asks for it (RFC 9110 §14). Several at once are answered with the whole, as allowed.
import type { ByteRange } from '../file-ports.ts';

/** `whole`: no range, or one that need not be followed. `unsatisfiable`: it lies behind the end. */
export function askedRange(header: string | undefined, sizeBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';
  const end = sizeBytes - 1;
  if (first === '') return sizeBytes === 0 || Number(last) === 0 ? 'unsatisfiable' : tail(Number(last), end);
  const from = Number(first);
  const to = last === '' ? end : Number(last);
  if (last !== '' && to < from) return 'whole';
  return from > end ? 'unsatisfiable' : { from, to: Math.min(to, end) };
}

function tail(bytes: number, end: number): ByteRange {
  return { from: Math.max(0, end + 1 - bytes), to: end };
}
