// A ceremony in running text, as minutes tell it: one sentence of who did what, made from the entry each time it is read.
import { appointmentHeld, isPostOfBody, signingHeld, type NamedPerson } from '../domain/ceremony.ts';
import type { Ceremony } from '../domain/agenda.ts';
import type { Person } from '../domain/person.ts';
import { unreachable } from '../lib/assert.ts';
import type { Catalogue } from './locale.ts';
import type { formal } from './zh-CN/formal.ts';

type Words = Pick<Catalogue<typeof formal>, 'running' | 'signed' | 'appointed'>;

export function ceremonySentence(ceremony: Ceremony, people: readonly Person[], words: Words): string {
  const told = (person: NamedPerson): string => {
    const { name, org, title } = person;
    return words.running(name, isPostOfBody(person, people) ? '' : (org ?? ''), title ?? '');
  };
  switch (ceremony.kind) {
    case 'signing': {
      const { document, parties, witnesses } = signingHeld(ceremony, people);
      // They sign for their house.
      const named = parties.map(({ signatory, org, title }) => words.running(signatory, org, title ?? ''));
      return words.signed(
        named.filter((party) => party !== ''),
        document,
        witnesses.map(told),
      );
    }
    case 'appointment': {
      const { appointee, presentedBy } = appointmentHeld(ceremony, people);
      const by = presentedBy === null ? null : told(presentedBy);
      return words.appointed(told(appointee), ceremony.post, by, ceremony.letter);
    }
    default:
      return unreachable(ceremony);
  }
}
