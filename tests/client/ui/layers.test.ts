// What lies over the page, as Back sees it: each open dialog is a layer, and only the topmost is closed.
import { createRawSnippet, flushSync, mount, unmount, type Component } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { afterEach, expect, test } from 'vitest';
import { Layers, provideLayers } from '../../../client/layers.svelte.ts';
import Dialog from '../../../client/ui/dialog.svelte';

const mounted: object[] = [];
afterEach(async () => {
  for (const each of mounted.splice(0)) await unmount(each);
});

/** A page with two dialogs, opened by name. */
function page() {
  const layers = new Layers();
  const open = new SvelteSet<string>();
  const dialog = (name: string): void => {
    const inContext: Component = (anchor) => {
      provideLayers(layers);
      return Dialog(anchor, {
        ...{ title: name, closeLabel: '关闭', children: createRawSnippet(() => ({ render: () => '<p></p>' })) },
        get open() {
          return open.has(name);
        },
        onclose: () => void open.delete(name),
      });
    };
    mounted.push(mount(inContext, { target: document.body }));
  };
  dialog('分享');
  dialog('撤回链接');
  const show = (name: string): void => {
    open.add(name);
    flushSync();
  };
  const back = (): boolean => {
    const closed = layers.closeTop();
    flushSync();
    return closed;
  };
  return { layers, open, show, back };
}

test('a dialog that is shown is a layer until it is closed by its own means', () => {
  const { layers, open, show } = page();
  show('分享');
  const shown = layers.count;

  open.clear();
  flushSync();

  expect([shown, layers.count]).toEqual([1, 0]);
});

test('the one opened last closes first', () => {
  const { open, show, back } = page();
  show('分享');
  show('撤回链接');

  const seen = [0, 1, 2].map(() => [back(), ...open]);

  expect(seen).toEqual([[true, '分享'], [true], [false]]);
});
