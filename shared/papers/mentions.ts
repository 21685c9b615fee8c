// Who is named in running text: at the first mention with organisation and post, by name alone afterwards (domain.md §7). Our
// own people are told without the organisation whose meeting it is.
import { isPostOfBody, namedPerson, type NamedPerson } from '../domain/ceremony.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import type { Presenter } from '../domain/person.ts';
import { nameKeyOf } from '../lib/fold-name.ts';
import { saysOrg } from './name-lists.ts';

type Running = (name: string, org: string, title: string) => string;

export class Mentions {
  readonly #snapshot: Pick<MeetingSnapshot, 'facts' | 'people'>;
  readonly #running: Running;
  readonly #told = new Set<string>();

  constructor(snapshot: Pick<MeetingSnapshot, 'facts' | 'people'>, running: Running) {
    this.#snapshot = snapshot;
    this.#running = running;
  }

  /** Of whoever is called so; what the list of people says of them completes what is given. */
  of({ name, org, title }: Pick<Presenter, 'name' | 'org' | 'title'>): string {
    const known = namedPerson(name, this.#snapshot.people);
    return this.#mention({ name, org: org ?? known.org, title: title ?? known.title });
  }

  /** A name as it was typed, perhaps with a post before it. */
  ofName(name: string): string {
    return this.of({ name, org: null, title: null });
  }

  #mention({ name, org, title }: NamedPerson): string {
    if (this.#told.has(name)) return name;
    this.#told.add(name);
    const isOurs = org === null || this.#isOurs(org) || isPostOfBody({ name, org, title }, this.#snapshot.people);
    const isUntold = isOurs || saysOrg(title ?? '', org);
    return this.#running(name, isUntold ? '' : org, title ?? '');
  }

  /** Of our house, under its full name or as the title of the meeting has it. */
  #isOurs(org: string): boolean {
    const { organisation, title } = this.#snapshot.facts;
    return nameKeyOf(org) === nameKeyOf(organisation ?? '') || title.includes(org);
  }
}
