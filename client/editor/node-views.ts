// How nodes that the schema leaves to the page are drawn: time stamps in the meeting's wall time, pictures.
import type { EditorProps } from 'prosemirror-view';
import { instantFrom, type EpochMs } from '../../shared/lib/time.ts';
import { pictureView } from './picture-view.svelte.ts';
import type { Pictures } from './pictures.ts';

export type WallTime = (at: EpochMs) => string;

/** `wallTime` gives `HH:MM` in the zone the page shows. */
export function nodeViews(wallTime: WallTime, pictures: Pictures): NonNullable<EditorProps['nodeViews']> {
  return {
    image: pictureView(pictures),
    timestamp: (node) => {
      const at = instantFrom(node.attrs['at']);
      const element = document.createElement('time');
      element.className = 'stamp';
      element.dataset['at'] = String(at ?? 0);
      element.textContent = at === null || at === 0 ? '' : wallTime(at);
      return { dom: element, ignoreMutation: () => true };
    },
  };
}
