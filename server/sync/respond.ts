// How one submitted update is answered.
import type { RefusalCode } from '../../shared/domain/errors.ts';

/** The answer to one submitted update: on disk under `seq`, or refused. */
export type Answer =
  { readonly saved: number } | { readonly refused: RefusalCode; readonly data?: Readonly<Record<string, unknown>> };

/** Called exactly once, or the session ended. */
export type Respond = (answer: Answer) => void;
