// What the editors of a draft's sections share: who is written in, pictures, the look of the minutes, input methods. Made where a
// panel begins, and gone with it.
import minutesStyle from '../styles/minutes.css?inline';
import { onDestroy } from 'svelte';
import type { DraftKind } from '../../shared/doc/desk-draft.ts';
import { MINUTE_MS, wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import type { Calendar } from '../calendar.ts';
import { ActiveEditor } from '../editor/active-editor.svelte.ts';
import { watchCompositions } from '../editor/composition-events.ts';
import { InsertMenu } from '../editor/insert-menu.svelte.ts';
import { Passages, providePassages } from '../editor/passage-board.ts';
import type { TextWriting } from '../editor/text-writing.ts';
import type { Words } from '../i18n.svelte.ts';
import { MinutesPictures } from '../panels/minutes-pictures.svelte.ts';
import type { Session } from '../session.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import { openUploads } from '../state/uploads.svelte.ts';
import { browserDevice } from '../sync/device.ts';
import { DraftPictures } from './draft-pictures.ts';

interface Panel {
  readonly meeting: MeetingState;
  readonly session: Session;
  readonly words: Words;
  readonly calendar: Calendar;
  readonly kind: DraftKind<string>;
}

/** While a component is made. */
export function openDraftWriting({ meeting, session, words, calendar, kind }: Panel): TextWriting {
  const device = browserDevice();
  const wallTime = (at: EpochMs): string => wallTimeIn(calendar.timeZone, Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const uploads = openUploads(meeting.id, () => session.end());
  const passages = providePassages(
    new Passages({
      desk: () => meeting.desk,
      ...{ marginOf: () => '', open: () => false, renew: () => undefined, approach: () => undefined },
    }),
  );
  $effect(() => watchCompositions(document, meeting.composition));
  // As text, not as a style of two pages: divided, the workspace would fetch one more file and half a kilobyte.
  $effect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(minutesStyle);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  });
  onDestroy(() => {
    passages.close();
    uploads.close();
  });
  return {
    wallTime,
    active: new ActiveEditor((delayMs, task) => device.after(delayMs, task)),
    /** Formal papers are sentences: nothing is captured out of them. */
    menu: new InsertMenu({ entries: () => [], command: () => false }),
    pictures: new DraftPictures(meeting, kind, new MinutesPictures({ meeting, uploads, words, wallTime })),
  };
}
