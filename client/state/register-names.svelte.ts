// What bodies and organisations are called in the register, for fields that complete names. Whoever may not read it, or is away,
// goes on with the names of the meeting.
import type { Organisation, OrganisationList } from '../../shared/api/register.schema.ts';
import type { BodyList } from '../../shared/api/preparing.schema.ts';
import type { Api } from '../api.ts';

export interface RegisterNames {
  readonly organisations: readonly Organisation[];
  readonly bodies: readonly string[];
}

/** Reactive; asked for at once. */
export function registerNames(api: Pick<Api, 'get'>): { readonly current: RegisterNames } {
  let current = $state.raw<RegisterNames>({ organisations: [], bodies: [] });
  const load = async (): Promise<void> => {
    const [organisations, bodies] = await Promise.all([
      api.get<OrganisationList>('/organisations'),
      api.get<BodyList>('/bodies'),
    ]);
    current = {
      organisations: organisations.ok ? organisations.value.organisations : [],
      bodies: bodies.ok ? bodies.value.bodies.map(({ name }) => name) : [],
    };
  };
  void load();
  return {
    get current() {
      return current;
    },
  };
}
