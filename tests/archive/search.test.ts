// Finding sealed meetings: the right passages for those who may read them, page by page, newest first.
import { describe, expect, test } from 'vitest';
import type { ArchiveResults } from '../../shared/api/archive.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BodyId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import {
  archiveOffice,
  makeMeeting,
  READER,
  SECRETARY,
  userWith,
  type ArchiveOffice,
  type SmallMeeting,
} from './archive-fixture.ts';

async function seal(office: ArchiveOffice, meeting: SmallMeeting): Promise<void> {
  office.clock.advance(1_000);
  const archived = await office.archive.archive(SECRETARY, await makeMeeting(office, meeting), {
    override: { reason: '试' },
  });
  if (!archived.ok) throw new Error(archived.code);
}

async function find(office: ArchiveOffice, q: string, actor = SECRETARY, more: object = {}): Promise<ArchiveResults> {
  const page = await office.search.search(actor, { q, ...more });
  if (!page.ok) throw new Error(page.code);
  return page.value;
}

function marked(page: ArchiveResults): readonly string[] {
  return page.results.flatMap(({ hits }) =>
    hits.flatMap(({ text, ranges }) => ranges.map(([from, to]) => text.slice(from, to))),
  );
}

function kindsAndTexts(page: ArchiveResults): readonly (readonly [string | undefined, string])[] {
  return page.results.flatMap(({ hits }) => hits.map(({ kind, text }) => [kind, text] as const));
}

