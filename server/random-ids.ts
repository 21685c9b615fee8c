// Real randomness for ids and Yjs client ids, from the system's generator.
import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from './ports.ts';

const ID_BYTES = 17;
const MAX_CLIENT_ID = 2 ** 32;

/** Ids of 23 characters (≥ 128 bits). None starts with `-`, so that each can be an argument on a command line. */
export function randomIds(): Ids {
  return {
    random: () => {
      for (;;) {
        const id = randomBytes(ID_BYTES).toString('base64url');
        if (!id.startsWith('-')) return id;
      }
    },
    clientId: () => randomInt(1, MAX_CLIENT_ID),
  };
}
