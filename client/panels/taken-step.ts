// What was undone or redone out of sight, in a sentence: undo goes through the whole desk in the order of doing, so what
// it takes back may lie elsewhere than the caret.
import type { StepPlace } from '../state/desk-undo.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { Words } from '../i18n.svelte.ts';

const MOST_LETTERS = 16;

/** Null where the page shows it by itself: the caret goes to what was taken back in a text. */
export function takenWords(places: readonly StepPlace[], meeting: MeetingState, words: Words): string | null {
  const place = places.find(({ isText }) => !isText);
  if (!place || places.some(({ isText }) => isText)) return null;
  const what = nameOf(place, meeting, words);
  return place.done === 'undo' ? words.together.undone(what) : words.together.redone(what);
}

function nameOf({ root, id }: StepPlace, meeting: MeetingState, words: Words): string {
  const say = words.together.what;
  const found = <T extends { readonly id: string }>(all: readonly T[]): T | undefined =>
    all.find((one) => one.id === id);
  switch (root) {
    case 'agenda':
      return say.item(short(found(meeting.items)?.title, words));
    case 'tasks':
      return say.task(short(found(meeting.tasks)?.what, words));
    case 'decisions':
      return say.decision(short(found(meeting.decisions)?.wording, words));
    case 'people':
      return say.person(short(found(meeting.people)?.name, words));
    case 'meeting':
      return say.facts;
    default:
      return say.other;
  }
}

function short(text: string | undefined, words: Words): string {
  const letters = [...(text?.trim() || words.workspace.agenda.untitled)];
  return letters.length <= MOST_LETTERS ? letters.join('') : `${letters.slice(0, MOST_LETTERS).join('')}…`;
}
