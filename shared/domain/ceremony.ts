// Who takes part in a ceremony, read from one place: what the ceremony says of somebody, completed by what the list of people
// knows. Scene, minutes and whatever else tells of it ask here, so that a title corrected in the list is correct everywhere.
import type { AppointmentCeremony, SigningCeremony } from './agenda.ts';
import type { Person } from './person.ts';

export interface NamedPerson {
  readonly name: string;
  readonly org: string | null;
  readonly title: string | null;
}

export interface SigningHeld {
  readonly document: string;
  readonly parties: readonly { readonly org: string; readonly signatory: string; readonly title: string | null }[];
  readonly witnesses: readonly NamedPerson[];
}

export interface AppointmentHeld {
  readonly appointee: NamedPerson;
  readonly presentedBy: NamedPerson | null;
}

/**
 * 1. What the ceremony itself says stands: somebody may sign under another post than their first.
 * 2. What it leaves open is the list's. A name that two people bear says nothing about either.
 */
export function signingHeld(
  // What was sealed before witnesses were written down has none.
  { document, parties, witnesses = [] }: SigningCeremony,
  people: readonly Person[],
): SigningHeld {
  return {
    document: document
      .trim()
      .replace(/^《([^《》]*)》$/u, '$1')
      .trim(),
    parties: parties.map((party) => {
      const known = namedPerson(party.signatory, people);
      return {
        org: party.org === '' ? (known.org ?? '') : party.org,
        signatory: party.signatory,
        title: party.title ?? known.title,
      };
    }),
    witnesses: witnesses.map((name) => namedPerson(name, people)),
  };
}

export function appointmentHeld(
  { appointee, presentedBy }: Pick<AppointmentCeremony, 'appointee' | 'presentedBy'>,
  people: readonly Person[],
): AppointmentHeld {
  return {
    appointee: namedPerson(appointee, people),
    presentedBy: presentedBy === null ? null : namedPerson(presentedBy, people),
  };
}

const BODY_POST = /^(?:名誉|荣誉|执行|轮值|常务|驻会)*副?(?:会长|理事长|秘书长|监事长|理事|监事)$/u;
/** Places that send somebody and have no such posts themselves; a university has a board, and only of its own is nobody an ordinary member. */
const SENDS = /(?:公司|事务所|工厂|系|研究室|教研室)$/u;
const SCHOOL = /(?:大学|学院)$/u;
const MEMBER = /^(?:常务)?理事$/u;
/** By law a company has these as well, whoever comes from there. */
const OF_COMPANIES = /监事/u;
const COMPANY = /公司$/u;
/** Whatever else is in its name, there may be such a post. */
const ASSOCIATION =
  /(?:协会|学会|商会|公会|联合会|联盟|促进会|研究会|基金会|校友会|总会|分会|合作社|贸促会|政协|人大|政府|委员会)/u;
/** Who sits in without a vote and has a post all the same. */
const WITHOUT_VOTE = /^(?:监事长?|副?秘书长)$/u;

/**
 * Whether somebody's post is one of the body that meets, and not of the house that sends them: 副秘书长 of a government is none of
 * ours. Only of those who meet, and only where their house is plainly of a kind that has no such post: what nobody can tell is
 * told with the house.
 */
export function isPostOfBody({ name, org, title }: NamedPerson, people: readonly Person[]): boolean {
  if (org === null || title === null || !BODY_POST.test(title)) return false;
  if (!org.split('、').every((house) => canOnlySend(house.trim(), title))) return false;
  const [person, another] = people.filter((entry) => entry.name === name);
  if (person === undefined || another !== undefined) return false;
  return person.role === 'attending' || (person.role === 'nonvoting' && WITHOUT_VOTE.test(title));
}

function canOnlySend(house: string, title: string): boolean {
  if (ASSOCIATION.test(house) || (COMPANY.test(house) && OF_COMPANIES.test(title))) return false;
  return SENDS.test(house) || (SCHOOL.test(house) && MEMBER.test(title));
}

export function namedPerson(name: string, people: readonly Person[]): NamedPerson {
  const [person, another] = people.filter((entry) => entry.name === name);
  if (person === undefined || another !== undefined) return { name, org: null, title: null };
  return { name, org: person.org, title: person.titles[0] ?? null };
}
