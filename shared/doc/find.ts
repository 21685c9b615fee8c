// Finding words in everything of a desk that people write, and replacing them: titles, minutes, tasks, decisions. Asks the
// document and not the page, which shows far items without an editor.
import * as Y from 'yjs';
import type { DecisionId, ItemId, TaskId } from '../domain/ids.ts';
import { narrowed, WIDE_ASCII } from '../lib/half-width.ts';
import { runsOf } from './anchor.ts';
import { itemMinutes, itemTitle, readAgenda } from './desk-agenda.ts';
import { decisionText, readDecisions } from './desk-decisions.ts';
import { readTasks, taskText } from './desk-tasks.ts';
import { changeWords } from './run-edits.ts';

export type FindScope = 'titles' | 'minutes' | 'tasks' | 'decisions';

export interface FindQuery {
  readonly words: string;
  readonly matchesCase: boolean;
  /** `Ａ１，` finds `A1,` as well, and the other way round. */
  readonly foldsWidth: boolean;
  readonly scopes: ReadonlySet<FindScope>;
}

export type FindPlace =
  | { readonly kind: 'title' | 'minutes'; readonly itemId: ItemId }
  | { readonly kind: 'task'; readonly taskId: TaskId }
  | { readonly kind: 'decision'; readonly decisionId: DecisionId };

export interface Match {
  readonly place: FindPlace;
  readonly text: Y.Text;
  readonly index: number;
  readonly length: number;
}

/** More than this nobody goes through one by one; all of them can still be replaced. */
const MAX_QUERY = 200;

/** In the order in which the page shows them: each item with its title, then tasks, then decisions. */
export function findMatches(desk: Y.Doc, query: FindQuery): readonly Match[] {
  const sought = foldedWords(query.words.slice(0, MAX_QUERY), query);
  if (sought === '') return [];
  return textsOf(desk, query.scopes).flatMap(({ place, text, words }) =>
    placesOf(foldedWords(words, query), sought).map((index) => ({ place, text, index, length: sought.length })),
  );
}

/**
 * Writes `words` over each of `matches`, in one transaction; answers how many. They must come from `findMatches` of the
 * document as it is. `origin` says whose edit it is.
 */
export function replaceMatches(desk: Y.Doc, matches: readonly Match[], words: string, origin: unknown = null): number {
  desk.transact(() => {
    // From the end of each text on, so that those before it keep their places.
    for (const { text, index, length } of [...matches].reverse()) {
      if (text instanceof Y.XmlText) changeWords({ text, index, length }, words);
      else {
        text.delete(index, length);
        if (words !== '') text.insert(index, words);
      }
    }
  }, origin);
  return matches.length;
}

/** Where `sought` begins in `words`, without overlaps; both folded. */
export function placesOf(words: string, sought: string): readonly number[] {
  const places: number[] = [];
  for (let at = words.indexOf(sought); at >= 0; at = words.indexOf(sought, at + sought.length)) places.push(at);
  return places;
}

/** As they are compared, unit by unit: never longer or shorter than they were. */
export function foldedWords(
  words: string,
  { matchesCase, foldsWidth }: Pick<FindQuery, 'matchesCase' | 'foldsWidth'>,
): string {
  const narrow = foldsWidth ? narrowed(words, WIDE_ASCII).replaceAll('\u3000', ' ') : words;
  return matchesCase ? narrow : narrow.replaceAll(/[\p{Lu}\p{Lt}]/gu, lowerCase);
}

/** A letter whose small form has another length stays as it is. */
function lowerCase(letter: string): string {
  const small = letter.toLowerCase();
  return small.length === letter.length ? small : letter;
}

interface FoundIn {
  readonly place: FindPlace;
  readonly text: Y.Text;
  readonly words: string;
}

function textsOf(desk: Y.Doc, scopes: ReadonlySet<FindScope>): readonly FoundIn[] {
  const plain = (place: FindPlace, text: Y.Text | null): readonly FoundIn[] =>
    text ? [{ place, text, words: text.toString() }] : [];
  return [
    ...readAgenda(desk).flatMap(({ id: itemId }) => [
      ...(scopes.has('titles') ? plain({ kind: 'title', itemId }, itemTitle(desk, itemId)) : []),
      ...(scopes.has('minutes')
        ? runsOf(itemMinutes(desk, itemId)).map(({ text, words }) => ({
            place: { kind: 'minutes', itemId } as const,
            text,
            words,
          }))
        : []),
    ]),
    ...(scopes.has('tasks')
      ? readTasks(desk).flatMap(({ id: taskId }) => plain({ kind: 'task', taskId }, taskText(desk, taskId)))
      : []),
    ...(scopes.has('decisions')
      ? readDecisions(desk).flatMap(({ id: decisionId }) =>
          plain({ kind: 'decision', decisionId }, decisionText(desk, decisionId)),
        )
      : []),
  ];
}
