// The plain JSON values inside an agenda entry, presenters and ceremonies: parsed into domain types, and back.
import type { Ceremony } from '../domain/agenda.ts';
import { isId, type PersonKey } from '../domain/ids.ts';
import type { Presenter } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { asPlain, asText, asTexts, own, type Plain } from './reading.ts';

export function parsePresenters(value: unknown): readonly Presenter[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    const plain = asPlain(entry);
    const name = plain && asText(own(plain, 'name'));
    if (!plain || name === null) return [];
    const key = own(plain, 'key');
    return [
      {
        key: typeof key === 'string' && isId(key) ? brand<PersonKey>(key) : null,
        name,
        org: asText(own(plain, 'org')),
        title: asText(own(plain, 'title')),
      },
    ];
  });
}

/** As the contract stores them: what is not known is left out. */
export function plainPresenters(presenters: readonly Presenter[]): readonly Plain[] {
  return presenters.map((presenter) =>
    Object.fromEntries(Object.entries(presenter).filter(([, value]) => value !== null)),
  );
}

/** Null for a ceremony of no known kind or without what it is about. */
export function parseCeremony(value: unknown): Ceremony | null {
  const plain = asPlain(value);
  if (!plain) return null;
  const text = (key: string): string | null => asText(own(plain, key));
  const term = text('term');
  if (own(plain, 'kind') === 'signing') {
    return {
      kind: 'signing',
      document: text('document') ?? '',
      parties: parseParties(own(plain, 'parties')),
      outcome: asTexts(own(plain, 'outcome')),
      term,
      witnesses: asTexts(own(plain, 'witnesses')),
    };
  }
  if (own(plain, 'kind') !== 'appointment') return null;
  return {
    kind: 'appointment',
    appointee: text('appointee') ?? '',
    post: text('post') ?? '',
    letter: text('letter'),
    presentedBy: text('presentedBy'),
    term,
  };
}

type Party = Extract<Ceremony, { kind: 'signing' }>['parties'][number];

function parseParties(value: unknown): readonly Party[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    const plain = asPlain(entry);
    if (!plain) return [];
    return [
      {
        org: asText(own(plain, 'org')) ?? '',
        signatory: asText(own(plain, 'signatory')) ?? '',
        title: asText(own(plain, 'title')),
      },
    ];
  });
}
