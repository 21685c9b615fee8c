// The shape of the refusal catalogue: one sentence a code, and what each sentence may draw on.
import type { RefusalCode, RefusalData } from '../domain/errors.ts';

/** What a page may have to explain: a refusal, an unreachable server, or a fault inside it. */
export type FailureCode = RefusalCode | 'unreachable' | 'internal';

/** The keys a refusal of this code should carry; a sentence must also read well when one is missing or odd. */
type Facts<Code extends FailureCode> = Code extends RefusalCode
  ? { readonly [K in keyof RefusalData[Code]]?: unknown }
  : object;

export type RefusalSentences = { readonly [Code in FailureCode]: (facts: Facts<Code>) => string };

/** The placeholder that the first fault of a template is about; '' when there is none to be read. */
export function firstPlaceholder(faults: unknown): string {
  const first: unknown = Array.isArray(faults) ? faults[0] : null;
  if (typeof first !== 'object' || first === null || !('placeholder' in first)) return '';
  return typeof first.placeholder === 'string' ? first.placeholder : '';
}

/** The code of the first fault that an `invalid` refusal names; '' when there is none to be read. */
export function firstFault(errors: unknown): string {
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  if (typeof first !== 'object' || first === null || !('code' in first)) return '';
  return typeof first.code === 'string' ? first.code : '';
}
