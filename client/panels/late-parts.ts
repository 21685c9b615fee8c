// What the workspace fetches once it stands (client/state/later.svelte.ts): the dialogs of its columns and the panels
// behind the first tab. In groups, so that what is used together comes together. Those of the bar: bar-dialogs.ts.
// A new dialog or panel belongs here unless it is part of the first picture.
import type { OwnPhrasesOptions } from '../state/own-phrases.svelte.ts';
import type { Api } from '../api.ts';
import type { Words } from '../i18n.svelte.ts';

/** The editor of the minutes. The text is read before it is here; nobody can write yet. */
export async function loadEditorKit() {
  const [editor, tables, commands] = await Promise.all([
    import('../editor/minutes-editor.ts'),
    import('../editor/table-commands.ts'),
    import('../editor/editing-commands.ts'),
  ]);
  return { MinutesEditor: editor.MinutesEditor, TABLE_COMMANDS: tables.TABLE_COMMANDS, commands };
}

export type EditorKit = Awaited<ReturnType<typeof loadEditorKit>>;

/** The menus of the agenda, moving an item, and the line that writes one. */
export async function loadAgendaActs() {
  const [entries, insert] = await Promise.all([import('./item-entries.ts'), import('./insert-item.svelte')]);
  const { itemEntries, meetingEntries, placeByKey, put } = entries;
  return { itemEntries, meetingEntries, placeByKey, put, InsertItem: insert.default };
}

export type AgendaActs = Awaited<ReturnType<typeof loadAgendaActs>>;

/** What the menus at the caret offer besides the forms of the text, with its words. */
export async function loadWritingTools(words: Words, asking: OwnPhrasesOptions) {
  const [tools, entries, menu, icons, drafted, own] = await Promise.all([
    import('./writing-tools.ts'),
    import('./insert-entries.ts'),
    import('../editor/insert-list.svelte'),
    import('./insert-icons.ts'),
    import('./drafted-task.svelte'),
    import('../state/own-phrases.svelte.ts'),
    words.load(['phrases', 'stock']),
  ]);
  const phrases = new own.OwnPhrases(asking);
  void phrases.load();
  return {
    ...tools,
    insertEntries: entries.insertEntries,
    InsertMenuList: menu.default,
    INSERT_ICONS: icons.INSERT_ICONS,
    DraftedTask: drafted.default,
    phrases,
  };
}

/** Where stock phrases are kept, over the minutes. */
export async function loadPhraseDialog(words: Words) {
  const [dialog] = await Promise.all([import('./phrase-dialog.svelte'), words.load(['preparing'])]);
  return { PhraseDialog: dialog.default };
}

export type WritingTools = Awaited<ReturnType<typeof loadWritingTools>>;

/** Entries that lead to the meetings before and after this one, said in the language of the moment. */
export async function loadSeriesWays(words: Words, api: Api, meetingId: string, bodyId: string) {
  const [{ seriesNeighbours, wayEntries }] = await Promise.all([import('./series-ways.ts'), words.load(['bar'])]);
  const neighbours = await seriesNeighbours(api, meetingId, bodyId);
  return () => wayEntries(neighbours, words);
}

/** What reads a line as who, by when, what; and what became of tasks that were handed out. */
export async function loadTaskCapture(words: Words) {
  const [{ openTaskParts }] = await Promise.all([import('./task-parts.ts'), words.load(['stock', 'register'])]);
  return openTaskParts();
}

export async function loadWordCount() {
  return { WordCount: (await import('./word-count.svelte')).default };
}

/** With their words. */
export async function loadAgendaDialogs(words: Words) {
  const [item, postpone, remove, recess, log, restore, topics] = await Promise.all([
    import('./item-dialog.svelte'),
    import('./postpone-item.svelte'),
    import('./remove-item.svelte'),
    import('./recess-dialog.svelte'),
    import('./progress-log.svelte'),
    import('./restore-meeting.svelte'),
    import('./take-topics.svelte'),
    words.load(['agenda', 'register']),
  ]);
  return {
    ItemDialog: item.default,
    PostponeItem: postpone.default,
    RemoveItem: remove.default,
    RecessDialog: recess.default,
    ProgressLog: log.default,
    RestoreMeeting: restore.default,
    TakeTopics: topics.default,
  };
}

