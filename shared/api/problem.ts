// How a failed request answers: application/problem+json with a refusal's code (contract.md, HTTP).
import type { RefusalCode } from '../domain/errors.ts';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: RefusalCode | 'internal';
  readonly detail: string;
  readonly [extra: string]: unknown;
}
