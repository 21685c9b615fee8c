// The mark of where what is dragged over a text would land. Its code comes with the first thing that is dragged: nobody drags
// in the second in which a page opens, and everybody waits for what it weighs then.
import { Plugin } from 'prosemirror-state';

export function dropPlace(): Plugin {
  return new Plugin({
    view: (view) => {
      let marks: ReturnType<NonNullable<Plugin['spec']['view']>> | null = null;
      let isAsked = false;
      let isGone = false;
      const ask = (): void => {
        if (isAsked) return;
        isAsked = true;
        import('prosemirror-dropcursor')
          .then(({ dropCursor }) => {
            if (!isGone) marks = dropCursor({ class: 'drop-place' }).spec.view?.(view) ?? null;
          })
          // A mark less: what is dropped lands all the same, and the next drag asks again.
          .catch(() => {
            isAsked = false;
          });
      };
      view.dom.addEventListener('dragenter', ask);
      return {
        update: (_, before) => marks?.update?.(view, before),
        destroy: () => {
          isGone = true;
          view.dom.removeEventListener('dragenter', ask);
          marks?.destroy?.();
        },
      };
    },
  });
}
