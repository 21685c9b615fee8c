// Reads from the register which identities of the register of tasks are one: whom the house merged, which names its bodies and
// organisations gave up. Small, and read anew each time: a merging counts at once, and so does taking it back.
import { SameParty } from '../../shared/domain/same-party.ts';
import { nameKeyOf } from '../../shared/lib/fold-name.ts';
import type { People } from '../people-ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { TaskParty } from '../task-ports.ts';

export interface SamePartiesOptions {
  readonly people: Pick<People, 'merged' | 'names' | 'organisations'>;
  readonly bodies: Pick<Bodies, 'list'>;
}

const PERSON = 'person~';

/** Somebody's part in a task. */
interface OwnersPart {
  readonly identity: string;
  readonly name: string;
  readonly nameKey: string;
}

interface Asked {
  readonly person?: string | undefined;
  readonly organisation?: string | undefined;
}

export class SameParties {
  readonly #options: SamePartiesOptions;

  constructor(options: SamePartiesOptions) {
    this.#options = options;
  }

  async read(): Promise<SameParty> {
    const { people, bodies } = this.#options;
    const [merged, ours, organisations] = await Promise.all([people.merged(), bodies.list(), people.organisations()]);
    return new SameParty({ merged, units: [...ours, ...organisations] });
  }

  /** Whom of the register a list of tasks is about; null = nobody in particular. An id of nobody has nothing. */
  async ofRegister(query: Asked): Promise<TaskParty | null> {
    if (query.person === undefined && query.organisation === undefined) return null;
    const [same, organisations] = await Promise.all([this.read(), this.#options.people.organisations()]);
    const unit = organisations.find(({ id }) => id === query.organisation);
    return {
      ...(query.person === undefined ? {} : { identities: same.of(`${PERSON}${query.person}`) }),
      ...(query.organisation === undefined ? {} : { unitKeys: unit === undefined ? [] : same.keysOfName(unit.name) }),
    };
  }

  /** Each part under the name that its owner goes by today, so that whoever was merged or renamed counts once. */
  async byName<Part extends OwnersPart>(parts: readonly Part[]): Promise<readonly Part[]> {
    const same = await this.read();
    const personOf = ({ identity }: Part) =>
      identity.startsWith(PERSON) ? same.personOf(identity.slice(PERSON.length)) : '';
    const people = [...new Set(parts.map(personOf))].filter((id) => id !== '');
    const names = await this.#options.people.names(people);
    return parts.map((part) => {
      const isUnit = part.identity.startsWith('unit~');
      const name = isUnit ? same.unitOf(part.name)?.name : names.get(personOf(part));
      return name === undefined ? part : { ...part, name, nameKey: nameKeyOf(name) };
    });
  }
}
