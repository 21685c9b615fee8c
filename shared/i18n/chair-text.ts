// The sentences of 主持词 as they are read out, from the rules' phrases and a catalogue's words.
import type { ChairPhrase, ChairSection } from '../domain/chair-words.ts';
import type { SceneCeremony, SceneSpeaker } from '../domain/scene.ts';
import { unreachable } from '../lib/assert.ts';
import { MINUTE_MS, type EpochMs } from '../lib/time.ts';
import { clockText } from './format.ts';
import type { Catalogue } from './locale.ts';
import type { chair } from './zh-CN/chair.ts';

export type ChairCatalogue = Catalogue<typeof chair>;

/** `timeZone`: IANA name. A line is what is said in one breath. */
export function chairText({ phrases }: ChairSection, words: ChairCatalogue, timeZone: string): string {
  return phrases.map((phrase) => phraseText(phrase, words, timeZone)).join('\n');
}

function phraseText(phrase: ChairPhrase, words: ChairCatalogue, timeZone: string): string {
  const { say } = words;
  const time = (at: EpochMs | null): string => (at === null ? '' : clockText(at, timeZone));
  switch (phrase.kind) {
    case 'greeting':
      return say.greeting(phrase.hour, phrase.withGuests);
    case 'opens':
      return say.opens(phrase.title);
    case 'chairs':
      return say.chairs(phrase.chair ?? '');
    case 'attendance':
      return say.attendance(phrase.seats, phrase.present, phrase.excused);
    case 'quorum':
      return phrase.met ? say.quorumMet(phrase.needed) : say.quorumNotMet(phrase.needed);
    case 'guests':
      return say.guests(phrase.guests.map((guest) => inFull(guest, words)));
    case 'agenda':
      return say.agenda(phrase.items, time(phrase.until));
    case 'thanks':
      return say.thanks[phrase.for](
        words.people(phrase.speakers.map(({ name, title }) => words.known(name, title ?? ''))),
      );
    case 'item':
      return say.item(phrase.place, phrase.title.trim() || words.untitled);
    case 'invites':
      return say.invites[phrase.to](words.people(phrase.speakers.map((speaker) => inFull(speaker, words))));
    case 'ceremony':
      return ceremonyText(phrase.ceremony, words);
    case 'deliberates':
      return say.deliberates;
    case 'recess':
      return say.recess(Math.round((phrase.plannedMs ?? 0) / MINUTE_MS), time(phrase.until));
    case 'ends':
      return say.ends(phrase.done, phrase.postponed);
    case 'farewell':
      return say.farewell(phrase.withGuests);
    case 'closes':
      return say.closes(phrase.title);
    default:
      return unreachable(phrase);
  }
}

function ceremonyText(ceremony: SceneCeremony, words: ChairCatalogue): string {
  if (ceremony.kind === 'signing') {
    // One of whom nothing is known yet is not called up.
    const parties = ceremony.parties.flatMap((party) => inFull({ ...party, name: party.signatory }, words) || []);
    return words.say.signing(ceremony.document.trim(), parties);
  }
  const { appointee, post, presentedBy } = ceremony;
  const presenter = presentedBy === null ? '' : inFull(presentedBy, words);
  return words.say.appointment(inFull(appointee, words), post.trim(), presenter);
}

function inFull({ name, org, title }: SceneSpeaker, words: ChairCatalogue): string {
  return words.who(org?.trim() ?? '', title?.trim() ?? '', name.trim());
}
