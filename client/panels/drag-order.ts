// Ordering a list by dragging. Its library comes once the page stands: until then, and where it cannot be fetched, the
// keys and the menu do the same. What the library would say to screen readers, in English only, is left out: our own keys
// announce themselves.
import type { ActionReturn } from 'svelte/action';
import type { DndZoneAttributes, Item, Options } from 'svelte-dnd-action';

/** A Svelte action with the options and events of `dndzone`. */
export function dragOrder<T extends Item>(
  node: HTMLElement,
  options: Options<T>,
): ActionReturn<Options<T>, DndZoneAttributes<T>> {
  let current = options;
  let zone: ActionReturn<Options<T>> | null = null;
  let isGone = false;
  import('svelte-dnd-action').then(
    (library) => {
      library.setAriaStrings({ zoneActiveInstruction: '', zoneDragDisabledInstruction: '' });
      if (!isGone) zone = library.dndzone(node, current);
    },
    () => undefined,
  );
  return {
    update: (next) => {
      current = next;
      zone?.update?.(next);
    },
    destroy: () => {
      isGone = true;
      zone?.destroy?.();
    },
  };
}