describe('search', () => {
  test.each([
    ['50348', ['50348']],
    ['GB50348', ['GB', '50348']],
    ['标准解读', ['标准解读']],
    ['无人机专家委', ['无人机专家委']],
    ['下半年', ['下半年']],
  ])('finds %s and marks it', async (query, marks) => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', paragraphs: ['新版 GB 50348 贯彻生命周期管理'] });
    await seal(office, { id: 'm2', paragraphs: ['别的'] });

    const page = await find(office, query);

    expect(page.results.map((result) => result.meetingId)).toContain('m1');
    expect(marked(page)).toEqual(expect.arrayContaining(marks));
  });

  test('finds what was proposed and why an item was put off', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', proposal: '关于增补两名副会长的议案', postponedBecause: '主讲人请假' });

    expect(marked(await find(office, '增补两名副会长'))).toEqual(['增补两名副会长']);
    expect(marked(await find(office, '主讲人请假'))).toEqual(['主讲人请假']);
  });

  test('says of what kind each passage is, also when two of the same item say the same', async () => {
    const office = await archiveOffice();
    await seal(office, {
      ...{ id: 'm1', title: '聘任例会', proposal: '关于聘任顾问的议案', postponedBecause: '受聘人请假，择期聘任' },
      paragraphs: ['同意聘任'],
    });
    await seal(office, { id: 'm2', title: '例会', paragraphs: ['编写培训教材 无人机专家委 下半年'] });

    expect(kindsAndTexts(await find(office, '聘任'))).toEqual([
      ['meeting', '聘任例会'],
      ['proposal', '关于聘任顾问的议案'],
      ['minutes', '同意聘任'],
      ['reason', '受聘人请假，择期聘任'],
    ]);
    expect(kindsAndTexts(await find(office, '培训教材')).slice(0, 2)).toEqual([
      ['minutes', '编写培训教材 无人机专家委 下半年'],
      ['task', '编写培训教材 无人机专家委 下半年'],
    ]);
    expect(kindsAndTexts(await find(office, '标准解读'))).toContainEqual(['item', '安防新标准解读']);
  });

  test('answers where a passage stands, and leaves out who does not have the words', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', title: '甲会', paragraphs: ['牟晓生领取聘书'] });
    await seal(office, { id: 'm2', paragraphs: ['别的事'] });

    const page = await find(office, '聘书');

    expect(page.results).toEqual([
      expect.objectContaining({
        meetingId: 'm1',
        version: 1,
        title: '甲会',
        date: '2021-04-23',
        hits: [
          { kind: 'minutes', itemId: 'm1-1', itemTitle: '安防新标准解读', text: '牟晓生领取聘书', ranges: [[5, 7]] },
        ],
      }),
    ]);
    expect(page.cursor).toBeNull();
  });

  test('without words it lists everything, newest first, page after page', async () => {
    const office = await archiveOffice();
    for (let n = 1; n <= 45; n++) await seal(office, { id: `m${n}` });

    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ArchiveResults = await find(office, '', SECRETARY, cursor === null ? {} : { cursor });
      seen.push(...page.results.map((result) => result.meetingId));
      cursor = page.cursor;
    } while (cursor !== null);

    expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => `m${45 - index}`));
  });

  test('words with nothing to search for find nothing', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1' });

    expect(await find(office, '，。！')).toEqual({ results: [], cursor: null });
  });

  test('readers find public passages only, and never learn of others', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', paragraphs: ['公开的聘书'], internalParagraphs: ['内部的预算'] });

    expect((await find(office, '聘书', READER)).results).toHaveLength(1);
    expect((await find(office, '预算', READER)).results).toHaveLength(0);
    expect((await find(office, '预算', SECRETARY)).results).toHaveLength(1);
    expect((await find(office, '', READER)).results[0]?.hits).toEqual([]);
  });

  test('someone of one body sees that body, inside and out, and only the public side of another they may read', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', bodyId: 'council', internalParagraphs: ['预算一'] });
    await seal(office, { id: 'm2', bodyId: 'standing', internalParagraphs: ['预算二'] });
    await seal(office, { id: 'm3', bodyId: 'closed' });
    const both: ActingUser = {
      userId: brand<UserId>('u'),
      displayName: 'u',
      grants: [
        { role: 'secretary', bodyId: brand<BodyId>('council') },
        { role: 'reader', bodyId: brand<BodyId>('standing') },
      ],
    };

    expect((await find(office, '预算', both)).results.map((result) => result.meetingId)).toEqual(['m1']);
    expect((await find(office, '', both)).results.map((result) => result.meetingId)).toEqual(['m2', 'm1']);
    expect(
      (await find(office, '新版', userWith('reader', 'standing'))).results.map((result) => result.meetingId),
    ).toEqual(['m2']);
  });

  test('can be kept to a body and to days', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', bodyId: 'council' });
    await seal(office, { id: 'm2', bodyId: 'standing' });

    expect(
      (await find(office, '新版', SECRETARY, { body: 'council' })).results.map((result) => result.meetingId),
    ).toEqual(['m1']);
    expect((await find(office, '', SECRETARY, { from: '2021-04-23', to: '2021-04-23' })).results).toHaveLength(2);
    expect((await find(office, '', SECRETARY, { from: '2021-04-24' })).results).toHaveLength(0);
  });

  test('names each wrong field', async () => {
    const office = await archiveOffice();

    const answer = await office.search.search(SECRETARY, { q: '安'.repeat(201), from: '2021-02-30', cursor: 'x' });

    expect(answer).toMatchObject({ code: 'invalid' });
    expect(answer.ok ? [] : answer.data['errors']).toEqual([
      { path: 'q', code: 'too_long' },
      { path: 'from', code: 'not_a_day' },
      { path: 'cursor', code: 'unknown' },
    ]);
  });

  test('a long passage is shown around its first match', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', paragraphs: [`${'前'.repeat(500)}聘书${'后'.repeat(500)}`] });

    const [hit] = (await find(office, '聘书')).results[0]?.hits ?? [];

    expect(hit?.text.length).toBeLessThan(260);
    expect(hit?.ranges.map(([from, to]) => hit.text.slice(from, to))).toEqual(['聘书']);
  });

  test('an index that is built again finds the same', async () => {
    const office = await archiveOffice();
    await seal(office, { id: 'm1', paragraphs: ['聘书'], internalParagraphs: ['预算'] });
    const before = [await find(office, '聘书'), await find(office, '预算'), await find(office, '预算', READER)];

    const rebuilt = await office.index.rebuild();

    expect(rebuilt).toMatchObject({ ok: true, value: 1 });
    expect([await find(office, '聘书'), await find(office, '预算'), await find(office, '预算', READER)]).toEqual(
      before,
    );
  });
});
