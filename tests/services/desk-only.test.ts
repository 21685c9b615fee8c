// What the secretariat says to itself, in remarks, suggestions and shared notes, is in nothing that is made of a meeting: no
// snapshot, export, seal, search or screen. Looked for in all of them, with words that stand nowhere else.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOf } from '../../shared/doc/anchor.ts';
import { addItem, itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { addReply, addThread, readThreads } from '../../shared/doc/desk-comments.ts';
import { notesFragment } from '../../shared/doc/desk-facts.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { readBlocks } from '../../shared/doc/fragment.ts';
import { SCREEN_MODES } from '../../shared/domain/scene.ts';
import type { ArchiveId, CommentId, EventId, ItemId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { settled, START } from '../support/hand-clock.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const SECRETARY = userWith('secretary');
const ITEM = brand<ItemId>('item-1');
const SAID = ['批注里的话', '回复里的话', '建议里的话', '署名里的话', '备忘里的话'] as const;

function talkOver(desk: Y.Doc): void {
  addItem(desk, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0', minutes: ['要在六月发布'] });
  startItem(desk, { eventId: brand<EventId>('e1'), itemId: ITEM, at: START, by: 'li' });
  const anchor = anchorOf(desk, ITEM, { from: 3, to: 5 });
  if (!anchor) throw new Error('the passage stands there');
  const by = { by: 'li', byName: '署名里的话', at: START };
  addThread(desk, { ...by, id: brand<CommentId>('c1'), anchor, text: '批注里的话' });
  addThread(desk, { ...by, id: brand<CommentId>('c2'), anchor, text: '', replacement: '建议里的话' });
  addReply(desk, { ...by, id: brand<CommentId>('c3'), replyTo: brand<CommentId>('c1'), text: '回复里的话' });
  const note = new Y.XmlElement('paragraph');
  note.insert(0, [new Y.XmlText('备忘里的话')]);
  notesFragment(desk).insert(0, [note]);
}

/** A live meeting whose desk says all of it, one item having the floor. */
async function talkedOver(): Promise<{ readonly office: TestOffice; readonly meetingId: MeetingId }> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office, '三届二次常务理事会');
  const phase = { id: 'a-phase-command-1', meetingId, kind: 'meeting.phase', data: { to: 'live' }, claimedAt: 0 };
  must(await office.services.commands.execute(SECRETARY, phase));
  must(
    await office.rooms.change(meetingId, 1, 'user:li', () => ({ ok: true, value: { value: null, desk: talkOver } })),
  );
  return { office, meetingId };
}

function leaksIn(made: unknown): readonly string[] {
  const text = typeof made === 'string' ? made : JSON.stringify(made);
  return SAID.filter((words) => text.includes(words));
}

test('no snapshot and no export holds a word of it, internal ones neither', async () => {
  const { office, meetingId } = await talkedOver();
  const made: unknown[] = [];
  for (const audience of ['internal', 'public'] as const) {
    made.push(must(await office.services.meetings.snapshot(SECRETARY, meetingId, audience)));
    for (const format of ['json', 'md', 'html']) {
      const file = must(
        await office.services.exports.exportMeeting(SECRETARY, { meetingId, format, audience, locale: 'zh-CN' }),
      );
      made.push(String(file.content));
    }
  }

  expect(made.map(leaksIn)).toEqual(made.map(() => []));
  expect(made.every((each) => JSON.stringify(each).includes('要在六月发布'))).toBe(true);
});

test('no screen shows a word of it', async () => {
  const { office, meetingId } = await talkedOver();
  const states: unknown[] = [];
  const leave = office.services.screens.subscribe(meetingId, 'main', (state) => states.push(state));
  for (const mode of SCREEN_MODES) {
    const command = { id: `a-screen-command-${mode}`, meetingId, kind: 'screen.set', claimedAt: 0 };
    const data = { screen: 'main', mode, frozen: false };
    must(await office.services.commands.execute(SECRETARY, { ...command, data }));
    for (let step = 0; step < 12; step += 1) {
      office.clock.advance(500);
      await settled();
      must(await office.rooms.read(meetingId, 1, () => null));
      await settled();
    }
  }
  leave();

  expect(JSON.stringify(states)).toContain('要在六月发布');
  expect(leaksIn(states)).toEqual([]);
});

test('no seal holds a word of it, and none can be searched for; a meeting opened again has it all', async () => {
  const { office, meetingId } = await talkedOver();
  const { archive, search } = office.services;
  const sealed = must(await archive.archive(SECRETARY, meetingId, { override: { reason: '试' } }));
  const entry = must(await archive.entry(SECRETARY, brand<ArchiveId>(sealed.archiveId)));
  const hits = await Promise.all(SAID.map(async (q) => must(await search.search(SECRETARY, { q })).results));

  must(await archive.reopen(SECRETARY, meetingId, '更正'));
  const again = must(
    await office.rooms.read(meetingId, 2, ({ desk }) => ({
      threads: readThreads(desk).map(({ kind, replies }) => [kind, replies.length]),
      notes: JSON.stringify(readBlocks(notesFragment(desk))),
      minutes: itemMinutes(desk, ITEM) !== null,
    })),
  );

  expect(leaksIn(entry)).toEqual([]);
  expect(hits.flat()).toEqual([]);
  expect(again.threads.toSorted()).toEqual([
    ['comment', 1],
    ['suggestion', 0],
  ]);
  expect(again.notes).toContain('备忘里的话');
});
