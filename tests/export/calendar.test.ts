// A meeting as a file for calendars, over HTTP.
import { expect, it } from 'vitest';
import { startApp, textField } from '../support/app.ts';
import { readCalendar } from '../support/calendar-reader.ts';
import { HandClock, START } from '../support/hand-clock.ts';

it('a meeting with a time is a file that a strict reader takes; one without has none', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const secretary = await app.as('secretary');
  const planned = { title: '三届二次常务理事会', plannedStart: START, plannedEnd: START + 3_600_000, venue: '会议室' };
  const id = textField(await secretary.post('/meetings', planned), 'id');
  const without = textField(await secretary.post('/meetings', { title: '未定' }), 'id');

  const before = await secretary.get(`/meetings/${id}/export.ics`);
  clock.advance(120_000);
  const after = await secretary.get(`/meetings/${id}/export.ics`);
  const [first, second] = [before, after].map(({ body }) => readCalendar(String(body)).events[0]?.properties);

  expect(before.headers.get('content-type')).toContain('text/calendar');
  expect(first?.get('SUMMARY')).toBe(planned.title);
  expect(first?.get('DTSTART')).toBe('20210423T060000Z');
  expect(first?.get('URL')).toBe(`${app.url}/meetings/${id}`);
  expect(second?.get('UID')).toBe(first?.get('UID'));
  expect(Number(second?.get('SEQUENCE'))).toBeGreaterThan(Number(first?.get('SEQUENCE')));
  expect(await secretary.get(`/meetings/${without}/export.ics`)).toMatchObject({
    body: { code: 'unsupported-format' },
  });
});
