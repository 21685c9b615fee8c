// What the Topics port is, as tests.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../server/register-ports.ts';
import type { ItemId, MeetingId, TopicId } from '../../shared/domain/ids.ts';
import type { TopicRow } from '../../shared/domain/topics.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';

const AUDIT = { at: 1, actor: 'li', via: 'session', action: 'topic.made', targets: [], address: null } as const;

const topic = (id: string, more: Partial<TopicRow> = {}): TopicRow => ({
  ...{
    id: brand<TopicId>(id),
    bodyId: 'council',
    title: `题目${id}`,
    kind: 'deliberation',
    proposer: null,
    notes: null,
  },
  ...{ wantedBy: null, internal: false, order: `a${id}`, origin: null, createdAt: 1, updatedAt: 1, removedAt: null },
  ...more,
});

export function topicsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: topics`, () => {
    it('a topic comes back as it was written, with where it was put off', async () => {
      const { topics } = await open();
      const origin = { meetingId: brand<MeetingId>('m1'), itemId: brand<ItemId>('i1') };
      const full = topic('1', {
        ...{ proposer: '王坤泉', notes: '两行\n备注', wantedBy: brand<LocalDate>('2026-12-20') },
        ...{ internal: true, origin, removedAt: 7 },
      });

      await topics.write({ rows: [full] }, AUDIT);

      expect(await topics.byId(full.id)).toEqual(full);
      expect(await topics.byId(brand<TopicId>('none'))).toBeNull();
    });

    it('those of one body come in their order, removed ones too', async () => {
      const { topics } = await open();
      const rows = [topic('2'), topic('1', { removedAt: 3 }), topic('3', { bodyId: 'board' })];

      await topics.write({ rows }, AUDIT);

      expect((await topics.of('council')).map(({ id }) => id)).toEqual(['1', '2']);
    });

    it('a change writes what it names, and leaves the rest as somebody else wrote it', async () => {
      const { topics } = await open();
      await topics.write({ rows: [topic('1', { notes: '旧' })] }, AUDIT);

      await topics.write({ changes: [{ id: brand<TopicId>('1'), title: '新题目', updatedAt: 5 }] }, AUDIT);
      await topics.write({ changes: [{ id: brand<TopicId>('1'), internal: true, notes: null, updatedAt: 6 }] }, AUDIT);

      expect(await topics.byId(brand<TopicId>('1'))).toMatchObject({
        ...{ title: '新题目', notes: null, internal: true, updatedAt: 6, kind: 'deliberation' },
      });
    });

    it('a row that is there already stays, and what is changed with it is changed', async () => {
      const { topics } = await open();
      await topics.write({ rows: [topic('1', { notes: '先到' })] }, AUDIT);

      const changes = [{ id: brand<TopicId>('1'), order: 'b1', updatedAt: 9 }];
      await topics.write({ rows: [topic('1', { notes: '后到' }), topic('2')], changes }, AUDIT);

      expect(await topics.byId(brand<TopicId>('1'))).toMatchObject({ notes: '先到', order: 'b1' });
      expect((await topics.of('council')).map(({ id }) => id)).toEqual(['2', '1']);
    });

    it('each write says in the audit log what it did', async () => {
      const { topics, audit } = await open();

      await topics.write({ rows: [topic('1')] }, { ...AUDIT, targets: [{ kind: 'topic', id: '1' }] });

      const rows = await audit.list({ actor: null, action: null, from: null, to: null, before: null, limit: 5 });
      expect(rows).toMatchObject([{ action: 'topic.made', targets: [{ kind: 'topic', id: '1' }] }]);
    });
  });
}
