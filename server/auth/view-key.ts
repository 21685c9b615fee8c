// What opens the hall screen on the phone of somebody who has signed in (手机看大屏). It is made from the stored form of a link
// that the secretariat handed out for this: it shows what that link shows, and is worth nothing once the link is withdrawn.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId, type LinkId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LinkRow } from '../account-ports.ts';

const SIGNATURE_CHARS = 32;

/** The same each time: many phones of one hall share it. */
export function viewKeyOf({ id, tokenHash }: Pick<LinkRow, 'id' | 'tokenHash'>): string {
  const signature = createHmac('sha256', tokenHash).update(`view~${id}`).digest('base64url');
  return `v~${id}~${signature.slice(0, SIGNATURE_CHARS)}`;
}

/** Which link a key claims to be made from; null when it has not the form of one. */
export function linkOfViewKey(key: string): LinkId | null {
  const [kind, id = '', signature = '', more] = key.split('~');
  const isOne = kind === 'v' && more === undefined && signature.length === SIGNATURE_CHARS && isId(id);
  return isOne ? brand<LinkId>(id) : null;
}

/** Whether `key` was made from `link`, in the same time wherever it differs. */
export function opensView(key: string, link: LinkRow): boolean {
  const [given, made] = [Buffer.from(key), Buffer.from(viewKeyOf(link))];
  return link.kind === 'view' && given.length === made.length && timingSafeEqual(given, made);
}
