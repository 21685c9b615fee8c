// Named versions: moments of a meeting that somebody gave a name, or that a change of phase marks by itself.

/** `named`: by a person. The others by themselves: it began, it was closed, it was archived. */
export const NAMED_VERSION_KINDS = ['named', 'began', 'closed', 'archived'] as const;
export type NamedVersionKind = (typeof NAMED_VERSION_KINDS)[number];

export const MAX_VERSION_NAME_CHARS = 80;
/** A meeting has at most so many, those that came by themselves left out. */
export const MAX_NAMED_VERSIONS = 200;
