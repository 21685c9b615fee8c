// `cli capture`: a sentence in, what is read from it out, as one line of JSON. Knows the shape that scripts rely on, and the
// files in which an office may keep its names.
import { readTaskSentence } from '../../shared/capture/task-sentence.ts';
import type { LocalDate } from '../../shared/lib/time.ts';

const MAX_NAMES = 20_000;
const MAX_NAME_CHARACTERS = 100;
/** Of a file that is an object: each a list of names. */
const GROUPS: readonly string[] = ['people', 'committees', 'organisations'];
const SHAPE = `a list of names, or an object with lists named ${GROUPS.join(', ')}`;

/** What is known of a meeting beside its sentences. */
export interface CaptureOptions {
  /** The day of the meeting. */
  readonly date: LocalDate;
  /** Names of persons and bodies; those that are none are found by their form. */
  readonly names: readonly string[];
}

/** `{text, isTask, owners, due, dueText, what}`: owners with those who help behind them, `due` a day or null. */
export function answerTo({ date, names }: CaptureOptions): (line: string) => string {
  return (line) => {
    const task = readTaskSentence(line, { parties: names, base: date });
    return JSON.stringify({
      text: line,
      isTask: task !== null,
      owners: task ? [...task.owners, ...task.supporters] : [],
      due: task?.due ?? null,
      dueText: task?.dueText ?? '',
      what: task?.what ?? '',
    });
  };
}

/** The names in a file, each once: strings, or objects with a `name`. Throws a sentence that says where they are not. */
export function namesInRoster(file: unknown): readonly string[] {
  const groups: readonly (readonly [name: string, list: unknown])[] = Array.isArray(file)
    ? [['', file]]
    : isObject(file)
      ? GROUPS.flatMap((group) => (file[group] === undefined ? [] : [[group, file[group]] as const]))
      : [];
  if (groups.length === 0) throw new Error(`the roster is to be ${SHAPE}`);
  const names = groups.flatMap(([group, list]) => {
    if (!Array.isArray(list)) throw new Error(`the roster's ${group} are to be a list of names`);
    return list.map((entry: unknown, index) => nameOf(entry, `${group}[${index}]`));
  });
  if (names.length > MAX_NAMES) throw new Error(`the roster has more than ${MAX_NAMES} names`);
  return [...new Set(names)];
}

function nameOf(entry: unknown, place: string): string {
  const given = isObject(entry) ? entry['name'] : entry;
  const name = typeof given === 'string' ? given.trim() : '';
  if (name === '') throw new Error(`the roster has no name at ${place}`);
  if (name.length > MAX_NAME_CHARACTERS)
    throw new Error(`the roster's name at ${place} is longer than ${MAX_NAME_CHARACTERS} characters`);
  return name;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
