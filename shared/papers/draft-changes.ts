// What composing a paper again would change in a draft that people have edited since. Three texts are held against each other:
// what was composed then, what stands now, what would be composed today. Only what nobody touched is replaced without asking.
import type { Drafted } from '../domain/drafted.ts';
import { isSectionKey, type SectionKey } from '../domain/minutes-draft.ts';
import { hasContent, type Block } from '../domain/minutes.ts';
import { sectionForm } from '../domain/section-form.ts';

/** A section of the draft as it stands. */
export interface StandingSection<Key extends string> extends Drafted<Key> {
  /** The form of what was composed when it last was (sectionForm). */
  readonly base: string;
  readonly removed: boolean;
}

export type DraftChange<Key extends string> =
  /** Not in the draft yet. */
  | { readonly kind: 'new'; readonly key: Key; readonly blocks: readonly Block[] }
  /** Nobody touched it: follows its sources. */
  | { readonly kind: 'follow'; readonly key: Key; readonly blocks: readonly Block[] }
  /** It reads already as it would be composed; only what it was composed with is noted. */
  | { readonly kind: 'settled'; readonly key: Key; readonly blocks: readonly Block[] }
  /** Its sources changed, and somebody edited it: theirs to choose. */
  | {
      readonly kind: 'differs';
      readonly key: Key;
      readonly blocks: readonly Block[];
      readonly now: readonly Block[];
    }
  /** Its matter is gone, and nobody touched it. */
  | { readonly kind: 'gone'; readonly key: Key }
  /** Its matter is gone, and somebody edited it: theirs to choose. */
  | { readonly kind: 'orphan'; readonly key: Key; readonly now: readonly Block[] };

/** In the order of the paper; what stays as it is is not mentioned. */
export function draftChanges<Key extends string>(
  fresh: readonly Drafted<Key>[],
  standing: readonly StandingSection<Key>[],
): readonly DraftChange<Key>[] {
  const known = new Map(standing.map((section) => [section.key, section]));
  const composed = new Set(fresh.map(({ key }) => key));
  const orphans = standing
    // One without a base was kept by a person who knew that its matter is gone.
    .filter(({ key, removed, base }) => !removed && base !== '' && !composed.has(key))
    .map((section) => orphanChange(section));
  return [...fresh.flatMap((section) => changeOf(section, known.get(section.key))), ...orphans];
}

function changeOf<Key extends string>(
  { key, blocks }: Drafted<Key>,
  standing: StandingSection<Key> | undefined,
): readonly DraftChange<Key>[] {
  if (!standing) return [{ kind: 'new', key, blocks }];
  const form = sectionForm(blocks);
  if (form === standing.base) return [];
  const now = sectionForm(standing.blocks);
  if (now === form) return [{ kind: 'settled', key, blocks }];
  // What was taken out stays out, whatever becomes of its sources.
  if (standing.removed) return [{ kind: 'settled', key, blocks }];
  if (now === standing.base) return [{ kind: 'follow', key, blocks }];
  return [{ kind: 'differs', key, blocks, now: standing.blocks }];
}

function orphanChange<Key extends string>({ key, blocks, base }: StandingSection<Key>): DraftChange<Key> {
  const isUntouched = sectionForm(blocks) === base || !hasContent(blocks);
  return isUntouched ? { kind: 'gone', key } : { kind: 'orphan', key, now: blocks };
}

/**
 * The order in which sections of minutes are printed: as they are composed; what is composed no more stands before what else was agreed
 * and the names.
 */
export function inOrder(fresh: readonly SectionKey[], keys: readonly SectionKey[]): readonly SectionKey[] {
  const last = new Set<SectionKey>(['other', 'names']);
  const all = [...new Set([...fresh, ...keys])].filter(isSectionKey);
  const composed = new Set(fresh);
  return [
    ...all.filter((key) => composed.has(key) && !last.has(key)),
    ...all.filter((key) => !composed.has(key) && !last.has(key)),
    ...(['other', 'names'] as const).filter((key) => all.includes(key)),
  ];
}
