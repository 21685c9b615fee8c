// How people at one desk are told apart by what is written of them: equal names carry something of their own, and two
// faces do not show the same character when their names differ.

export interface Named {
  readonly userId: string;
  readonly name: string;
  readonly username: string | null;
}

/** Names as they are shown, by user id: 王伟（wangwei）where another 王伟 is here too. */
export function namesApart(people: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(
    people.map((person) => {
      const same = people.filter((other) => other.name === person.name).map(({ userId }) => userId);
      if (same.length === 1) return [person.userId, person.name];
      // The order of ids is the same on every page, so that everyone calls them alike.
      return [person.userId, `${person.name}（${person.username ?? same.sort().indexOf(person.userId) + 1}）`];
    }),
  );
}

/** What stands in a face: the first character, or more where somebody else here begins with it. */
export function initialOf(name: string, others: readonly string[]): string {
  const letters = [...name.trim()];
  const first = letters[0]?.toUpperCase() ?? '·';
  const isShared = others.some((other) => other !== name && [...other.trim()][0]?.toUpperCase() === first);
  if (!isShared || letters.length < 2) return first;
  return /^[a-z]/i.test(first) ? first + (letters[1] ?? '') : (letters.at(-1) ?? first);
}
