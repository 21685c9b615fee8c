// An article that somebody rewrote is what is published: in every file, in the sealed version, and nothing internal in any of them.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ARTICLE_DRAFT } from '../../shared/doc/desk-article.ts';
import { addItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { addSection, sectionText } from '../../shared/doc/desk-draft.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import type { ArticleKey } from '../../shared/domain/article.ts';
import type { ArchiveId, ItemId, MeetingId, SectionId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { formatsOf } from '../../shared/papers/kinds.ts';
import { leaksIn } from '../support/papers/leak-search.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const secretary = userWith('secretary');
const OPEN = '与会代表冒雨参观了实训基地';
const SECRET = '免去赵某职务';

function write(desk: Y.Doc, key: ArticleKey, words: string): void {
  const id = brand<SectionId>(`s-${key}`);
  addSection(desk, ARTICLE_DRAFT, { id, key, base: 'as it was composed' });
  const paragraph = sectionText(desk, id)?.get(0);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error('a section has a paragraph');
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  text.insert(0, words);
}

/** A meeting with an internal item, whose lead and first item somebody rewrote. */
async function meetingWith(office: TestOffice, lead: string): Promise<MeetingId> {
  const meetingId = await meetingIn(office, '公开例会');
  const desk = new Y.Doc();
  setFact(desk, 'title', '公开例会');
  addItem(desk, { id: brand<ItemId>('visit'), kind: 'briefing', title: '实训基地情况介绍', order: 'a0' });
  addItem(desk, { id: brand<ItemId>('secret'), kind: 'deliberation', title: `审议关于${SECRET}的议案`, order: 'a1' });
  setItem(desk, brand<ItemId>('secret'), { internal: true });
  write(desk, 'lead', lead);
  write(desk, 'item-visit', `${OPEN}。`);
  write(desk, 'item-secret', `会议${SECRET}。`);
  const update = Y.encodeStateAsUpdate(desk);
  must(
    await office.rooms.change(meetingId, 1, 'user:secretary', () => ({
      ok: true,
      value: { value: null, desk: (doc: Y.Doc) => Y.applyUpdate(doc, update) },
    })),
  );
  return meetingId;
}

test(
  'is in every file as it was rewritten; what names something internal is composed anew',
  { timeout: 60_000 },
  async () => {
    const office = await openTestOffice();
    const meetingId = await meetingWith(office, `会上还议了${SECRET}一事。`);
    const asked = { meetingId, kind: 'article', audience: 'internal', locale: 'zh-CN' } as const;

    for (const format of formatsOf('article')) {
      const { content, fileName } = must(await office.services.papers.file(secretary, { ...asked, format }));
      if (typeof content !== 'string' && !(content instanceof Uint8Array)) throw new Error('no file');
      const found = await leaksIn({ fileName, content }, new Set([OPEN, SECRET, '公开例会召开', '冒雨']));
      expect(
        found.map((leak) => leak.split(': ').at(-1)),
        format,
      ).toEqual([OPEN, '公开例会召开', '冒雨']);
    }
  },
);

test('is sealed with the meeting, provably, and printed from the seal for whoever may read no more', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingWith(office, '与会代表齐聚一堂。');
  const { archive, papers, commands } = office.services;
  for (const to of ['live', 'follow-up']) {
    const command = { id: `to-${to}-aaaaaaaaaaa`, kind: 'meeting.phase', claimedAt: 0, data: { to } };
    must(await commands.execute(secretary, { ...command, meetingId }));
  }
  const archiveId = brand<ArchiveId>(
    must(await archive.archive(secretary, meetingId, { override: { reason: '演练' } })).archiveId,
  );

  const verified = must(await archive.verify(secretary, archiveId));
  expect(verified.checks.filter(({ intact }) => !intact)).toEqual([]);
  const reader = userWith('reader');
  const { snapshot } = must(await archive.entry(reader, archiveId));
  expect(JSON.stringify(snapshot)).toContain(OPEN);
  expect(JSON.stringify(snapshot)).not.toContain(SECRET);
  const asked = { meetingId, kind: 'article', audience: 'public', locale: 'zh-CN', format: 'txt' } as const;
  const { content } = must(await papers.file(reader, asked));
  expect(String(content)).toContain('与会代表齐聚一堂。');
});
