// How a name is set: a Chinese name of two characters takes the width of three, as on every printed list.

/** A name standing alone: an en space between its two characters. */
export function spacedName(name: string): string {
  return spread(name, ' ');
}

/** A name in a column of names: a full-width space, so that two and three characters end together. */
export function columnName(name: string): string {
  return spread(name, '　');
}

function spread(name: string, space: string): string {
  const characters = [...name.trim()];
  const isTwoHan = characters.length === 2 && characters.every((character) => /\p{Script=Han}/u.test(character));
  return isTwoHan ? characters.join(space) : name.trim();
}
