// Order keys for entries written one after the other, as an import does.
import { keyBetween, orderSuffix } from '../lib/order-key.ts';

/** Each call gives the key after the last one. */
export function orderKeys(newId: () => string): () => string {
  let last: string | null = null;
  return () => {
    last = keyBetween(last, null, orderSuffix(newId()));
    return last;
  };
}
