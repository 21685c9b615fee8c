// What passes between the server and the process that sets papers.
import type { Paper } from '../../../shared/papers/paper.ts';
import type { Face } from '../gb9704.ts';

export interface Job {
  readonly paper: Paper;
  /** Name in the paper, bytes. */
  readonly pictures: readonly (readonly [string, Uint8Array])[];
  readonly wish: Wish;
}

export type Wish =
  | { readonly kind: 'pdf' }
  /** Drawn pages: from which (0 = the first), and at most how many. */
  | { readonly kind: 'pages'; readonly from: number; readonly count: number };

export interface Told {
  /** Of all pages. */
  readonly count: number;
  /** Characters that no font has: empty boxes on the paper. */
  readonly unprintable: readonly string[];
  /** Faces for which the operator has put no official font there. */
  readonly substituted: readonly Face[];
}

export type Outcome =
  | ({ readonly kind: 'pdf'; readonly bytes: Uint8Array } & Told)
  | ({ readonly kind: 'pages'; readonly pages: readonly string[] } & Told)
  | { readonly kind: 'failed'; readonly reason: string };
