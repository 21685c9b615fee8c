// What is read from a sentence that sets somebody a task.
import type { LocalDate } from '../lib/time.ts';

export interface TaskSentence {
  /** Who does it, as written, the lead first; a personal name without its post. */
  readonly owners: readonly string[];
  /** Those who help (配合). */
  readonly supporters: readonly string[];
  readonly due: LocalDate | null;
  /** The limit as it was written; '' without one. */
  readonly dueText: string;
  /** The words for it, as they stand in the sentence. */
  readonly what: string;
}
