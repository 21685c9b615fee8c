// What the command palette finds inside an open meeting: its items, tasks, decisions, people, the words of its minutes,
// and what can be done, each with its key and, where it cannot be done now, the reason.
import { blocksToText } from '../../shared/doc/blocks-text.ts';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { readBlocks } from '../../shared/doc/fragment.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { nextItem } from '../../shared/domain/to-come.ts';
import { itemFigure } from '../../shared/i18n/item-number.ts';
import type { Passages } from '../editor/passage-board.ts';
import type { Finding } from '../finding.ts';
import type { Words } from '../i18n.svelte.ts';
import type { Session } from '../session.svelte.ts';
import { copyLink } from '../state/copy-link.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import { canSteer, finishCurrent, goBack, goNext } from '../state/agenda-steps.ts';
import type { SideTab, WorkspaceView } from '../state/workspace-view.svelte.ts';
import { barActs } from './bar-acts.ts';
import { itemEntries, meetingEntries } from './item-entries.ts';

export interface Workspace {
  readonly meeting: MeetingState;
  readonly view: WorkspaceView;
  readonly session: Session;
  readonly passages: Passages;
  readonly words: Words;
}

const MOST_PASSAGES = 6;
/** Around what was found. */
const BEFORE = 12;
const PASSAGE = 60;

/** Everything but the words of the minutes. */
export function workspaceFindings(workspace: Workspace): readonly Finding[] {
  return [...acts(workspace), ...items(workspace), ...tasks(workspace), ...decisions(workspace), ...people(workspace)];
}

/** Lines of the minutes that hold every word of `query`. */
export function passageFindings({ meeting, passages, words }: Workspace, query: string): readonly Finding[] {
  const wanted = query.trim().toLowerCase().split(/\s+/u);
  const [first = ''] = wanted;
  if (first === '') return [];
  const found: Finding[] = [];
  for (const item of meeting.items) {
    const fragment = itemMinutes(meeting.desk, item.id);
    if (fragment === null) continue;
    for (const [index, line] of blocksToText(readBlocks(fragment))
      .split(/[\n\t]/u)
      .entries()) {
      const low = line.toLowerCase();
      if (!wanted.every((word) => low.includes(word))) continue;
      const at = low.indexOf(first);
      const quote = line.slice(at, at + PASSAGE);
      found.push({
        id: `passage:${item.id}:${index}`,
        group: 'passage',
        label: `${at > BEFORE ? '…' : ''}${line.slice(Math.max(0, at - BEFORE), at + PASSAGE)}`,
        detail: item.title || words.workspace.agenda.untitled,
        run: () => void passages.reveal({ itemId: item.id, from: '', to: '', quote }),
      });
      if (found.length >= MOST_PASSAGES) return found;
    }
  }
  return found;
}

/** What the menus offer and no act of ours does yet: under the bar's menu, and of the item that is on. */
function menuActs(workspace: Workspace, known: ReadonlySet<string>): readonly Finding[] {
  const { meeting, view, session, words } = workspace;
  const on = meeting.items.find(({ id }) => id === meeting.progress.currentId);
  const whole = meetingEntries(workspace).map((entry) => ({ entry, detail: '' }));
  const labels = new Set(whole.flatMap(({ entry }) => (entry.kind === 'action' ? [entry.label] : [])));
  const ofItem = on === undefined ? [] : itemEntries(workspace, on).map((entry) => ({ entry, detail: on.title }));
  const fromMenus = [
    ...whole,
    ...ofItem.filter(({ entry }) => entry.kind === 'action' && !labels.has(entry.label)),
  ].flatMap(({ entry, detail }): Finding[] => {
    if (entry.kind !== 'action' || known.has(entry.label)) return [];
    const { label, why = null, onselect } = entry;
    return [{ id: `act:menu-${label}`, group: 'act', label, detail, why, run: onselect }];
  });
  const { bar } = words.workspace;
  const mayNotKeep = session.mayAnywhere('templates.manage') ? null : words.explain({ code: 'not-allowed', data: {} });
  return [
    ...fromMenus,
    { id: 'act:versions', group: 'act', label: bar.versions, run: () => view.openPast({ kind: 'versions' }) },
    { id: 'act:template', group: 'act', label: bar.keepTemplate, why: mayNotKeep, run: () => view.ask('template') },
  ];
}

function acts(workspace: Workspace): readonly Finding[] {
  const own = ownActs(workspace);
  return [...own, ...menuActs(workspace, new Set(own.map(({ label }) => label)))];
}

