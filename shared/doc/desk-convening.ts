// What a notice of the meeting says, in the desk: plain facts under the root `paperFacts`, beside those of the minutes.
import type * as Y from 'yjs';
import type { ConveningFacts } from '../domain/convening.ts';
import { parseLocalDate } from '../lib/time.ts';
import * as read from './reading.ts';

const MAX_FACT_CHARS = 300;
const MAX_ENTRIES = 30;

/** The minutes have an `issuedOn` and `attachments` of their own under the same root. */
const keyOf = (fact: keyof ConveningFacts): string => `notice.${fact}`;

/** What a snapshot holds of it; null while nothing is filled in. */
export function readConvening(desk: Y.Doc): ConveningFacts | null {
  const root = desk.getMap('paperFacts');
  const text = (fact: keyof ConveningFacts): string | null => read.asFact(root.get(keyOf(fact)), MAX_FACT_CHARS);
  const texts = (fact: keyof ConveningFacts): readonly string[] =>
    read
      .asTexts(root.get(keyOf(fact)))
      .map((entry) => entry.trim().slice(0, MAX_FACT_CHARS))
      .filter((entry) => entry !== '')
      .slice(0, MAX_ENTRIES);
  const day = (fact: keyof ConveningFacts) => parseLocalDate(text(fact) ?? '');
  const facts: ConveningFacts = {
    ...{ to: text('to'), participants: text('participants'), requirements: texts('requirements') },
    ...{ replyBy: day('replyBy'), contact: text('contact'), attachments: texts('attachments') },
    ...{ issuedOn: day('issuedOn'), isAgendaDraft: root.get(keyOf('isAgendaDraft')) === true },
  };
  const isFilled = Object.values(facts).some((fact: unknown) =>
    Array.isArray(fact) ? fact.length > 0 : fact !== null && fact !== false,
  );
  return isFilled ? facts : null;
}

export function setConveningFact<K extends keyof ConveningFacts>(desk: Y.Doc, fact: K, value: ConveningFacts[K]): void {
  desk.transact(() => desk.getMap<unknown>('paperFacts').set(keyOf(fact), value));
}
