// The stock phrases of minutes, filled with what the meeting knows.
import { englishSpeaker, type PhraseFacts } from '../../domain/phrase.ts';
import { nameList } from '../format.ts';
import type { Catalogue } from '../locale.ts';
import type { phrases as chinese } from '../zh-CN/phrases.ts';

const speakers = ({ presenters }: PhraseFacts): string => {
  const named = presenters.map(englishSpeaker);
  return named.some((name) => name.includes(',')) ? named.join('; ') : nameList(named, 'en');
};
const matter = ({ title }: PhraseFacts): string => (title === '' ? 'the item' : `“${title}”`);

export const phrases: Catalogue<typeof chinese> = {
  opening: {
    label: 'The meeting was held …',
    terms: 'opening held minutes',
    text: ({ day, chair, venue, meeting }) =>
      `${meeting === '' ? 'The meeting' : meeting} was held${day === null ? '' : ` on ${day}`}${venue === null ? '' : ` at ${venue}`}${chair === null ? '' : `, chaired by ${chair}`}. The minutes follow.`,
  },
  chaired: {
    label: 'Chaired by …',
    terms: 'chaired chair',
    text: ({ chair }) => `The meeting was chaired by ${chair ?? ''}.`,
  },
  heard: {
    label: 'The meeting heard …',
    terms: 'heard report presented',
    text: (facts) => {
      const who = speakers(facts);
      return `The meeting heard a report on ${matter(facts)}${who === '' ? '' : ` by ${who}`}.`;
    },
  },
  adopted: {
    label: 'The meeting adopted …',
    terms: 'adopted passed approved',
    text: (facts) => `The meeting adopted ${matter(facts)}.`,
  },
  adoptedInPrinciple: {
    label: 'Adopted in principle …',
    terms: 'principle adopted',
    text: (facts) => `The meeting adopted ${matter(facts)} in principle.`,
  },
  considered: { label: 'The meeting considered that', terms: 'considered', text: () => 'The meeting considered that ' },
  pointedOut: { label: 'The meeting noted that', terms: 'noted pointed', text: () => 'The meeting noted that ' },
  stressed: { label: 'The meeting stressed that', terms: 'stressed', text: () => 'The meeting stressed that ' },
  required: { label: 'The meeting asked that', terms: 'required asked', text: () => 'The meeting asked that ' },
  decided: { label: 'The meeting decided that', terms: 'decided resolved', text: () => 'The meeting decided that ' },
  agreed: { label: 'The meeting agreed that', terms: 'agreed', text: () => 'The meeting agreed that ' },
  unanimous: { label: 'Those present agreed that', terms: 'unanimous', text: () => 'Those present agreed that ' },
  discussed: {
    label: 'Those present discussed …',
    terms: 'discussed',
    text: (facts) => `Those present discussed ${matter(facts)}.`,
  },
  others: {
    label: 'Other matters were discussed',
    terms: 'others other',
    text: () => 'The meeting also discussed other matters.',
  },
};
