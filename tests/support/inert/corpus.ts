// Everything hostile that people could paste, type or send from a program of their own, as generators: each payload is
// made around its own bait, so that whatever runs, loads or navigates says which one it was.
import { addresses } from './addresses.ts';
import { CANARY_HOST, CANARY_NAME, type Bait, type Family } from './bait.ts';
import { markup } from './markup.ts';
import { office } from './office.ts';
import { inscriptions } from './inscriptions.ts';

export interface Payload {
  readonly id: number;
  readonly family: string;
  readonly text: string;
}

const FAMILIES: Family = { ...markup, ...addresses, ...office, ...inscriptions };

/** All payloads, in a fixed order, numbered from 1. */
export const CORPUS: readonly Payload[] = Object.entries(FAMILIES)
  .flatMap(([family, members]) => members.map((member) => ({ family, member })))
  .map(({ family, member }, index) => ({ id: index + 1, family, text: member(baitOf(index + 1)) }));

/** Those whose text is the address of a link, without anything around it. */
export const HOSTILE_ADDRESSES: readonly Payload[] = CORPUS.filter(({ family }) => family.startsWith('address'));

/** Those that are a page or a part of one, as a clipboard brings it. */
export const HOSTILE_HTML: readonly Payload[] = CORPUS.filter(({ text }) => text.includes('<'));

/** `size` payloads at a time, joined by `between`. */
export function batches(payloads: readonly Payload[], size: number, between = '\n'): readonly string[] {
  const count = Math.ceil(payloads.length / size);
  return Array.from({ length: count }, (_, index) =>
    payloads
      .slice(index * size, (index + 1) * size)
      .map(({ text }) => text)
      .join(between),
  );
}

function baitOf(id: number): Bait {
  return { id, code: `window.${CANARY_NAME}=${id}`, url: `//${CANARY_HOST}/${id}` };
}
