// What is shown of a meeting file before anything is made of it.
import { describe, expect, test } from 'vitest';
import { previewOf } from '../../../client/import-preview.ts';

describe('the preview of a meeting file', () => {
  test('shows the facts that the file states and counts what it holds', () => {
    const preview = previewOf({
      meeting: {
        name: '三届二次常务理事会',
        date: '2021-04-23',
        start: '14:00',
        end: '17:30',
        venue: { text: '会议室' },
      },
      guests: [{ name: '牟晓生' }, { name: '' }],
      otherPeople: [{ name: '王坤泉' }],
      agenda: [{ title: '律所情况介绍', presenters: ['蒋维东'], points: ['一', '二'] }, { title: '会议结束' }],
      ceremonies: [{}],
      workReport: { committees: [{}, {}], publicity: [{}] },
    });

    expect(preview).toEqual({
      name: '三届二次常务理事会',
      date: '2021-04-23',
      start: '14:00',
      end: '17:30',
      venue: '会议室',
      people: ['牟晓生', '王坤泉'],
      agenda: [
        { title: '律所情况介绍', presenters: ['蒋维东'] },
        { title: '会议结束', presenters: [] },
      ],
      points: 2,
      ceremonies: 1,
      reportLines: 3,
    });
  });

  test('leaves what the file does not state unsaid', () => {
    const preview = previewOf({ meeting: { name: '例会', venue: null, date: null } });

    expect(preview).toMatchObject({ date: null, start: null, venue: null, people: [], agenda: [] });
  });

  test.each([null, undefined, 3, 'text', [], {}, { meeting: {} }, { meeting: { name: '  ' } }, { meeting: [] }])(
    '%j is not a meeting file',
    (file) => {
      expect(previewOf(file)).toBeNull();
    },
  );
});
