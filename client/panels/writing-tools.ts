// What the menus at the caret offer beyond the text's own forms: people and bodies, stock phrases, and the line that
// becomes a task. Loaded after the page stands: the first picture needs none of it.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { TaskLine } from '../../shared/capture/task-line.ts';
import { removeTask } from '../../shared/doc/desk-tasks.ts';
import { fieldValues, filledPhrase, type PhraseFacts } from '../../shared/domain/phrase.ts';
import { dateText } from '../../shared/i18n/format.ts';
import { wallTimeIn } from '../../shared/lib/time.ts';
import {
  caretBehind,
  insertMention,
  insertWords,
  mentionNames,
  nextParagraph,
  withoutCommand,
} from '../editor/editing-commands.ts';
import type { InsertEditor, InsertEntry } from '../editor/insert-menu.svelte.ts';
import { pinyinInitials } from '../pinyin-initials.ts';
import type { Words } from '../i18n.svelte.ts';
import type { OwnPhrase } from '../state/own-phrases.svelte.ts';
import {
  capturedFacts,
  captureTask,
  knownNames,
  readCapture,
  type CapturedFacts,
  type CaptureMeeting,
} from '../state/task-capture.ts';
import type { WorkspaceView } from '../state/workspace-view.svelte.ts';

export interface WritingContext {
  readonly meeting: CaptureMeeting;
  readonly view: WorkspaceView;
  readonly words: Words;
  readonly timeZone: string;
}

/** The group of the insert menu that holds the stock phrases. */
export const PHRASES = 'phrases';

/** The meeting's people first, then speakers who are not among them, then bodies that it knows. */
export function mentionEntries({ meeting, words }: WritingContext): readonly InsertEntry[] {
  const people = meeting.people.map((person): InsertEntry => {
    const post = [person.org ?? '', ...person.titles].filter((part) => part !== '');
    return entry(person.id, person.name, post.join(' '), post);
  });
  const speakers = meeting.items.flatMap(({ presenters }) =>
    presenters.map(({ name, org, title }) => {
      const post = [org ?? '', title ?? ''].filter((part) => part !== '');
      return entry('', name, post.join(' '), post);
    }),
  );
  const bodies = knownNames(meeting).map((name) => entry('', name, words.minutes.insert.body, []));
  const named = new Set<string>();
  return [...people, ...speakers, ...bodies].filter(({ label }) => !named.has(label) && named.add(label));
}

function entry(key: string, label: string, hint: string, also: readonly string[]): InsertEntry {
  return {
    id: `${key} ${label}`,
    label,
    hint,
    terms: [label, ...also].map(pinyinInitials).concat(also).join(' '),
    run: (editor) => editor.run(insertMention(key, label)),
  };
}

/** A body's own first, then the built-in ones, then (with `manage`) the way to where they are kept. */
export function phraseEntries(
  context: WritingContext,
  { own, manage }: { readonly own: readonly OwnPhrase[]; readonly manage: (() => void) | null },
): readonly InsertEntry[] {
  const { words } = context;
  const group = { hint: '', group: PHRASES };
  const write = (id: string, text: (facts: PhraseFacts) => string, found: Pick<InsertEntry, 'label' | 'terms'>) => ({
    ...{ id, ...found, ...group },
    run: (editor: InsertEditor) => editor.run(insertWords(text(factsFor(context, editor.itemId)))),
  });
  const fill = (phrase: OwnPhrase) => (facts: PhraseFacts) =>
    filledPhrase(phrase.text, fieldValues(facts, words.stock.speakers(facts)));
  return [
    ...own.map((phrase) => write(phrase.id, fill(phrase), { label: phrase.name, terms: phrase.terms })),
    ...Object.entries(words.phrases).map(([id, { label, terms, text }]) => write(id, text, { label, terms })),
    ...(manage === null
      ? []
      : [{ id: 'manage', label: words.stock.manage, terms: 'glcyy manage', ...group, run: () => manage() }]),
  ];
}

/** What a phrase is filled with where the caret stands. */
export function factsFor({ meeting, words, timeZone }: WritingContext, itemId: ItemId | null): PhraseFacts {
  const { facts } = meeting;
  const item: AgendaItem | undefined = meeting.items.find(({ id }) => id === itemId);
  const start = facts.plannedStart;
  const half = start === null ? '' : words.minutes.halfDay(wallTimeIn(timeZone, start) < '12');
  return {
    title: item?.title ?? '',
    presenters: item?.presenters ?? [],
    meeting: facts.title,
    body: facts.bodyName ?? facts.organisation,
    venue: facts.venue,
    chair: facts.chair,
    day: start === null ? null : `${dateText(start, { locale: words.locale, timeZone })}${half}`,
  };
}

/** `/任务 @张三 6月30日前 …` and Enter: the line becomes a task and, without its command, stays as its passage. */
export function captureCommand(context: WritingContext, editor: InsertEditor, line: string): boolean {
  const said = taskSaid(line);
  if (said === '') return false;
  const { meeting, view, words, timeZone } = context;
  editor.run(withoutCommand);
  editor.run(mentionNames(mentionsOf(meeting)));
  const task = captureTask(meeting, said, { itemId: editor.itemId, anchor: editor.anchor(), timeZone });
  editor.run(nextParagraph);
  view.say(words.minutes.taskCaptured(task.what));
  return true;
}

/** What is selected becomes a task, with who and by when it says; one writes on behind it. False where nothing is. */
export function captureSelection(context: WritingContext, editor: InsertEditor): boolean {
  const said = editor.passage();
  if (editor.view.state.selection.empty || said === '') return false;
  const { meeting, view, words, timeZone } = context;
  const { id, what } = captureTask(meeting, said, { itemId: editor.itemId, anchor: editor.anchor(), timeZone });
  editor.run(caretBehind);
  view.offerUndo(words.minutes.taskCaptured(what), () => removeTask(meeting.desk, id));
  return true;
}

/** Who, by when and what a passage asks for, as a task has it. */
export function readPassage({ meeting, timeZone }: WritingContext, passage: string): CapturedFacts {
  return capturedFacts(meeting, passage, timeZone);
}

/** How `/任务 …` is understood so far; null for any other line. */
export function understoodCommand({ meeting, timeZone }: WritingContext, line: string): TaskLine | null {
  const said = taskSaid(line);
  return said === '' ? null : readCapture(meeting, said, timeZone);
}

/** What stands behind the command; '' without one. */
function taskSaid(line: string): string {
  return /^[/／、](?:任务|rw|task|todo)\s+(?<words>.*)$/isu.exec(line)?.groups?.['words']?.trim() ?? '';
}

/** Known names with their keys, as `@name` in the line stands for them. */
function mentionsOf(meeting: CaptureMeeting): ReadonlyMap<string, string> {
  const keys = new Map(knownNames(meeting).map((name) => [name, '']));
  for (const { name, id } of meeting.people) keys.set(name, id);
  return keys;
}
