// The papers of a meeting over HTTP: which there are, as what files, and what is said where there is none.
import { expect, it } from 'vitest';
import { partsOf } from '../export/papers/word-text.ts';
import { startApp, textField } from '../support/app.ts';
import { readCalendar } from '../support/calendar-reader.ts';
import { START } from '../support/hand-clock.ts';

const PEOPLE = [
  { name: '张伟', org: '甲公司', titles: ['常务理事'], role: 'attending' },
  { name: '李明', org: '乙公司', titles: [], role: 'guest' },
];

async function prepared() {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const planned = { title: '三届二次常务理事会', plannedStart: START, plannedEnd: START + 3_600_000, people: PEOPLE };
  const id = textField(await secretary.post('/meetings', planned), 'id');
  return { secretary, id };
}

it('are listed with their files and with what is missing', async () => {
  const { secretary, id } = await prepared();

  const { body } = await secretary.get(`/meetings/${id}/papers`);

  expect(body).toMatchObject({
    timeZone: 'Asia/Shanghai',
    papers: expect.arrayContaining([
      { kind: 'notice', formats: ['docx', 'pdf', 'ics'], subjects: null, missing: null, template: null },
      { kind: 'letter', formats: ['docx', 'pdf'], subjects: [], missing: 'appointment', template: null },
      { kind: 'attendance', formats: ['docx', 'pdf', 'xlsx'], subjects: null, missing: 'attendance', template: null },
    ]),
  });
});

it('come as workbooks and for calendars where that makes sense, and only there', async () => {
  const { secretary, id } = await prepared();

  const sheet = await secretary.raw('GET', `/meetings/${id}/papers/sign-in.xlsx`);
  const notice = await secretary.get(`/meetings/${id}/papers/notice.ics`);
  const cards = await secretary.get(`/meetings/${id}/papers/cards.xlsx`);

  const cells = partsOf(Buffer.from(await sheet.arrayBuffer())).get('xl/worksheets/sheet1.xml') ?? '';
  expect(cells).toContain('>张伟<');
  expect(cells.indexOf('张伟')).toBeLessThan(cells.indexOf('李明'));
  expect(readCalendar(String(notice.body)).events[0]?.properties.get('SUMMARY')).toBe('三届二次常务理事会');
  expect(cards).toMatchObject({ status: 422, body: { code: 'unsupported-format', format: 'xlsx' } });
});

it('say what they lack', async () => {
  const { secretary, id } = await prepared();

  expect(await secretary.get(`/meetings/${id}/papers/letter.docx`)).toMatchObject({
    status: 409,
    body: { code: 'paper-missing', fact: 'appointment' },
  });
  const untimed = textField(await secretary.post('/meetings', { title: '未定' }), 'id');
  expect(await secretary.get(`/meetings/${untimed}/papers/notice.ics`)).toMatchObject({
    status: 409,
    body: { code: 'paper-missing', fact: 'time' },
  });
});
