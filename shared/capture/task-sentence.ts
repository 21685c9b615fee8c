// A sentence of minutes that sets somebody a task, found by rules alone: who, by when, what. Careful rather than keen: what
// was done already, was not adopted, is only asked, wished or told of others is none (domain.md §8).
import { readChineseTask } from './chinese-sentence.ts';
import { readEnglishTask } from './english-sentence.ts';
import { readFormLine } from './form-line.ts';
import type { TaskLineContext } from './task-line.ts';
import type { TaskSentence } from './task-reading.ts';

/** Longer is no sentence. */
const MAX_CHARACTERS = 400;

/** The task that `text` sets; null when it sets none. `parties`: names this meeting knows; others are found by their form. */
export function readTaskSentence(text: string, context: TaskLineContext): TaskSentence | null {
  const sentence = text.trim();
  if (sentence.length === 0 || sentence.length > MAX_CHARACTERS) return null;
  // Of thousands of names, those that can be meant.
  const parties = context.parties.filter((name) => name !== '' && sentence.includes(name));
  const form = readFormLine(sentence, context);
  if (form !== null) return form === 'none' ? null : form;
  return /\p{Script=Han}/u.test(sentence.slice(0, 40))
    ? readChineseTask(sentence, { ...context, parties })
    : readEnglishTask(sentence, { ...context, parties });
}
