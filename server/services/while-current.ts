// A change that waits in its meeting's queue asks once more, when its turn comes, whether the right it came with still stands.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { refused } from '../../shared/lib/result.ts';
import type { Decide } from '../sync/room-options.ts';

/** Whoever lost the right while the change waited makes it no more (T45). Refusal: `rights-changed`. */
export function whileCurrent<T>(user: ActingUser, decide: Decide<T>): Decide<T> {
  return (view) => (user.isCurrent?.() === false ? refused('rights-changed') : decide(view));
}
