// What the menus at the caret offer beyond the text's own forms: people and bodies, stock phrases, and the line that
// becomes a task. Loaded after the page stands: the first picture needs none of it.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { PhraseFacts } from '../../shared/domain/phrase.ts';
import { dateText } from '../../shared/i18n/format.ts';
import { wallTimeIn } from '../../shared/lib/time.ts';
import { insertMention, insertWords, mentionNames, nextParagraph, withoutCommand } from '../editor/editing-commands.ts';
import type { InsertEditor, InsertEntry } from '../editor/insert-menu.svelte.ts';
import { pinyinInitials } from '../pinyin-initials.ts';
import type { Words } from '../i18n.svelte.ts';
import { captureTask, knownNames, type CaptureMeeting } from '../state/task-capture.ts';
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

export function phraseEntries(context: WritingContext): readonly InsertEntry[] {
  return Object.entries(context.words.phrases).map(([id, { label, terms, text }]) => ({
    id,
    label,
    hint: '',
    terms,
    group: PHRASES,
    run: (editor: InsertEditor) => editor.run(insertWords(text(factsFor(context, editor.itemId)))),
  }));
}

function factsFor({ meeting, words, timeZone }: WritingContext, itemId: ItemId): PhraseFacts {
  const { facts } = meeting;
  const item: AgendaItem | undefined = meeting.items.find(({ id }) => id === itemId);
  const start = facts.plannedStart;
  const half = start === null ? '' : words.minutes.halfDay(wallTimeIn(timeZone, start) < '12');
  return {
    title: item?.title ?? '',
    presenters: item?.presenters ?? [],
    meeting: facts.title,
    venue: facts.venue,
    chair: facts.chair,
    day: start === null ? null : `${dateText(start, { locale: words.locale, timeZone })}${half}`,
  };
}

/** `/任务 @张三 6月30日前 …` and Enter: the line becomes a task and, without its command, stays as its passage. */
export function captureCommand(context: WritingContext, editor: InsertEditor, line: string): boolean {
  const found = /^[/、](?:任务|rw|task|todo)\s+(?<words>.*)$/isu.exec(line);
  const said = found?.groups?.['words']?.trim() ?? '';
  if (said === '') return false;
  const { meeting, view, words, timeZone } = context;
  editor.run(withoutCommand);
  editor.run(mentionNames(mentionsOf(meeting)));
  const task = captureTask(meeting, said, { itemId: editor.itemId, anchor: editor.anchor(), timeZone });
  editor.run(nextParagraph);
  view.say(words.minutes.taskCaptured(task.what));
  return true;
}

/** Known names with their keys, as `@name` in the line stands for them. */
function mentionsOf(meeting: CaptureMeeting): ReadonlyMap<string, string> {
  const keys = new Map(knownNames(meeting).map((name) => [name, '']));
  for (const { name, id } of meeting.people) keys.set(name, id);
  return keys;
}
