// What the insert menu offers besides stock phrases. Comes with its list: a page that stands shows neither.
import type { minutes } from '../../shared/i18n/zh-CN/minutes.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import type { InsertEditor, InsertEntry } from '../editor/insert-menu.svelte.ts';
import type { WallTime } from '../editor/node-views.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { EditorKit } from './late-parts.ts';
import type { PassageActions } from './minutes-entries.ts';

interface EntryActions extends PassageActions {
  readonly openCeremony: (editor: InsertEditor, kind: 'signing' | 'appointment') => void;
}

/** The entries in the order offered, in the words given. */
export function insertEntries(
  say: Catalogue<typeof minutes>['insert'],
  meeting: { readonly clock: Pick<MeetingState['clock'], 'now'> },
  { makeTask, makeDecision, choosePicture, openCeremony }: EntryActions,
  { wallTime, commands }: { readonly wallTime: WallTime; readonly commands: EditorKit['commands'] },
): readonly InsertEntry[] {
  const now = meeting.clock.now();
  const stamp = { ...say.timestamp, hint: wallTime(now) };
  return [
    { id: 'task', ...say.task, run: makeTask },
    { id: 'decision', ...say.decision, run: makeDecision },
    { id: 'signing', ...say.signing, run: (editor) => openCeremony(editor, 'signing') },
    { id: 'appointment', ...say.appointment, run: (editor) => openCeremony(editor, 'appointment') },
    { id: 'quote', ...say.quote, run: (editor) => editor.run(commands.toggleQuote()) },
    { id: 'timestamp', ...stamp, run: (editor) => editor.run(commands.insertTimestamp(meeting.clock.now())) },
    { id: 'phrases', ...say.phrases, opens: 'phrases', run: () => undefined },
    { id: 'table', ...say.table, run: (editor) => editor.run(commands.insertTable(3, 3)) },
    { id: 'picture', ...say.picture, run: choosePicture },
    { id: 'internal', ...say.internal, run: (editor) => editor.run(commands.toggleInternal) },
    { id: 'heading', ...say.heading, run: (editor) => editor.run(commands.setHeading(2)) },
    { id: 'subheading', ...say.subheading, run: (editor) => editor.run(commands.setHeading(3)) },
    { id: 'bullets', ...say.bullets, run: (editor) => editor.run(commands.toggleList('bullet_list')) },
    { id: 'numbers', ...say.numbers, run: (editor) => editor.run(commands.toggleList('ordered_list')) },
    { id: 'rule', ...say.rule, run: (editor) => editor.run(commands.insertRule()) },
  ];
}
