// A meeting that was sealed, opened again and given to another body: whose reader gets its papers. Archive, search, papers, files for
// programs and bundles answer alike, by whose the seal was.
import { describe, expect, test } from 'vitest';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { ArchiveId, BodyId, MeetingId } from '../../shared/domain/ids.ts';
import type { Audience } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { PAPER_KINDS } from '../../shared/papers/kinds.ts';
import { bundleGround, orderOf } from '../support/bundles.ts';
import { must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const SECRETARY = userWith('secretary');
const ALL_THE_SAME = { override: { reason: '试' } };
const RENAMED = '关于处分赵某的会议';

function of(role: 'reader' | 'secretary', body: string): ActingUser {
  return { ...userWith(role, `${role} of ${body}`), grants: [{ role, bodyId: brand<BodyId>(body) }] };
}
const FORMER = of('reader', 'council');
const LATTER = of('reader', 'board');

interface Moved {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  readonly first: ArchiveId;
}

/** Sealed as the council's; now the board's, with another name, and not sealed again. */
async function moved(): Promise<Moved> {
  const office = await openTestOffice();
  const { archive, bodies, meetings } = office.services;
  for (const id of ['council', 'board']) must(await bodies.create(SECRETARY, { id, name: id }));
  const made = await meetings.create(SECRETARY, { title: '理事会例会', bodyId: brand<BodyId>('council') });
  const meetingId = brand<MeetingId>(must(made).id);
  const first = brand<ArchiveId>(must(await archive.archive(SECRETARY, meetingId, ALL_THE_SAME)).archiveId);
  must(await archive.reopen(SECRETARY, meetingId, '改由监事会召开'));
  must(await meetings.patch(SECRETARY, meetingId, { bodyId: brand<BodyId>('board'), title: RENAMED }, 'any'));
  return { office, meetingId, first };
}

/** What each way says: `ok` or why not. */
async function answers(
  { office, meetingId, first }: Moved,
  actor: ActingUser,
  audience: Audience = 'public',
): Promise<ReadonlySet<string>> {
  const { archive, search, papers, exports, exportSource } = office.services;
  const asked = { meetingId, audience, locale: 'zh-CN' } as const;
  const on = await bundleGround(office, [actor]);
  const { leftOut } = must(await on.bundles.estimate(actor, orderOf([meetingId], { audience })));
  const found = must(await search.search(actor, { q: '理事会例会' })).results;
  const told = [
    await archive.entry(actor, first),
    await papers.offers(actor, asked),
    ...(await Promise.all(
      ['minutes', 'notice', 'record'].map((kind) =>
        papers.file(actor, {
          ...asked,
          kind: PAPER_KINDS.find((one) => one === kind) ?? expect.fail(),
          format: 'docx',
        }),
      ),
    )),
    await exports.exportMeeting(actor, { ...asked, format: 'json' }),
    await exportSource.seal(actor, meetingId),
  ].map((answer) => (answer.ok ? 'ok' : answer.code));
  return new Set([...told, found.length > 0 ? 'ok' : 'not-found', leftOut[0]?.code ?? 'ok']);
}

describe('until it is sealed again', () => {
  test('the reader of the body it was sealed for has it, by each way, and the reader of the other by none', async () => {
    const on = await moved();

    expect(await answers(on, FORMER)).toEqual(new Set(['ok']));
    expect(await answers(on, LATTER)).toEqual(new Set(['not-found']));
  });

  test('what the reader gets is what was sealed, under the name it had then', async () => {
    const { office, meetingId } = await moved();
    const on = await bundleGround(office, [FORMER]);

    const { id } = must(
      await on.bundles.create(FORMER, orderOf([meetingId], { audience: 'public', papers: ['notice'] })),
    );
    await on.ended(FORMER, id);

    const parts = on.parts(id);
    expect([...parts.keys()]).toContain('日期未定 理事会例会/会议通知.docx');
    for (const name of ['索引.html', '校验清单.json']) {
      expect(parts.get(name)?.bytes.toString()).toContain('理事会例会');
      expect(parts.get(name)?.bytes.toString()).not.toContain(RENAMED);
    }
    const inside = must(await on.bundles.estimate(FORMER, orderOf([meetingId])));
    expect(inside.leftOut).toMatchObject([{ title: '理事会例会', code: 'not-found' }]);
    const others = must(await on.bundles.estimate(LATTER, orderOf([meetingId], { audience: 'public' })));
    expect(others.leftOut).toMatchObject([{ title: null, day: null, code: 'not-found' }]);
  });

  test('its secretariat prints it as it stands, and has nothing of the seal that was another’s', async () => {
    const { office, meetingId } = await moved();
    const { exportSource } = office.services;
    const secretary = of('secretary', 'board');

    expect(must(await exportSource.snapshot(secretary, meetingId, 'internal'))).toMatchObject({
      ...{ facts: { title: RENAMED }, version: 2 },
    });
    expect(must(await exportSource.seal(secretary, meetingId))).toBeNull();
    expect(must(await exportSource.seal(SECRETARY, meetingId))).toMatchObject({ version: 1, isShown: false });
  });

  test('the secretariat it was taken from reads in public what it sealed, and nothing internal of what became of it', async () => {
    const { office, meetingId } = await moved();
    const { exportSource } = office.services;
    const secretary = of('secretary', 'council');

    expect(must(await exportSource.snapshot(secretary, meetingId, 'public'))).toMatchObject({
      ...{ facts: { title: '理事会例会' }, version: 1, audience: 'public' },
    });
    expect(await exportSource.snapshot(secretary, meetingId, 'internal')).toMatchObject({ code: 'not-found' });
    expect(must(await exportSource.seal(secretary, meetingId))).toMatchObject({ version: 1, texts: null });
  });
});

test('once it is sealed again, it is the other way round', async () => {
  const on = await moved();
  const { archive, papers } = on.office.services;
  must(await archive.archive(SECRETARY, on.meetingId, ALL_THE_SAME));
  const asked = { meetingId: on.meetingId, audience: 'public', locale: 'zh-CN' } as const;

  expect(await answers(on, FORMER)).toEqual(new Set(['not-found']));
  expect((await papers.offers(LATTER, asked)).ok).toBe(true);
  expect((await papers.offers(of('secretary', 'council'), asked)).ok).toBe(false);
});
