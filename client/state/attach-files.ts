// Sending files that a person chose, dropped or pasted, and saying when each is there.
import type { FileParent } from '../../shared/domain/file.ts';
import type { files } from '../../shared/i18n/zh-CN/files.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import type { Sendable } from '../upload.ts';
import type { Uploads } from './uploads.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

export interface AttachContext {
  readonly uploads: Uploads;
  readonly view: WorkspaceView;
  readonly say: Catalogue<typeof files>;
}

/** Each is announced once it is there; what is refused is said where it stands in the list. */
export function attach({ uploads, view, say }: AttachContext, chosen: readonly Sendable[], parent: FileParent): void {
  for (const file of chosen) {
    void uploads.send(file, parent).done.then((result) => {
      if (result.ok) view.say(say.added(result.value.name));
    });
  }
}
