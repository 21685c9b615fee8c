// What the menu of an agenda item offers: steering while the meeting runs, moving, editing, removing.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import { indentedPlace, outdentedPlace, shiftedPlace, type TreePlace } from '../../shared/domain/agenda-tree.ts';
import { recessOf, type ItemState } from '../../shared/domain/progress.ts';
import { moveItem } from '../../shared/doc/desk-agenda.ts';
import { claimItem } from '../../shared/doc/desk-facts.ts';
import { keyText } from '../key-names.ts';
import { othersWork, removeWithParts } from '../state/agenda-removal.ts';
import { copyLink } from '../state/copy-link.ts';
import { goBack, lastStepWords, reconvene, stepItem, takeLastBack, type Desk } from '../state/agenda-steps.ts';
import { previousItem } from '../state/agenda-plan.ts';
import type { StepKind } from '../state/steering.ts';
import type { MenuEntry } from '../ui/menu-entry.ts';

const RULE: MenuEntry = { kind: 'rule' };

/** Where the desk may only be read there is only its link. */
export function itemEntries(desk: Desk, item: AgendaItem): readonly MenuEntry[] {
  const { meeting, view, words } = desk;
  const copy: MenuEntry = {
    kind: 'action',
    label: words.way.link.copy,
    onselect: () => void copyLink(desk, { kind: 'item', id: item.id }),
  };
  if (meeting.access !== 'write') return [copy];
  const say = words.workspace.agenda;
  const isMine = meeting.claims.get(item.id) === meeting.me.userId;
  return [
    ...steps(desk, item),
    RULE,
    {
      kind: 'action',
      label: isMine ? say.release : say.claim,
      onselect: () => claimItem(meeting.desk, item.id, isMine ? null : meeting.me.userId),
    },
    {
      kind: 'action',
      label: say.insertAfter,
      hint: keyText('Alt+Shift+N'),
      onselect: () => view.insertAt({ after: item.id }),
    },
    RULE,
    ...moves(desk, item),
    RULE,
    { kind: 'action', label: say.edit, onselect: () => view.openAgenda({ kind: 'item', itemId: item.id }) },
    copy,
    { kind: 'action', label: say.remove, onselect: () => remove(desk, item) },
  ];
}

/** The whole meeting's: suspending it, its log, the last step taken back. */
export function meetingEntries(desk: Desk): readonly MenuEntry[] {
  const { meeting, view, words } = desk;
  const say = words.workspace.agenda;
  const log: MenuEntry = { kind: 'action', label: `${say.log}…`, onselect: () => view.openAgenda({ kind: 'log' }) };
  if (meeting.access !== 'write') return [log];
  const mayNot = meeting.phase === 'live' && meeting.progress.adjournedAt === null ? null : say.notNow;
  const inRecess = recessOf(meeting.progress) !== null;
  const last = meeting.phase === 'live' ? lastStepWords(desk) : null;
  return [
    { kind: 'action', label: say.topics, onselect: () => view.openAgenda({ kind: 'topics' }) },
    ...(inRecess ? [{ kind: 'action', label: say.reconvene, onselect: () => reconvene(desk) } as const] : []),
    {
      kind: 'action',
      label: `${inRecess ? say.changeRecess : say.recess}…`,
      why: mayNot,
      onselect: () => view.openAgenda({ kind: 'recess' }),
    },
    ...(last === null ? [] : [{ kind: 'action', label: last, onselect: () => takeLastBack(desk) } as const]),
    log,
  ];
}

function steps(desk: Desk, item: AgendaItem): readonly MenuEntry[] {
  const { meeting, view, words } = desk;
  const say = words.workspace.agenda;
  const why = meeting.phase === 'live' ? null : say.notNow;
  const entry = (kind: StepKind, label: string, hint?: string): MenuEntry => {
    const onselect = (): void => stepItem(desk, kind, item, label);
    return { kind: 'action', label, why, ...(hint === undefined ? {} : { hint }), onselect };
  };
  const postpone: MenuEntry = {
    kind: 'action',
    label: say.postpone,
    why,
    onselect: () => view.openAgenda({ kind: 'postpone', itemId: item.id }),
  };
  const back: MenuEntry = {
    kind: 'action',
    label: say.back,
    hint: keyText('Alt+Shift+P'),
    why: why ?? (previousItem(meeting.items, meeting.progress) ? null : say.noPrevious),
    onselect: () => goBack(desk),
  };
  const state: ItemState = meeting.progress.items.get(item.id)?.state ?? 'pending';
  switch (state) {
    case 'current':
      return [
        entry('finish', say.finish, 'Alt+Shift+E'),
        entry('suspend', say.suspend),
        postpone,
        back,
        RULE,
        ...meetingEntries(desk),
      ];
    case 'suspended':
      return [entry('resume', say.resume), entry('finish', say.finish), postpone, RULE, ...meetingEntries(desk)];
    case 'pending':
      return [entry('start', say.start), entry('skip', say.skip), postpone];
    case 'done':
    case 'skipped':
    case 'postponed':
      return [entry('start', say.again)];
  }
}

function moves(desk: Desk, item: AgendaItem): readonly MenuEntry[] {
  const { items } = desk.meeting;
  const say = desk.words.workspace.agenda;
  const entry = (label: string, hint: string, place: TreePlace | null, why: string): MenuEntry => {
    return {
      kind: 'action',
      label,
      hint,
      why: place ? null : why,
      onselect: () => place && put(desk, item, place),
    };
  };
  return [
    entry(say.up, 'Alt+↑', shiftedPlace(items, item.id, -1), say.atEdge),
    entry(say.down, 'Alt+↓', shiftedPlace(items, item.id, 1), say.atEdge),
    item.parentId === undefined
      ? entry(say.indent, 'Alt+Shift+→', indentedPlace(items, item.id), say.cannotIndent)
      : entry(say.outdent, 'Alt+Shift+←', outdentedPlace(items, item.id), say.cannotOutdent),
  ];
}

/** The place that a key in a row asks for; the refusal in words where there is none. Null: no key of ours. */
export function placeByKey(
  { meeting, words }: Desk,
  item: AgendaItem,
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>,
): TreePlace | string | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null;
  const { items } = meeting;
  const say = words.workspace.agenda;
  if (event.key === 'ArrowUp') return shiftedPlace(items, item.id, -1) ?? say.atEdge;
  if (event.key === 'ArrowDown') return shiftedPlace(items, item.id, 1) ?? say.atEdge;
  if (!event.shiftKey) return null;
  if (event.key === 'ArrowRight') return indentedPlace(items, item.id) ?? say.cannotIndent;
  return event.key === 'ArrowLeft' ? (outdentedPlace(items, item.id) ?? say.cannotOutdent) : null;
}

/** Moves an item and says where it stands now. */
export function put({ meeting, view, words }: Desk, item: AgendaItem, place: TreePlace): void {
  const say = words.workspace.agenda;
  moveItem(meeting.desk, item.id, place, meeting.newSuffix());
  const at = meeting.items.findIndex((each) => each.id === item.id);
  view.say(say.moved(item.title.trim() || say.untitled, at + 1));
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-item="${item.id}"] .jump`)?.focus());
}

/** Asks first where others are at work in it. */
function remove(desk: Desk, item: AgendaItem): void {
  const { writers, keepers } = othersWork(desk.meeting, item);
  if (writers.length + keepers.length > 0) desk.view.openAgenda({ kind: 'remove', itemId: item.id });
  else removeWithParts(desk, item);
}