export async function loadMinutesDialogs() {
  const [link, picture] = await Promise.all([import('./minutes-link.svelte'), import('./minutes-picture.svelte')]);
  return { MinutesLink: link.default, MinutesPicture: picture.default };
}

export async function loadSidePanels(words: Words) {
  const [decisions, comments, people, files, notes, mine, last] = await Promise.all([
    import('./decision-list.svelte'),
    import('./comment-list.svelte'),
    import('./people-panel.svelte'),
    import('./file-panel.svelte'),
    import('./notes-panel.svelte'),
    import('../state/my-notes.svelte.ts'),
    import('./review-panel.svelte'),
    words.load(['review', 'roll', 'register']),
  ]);
  return {
    DecisionList: decisions.default,
    CommentList: comments.default,
    PeoplePanel: people.default,
    FilePanel: files.default,
    NotesPanel: notes.default,
    openMyNotes: mine.openMyNotes,
    ReviewPanel: last.default,
  };
}

/** With its words. */
export async function loadStanding(words: Words) {
  const [standing] = await Promise.all([import('./meeting-standing.svelte'), words.load(['preparing'])]);
  return { MeetingStanding: standing.default };
}

/** With their words. */
export async function loadPastDialogs(words: Words) {
  const [past] = await Promise.all([import('./past-dialogs.svelte'), words.load(['history'])]);
  return { PastDialogs: past.default };
}

/** With the words of what it finds in the text. */
export async function loadFrameParts(words: Words) {
  const [parts, find, standing, safety] = await Promise.all([
    import('./frame-parts.svelte'),
    import('./find-host.svelte'),
    import('./standing-wanted.svelte'),
    import('./safety-notices.svelte'),
    words.load(['stock', 'bar']),
  ]);
  return {
    FrameParts: parts.default,
    FindHost: find.default,
    StandingWanted: standing.default,
    SafetyNotices: safety.default,
  };
}

/** The meeting on paper, with its words: the browser's question to print waits for nothing. */
export async function loadPrintSheet(words: Words) {
  const [sheet] = await Promise.all([import('./print-sheet.svelte'), words.load(['archive', 'formal'])]);
  return { PrintSheet: sheet.default };
}

/** Find and replace. */
export async function loadFindBar(words: Words) {
  const [bar] = await Promise.all([import('./find-bar.svelte'), words.load(['review'])]);
  return { FindBar: bar.default };
}

export async function loadFileParts() {
  const [file, upload, rename] = await Promise.all([
    import('./file-row.svelte'),
    import('./upload-row.svelte'),
    import('./rename-file.svelte'),
  ]);
  return { FileRow: file.default, UploadRow: upload.default, RenameFile: rename.default };
}

export async function loadTaskFields() {
  return { TaskFields: (await import('./task-fields.svelte')).default };
}

/** With their words. */
export async function loadSafeguards(words: Words) {
  const [late, ended, reason] = await Promise.all([
    import('./late-work-dialog.svelte'),
    import('./session-ended.svelte'),
    import('./reason-dialog.svelte'),
    words.load(['bar']),
  ]);
  return { LateWorkDialog: late.default, SessionEnded: ended.default, ReasonDialog: reason.default };
}

/** Only a page without its server needs it. */
export async function loadKeptList() {
  return { KeptList: (await import('./kept-list.svelte')).default };
}

export async function loadPagePalette() {
  return { CommandPalette: (await import('./command-palette.svelte')).default };
}

export async function loadLeaving() {
  return { SignOut: (await import('./sign-out.svelte')).default };
}
