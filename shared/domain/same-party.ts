// Which identities are one and the same by the clerk's word: people that were entered twice and merged, names that a body or an
// organisation gave up. Nothing that was said of either is written anew: what was merged is read together, and apart again once
// the merging is taken back. Knows no store.
import { nameKeyOf } from '../lib/fold-name.ts';

/** A body or an organisation by all its names. */
export interface UnitNames {
  readonly name: string;
  readonly shortName: string | null;
  /** Names it gave up. */
  readonly aliases: readonly string[];
}

export interface KnownParties {
  /** Which entry of the register each became that was merged away. */
  readonly merged: ReadonlyMap<string, string>;
  /** Bodies and organisations; of two that share a name the one further in front has it. */
  readonly units: readonly UnitNames[];
}

export class SameParty {
  readonly #merged: KnownParties['merged'];
  readonly #doubles = new Map<string, string[]>();
  /** Each name's unit. */
  readonly #unitOf: ReadonlyMap<string, UnitNames>;
  readonly #keysOf = new Map<UnitNames, string[]>();
  /** By each key that a link follows, all those of its unit. */
  readonly #followed: ReadonlyMap<string, readonly string[]>;

  constructor({ merged, units }: KnownParties) {
    this.#merged = merged;
    for (const double of merged.keys()) {
      const kept = this.personOf(double);
      this.#doubles.set(kept, [...(this.#doubles.get(kept) ?? []), double]);
    }
    this.#unitOf = unitsByName(units);
    for (const [key, unit] of this.#unitOf) this.#keysOf.set(unit, [...(this.#keysOf.get(unit) ?? []), key]);
    this.#followed = followedNames(units);
  }

  /** The entry that `id` is now. */
  personOf(id: string): string {
    const seen = new Set<string>();
    let at = id;
    for (let next = this.#merged.get(at); next !== undefined && !seen.has(at); next = this.#merged.get(at)) {
      seen.add(at);
      at = next;
    }
    return at;
  }

  /** All entries that are the same person as `id`, the one that stands first. */
  peopleOf(id: string): readonly string[] {
    const kept = this.personOf(id);
    return [kept, ...(this.#doubles.get(kept) ?? []).filter((double) => double !== kept)];
  }

  /** The body or organisation that goes or went by this name. */
  unitOf(name: string): UnitNames | null {
    return this.#unitOf.get(nameKeyOf(name)) ?? null;
  }

  /** All keys by which lists and statistics know the unit of that name, and no other. Links go by `of`. */
  keysOfName(name: string): readonly string[] {
    const unit = this.unitOf(name);
    return unit === null ? [] : (this.#keysOf.get(unit) ?? []);
  }

  /** Every identity (task-party) that is the same party as `identity` beyond doubt, itself among them: what a link opens. */
  of(identity: string): readonly string[] {
    const [kind, ...rest] = identity.split('~');
    if (kind === 'person') return this.peopleOf(rest.join('~')).map((id) => `person~${id}`);
    if (kind !== 'unit') return [identity];
    const [bodyId = '', ...key] = rest;
    const keys = this.#followed.get(key.join('~')) ?? [];
    return [...new Set([identity, ...keys.map((each) => `unit~${bodyId}~${each}`)])];
  }
}

/**
 * Names that a link follows from one to the other: full ones and those that were given up, of one unit alone. A short name may as
 * well be that of a committee which is in no register, and a name that another one bears or bore is not known to be whose it was.
 */
function followedNames(units: readonly UnitNames[]): ReadonlyMap<string, readonly string[]> {
  const bearers = new Map<string, Set<UnitNames>>();
  for (const unit of units)
    for (const name of [unit.name, unit.shortName ?? unit.name, ...unit.aliases]) {
      const key = nameKeyOf(name);
      bearers.set(key, (bearers.get(key) ?? new Set()).add(unit));
    }
  return new Map(
    units.flatMap((unit) => {
      const full = [...new Set([unit.name, ...unit.aliases].map(nameKeyOf))];
      const own = full.filter((key) => bearers.get(key)?.size === 1);
      return own.map((key) => [key, own] as const);
    }),
  );
}

/** A full name goes before another one's short name, and both before one that was given up, if a single one gave it up. */
function unitsByName(units: readonly UnitNames[]): ReadonlyMap<string, UnitNames> {
  const byName = new Map<string, UnitNames>();
  const claim = (name: string, unit: UnitNames): void => {
    const key = nameKeyOf(name);
    if (!byName.has(key)) byName.set(key, unit);
  };
  for (const unit of units) claim(unit.name, unit);
  for (const unit of units) if (unit.shortName !== null) claim(unit.shortName, unit);
  const givenUp = new Map<string, Set<UnitNames>>();
  for (const unit of units)
    for (const key of unit.aliases.map(nameKeyOf)) givenUp.set(key, (givenUp.get(key) ?? new Set()).add(unit));
  for (const [key, [sole, ...others]] of [...givenUp].map(([key, by]) => [key, [...by]] as const))
    if (sole !== undefined && others.length === 0 && !byName.has(key)) byName.set(key, sole);
  return byName;
}
