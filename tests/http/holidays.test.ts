// The house's own holidays over the real app: written down by an administrator, counted by from the next question on, taken back.
import { expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { startApp, type Caller, type Reply } from '../support/app.ts';

/** Thursday, 17 June 2021, in Shanghai. */
const JUNE = Date.UTC(2021, 5, 17, 2);
const CLOSED = { name: '厂休', from: '2021-06-18', to: '2021-06-18' };

async function office() {
  const app = await startApp({ clock: { ...systemClock(), now: () => JUNE } });
  await app.admin();
  const keeper = await app.as('admin', { username: 'keeper' });
  return { app, keeper, secretary: await app.as('secretary', { username: 'li' }) };
}

const put = (keeper: Caller, body: object): Promise<Reply> => keeper.request('PUT', '/holidays', { body });
const year = (holidays: readonly object[], worked: readonly string[] = []) => ({ year: 2021, holidays, worked });

test('working days are counted by them at once: what is soon, how many are left, and back again', async () => {
  const { keeper, secretary } = await office();
  const owners = [{ name: '团标委', kind: 'committee' }];
  await secretary.post('/tasks', { bodyId: 'council', what: '立项', owners, due: '2021-06-23' });
  const listed = async () => (await secretary.get('/tasks')).body;
  expect(await listed()).toMatchObject({ soonUntil: '2021-06-22', tasks: [{ daysLeft: 4, urgency: null }] });

  expect(await put(keeper, year([CLOSED]))).toMatchObject({ status: 200 });
  expect(await listed()).toMatchObject({ soonUntil: '2021-06-23', tasks: [{ daysLeft: 3, urgency: 'soon' }] });

  expect(await keeper.delete('/holidays?year=2021')).toMatchObject({ status: 200 });
  expect(await listed()).toMatchObject({ soonUntil: '2021-06-22', tasks: [{ daysLeft: 4, urgency: null }] });
});

test('they are kept over a restart, in their order, with who wrote them', async () => {
  const { app, keeper } = await office();
  const spring = { name: '春节', from: '2021-02-11', to: '2021-02-17' };
  await put(keeper, year([CLOSED, spring], ['2021-02-20', '2021-02-07']));

  await app.close();
  const again = await startApp({ dataDir: app.dataDir, clock: { ...systemClock(), now: () => JUNE } });

  const { body } = await (await again.signIn('keeper')).get('/holidays');
  expect(body).toMatchObject({
    years: expect.arrayContaining([
      expect.objectContaining({
        ...{ year: 2021, holidays: [spring, CLOSED], worked: ['2021-02-07', '2021-02-20'] },
        ...{ changed: { at: JUNE, by: expect.any(String) }, isPublished: true },
      }),
    ]),
  });
});

test('a year nobody has published can be written down, and is unknown again afterwards', async () => {
  const { keeper } = await office();
  const years = async () => JSON.stringify((await keeper.get('/holidays')).body);
  await put(keeper, {
    year: 2031,
    holidays: [{ ...CLOSED, from: '2031-01-01', to: '2031-01-01' }],
    worked: [],
  });
  expect(await years()).toContain('"year":2031');

  await keeper.delete('/holidays?year=2031');
  expect(await years()).not.toContain('"year":2031');
});

test.each([
  ['a holiday that ends before it begins', year([{ ...CLOSED, to: '2021-06-17' }]), 'backwards'],
  ['a day that is both', year([{ ...CLOSED, from: '2021-06-19', to: '2021-06-20' }], ['2021-06-19']), 'twice'],
  ['a working day to be worked instead', year([], ['2021-06-18']), 'worked-on-a-weekday'],
  ['another year', year([{ ...CLOSED, from: '2022-06-17', to: '2022-06-17' }]), 'other-year'],
])('%s is refused, and nothing changes', async (_what, body, code) => {
  const { keeper } = await office();
  const before = (await keeper.get('/holidays')).body;

  expect(await put(keeper, body)).toMatchObject({
    ...{ status: 422, body: { code: 'invalid', errors: expect.arrayContaining([{ path: 'holidays', code }]) } },
  });
  expect((await keeper.get('/holidays')).body).toEqual(before);
});

test('the audit log says who changed which year', async () => {
  const { keeper } = await office();
  await put(keeper, year([CLOSED]));
  await keeper.delete('/holidays?year=2021');

  expect((await keeper.get('/audit')).body).toMatchObject({
    entries: expect.arrayContaining([
      expect.objectContaining({ action: 'holidays.reset', targets: [{ kind: 'holidays', id: '2021' }] }),
      expect.objectContaining({ action: 'holidays.changed', actorName: 'keeper' }),
    ]),
  });
});
