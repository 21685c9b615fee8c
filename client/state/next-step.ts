// The one large step of a running meeting: on to the next item; after the last one, finishing it.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { Words } from '../i18n.svelte.ts';
import { nextItem } from './agenda-plan.ts';
import type { MeetingState } from './meeting.svelte.ts';
import { step, takeBack } from './steering.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

export interface NextStep {
  readonly kind: 'start' | 'finish';
  readonly item: AgendaItem;
}

/** Null where the meeting does not run, may not be steered here, or is through. */
export function nextStep(meeting: MeetingState): NextStep | null {
  if (meeting.access !== 'write' || meeting.phase !== 'live') return null;
  const next = nextItem(meeting.items, meeting.progress);
  if (next) return { kind: 'start', item: next };
  const current = meeting.items.find((item) => item.id === meeting.progress.currentId);
  return current ? { kind: 'finish', item: current } : null;
}

/** Takes it and offers to take it back. */
export function takeNextStep(meeting: MeetingState, view: WorkspaceView, words: Words): void {
  const taken = nextStep(meeting);
  if (taken === null) return;
  const { kind, item } = taken;
  const say = words.workspace.agenda;
  const event = step(meeting, kind, item.id);
  view.offerUndo(say.done(say[kind], item.title || say.untitled), () => takeBack(meeting, event));
  if (kind === 'start') view.goToItem(item.id);
}
