// What composing minutes again would change in a draft that people have edited since. Three texts are held against each other:
// what was composed then, what stands now, what would be composed today. Only what nobody touched is replaced without asking.
import { isSectionKey, type DraftSection, type SectionKey } from '../domain/minutes-draft.ts';
import { hasContent, type Block } from '../domain/minutes.ts';
import type { Section } from './minutes-sections.ts';
import { sectionForm } from './section-form.ts';

/** A section of the draft as it stands. */
export interface StandingSection extends DraftSection {
  /** The form of what was composed when it last was (sectionForm). */
  readonly base: string;
  readonly removed: boolean;
}

export type DraftChange =
  /** Not in the draft yet. */
  | { readonly kind: 'new'; readonly key: SectionKey; readonly blocks: readonly Block[] }
  /** Nobody touched it: follows its sources. */
  | { readonly kind: 'follow'; readonly key: SectionKey; readonly blocks: readonly Block[] }
  /** It reads already as it would be composed; only what it was composed with is noted. */
  | { readonly kind: 'settled'; readonly key: SectionKey; readonly blocks: readonly Block[] }
  /** Its sources changed, and somebody edited it: theirs to choose. */
  | {
      readonly kind: 'differs';
      readonly key: SectionKey;
      readonly blocks: readonly Block[];
      readonly now: readonly Block[];
    }
  /** Its matter is gone, and nobody touched it. */
  | { readonly kind: 'gone'; readonly key: SectionKey }
  /** Its matter is gone, and somebody edited it: theirs to choose. */
  | { readonly kind: 'orphan'; readonly key: SectionKey; readonly now: readonly Block[] };

/** In the order of the minutes; what stays as it is is not mentioned. */
export function draftChanges(fresh: readonly Section[], standing: readonly StandingSection[]): readonly DraftChange[] {
  const known = new Map(standing.map((section) => [section.key, section]));
  const composed = new Set(fresh.map(({ key }) => key));
  const orphans = standing
    // One without a base was kept by a person who knew that its matter is gone.
    .filter(({ key, removed, base }) => !removed && base !== '' && !composed.has(key))
    .map((section) => orphanChange(section));
  return [...fresh.flatMap((section) => changeOf(section, known.get(section.key))), ...orphans];
}

function changeOf({ key, blocks }: Section, standing: StandingSection | undefined): readonly DraftChange[] {
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

function orphanChange({ key, blocks, base }: StandingSection): DraftChange {
  const isUntouched = sectionForm(blocks) === base || !hasContent(blocks);
  return isUntouched ? { kind: 'gone', key } : { kind: 'orphan', key, now: blocks };
}

/**
 * The order in which sections are printed: as they are composed; what is composed no more stands before what else was agreed
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
