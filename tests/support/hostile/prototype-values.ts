// JSON texts whose keys reach for a prototype, and what stands on those prototypes.

export const SELF_KEYS = ['__proto__', 'constructor', 'prototype'] as const;

const EVIL = '{"isAdmin":true,"role":"admin","grants":[{"role":"admin","bodyId":null}]}';

/** Each key at several depths, by name, as JSON text: written as an object, `__proto__` would be no key. */
export function hostileObjects(): readonly (readonly [name: string, text: string])[] {
  return SELF_KEYS.flatMap((key): readonly (readonly [string, string])[] => [
    [`${key} at the top`, `{"${key}":${EVIL}}`],
    [`${key} in an object`, `{"title":"x","a":{"${key}":${EVIL}}}`],
    [`${key} in a list, deep`, `{"title":"x","a":[[{"b":[{"${key}":{"prototype":${EVIL}}}]}]]}`],
  ]);
}

/** Names of all that stands on the prototypes that every value has. */
export function prototypeMembers(): readonly string[] {
  return [Object.prototype, Array.prototype, Function.prototype].flatMap((one) => Object.getOwnPropertyNames(one));
}
