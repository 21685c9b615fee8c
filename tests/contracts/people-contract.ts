// What the People port is, as tests: what is read is what was written, a list of changes happens whole or not at all, and an
// import is taken back once.
import { describe, expect, it } from 'vitest';
import type { MemberRow, OrganisationRow, PersonRow, RosterImportRow, TermRow } from '../../server/people-ports.ts';
import type { AuditEntry } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import { PRESETS } from '../../shared/domain/charter.ts';
import type {
  BodyId,
  CharterEntryId,
  MemberId,
  OrganisationId,
  PersonId,
  RosterImportId,
  TermId,
  UserId,
} from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';

const COUNCIL = brand<BodyId>('council');
const ROSTER = brand<RosterImportId>('r1');
const times = { createdAt: 10, updatedAt: 10 };
const AUDIT: AuditEntry = {
  ...{ at: 10, actor: 'li', via: 'session', action: 'roster.imported', address: null },
  targets: [{ kind: 'roster', id: 'r1' }],
};

const organisation = (id: string): OrganisationRow => ({
  ...{ id: brand<OrganisationId>(id), name: `单位${id}`, shortName: null, aliases: [`原单位${id}`], ...times },
});
const person = (id: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...{ id: brand<PersonId>(id), name: id, aliases: [], reading: null, posts: [], phone: null, email: null, note: null },
  ...{ importId: null, removedAt: null, ...times, ...more },
});
const term = (id: string, number: number, bodyId = COUNCIL): TermRow => ({
  ...{ id: brand<TermId>(id), bodyId, number, from: brand<LocalDate>('2024-01-01'), to: null, seats: 31, ...times },
  ...{ removedAt: null, removedBy: null },
});
const member = (id: string, termId: string, personId: string, more: Partial<MemberRow> = {}): MemberRow => ({
  ...{ id: brand<MemberId>(id), termId: brand<TermId>(termId), personId: brand<PersonId>(personId), post: '理事' },
  ...{ voting: false, rank: 0, from: null, to: brand<LocalDate>('2025-01-01'), importId: null, removedAt: null },
  ...{ removedBy: null, ...times, ...more },
});
const roster = (before: readonly PersonRow[] = []): RosterImportRow => ({
  ...{ id: ROSTER, bodyId: COUNCIL, termId: brand<TermId>('t1'), file: '名单.xlsx', at: 10, by: brand<UserId>('li') },
  ...{ byName: '李文静', made: 1, seated: 1, before, undoneAt: null },
});

