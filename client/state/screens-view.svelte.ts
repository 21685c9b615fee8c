// What the hall screens of one meeting were told, what went up on them, and who speaks, read from the record. Comes with the console;
// the first picture of the page needs none of it.
import type * as Y from 'yjs';
import { readScreens, readShown } from '../../shared/doc/record-screens.ts';
import { readTurns } from '../../shared/doc/record-speakers.ts';
import type { ScreenShow, ShownCue } from '../../shared/domain/screen-show.ts';
import type { Turn } from '../../shared/domain/speakers.ts';
import type { MeetingState } from './meeting.svelte.ts';
import { deepChanges, Watched } from './yjs-state.svelte.ts';

class RecordScreens {
  readonly shows: Watched<ReadonlyMap<string, ScreenShow>>;
  readonly shown: Watched<readonly ShownCue[]>;
  readonly turns: Watched<readonly Turn[]>;

  constructor(record: Y.Doc) {
    this.shows = new Watched(deepChanges(record.getMap('screens')), () => readScreens(record));
    this.shown = new Watched(deepChanges(record.getMap('shown')), () => readShown(record));
    this.turns = new Watched(deepChanges(record.getMap('speakers')), () => readTurns(record));
  }

  close(): void {
    this.shows.close();
    this.shown.close();
    this.turns.close();
  }
}

export interface ScreensView {
  /** By screen; one that is not there follows the meeting by itself. */
  readonly shows: ReadonlyMap<string, ScreenShow>;
  /** What went up on any of them, the oldest first. */
  readonly shown: readonly ShownCue[];
  /** Who speaks, spoke or asked to, in the order in which they asked. */
  readonly turns: readonly Turn[];
}

/** Called while a component initialises; the view follows the meeting's replicas when they are replaced. */
export function useScreensView(meeting: Pick<MeetingState, 'record'>): ScreensView {
  const screens = $derived(new RecordScreens(meeting.record));
  $effect(() => {
    const mine = screens;
    return () => mine.close();
  });
  return {
    get shows() {
      return screens.shows.current;
    },
    get shown() {
      return screens.shown.current;
    },
    get turns() {
      return screens.turns.current;
    },
  };
}
