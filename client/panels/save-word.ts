// Whether all is saved, in a word or a sentence.
import type { Words } from '../i18n.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';

export function saveWord({ save, keepsLocally }: Pick<MeetingState, 'save' | 'keepsLocally'>, words: Words): string {
  const { save: say } = words.workspace;
  switch (save.kind) {
    case 'offline':
      // Whoever is connected is not offline, and still has nothing saved.
      if (save.cause !== 'disconnected') return say.unsaved(keepsLocally);
      return save.unsent === 0 ? say.offline : keepsLocally ? say.kept : say.unkept;
    case 'read-only':
      return say.readOnly;
    default:
      return say[save.kind];
  }
}
