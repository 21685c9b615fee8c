// Draws a picture node: the picture itself comes from the meeting's files, and follows them when they change.
import type { NodeViewConstructor } from 'prosemirror-view';
import { mount, unmount } from 'svelte';
import type { Node } from 'prosemirror-model';
import { fileIdOf, plainText } from '../../shared/doc/node-attribute.ts';
import PictureNode from './picture-node.svelte';
import { namePicture } from './picture-commands.ts';
import type { Pictures } from './pictures.ts';

export function pictureView(pictures: Pictures): NodeViewConstructor {
  return (node, view, getPos) => {
    const dom = document.createElement('figure');
    dom.className = 'picture';
    let shown = $state.raw(valuesOf(node));
    let isSelected = $state(false);
    const name = (): void => {
      const at = getPos();
      if (at !== undefined) namePicture(pictures, view, at);
    };
    const component = mount(PictureNode, {
      target: dom,
      props: {
        pictures,
        get fileId() {
          return shown.fileId;
        },
        get alt() {
          return shown.alt;
        },
        get canName() {
          return isSelected && view.editable;
        },
        onname: name,
      },
    });
    dom.addEventListener('dblclick', name);
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type) return false;
        shown = valuesOf(next);
        return true;
      },
      selectNode: () => {
        isSelected = true;
        dom.classList.add('ProseMirror-selectednode');
      },
      deselectNode: () => {
        isSelected = false;
        dom.classList.remove('ProseMirror-selectednode');
      },
      stopEvent: (event) => event.target instanceof Element && event.target.closest('button') !== null,
      ignoreMutation: () => true,
      destroy: () => void unmount(component),
    };
  };
}

function valuesOf({ attrs }: Node): { readonly fileId: string; readonly alt: string } {
  return { fileId: fileIdOf(attrs['fileId']) ?? '', alt: plainText(attrs['alt']) };
}
