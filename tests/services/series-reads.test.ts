// However a body is asked about, its meetings are looked for once; also of a body that the register does not have.
import { expect, test, vi } from 'vitest';
import { must, openTestOffice, userWith } from '../support/office.ts';

const SECRETARY = userWith('secretary');

test.each(['series', 'briefs', 'topics'] as const)(
  '%s of a body that only its meetings name reads them once',
  async (name) => {
    const office = await openTestOffice();
    must(await office.services.meetings.create(SECRETARY, { title: '例会', bodyId: 'council' }));
    const { series, briefs, topics } = office.services;
    const ask = (body: string) =>
      ({
        series: () => series.read(SECRETARY, body),
        briefs: () => briefs.read(SECRETARY, body),
        topics: () => topics.list(SECRETARY, body),
      })[name]();
    const list = vi.spyOn(office.meetings, 'list');

    must<unknown>(await ask('council'));
    expect(list).toHaveBeenCalledTimes(1);
    expect(await ask('nobody')).toMatchObject({ ok: false, code: 'not-found' });
    expect(list).toHaveBeenCalledTimes(2);
  },
);
