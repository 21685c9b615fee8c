// The menu of the workspace's bar leads to the meetings before and after this one; what is asked for that when the page opens.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import '../../../client/panels/series-ways.ts';
import WorkspaceActions from '../../../client/panels/workspace-actions.svelte';
import { PATIENCE } from '../../support/patience.ts';
import { MEETING } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const SERIES = {
  ...{ bodyId: 'council', isCut: false },
  meetings: [
    { id: 'm9', title: '三届三次会议', plannedStart: 30 },
    { id: MEETING, title: '三届二次会议', plannedStart: 20 },
  ],
};

async function show(bodyId: string | null) {
  const actions: Component = (anchor) => WorkspaceActions(anchor, { bodyId, onarchived: () => undefined });
  const answers = { '/bodies/council/series': SERIES };
  const shown = await showPage(actions, { areas: ['workspace', 'bar', 'way'], answers, inMeeting: true }, closing);
  flushSync();
  // Whatever else the bar fetches later must be here too, or it would come into the page of the next test.
  await vi.waitFor(() => expect(shown.parts.areComing).toBe(false), PATIENCE);
  flushSync();
  /** The list of the menu opens in the top layer, which this page has not: it is told that it is open. */
  const entries = (): readonly string[] => {
    const menu = shown.target.querySelector('[role=menu]');
    menu?.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
    flushSync();
    return [...(menu?.querySelectorAll('[role=menuitem]') ?? [])].map((entry) => entry.textContent.trim());
  };
  return { ...shown, entries };
}

test('a meeting of a body asks once, for its series', async () => {
  const { asked, entries } = await show('council');

  expect(entries()).toContain('下一次：三届三次会议');
  expect(asked).toEqual(['/bodies/council/series']);
});

test('a meeting of no body asks for nothing', async () => {
  const { asked, entries } = await show(null);

  expect(entries()).toContain('文稿：纪要、通知等');
  expect(asked).toEqual([]);
});
