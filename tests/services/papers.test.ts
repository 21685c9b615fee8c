// Which meeting a paper is composed from: of what leaves the house the public's, with what the notice says for those who keep it.
import { expect, test } from 'vitest';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { Audience } from '../../shared/domain/snapshot.ts';
import { ok, refused } from '../../shared/lib/result.ts';
import type { Paper } from '../../shared/papers/paper.ts';
import { workCalendar } from '../../shared/domain/working-days.ts';
import type { PaperKind } from '../../shared/papers/kinds.ts';
import { PaperService, type PaperServiceOptions } from '../../server/services/papers.ts';
import { council, SECRET, ZH } from '../support/papers/council.ts';
import { HandClock } from '../support/hand-clock.ts';

const ACTOR = { userId: 'u1', role: 'secretary' };

/** What is printed for somebody who may have the whole, or only what is public, and what the file is called. */
async function fileOf(kind: PaperKind, audience: Audience, mayHaveAll: boolean) {
  const made: Paper[] = [];
  const whole = council();
  const options = {
    source: {
      reading: (_actor: unknown, _id: unknown, asked: Audience) => {
        const open = publicSnapshot(whole);
        if (mayHaveAll) return Promise.resolve(ok({ asked: asked === 'public' ? open : whole, whole }));
        return Promise.resolve(asked === 'public' ? ok({ asked: open, whole: open }) : refused('not-allowed'));
      },
      pictures: () => Promise.resolve(new Map()),
    },
    printer: {
      docx: (paper: Paper) => {
        made.push(paper);
        return Promise.resolve(new Uint8Array());
      },
      nameOf: () => 'x',
    },
    auditLog: { note: () => Promise.resolve() },
    clock: new HandClock(),
    timeZone: ZH.timeZone,
    tasks: { list: () => Promise.resolve([]) },
    book: { days: () => ({ today: ZH.today, soonUntil: ZH.today, limited: [], calendar: workCalendar([]) }) },
  };
  const service = new PaperService(options as unknown as PaperServiceOptions);
  const file = await service.file(ACTOR as never, { meetingId: 'm1', kind, audience, locale: 'zh-CN', format: 'docx' });
  if (!file.ok) throw new Error(file.code);
  return { text: JSON.stringify(made), name: file.value.fileName };
}

async function printed(kind: PaperKind, audience: Audience, mayHaveAll: boolean): Promise<string> {
  return (await fileOf(kind, audience, mayHaveAll)).text;
}

test.each(['internal', 'public'] as const)(
  'a notice says what was filled in for it, asked for as %s',
  async (audience) => {
    const paper = await printed('notice', audience, true);

    expect(paper).toContain('0512-65220000');
    expect(paper).not.toContain(SECRET);
  },
);

test('whoever may have the public edition alone gets a notice with blanks', async () => {
  const paper = await printed('notice', 'public', false);

  expect(paper).not.toContain('0512-65220000');
  expect(paper).toContain('＿＿＿');
});

test('a list that stays in the house is as public as it was asked for', async () => {
  expect(await printed('task-table', 'public', true)).not.toContain(SECRET);
  expect(await printed('task-table', 'internal', true)).toContain(SECRET);
});

test('the file of the internal edition is called so, and that of no other', async () => {
  expect((await fileOf('task-table', 'internal', true)).name).toBe('x（内部版）.docx');
  expect((await fileOf('task-table', 'public', true)).name).toBe('x.docx');
  expect((await fileOf('notice', 'internal', true)).name).toBe('x.docx');
});
