// The line on which a task or a decision is written, for whoever asks for one with nothing selected.
import { afterEach, expect, test } from 'vitest';
import { WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';

afterEach(() => document.body.replaceChildren());

test.each(['tasks', 'decisions'] as const)('the line for %s is shown and has the focus', async (tab) => {
  const side = document.createElement('aside');
  const panel = document.createElement('div');
  panel.setAttribute('role', 'tabpanel');
  const line = document.createElement('input');
  panel.append(line);
  side.append(panel);
  document.body.append(side);
  const view = new WorkspaceView();

  await view.writeLine(tab);

  expect(view.tab).toBe(tab);
  expect(document.activeElement).toBe(line);
});
