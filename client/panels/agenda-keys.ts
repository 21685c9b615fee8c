// The keys that run the meeting from anywhere on the page. By the key's place: on a Mac, Alt and a letter type an accent.
import { canSteer, finishCurrent, goBack, goNext, type Desk } from '../state/agenda-steps.ts';
import { isComposed } from '../ui/composed-key.ts';

type Pressed = Pick<
  KeyboardEvent,
  'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'keyCode' | 'target' | 'preventDefault'
>;

/** Takes the key when it is one of ours and can be followed now. */
export function takeAgendaKey(desk: Desk, event: Pressed): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || isComposed(event)) return;
  const act = event.shiftKey ? shifted(desk, event) : event.code === 'KeyN' && canSteer(desk) ? goNext : null;
  if (!act) return;
  event.preventDefault();
  act(desk);
}

function shifted(desk: Desk, { code, target }: Pressed): ((desk: Desk) => void) | null {
  if (code === 'KeyN' && desk.meeting.access === 'write') return () => insertAt(desk, target);
  if (!canSteer(desk)) return null;
  if (code === 'KeyE') return finishCurrent;
  return code === 'KeyP' ? goBack : null;
}

/** After the item whose row has the focus, else after the current one. */
function insertAt({ meeting, view }: Desk, target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest('[data-item]')?.getAttribute('data-item') : null;
  const focused = meeting.items.find((item) => item.id === row);
  const live = meeting.phase === 'live' ? meeting.progress.currentId : null;
  view.insertAt({ after: focused?.id ?? live });
}
