// What of a meeting's agenda a template keeps: names, kinds, who presents, how long. What was written, decided and meant for
// the secretariat alone stays with the meeting.
import type { TemplateItem } from '../shared/api/preparing.schema.ts';
import type { AgendaItem } from '../shared/domain/agenda.ts';
import { MINUTE_MS } from '../shared/lib/time.ts';

/** Templates know no more. */
const MAX_ITEMS = 100;
const MAX_PRESENTERS = 20;
const MAX_MINUTES = 24 * 60;

type Kept = Pick<AgendaItem, 'id' | 'kind' | 'title' | 'plannedMs' | 'internal'> &
  Partial<Pick<AgendaItem, 'parentId'>> & {
    readonly presenters: readonly { readonly name: string }[];
  };

/** `items` in their order, a part behind its item; without internal ones, their parts, and ones without a name. */
export function templateItemsFrom(items: readonly Kept[]): readonly TemplateItem[] {
  const kept = items.filter(({ title, internal }) => !internal && title.trim() !== '');
  const ids = new Set(kept.map(({ id }) => id));
  const hidden = new Set(items.filter(({ internal }) => internal).map(({ id }) => id));
  return kept
    .filter(({ parentId }) => parentId === undefined || !hidden.has(parentId))
    .slice(0, MAX_ITEMS)
    .map(({ kind, title, plannedMs, presenters, parentId }) => ({
      ...{ kind, title: title.trim(), minutes: null },
      presenters: presenters.map(({ name }) => name).slice(0, MAX_PRESENTERS),
      plannedMinutes: plannedMs === null ? null : minutesOf(plannedMs),
      ...(parentId !== undefined && ids.has(parentId) ? { part: true } : {}),
    }));
}

function minutesOf(plannedMs: number): number | null {
  const minutes = Math.round(plannedMs / MINUTE_MS);
  return minutes >= 1 && minutes <= MAX_MINUTES ? minutes : null;
}
