// Putting a link to a place of the meeting on the clipboard, and saying so.
import { linkTo, type Place } from '../deep-link.ts';
import type { Words } from '../i18n.svelte.ts';
import { copyText } from './clipboard.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

interface Linking {
  readonly meeting: Pick<MeetingState, 'id'>;
  readonly view: WorkspaceView;
  readonly words: Words;
}

/** `to`: null for the meeting itself. Says whether it worked where everybody sees and hears it. */
export async function copyLink({ meeting, view, words }: Linking, to: Place | null): Promise<void> {
  const worked = await copyText(linkTo(meeting.id, to));
  view.tell(worked ? words.way.link.copied : words.way.link.failed);
}
