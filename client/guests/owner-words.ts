// An owner's page in words: days with their weekday, what is left of a limit, what happened, why something was not taken.
import type { OwnTask } from '../../shared/api/task-link.schema.ts';
import { dateText, sizeText } from '../../shared/i18n/format.ts';
import type { Catalogue, Locale } from '../../shared/i18n/locale.ts';
import type { owner } from '../../shared/i18n/zh-CN/owner.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import type { SentFile } from '../state/evidence-files.svelte.ts';
import type { OwnerTrouble } from '../state/owner-visit.svelte.ts';

export type OwnerWords = Catalogue<typeof owner>;

export async function loadOwnerWords(locale: Locale): Promise<OwnerWords> {
  if (locale === 'zh-CN') return (await import('../../shared/i18n/zh-CN/owner.ts')).owner;
  const [{ owner: english }] = await Promise.all([
    import('../../shared/i18n/en/owner.ts'),
    import('../styles/english.css'),
  ]);
  return english;
}

/** 2021年6月30日 星期三; `today` leaves the year out when it is this one. */
export function limitText(due: string, locale: Locale, today: string): string {
  const year = due.slice(0, 4) !== today.slice(0, 4);
  // A day has no zone: it is printed in the one it is read in.
  return dateText(Date.parse(`${due}T00:00:00Z`), { locale, timeZone: 'UTC', weekday: true, year });
}

/** How many working days are left or over; '' where no limit can be missed. */
export function leftText(task: Pick<OwnTask, 'due' | 'workingDaysLeft'>, today: string, say: OwnerWords): string {
  const { due, workingDaysLeft: days } = task;
  if (due === null || days === null) return '';
  if (due === today) return say.dueToday;
  if (due > today) return days === 0 ? say.dueBeforeWork : say.left(days);
  return days === 0 ? say.late.just : say.late.days(-days);
}

/** What somebody did, to stand after their name. */
export function deedText(
  entry: OwnTask['said'][number],
  say: OwnerWords['story'],
  day: (due: string) => string,
): string {
  const { kind, due } = entry;
  const limit = due === null ? null : day(due);
  switch (kind) {
    case 'assigned':
      return limit === null ? say.assigned : say.assignedWith(limit);
    case 'due-moved':
      return limit === null ? say.undated : say['due-moved'](limit);
    case 'extension-asked':
    case 'extension-granted':
      return say[kind](limit ?? '');
    case 'accepted':
    case 'reported':
    case 'submitted':
    case 'returned':
    case 'closed':
    case 'reopened':
    case 'extension-refused':
    case 'paused':
    case 'resumed':
    case 'standing':
    case 'cancelled':
      return say[kind];
    default:
      return say.other;
  }
}

/** `hasDraft`: words were typed, and are kept. */
export function troubleText(
  trouble: OwnerTrouble,
  { trouble: say }: OwnerWords,
  { hasDraft, day }: { readonly hasDraft: boolean; readonly day: (due: string) => string },
): string {
  switch (trouble.kind) {
    case 'offline':
      return hasDraft ? say.offline : say.offlineNow;
    case 'limit-passed':
      return say.limit(day(trouble.due));
    case 'often':
      return say.often(trouble.minutes);
    case 'gone':
    case 'server':
    case 'storage':
    case 'full':
    case 'files-gone':
    case 'not-later':
    case 'no-limit':
    case 'faster':
    case 'state':
    case 'unsent':
      return say[trouble.kind];
    default:
      return unreachable(trouble);
  }
}

/** Why a file did not get there. */
export function fileTrouble({ failure }: SentFile, { files: say }: OwnerWords): string {
  const data = failure?.data ?? {};
  switch (failure?.code) {
    case 'unreachable':
      return say.offline;
    case 'too-large':
      return say.tooLarge;
    case 'files-full':
      return say.full(Number(data['limitFiles']), sizeText(Number(data['limitBytes'])));
    case 'rate-limited':
      return say.busy;
    case 'too-many-attempts':
      return say.often;
    case 'not-found':
      return say.gone;
    case 'task-state':
      return say.state;
    case 'storage-unavailable':
      return say.storage;
    case 'invalid': {
      const told = JSON.stringify(data['errors'] ?? '');
      if (told.includes('program')) return say.program;
      if (told.includes('swelling-archive')) return say.swelling;
      return told.includes('unreadable-image') ? say.picture : say.other;
    }
    default:
      return say.other;
  }
}
