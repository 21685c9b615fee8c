// Where whoever has to do with a task is written to, and who of its parties are one: what the task says, what the register has, what an
// account says of itself. Knows no letter.
//
// 1. Whoever was merged in the register is one with whom the house kept: one address, and one letter.
// 2. An account is written to only while it may supervise tasks of that body: what is of a body is internal to it.
// 3. Nothing of a draft, a sample or a meeting in the trash may be named.
import type { MeetingId, PersonId, UserId } from '../../shared/domain/ids.ts';
import { EMAIL } from '../../shared/domain/register.ts';
import type { SameParty } from '../../shared/domain/same-party.ts';
import type { AssignedParty } from '../../shared/domain/task-history.ts';
import type { TaskMailFault } from '../../shared/domain/task-mail.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Accounts } from '../account-ports.ts';
import type { People } from '../people-ports.ts';
import type { MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { SameParties } from './same-parties.ts';
import { supervisorAmong } from './task-assigning.ts';
import type { MailedTask, Share } from './task-mail.ts';

export interface TaskAddressesOptions {
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly people: Pick<People, 'person'>;
  readonly parties: Pick<SameParties, 'read'>;
  readonly accounts: Pick<Accounts, 'byId'>;
}

export class TaskAddresses {
  readonly #options: TaskAddressesOptions;

  constructor(options: TaskAddressesOptions) {
    this.#options = options;
  }

  /** The meeting, when it may be named to people outside; `silent`: nothing of it may leave. [3] */
  async placeOf(meetingId: MeetingId | null): Promise<{ readonly title: string | null; readonly silent: boolean }> {
    if (meetingId === null) return { title: null, silent: false };
    const meeting = await this.#options.meetings.byId(meetingId);
    return meeting === null || isSilent(meeting)
      ? { title: null, silent: true }
      : { title: meeting.title, silent: false };
  }

  /** Where a party is written to: what was said with the task, or what the register has. [1] */
  async addressOf(
    { email, personId }: Pick<AssignedParty, 'email' | 'personId'>,
    same?: Pick<SameParty, 'personOf'>,
  ): Promise<Addressed> {
    if (email !== null || personId === null) return addressed(email);
    const { people, parties } = this.#options;
    const kept = brand<PersonId>((same ?? (await parties.read())).personOf(personId));
    const person = await people.person(kept);
    return addressed(person === null || person.removedAt !== null ? null : person.email);
  }

  /** Where an account is written to, and what about. [2] */
  async reachOf(id: UserId): Promise<Reach> {
    const account = await this.#options.accounts.byId(id);
    return {
      ...{ name: account?.displayName ?? '', ...addressed(account?.email ?? null) },
      mayKnow: (bodyId) => supervisorAmong(account, bodyId) !== null,
    };
  }

  /** Where whoever supervises tasks of a body is written to. */
  async addressOfSupervisor(id: UserId, bodyId: string | null): Promise<Addressed & { readonly name: string }> {
    const { name, mayKnow, ...to } = await this.reachOf(id);
    return mayKnow(bodyId) ? { name, ...to } : { name, address: null, fault: 'no-rights' };
  }
}

/** By key, the identity under which each party of a task is written to: of those that are one, the one that was kept. */
export function recipientsIn(row: MailedTask, same: Pick<SameParty, 'of'>): ReadonlyMap<string, string> {
  return new Map([...identitiesOf(row, row)].map(([key, identity]) => [key, same.of(identity)[0] ?? identity]));
}

interface Reach extends Addressed {
  readonly name: string;
  /** Whether tasks of that body may be told of. */
  readonly mayKnow: (bodyId: string | null) => boolean;
}

export interface Addressed {
  readonly address: string | null;
  readonly fault: TaskMailFault | null;
}

export interface Held {
  readonly party: AssignedParty;
  readonly share: Share;
}

function addressed(email: string | null): Addressed {
  if (email === null || email.trim() === '') return { address: null, fault: 'no-address' };
  return EMAIL.test(email.trim()) ? { address: email.trim(), fault: null } : { address: null, fault: 'bad-address' };
}

function isSilent({ draft, sample, trashedAt }: MeetingRow): boolean {
  return draft === true || sample === true || trashedAt !== null;
}

/** By whom they are today: whoever is named twice is an owner before a supporter, and the lead before the others. */
export function sharesIn(row: MailedTask, same: Pick<SameParty, 'of'>): ReadonlyMap<string, Held> {
  const identities = recipientsIn(row, same);
  const all = [
    ...row.owners.map((party): Held => ({ party, share: party.lead && row.owners.length > 1 ? 'lead' : 'owner' })),
    ...row.supporters.map((party): Held => ({ party, share: 'supporter' })),
  ];
  const held = new Map<string, Held>();
  for (const each of all) {
    const identity = identities.get(each.party.key) ?? '';
    if (isMore(each.share, held.get(identity))) held.set(identity, each);
  }
  return held;
}

const WEIGHT: Readonly<Record<Share, number>> = { supporter: 1, owner: 2, lead: 3 };

export function isMore(share: Share, than: Held | undefined): boolean {
  return than === undefined || WEIGHT[share] > WEIGHT[than.share];
}
