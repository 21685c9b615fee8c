// A signing or an appointment that came up while minutes were written: an item of its own behind the present one.
import { addItem } from '../../shared/doc/desk-agenda.ts';
import type { ItemKind } from '../../shared/domain/agenda.ts';
import { partsOf } from '../../shared/domain/agenda-tree.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';

type AgendaDesk = Pick<MeetingState, 'desk' | 'items' | 'newId' | 'newSuffix'>;

/** The new item's id; it is called by its kind until somebody names it. Behind a part it is a part too. */
export function addCeremonyItem(meeting: AgendaDesk, after: ItemId, kind: ItemKind, title: string): ItemId {
  const id = brand<ItemId>(meeting.newId());
  const parentId = meeting.items.find((item) => item.id === after)?.parentId ?? null;
  const siblings = partsOf(meeting.items, parentId);
  const at = siblings.findIndex((item) => item.id === after);
  const { order } = keyAt(siblings, at === -1 ? siblings.length : at + 1, meeting.newSuffix());
  addItem(meeting.desk, { id, kind, title, order, parentId });
  return id;
}
