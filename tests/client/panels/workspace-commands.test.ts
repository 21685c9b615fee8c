// What Ctrl+K finds inside a meeting: also what otherwise stands in menus only.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { usePassages, type Passages } from '../../../client/editor/passage-board.ts';
import { findIn, type Finding } from '../../../client/finding.ts';
import { useWords, type Words } from '../../../client/i18n.svelte.ts';
import { Company, provideCompany } from '../../../client/panels/company.svelte.ts';
import RemoveItem from '../../../client/panels/remove-item.svelte';
import { workspaceFindings } from '../../../client/panels/workspace-commands.ts';
import { useSession, type Session } from '../../../client/session.svelte.ts';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { startItem } from '../../../shared/doc/desk-progress.ts';
import type { EventId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ITEM, USER } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function meeting() {
  let around: { words: Words; session: Session; passages: Passages } | null = null;
  const inside: Component = (anchor) => {
    provideCompany(new Company());
    around = { words: useWords(), session: useSession(), passages: usePassages() };
    return RemoveItem(anchor, { itemId: ITEM, onclose: () => undefined });
  };
  const setting = { areas: ['workspace', 'agenda', 'way', 'files'], answers: {}, inMeeting: true } as const;
  const { open, view } = await showPage(inside, { ...setting, areas: [...setting.areas] }, closing);
  if (!open || !around) throw new Error('no meeting is open');
  itemTitle(open.meeting.desk, ITEM)?.insert(0, '工作汇报');
  flushSync();
  const { words, session, passages } = around;
  const find = (query: string): readonly Finding[] => {
    const all = workspaceFindings({ meeting: open.meeting, view, words, session, passages });
    return findIn(all, query).flatMap(({ findings }) => findings);
  };
  return { open, view, find };
}

test('versions and templates are found by their names', async () => {
  const { view, find } = await meeting();

  find('版本')[0]?.run();

  expect(view.past).toEqual({ kind: 'versions' });
  expect(find('模板').map(({ id }) => id)).toEqual(['act:template']);
});

test('putting off what is on is found by 下次, and says which item', async () => {
  const { open, view, find } = await meeting();
  startItem(open.meeting.desk, { eventId: brand<EventId>('e1'), itemId: ITEM, at: 0, by: USER });
  flushSync();

  const [found] = find('下次');
  found?.run();

  expect(found?.detail).toBe('工作汇报');
  expect(view.agendaDialog).toEqual({ kind: 'postpone', itemId: ITEM });
});

test('what has an act of its own is not found twice', async () => {
  const { open, find } = await meeting();
  startItem(open.meeting.desk, { eventId: brand<EventId>('e1'), itemId: ITEM, at: 0, by: USER });
  flushSync();

  const labels = find('项').flatMap(({ group, label }) => (group === 'act' ? [label] : []));

  expect(labels).toEqual([...new Set(labels)]);
});
