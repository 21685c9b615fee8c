// The large actions of a meeting, each with its reason when it cannot be done now: the bar shows them as buttons, a phone
// in its menu, the command palette as commands.
import type { MeetingPhase } from '../../shared/domain/meeting.ts';
import type { Words } from '../i18n.svelte.ts';
import type { Session } from '../session.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { BarDialog, WorkspaceView } from '../state/workspace-view.svelte.ts';

export interface BarAct {
  readonly id: 'screen' | 'share' | 'start' | 'adjourn' | 'archive';
  readonly label: string;
  /** Null = it can be done. */
  readonly why: string | null;
  readonly run: () => void;
}

interface Asking {
  readonly meeting: MeetingState;
  readonly view: WorkspaceView;
  readonly session: Pick<Session, 'mayAnywhere'>;
  readonly words: Words;
}

/** What each asks in, before it is done. */
const DIALOGS: Readonly<Record<BarAct['id'], BarDialog>> = {
  ...{ screen: 'screen', share: 'share', start: 'begin', adjourn: 'adjourn', archive: 'archive' },
};

/** In the order of the bar; what the phase does not know is left out. */
export function barActs(asking: Asking): readonly BarAct[] {
  const { meeting, session, words } = asking;
  const say = words.workspace;
  const mayShare = session.mayAnywhere('links.manage');
  const mayScreen = session.mayAnywhere('screen.operate', meeting.phase) || mayShare;
  const inPhase: Readonly<Record<MeetingPhase, readonly BarAct[]>> = {
    prepare: [asks(asking, 'start', say.phases.start, session.mayAnywhere('meeting.phase', meeting.phase))],
    live: [asks(asking, 'adjourn', say.bar.adjourn, session.mayAnywhere('meeting.phase', 'live'))],
    'follow-up': [asks(asking, 'archive', say.bar.archive, session.mayAnywhere('meeting.archive', 'follow-up'))],
    archived: [],
  };
  if (meeting.phase === 'archived') return [];
  return [
    asks(asking, 'screen', say.bar.screen, mayScreen),
    asks(asking, 'share', say.bar.share, mayShare),
    ...inPhase[meeting.phase],
  ];
}

function asks({ view, words }: Asking, id: BarAct['id'], label: string, may: boolean): BarAct {
  return { id, label, why: may ? null : denied(words), run: () => view.ask(DIALOGS[id]) };
}

function denied(words: Words): string {
  return words.explain({ code: 'not-allowed', data: {} });
}
