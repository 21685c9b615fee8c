// What a given-up replica holds and the meeting lacks, as passages a person can read and place by hand. Nothing here
// sends anything: a refused history never goes back by itself.
import * as Y from 'yjs';
import { readAgenda, itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { readDecisions } from '../../shared/doc/desk-decisions.ts';
import { notesFragment } from '../../shared/doc/desk-facts.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { readBlocks } from '../../shared/doc/fragment.ts';
import type { DocName, ItemId } from '../../shared/domain/ids.ts';
import type { Block, Inline } from '../../shared/domain/minutes.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { LateRow } from './stored-rows.ts';

export type LatePlace = 'minutes' | 'title' | 'task' | 'decision' | 'notes';

/** Lines that belong together and are not in the meeting. */
export interface LatePassage {
  readonly place: LatePlace;
  /** The item they were written in; null for what belongs to none. */
  readonly itemId: ItemId | null;
  /** That item's title as the late replica has it. */
  readonly title: string | null;
  readonly lines: readonly string[];
}

export interface LateWork {
  /** Names it in this browser's storage. */
  readonly path: string;
  readonly doc: DocName;
  /** The refusal that cut it off, or `diverged`. */
  readonly reason: string;
  readonly at: EpochMs;
  readonly passages: readonly LatePassage[];
}

/** What is left of `row` beside the meeting's present `desk`; null when the meeting has all of it. */
export function lateWorkOf(row: LateRow, desk: Y.Doc): LateWork | null {
  const late = new Y.Doc();
  Y.applyUpdate(late, row.state);
  const difference = lateDifference(late, desk);
  const passages = row.reason === 'diverged' ? withoutGrown(difference, desk) : difference;
  late.destroy();
  return passages.length === 0 ? null : { path: row.path, doc: row.doc, reason: row.reason, at: row.at, passages };
}

/** Lines of `late` that `desk` has nowhere at the same place. Deletions made late are not among them. */
export function lateDifference(late: Y.Doc, desk: Y.Doc): readonly LatePassage[] {
  const passages: LatePassage[] = [];
  const add = (place: LatePlace, itemId: ItemId | null, title: string | null, lines: readonly string[]): void => {
    if (lines.length > 0) passages.push({ place, itemId, title, lines });
  };
  const presentTitles = new Map(readAgenda(desk).map((item) => [item.id, item.title]));
  for (const item of readAgenda(late)) {
    const isNew = item.title.trim() !== '' && presentTitles.get(item.id) !== item.title;
    add('title', item.id, item.title, isNew ? [item.title] : []);
    add('minutes', item.id, item.title, lacking(linesAt(late, item.id), linesAt(desk, item.id)));
  }
  const present = { tasks: readTasks(desk), decisions: readDecisions(desk) };
  for (const task of readTasks(late))
    add(
      'task',
      task.itemId,
      null,
      lacking(
        [task.what],
        present.tasks.map(({ what }) => what),
      ),
    );
  for (const decision of readDecisions(late))
    add(
      'decision',
      decision.itemId,
      null,
      lacking(
        [decision.wording],
        present.decisions.map(({ wording }) => wording),
      ),
    );
  add('notes', null, null, lacking(linesOf(notesFragment(late)), linesOf(notesFragment(desk))));
  return passages;
}

/** Without lines that have only grown: a copy that diverged was good work in progress, and people went on with it. */
function withoutGrown(passages: readonly LatePassage[], desk: Y.Doc): readonly LatePassage[] {
  const nothing = new Y.Doc();
  const present = lateDifference(desk, nothing).flatMap(({ lines }) => lines);
  nothing.destroy();
  return passages.flatMap((passage) => {
    const lines = passage.lines.filter((line) => !present.some((whole) => whole.includes(line)));
    return lines.length > 0 ? [{ ...passage, lines }] : [];
  });
}

/** The lines of `late` not in `present`, each counted as often as it occurs. */
function lacking(late: readonly string[], present: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of present) left.set(line, (left.get(line) ?? 0) + 1);
  return late.filter((line) => {
    if (line.trim() === '') return false;
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function linesAt(desk: Y.Doc, id: ItemId): string[] {
  const minutes = itemMinutes(desk, id);
  return minutes ? linesOf(minutes) : [];
}

function linesOf(fragment: Y.XmlFragment): string[] {
  return readBlocks(fragment).flatMap(blockLines);
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [inlineText(block.inline)];
    case 'list':
      return block.items.flatMap((item) => item.flatMap(blockLines));
    case 'quote':
      return block.blocks.flatMap(blockLines);
    case 'table':
      return block.rows.map((row) => row.map((cell) => cell.blocks.flatMap(blockLines).join(' ')).join('\t'));
    case 'rule':
    case 'image':
      return [];
  }
}

function inlineText(inline: readonly Inline[]): string {
  return inline
    .map((each) =>
      each.kind === 'text' ? each.text : each.kind === 'mention' ? each.label : each.kind === 'break' ? '\n' : '',
    )
    .join('');
}
