// A signing or an appointment that came up while minutes were written: an item of its own behind the present one.
import { addItem } from '../../shared/doc/desk-agenda.ts';
import type { ItemKind } from '../../shared/domain/agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';

type AgendaDesk = Pick<MeetingState, 'desk' | 'items' | 'newId' | 'newSuffix'>;

/** The new item's id; it is called by its kind until somebody names it. */
export function addCeremonyItem(meeting: AgendaDesk, after: ItemId, kind: ItemKind, title: string): ItemId {
  const id = brand<ItemId>(meeting.newId());
  const at = meeting.items.findIndex((item) => item.id === after);
  const { order } = keyAt(meeting.items, at === -1 ? meeting.items.length : at + 1, meeting.newSuffix());
  addItem(meeting.desk, { id, kind, title, order });
  return id;
}
