// The pages of what outlives a meeting: the register of tasks, a body's meetings and topics, somebody's own page, holidays, the
// outbox, the papers of a meeting.
import type { Page } from 'playwright';
import { button, type PageState, type Stage } from './page-steps.ts';

const livePapers =
  (query: string) =>
  ({ live }: Stage): string =>
    `/meetings/${live}/papers?paper=${query}`;
const closedPapers = ({ closed }: Stage): string => `/meetings/${closed}/papers`;

export const HOUSE_STATES: readonly PageState[] = [
  { name: 'tasks', at: () => '/tasks' },
  { name: 'tasks, on a board', at: () => '/tasks?view=board' },
  { name: 'tasks, along the days', at: () => '/tasks?view=timeline' },
  { name: 'tasks, nothing found', at: () => '/tasks?q=0000' },
  { name: 'a task', at: ({ house }) => `/tasks/${house.task}` },
  { name: 'no such task', at: () => '/tasks/no-such-task' },
  { name: 'statistics of tasks', at: () => '/tasks/statistics' },
  { name: 'statistics of tasks, of a body', at: ({ room }) => `/tasks/statistics?body=${room.body}` },
  { name: 'a person', at: ({ house }) => `/register/people/${house.person}` },
  { name: 'series', at: ({ room }) => `/register/bodies/${room.body}/meetings` },
  { name: 'series, none yet', at: ({ room }) => `/register/bodies/${room.newBody}/meetings` },
  { name: 'topics', at: ({ room }) => `/register/bodies/${room.body}/topics` },
  { name: 'topics, none yet', at: ({ room }) => `/register/bodies/${room.newBody}/topics` },
  { name: 'brief', at: ({ room }) => `/register/bodies/${room.body}/brief` },
  { name: 'admin holidays', at: () => '/admin/holidays' },
  { name: 'admin outbox', at: () => '/admin/outbox' },
  { name: 'papers', at: closedPapers },
  { name: 'papers of a meeting under way', at: ({ live }) => `/meetings/${live}/papers` },
  { name: 'papers, name cards', at: livePapers('cards') },
  { name: 'papers, what a notice says', at: livePapers('notice&view=facts') },
  { name: 'papers, nothing to print yet', at: livePapers('attendance') },
  { name: 'papers, the draft and its sources', at: ({ live }) => `/meetings/${live}/papers`, show: draftAndSources },
  { name: 'minutes template of a body', at: ({ room }) => `/register/bodies/${room.body}/template` },
];

/** Begun by whichever window comes first; sources stand beside it, or are asked for. */
async function draftAndSources(page: Page, { say }: Stage): Promise<void> {
  const begin = button(page, say.papers.draft.begin);
  const section = page.locator('[data-section=opening]').getByRole('textbox');
  await begin.or(section).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  await section.click();
  const sources = button(page, say.papers.source.title);
  if (await sources.isVisible()) await sources.click();
  await page.getByRole('region', { name: say.papers.source.title }).waitFor();
}
