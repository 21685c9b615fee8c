// What hostile texts are made around, and what their makers look like.

/** What a payload tries to bring about; all of it names the payload. */
export interface Bait {
  readonly id: number;
  /** A statement without quotes, blanks or angle brackets, for any place that takes code. */
  readonly code: string;
  /** An address nothing of ours ever asks for. */
  readonly url: string;
}

/** A family's members; each makes one payload around a bait. */
export type Family = Readonly<Record<string, readonly ((bait: Bait) => string)[]>>;

/** The host of every bait's address; reserved, so that it exists nowhere. */
export const CANARY_HOST = 'canary.invalid';
/** What a payload's code writes to, on whichever window it runs in. */
export const CANARY_NAME = '__ran';
