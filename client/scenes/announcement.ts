// What a change of scene says to those who hear the screen instead of seeing it: once a change, never the time.
import type { ItemPlace } from '../../shared/domain/agenda.ts';
import type { Scene } from '../../shared/domain/scene.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import type { HallWords } from './words.ts';

/** One line; empty for a blank screen. */
export function announcement(scene: Scene, words: HallWords): string {
  switch (scene.kind) {
    case 'welcome':
    case 'photo':
      return scene.titleLines.join(' ');
    case 'agenda':
      return words.slip.agenda;
    case 'quorum':
      return words.slip.quorum;
    case 'item':
      return [slipOf(scene, words), scene.title, ...scene.speakers.map((speaker) => speaker.name)].join(' ');
    case 'speaker':
      return [words.speaker[scene.speaking ? 'now' : 'next'], (scene.speaking ?? scene.waiting[0])?.name ?? ''].join(
        ' ',
      );
    case 'break':
      return scene.title.trim() || words.slip.break;
    case 'minutes':
      return words.slip.minutes;
    case 'decision':
      return words.slip.decision;
    case 'closing':
      return `${words.closing.ended} ${words.closing.thanks}`;
    case 'tasks':
      return scene.meeting;
    case 'blank':
      return '';
    default:
      return unreachable(scene);
  }
}

/** The name of an item's place on the title slip. */
export function slipOf(place: ItemPlace, words: HallWords): string {
  if (place.number === null) return words.slip.otherItem;
  return place.number === 0 ? words.slip.beforeMeeting : words.slip.item(place);
}