export function peopleContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: the register`, () => {
    it('gives back every row as it was written', async () => {
      const { people } = await open();
      const posts = [{ orgId: brand<OrganisationId>('o1'), title: '主任', former: true }];
      const one = person('p1', { aliases: ['曾用名'], reading: 'Shàn', posts, phone: '1', email: 'a@b', note: '备注' });
      const entry = {
        ...{ id: brand<CharterEntryId>('c1'), bodyId: COUNCIL, from: brand<LocalDate>('2024-01-01'), createdAt: 1 },
        ...({ preset: 'cn.standing', rule: PRESETS['cn.standing'], by: brand<UserId>('li'), byName: '李' } as const),
        removedAt: null,
      };
      await people.write(
        [
          { kind: 'organisation.insert', row: organisation('o1') },
          { kind: 'person.insert', row: one },
          { kind: 'term.insert', row: term('t1', 3) },
          { kind: 'member.insert', row: member('m1', 't1', 'p1') },
          { kind: 'charter.insert', row: entry },
          { kind: 'import.insert', row: roster([one]) },
        ],
        [],
      );

      expect(await people.organisations()).toEqual([organisation('o1')]);
      expect(await people.people()).toEqual([one]);
      expect(await people.person(one.id)).toEqual(one);
      expect(await people.terms(COUNCIL)).toEqual([term('t1', 3)]);
      expect(await people.members([brand<TermId>('t1')])).toEqual([member('m1', 't1', 'p1')]);
      expect(await people.charter(COUNCIL)).toEqual([entry]);
      expect(await people.imports()).toEqual([roster([one])]);
      expect([await people.importFile(ROSTER), await people.importFile(brand<RosterImportId>('none'))]).toEqual([
        ...['名单.xlsx', null],
      ]);
      expect(await people.term(brand<TermId>('t1'))).toEqual(term('t1', 3));
      expect(await people.member(brand<MemberId>('m1'))).toEqual(member('m1', 't1', 'p1'));
      expect(await people.charterEntry(entry.id)).toEqual(entry);
      const held = new Set([COUNCIL]);
      expect(await people.seats(0)).toEqual(new Map([[one.id, { standing: held, mistaken: new Map() }]]));
    });

    it('lists nothing that was removed, and keeps it for whoever asks for it by its id', async () => {
      const { people } = await open();
      const removed = { removedAt: 20, removedBy: brand<UserId>('li') };
      const [gone, left] = [{ ...term('t1', 3), ...removed }, member('m2', 't2', 'p2', removed)];
      await people.write(
        [
          { kind: 'person.insert', row: person('p1') },
          { kind: 'person.insert', row: person('p2') },
          { kind: 'term.insert', row: term('t1', 3) },
          { kind: 'term.set', row: gone },
          { kind: 'term.insert', row: term('t2', 3) },
          { kind: 'member.insert', row: member('m1', 't1', 'p1') },
          { kind: 'member.insert', row: left },
        ],
        [],
      );

      expect((await people.terms(COUNCIL)).map(({ id }) => id)).toEqual(['t2']);
      expect(await people.members([brand<TermId>('t2')])).toEqual([]);
      expect([await people.term(gone.id), await people.member(left.id)]).toEqual([gone, left]);
      const ofBoth = [await people.membersOf(brand<PersonId>('p1')), await people.membersOf(left.personId)];
      expect(ofBoth).toEqual([[member('m1', 't1', 'p1')], [left]]);
      const nowhere = { standing: new Set(), mistaken: new Map() };
      const byLi = { standing: new Set(), mistaken: new Map([[COUNCIL, 'li']]) };
      expect([...(await people.seats(20)).values()]).toEqual([byLi, byLi]);
      expect([...(await people.seats(21)).values()]).toEqual([nowhere, nowhere]);
    });

    it('lists the newest term first, members by rank, and nobody who was taken off', async () => {
      const { people } = await open();
      await people.write(
        [
          { kind: 'person.insert', row: person('p1') },
          { kind: 'person.insert', row: person('p2', { removedAt: 5 }) },
          { kind: 'term.insert', row: term('t1', 3) },
          { kind: 'term.insert', row: term('t2', 4) },
          { kind: 'term.insert', row: term('t3', 9, brand<BodyId>('board')) },
          { kind: 'member.insert', row: member('m1', 't1', 'p1', { rank: 0 }) },
          { kind: 'member.insert', row: member('m2', 't1', 'p2', { rank: 1 }) },
          { kind: 'member.rank', id: brand<MemberId>('m1'), rank: 2 },
        ],
        [],
      );

      expect((await people.terms(COUNCIL)).map(({ id }) => id)).toEqual(['t2', 't1']);
      expect((await people.members([brand<TermId>('t1')])).map(({ id }) => id)).toEqual(['m2', 'm1']);
      expect((await people.people()).map(({ id }) => id)).toEqual(['p1']);
    });

    it('writes all of a list with its audit entry, or nothing', async () => {
      const { people, audit } = await open();
      const twice = [term('t1', 3), term('t2', 3)].map((row) => ({ kind: 'term.insert', row }) as const);

      await expect(people.write(twice, [AUDIT])).rejects.toThrow(/UNIQUE/);
      const none = [(await people.terms()).length, (await entries(audit)).length];
      await people.write(twice.slice(1), [AUDIT]);

      expect(none).toEqual([0, 0]);
      expect(await people.terms()).toHaveLength(1);
      expect(await entries(audit)).toHaveLength(1);
    });

    it('sets a person only as of the moment that is named', async () => {
      const { people } = await open();
      await people.write([{ kind: 'person.insert', row: person('p1') }], []);

      await people.write([{ kind: 'person.set', row: person('p1', { note: '迟' }), asOf: 9 }], []);
      const late = await people.person(brand<PersonId>('p1'));
      await people.write([{ kind: 'person.set', row: person('p1', { note: '准' }), asOf: 10 }], []);

      expect(late?.note).toBeNull();
      expect((await people.person(brand<PersonId>('p1')))?.note).toBe('准');
    });

    it('takes back an import once: seats, people, organisations that nobody else has touched or needs', async () => {
      const { people } = await open();
      const named = [{ orgId: brand<OrganisationId>('o2'), title: null, former: false }];
      await people.write(
        [
          { kind: 'import.insert', row: roster() },
          { kind: 'organisation.insert', row: organisation('o1') },
          { kind: 'organisation.insert', row: organisation('o2') },
          { kind: 'person.insert', row: person('own', { posts: named }) },
          ...['gone', 'changed', 'seated'].map(
            (id) => ({ kind: 'person.insert', row: person(id, { importId: ROSTER }) }) as const,
          ),
          { kind: 'term.insert', row: term('t1', 3) },
          { kind: 'member.insert', row: member('m1', 't1', 'gone', { importId: ROSTER }) },
          { kind: 'member.insert', row: member('m2', 't1', 'seated') },
          { kind: 'person.set', row: person('changed', { importId: ROSTER, updatedAt: 11 }) },
        ],
        [],
      );

      await people.write([{ kind: 'import.undo', id: ROSTER, at: 20 }], []);
      await people.write(
        [
          { kind: 'import.undo', id: ROSTER, at: 30 },
          { kind: 'member.rank', id: brand<MemberId>('m9'), rank: 1 },
        ],
        [],
      );

      expect((await people.people()).map(({ id }) => id)).toEqual(['changed', 'own', 'seated']);
      expect((await people.members([brand<TermId>('t1')])).map(({ id }) => id)).toEqual(['m2']);
      expect((await people.organisations()).map(({ id }) => id)).toEqual(['o2']);
      expect((await people.imports())[0]?.undoneAt).toBe(20);
    });
  });
}

const entries = (audit: Store['audit']) =>
  audit.list({ actor: null, action: null, from: null, to: null, before: null, limit: 10 });
