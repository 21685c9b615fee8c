// What a section of the minutes is called where it is pointed at: its matter, or what it holds.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import { itemOfSection, type SectionKey } from '../../shared/domain/minutes-draft.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import type { papers } from '../../shared/i18n/zh-CN/papers.ts';

export function sectionName(
  key: SectionKey,
  items: readonly Pick<AgendaItem, 'id' | 'title'>[],
  say: Catalogue<typeof papers>['draft']['names'],
): string {
  if (key === 'opening' || key === 'other' || key === 'names') return say[key];
  const id = itemOfSection(key);
  const title = items.find((item) => item.id === id)?.title.trim() ?? '';
  return title === '' ? say.gone : title;
}
