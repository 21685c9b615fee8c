// What the menu of an agenda item offers: steering while the meeting runs, moving, editing, removing.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { ItemProgress } from '../../shared/domain/progress.ts';
import { removeItem, restoreItem } from '../../shared/doc/desk-agenda.ts';
import { claimItem } from '../../shared/doc/desk-facts.ts';
import { keyText } from '../key-names.ts';
import type { Words } from '../i18n.svelte.ts';
import { copyLink } from '../state/copy-link.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import { step, takeBack, type StepKind } from '../state/steering.ts';
import type { WorkspaceView } from '../state/workspace-view.svelte.ts';
import type { MenuEntry } from '../ui/menu-entry.ts';

interface ItemContext {
  readonly meeting: MeetingState;
  readonly view: WorkspaceView;
  readonly words: Words;
  readonly item: AgendaItem;
  readonly progress: ItemProgress;
  readonly onshift: (by: -1 | 1) => void;
  readonly onedit: () => void;
}

/** Where the desk may only be read there is only its link. */
export function itemEntries(context: ItemContext): readonly MenuEntry[] {
  const { meeting, words, item, onshift, onedit } = context;
  const copy: MenuEntry = {
    kind: 'action',
    label: words.way.link.copy,
    onselect: () => void copyLink(context, { kind: 'item', id: item.id }),
  };
  if (meeting.access !== 'write') return [copy];
  const say = words.workspace.agenda;
  const isMine = meeting.claims.get(item.id) === meeting.me.userId;
  return [
    ...steps(context),
    { kind: 'rule' },
    {
      kind: 'action',
      label: isMine ? say.release : say.claim,
      onselect: () => claimItem(meeting.desk, item.id, isMine ? null : meeting.me.userId),
    },
    { kind: 'rule' },
    { kind: 'action', label: say.up, hint: keyText('Alt+↑'), onselect: () => onshift(-1) },
    { kind: 'action', label: say.down, hint: keyText('Alt+↓'), onselect: () => onshift(1) },
    { kind: 'action', label: say.edit, onselect: onedit },
    copy,
    { kind: 'action', label: say.remove, onselect: () => remove(context) },
  ];
}

function steps(context: ItemContext): readonly MenuEntry[] {
  const { meeting, words, progress } = context;
  const say = words.workspace.agenda;
  const why = meeting.phase === 'live' ? null : say.notNow;
  const entry = (kind: StepKind, label: string): MenuEntry => {
    return { kind: 'action', label, why, onselect: () => take(context, kind, label) };
  };
  switch (progress.state) {
    case 'current':
      return [entry('finish', say.finish), entry('suspend', say.suspend), entry('postpone', say.postpone)];
    case 'suspended':
      return [entry('resume', say.resume), entry('finish', say.finish), entry('postpone', say.postpone)];
    case 'pending':
      return [entry('start', say.start), entry('skip', say.skip), entry('postpone', say.postpone)];
    case 'done':
    case 'skipped':
    case 'postponed':
      return [entry('start', say.again)];
  }
}

function take({ meeting, view, words, item }: ItemContext, kind: StepKind, label: string): void {
  const say = words.workspace.agenda;
  const event = step(meeting, kind, item.id);
  view.offerUndo(say.done(label, item.title || say.untitled), () => takeBack(meeting, event));
}

function remove({ meeting, view, words, item }: ItemContext): void {
  const say = words.workspace.agenda;
  removeItem(meeting.desk, item.id);
  view.offerUndo(say.removed(item.title || say.untitled), () => restoreItem(meeting.desk, item.id));
}
