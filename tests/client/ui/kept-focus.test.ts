// Where the focus goes when what had it is gone: to what came in its place, to the next row, back to where it was before.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepFocus } from '../../../client/ui/kept-focus.ts';

beforeAll(() => keepFocus(document));
afterEach(() => document.body.replaceChildren());

/** Draws `html` and answers what is found in it by id. */
function draw(html: string): (id: string) => HTMLElement {
  const place = document.createElement('main');
  place.innerHTML = html;
  document.body.append(place);
  return (id) => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`nothing is called ${id}`);
    return found;
  };
}

/** What stands where an id says, from now on. */
function button(id: string): HTMLElement {
  const made = document.createElement('button');
  made.id = id;
  return made;
}

async function focused(): Promise<string> {
  // An observer of the tree is called after the code that changed it.
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  return document.activeElement?.id ?? '';
}

const byKeys = (): boolean => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
const byPointer = (): boolean => document.dispatchEvent(new Event('pointerdown'));

describe('the focus of whoever works by keys', () => {
  beforeEach(() => void byKeys());

  it('goes to what came in the place of what had it', async () => {
    const the = draw(
      '<button id="above"></button><span><button id="take"></button></span><button id="below"></button>',
    );
    the('take').focus();
    the('take').replaceWith(button('hand-over'));

    expect(await focused()).toBe('hand-over');
  });

  it('goes to the next row when a row is taken away, and from the last one to the row before', async () => {
    const the = draw(
      '<ul><li id="r1"><a href="#1" id="one">1</a></li><li id="r2"><a href="#2" id="two">2</a></li></ul>',
    );
    the('one').focus();
    the('r1').remove();
    expect(await focused()).toBe('two');

    const row = document.createElement('li');
    row.append(button('three'));
    the('r2').after(row);
    the('three').focus();
    row.remove();
    expect(await focused()).toBe('two');
  });

  it('goes back to where it was when nothing stands near', async () => {
    const the = draw('<button id="opener"></button><div><ol><li><a href="#1" id="row">1</a></li></ol></div>');
    the('opener').focus();
    const bar = document.createElement('div');
    bar.append(button('undo'));
    document.body.append(bar);
    the('undo').focus();
    bar.remove();

    expect(await focused()).toBe('opener');
  });

  it('goes back from a form that was sent, whatever stands in its place', async () => {
    const the = draw('<button id="opener"></button><form id="form"><textarea id="field"></textarea></form>');
    the('opener').focus();
    the('field').focus();
    the('form').replaceWith(button('thread'));

    expect(await focused()).toBe('opener');
  });

  it('leaves a drawer that was closed over it', async () => {
    const the = draw('<button id="opener"></button><aside id="drawer"><button id="inside"></button></aside>');
    the('opener').focus();
    the('inside').focus();
    the('drawer').style.display = 'none';
    the('inside').blur();
    document.dispatchEvent(new KeyboardEvent('keyup', { key: 'Escape' }));

    expect(await focused()).toBe('opener');
  });

  it('is not led into other words when the text one writes in goes', async () => {
    const the = draw(
      '<ul><li id="r1"><p id="text" contenteditable="true" tabindex="0"></p></li><li><a href="#2">2</a></li></ul>',
    );
    the('text').focus();
    the('r1').remove();

    expect(await focused()).toBe('');
  });

  it('stays where something else has taken it already', async () => {
    const the = draw('<button id="before"></button><button id="goes"></button><button id="taken"></button>');
    the('before').focus();
    the('goes').focus();
    the('goes').remove();
    the('taken').focus();

    expect(await focused()).toBe('taken');
  });
});

describe('the focus of whoever works by pointer', () => {
  it('is given back by a dialog, and left alone otherwise', async () => {
    const the = draw('<button id="opener"></button><button id="other"></button>');
    byPointer();
    the('opener').focus();
    const dialog = document.createElement('dialog');
    dialog.append(button('inside'));
    document.body.append(dialog);
    the('inside').focus();
    dialog.remove();
    expect(await focused()).toBe('opener');

    the('other').focus();
    the('other').remove();
    expect(await focused()).toBe('');
  });
});
