// Tasks and their figures as workbooks over the real app: what a list shows, in cells that are days and numbers, and no formula.
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { sheetsOf } from '../../shared/capture/roster/workbook.ts';
import { startApp, textField, type Caller } from '../support/app.ts';

const JUNE = Date.UTC(2021, 5, 20, 2);

/** The parts of a zip, by its own directory. */
function partsOf(bytes: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
  while (at !== -1) {
    const [nameLength, offset] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    parts.set(name, inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(at + 20))).toString('utf8'));
    at = bytes.indexOf('PK\x01\x02', at + 46, 'latin1');
  }
  return parts;
}

async function office() {
  const app = await startApp({ clock: { ...systemClock(), now: () => JUNE } });
  await app.admin();
  const secretary = await app.as('secretary', { username: 'li' });
  const hand = (more: object): Promise<unknown> =>
    secretary.post('/tasks', {
      ...{ bodyId: 'council', what: '立项团标', owners: [{ name: '团标委', kind: 'committee' }], due: '2021-06-01' },
      ...more,
    });
  const workbook = async (path: string, as: Caller = secretary) => {
    const answer = await as.raw('GET', path);
    const parts = partsOf(Buffer.from(await answer.arrayBuffer()));
    return { answer, parts, sheets: sheetsOf(parts, { rows: 100, columns: 30 }) };
  };
  return { app, secretary, hand, workbook };
}

test('the list is written as it is shown: filtered, with days as days, and the head stays in sight', async () => {
  const { app, hand, workbook } = await office();
  const keeper = await app.as('admin', { username: 'keeper' });
  const bodyId = textField(await keeper.post('/bodies', { name: '常务理事会' }), 'id');
  await hand({ bodyId });
  await hand({ what: '筹备年会', due: null, dueText: '会后' });

  const { answer, parts, sheets } = await workbook(`/tasks/export?text=${encodeURIComponent('立项')}`, keeper);

  expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet');
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('督办任务 2021-06-20.xlsx'));
  expect(sheets.map(({ name }) => name)).toEqual(['督办任务']);
  expect(sheets[0]?.grid).toHaveLength(2);
  expect(sheets[0]?.grid[1]).toEqual([
    ...['1', '立项团标', '团标委', '', '常务理事会', '', '待签收', '2021-06-01', '', '逾期', '', '2021-06-20'],
    '2021-06-20',
  ]);
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).toContain('state="frozen"');
  // 2021-06-01 as spreadsheets count days, in the style of a day; the number as a number.
  expect(sheet).toContain('<c r="H2" s="4"><v>44348</v></c>');
  expect(sheet).toContain('<c r="A2" s="2"><v>1</v></c>');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x")'])(
  '%j is a text and nothing that runs',
  async (what) => {
    const { hand, workbook } = await office();
    await hand({ what: `${what}甲`, owners: [{ name: `${what.trim()}乙`, kind: 'named' }] });

    const { parts, sheets } = await workbook('/tasks/export');

    expect(parts.get('xl/worksheets/sheet1.xml')).not.toContain('<f>');
    expect(sheets[0]?.grid[1]?.slice(1, 3)).toEqual([`${what}甲`.trim(), `${what.trim()}乙`]);
  },
);

test('of a body that somebody keeps no minutes of nothing is written, and the log says who took a list along', async () => {
  const { app, hand, workbook } = await office();
  await hand({});
  const keeper = await app.as('admin', { username: 'keeper' });
  const stranger = await app.as('secretary', { username: 'zhao', bodyId: 'board' });

  expect((await workbook('/tasks/export?body=council', stranger)).sheets[0]?.grid).toHaveLength(1);
  expect((await keeper.get('/audit?action=tasks.exported')).body).toMatchObject({
    entries: [{ action: 'tasks.exported', actorName: 'zhao' }],
  });
});

test('the figures have a sheet for each half-year with numbers that add up, and how many tasks that were', async () => {
  const { secretary, hand, workbook } = await office();
  await hand({
    owners: [
      { name: '团标委', kind: 'committee' },
      { name: '无人机委', kind: 'committee' },
    ],
  });
  const late = textField(
    await secretary.post('/tasks', {
      ...{ bodyId: 'council', what: '年会', owners: [{ name: '团标委', kind: 'committee' }], due: '2021-06-01' },
    }),
    'id',
  );
  for (const action of ['submit', 'close'])
    await secretary.patch(`/tasks/${late}`, { action }, { headers: { 'if-match': '*' } });

  const { parts, sheets } = await workbook('/task-statistics/export?halves=2&body=council');

  expect(sheets.map(({ name }) => name)).toEqual(['2021年上半年', '2020年下半年']);
  const [, first, second, total] = sheets[0]?.grid ?? [];
  expect(first).toEqual(['团标委', '委员会', '2', '0', '1', '0', '0', '1', '0', '0', '0']);
  expect(second).toEqual(['无人机委', '委员会', '1', '0', '0', '0', '0', '1', '0', '0', '0']);
  expect(total?.slice(0, 3)).toEqual(['任务合计（每项计一次）', '', '2']);
  expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="C2" s="2"><v>2</v></c>');
});
