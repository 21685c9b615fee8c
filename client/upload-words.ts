// Why a file did not get there, in words about a file; what concerns more than files is said as everywhere.
import { MAX_FILE_BYTES } from '../shared/domain/file.ts';
import { sizeText } from '../shared/i18n/format.ts';
import type { Failure, Words } from './i18n.svelte.ts';

/** One sentence: what happened, what to do. */
export function explainUpload(words: Words, failure: Failure): string {
  const say = words.files;
  switch (failure.code) {
    case 'too-large':
      return say.tooLarge(sizeText(numberOf(failure.data['limitBytes']) ?? MAX_FILE_BYTES));
    case 'not-signed-in':
      return say.signedOut;
    case 'not-found':
      return say.gone;
    case 'rate-limited':
      return say.busy(numberOf(failure.data['retryAfterSeconds']) ?? 60);
    case 'invalid':
      return say.unfit[unfitness(failure.data['errors'])];
    default:
      return words.explain(failure);
  }
}

/** What the server found in the bytes; anything else means that the body was not whole. */
function unfitness(errors: unknown): 'program' | 'swelling-archive' | 'unreadable-image' | 'broken' {
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  const code = typeof first === 'object' && first !== null && 'code' in first ? first.code : null;
  return code === 'program' || code === 'swelling-archive' || code === 'unreadable-image' ? code : 'broken';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