function ownActs(workspace: Workspace): readonly Finding[] {
  const { meeting, view, words } = workspace;
  const say = words.way.acts;
  const why = meeting.access === 'read' ? words.way.readOnly : null;
  const { agenda } = words.workspace;
  const unsteered = why ?? (canSteer(workspace) ? null : agenda.notNow);
  const act = (id: string, label: string, run: () => void, more: Partial<Finding> = {}): Finding => {
    return { id: `act:${id}`, group: 'act', label, run, ...more };
  };
  const next = nextItem(meeting.items, meeting.progress) ?? meeting.progress.currentId;
  return [
    act('next', agenda.next, () => goNext(workspace), {
      keys: 'Alt+N',
      why: unsteered ?? (next === null ? words.way.noNext : null),
    }),
    act('finish', agenda.finish, () => finishCurrent(workspace), { keys: 'Alt+Shift+E', why: unsteered }),
    act('back', agenda.back, () => goBack(workspace), { keys: 'Alt+Shift+P', why: unsteered }),
    act('insert', say.insertItem, () => view.insertAt({ after: meeting.progress.currentId }), {
      keys: 'Alt+Shift+N',
      why,
    }),
    act('task', say.newTask, () => void view.writeLine('tasks'), { keys: 'Alt+T', why }),
    act('find', say.find, () => view.find(), { keys: 'Mod+F' }),
    ...barActs(workspace).map((each) => act(each.id, each.label, each.run, { why: each.why })),
    act('facts', say.facts, () => view.ask('facts'), { why }),
    ...tabs(workspace),
    act('undo', say.undo, () => meeting.undo(), {
      keys: 'Mod+Z',
      why: why ?? (meeting.canUndo ? null : words.way.nothingToUndo),
    }),
    act('redo', say.redo, () => meeting.redo(), {
      keys: 'Mod+Y',
      why: why ?? (meeting.canRedo ? null : words.way.nothingToRedo),
    }),
    act('copy', say.copyMeeting, () => void copyLink(workspace, null)),
    act('keys', say.keys, () => view.ask('keys'), { keys: '?' }),
  ];
}

function tabs({ view, words }: Workspace): readonly Finding[] {
  const { tasks: task, decisions: decision, people: person, side } = words.workspace;
  const labels: Readonly<Record<SideTab, string>> = {
    tasks: task.tab,
    decisions: decision.tab,
    comments: side.comments,
    people: person.tab,
    files: words.files.tab,
    notes: side.notes,
  };
  return (['tasks', 'decisions', 'comments', 'people', 'files', 'notes'] as const).map((tab) => ({
    id: `act:tab-${tab}`,
    group: 'act',
    label: words.way.acts.tab(labels[tab]),
    run: () => view.show(tab),
  }));
}

function items({ meeting, view, words }: Workspace): readonly Finding[] {
  return meeting.items.map((item) => ({
    id: `item:${item.id}`,
    group: 'item',
    label: item.title || words.workspace.agenda.untitled,
    number: figureOf(meeting, item.id),
    detail: item.presenters.map(({ name }) => name).join(words.common.listSeparator),
    run: () => view.goToItem(item.id),
  }));
}

/** 5 or 2.1; null for what has no number. */
function figureOf({ places }: MeetingState, id: ItemId): string | null {
  const place = places.get(id);
  const figure = place ? itemFigure(place) : '';
  return figure === '' ? null : figure;
}

function tasks({ meeting, view, words }: Workspace): readonly Finding[] {
  const confirmed = meeting.tasks.filter(({ state }) => state === 'confirmed');
  return meeting.tasks.map((task) => ({
    id: `task:${task.id}`,
    group: 'task',
    label: task.what || words.workspace.tasks.unworded,
    number: confirmed.includes(task) ? confirmed.indexOf(task) + 1 : null,
    detail: task.owners.map(({ name }) => name).join(words.common.listSeparator),
    run: () => void view.goToTask(task.id),
  }));
}

function decisions({ meeting, view }: Workspace): readonly Finding[] {
  return meeting.decisions.map(({ id, wording }, index) => ({
    id: `decision:${id}`,
    group: 'decision',
    label: wording,
    number: index + 1,
    run: () => void view.goToDecision(id),
  }));
}

function people({ meeting, view, words }: Workspace): readonly Finding[] {
  return meeting.people.map((person) => ({
    id: `person:${person.id}`,
    group: 'person',
    label: person.name || words.workspace.people.unnamed,
    detail: [person.org ?? '', ...person.titles].filter((part) => part !== '').join(' '),
    run: () => void view.goToPerson(person.id),
  }));
}
