// What is to go into an export of many meetings, as it was chosen last on this device. What the page no longer knows is left out.
import type { BundleOrder } from '../shared/api/bundle.schema.ts';
import { PAPER_FORMATS, PAPER_KINDS } from '../shared/papers/kinds.ts';
import { recall, remember } from './memory.ts';

export type BundleWish = Omit<BundleOrder, 'meetings'>;

const KEY = 'gongbi.export-wish';
/** What is asked for when an office is handed over. */
const FIRST: Pick<BundleWish, 'papers' | 'formats' | 'audience' | 'files' | 'sealed'> = {
  papers: ['minutes', 'record', 'notice', 'agenda', 'attendance', 'task-table'],
  formats: ['docx', 'pdf'],
  audience: 'internal',
  files: false,
  sealed: false,
};

/** In the order in which they are offered. */
export const BUNDLED_KINDS: readonly BundleWish['papers'][number][] = PAPER_KINDS.filter((kind) => kind !== 'excerpt');

export function lastWish(locale: BundleWish['locale']): BundleWish {
  const kept = keptWish();
  if (kept === null) return { ...FIRST, locale };
  const has = (name: string, value: string): boolean => {
    const list: unknown = Reflect.get(kept, name);
    return Array.isArray(list) && list.includes(value);
  };
  return {
    papers: BUNDLED_KINDS.filter((kind) => has('papers', kind)),
    formats: PAPER_FORMATS.filter((format) => has('formats', format)),
    audience: Reflect.get(kept, 'audience') === 'public' ? 'public' : 'internal',
    files: Reflect.get(kept, 'files') === true,
    sealed: Reflect.get(kept, 'sealed') === true,
    locale,
  };
}

export function keepWish(wish: BundleWish): void {
  remember(KEY, JSON.stringify(wish));
}

function keptWish(): object | null {
  try {
    const kept: unknown = JSON.parse(recall(KEY) ?? 'null');
    return typeof kept === 'object' ? kept : null;
  } catch {
    // Not ours, or of another time.
    return null;
  }
}
