// English of shared/i18n/zh-CN/template-sample.ts.
import type { Catalogue } from '../locale.ts';
import type { templateSample as chinese } from '../zh-CN/template-sample.ts';

export const templateSample: Catalogue<typeof chinese> = {
  title: 'Sample template of minutes',
  listTitle: 'Placeholders',
  listLede:
    'What follows explains; delete it when you are done. A placeholder is written with its braces, by its English or its Chinese name, and becomes what the meeting has, in the type of the place it stands in. Between #attending and /attending, each in braces, what stands is repeated for each person; between ?excused and /excused it appears only when somebody was excused. Written into the first and the last field of a row of a table, they repeat the row.',
  head: { chinese: 'Chinese', english: 'English', use: 'Use' },
  value: 'becomes a text',
  repetition: 'repeats, or appears only when there is something',
  within: (list: string) => `within a repetition of “${list}”`,
  mark: 'within a repetition: a comma between two entries',
  labels: {
    minutes: ' minutes',
    number: 'No.',
    what: 'What',
    owner: 'Who',
    due: 'By',
    attending: 'Present',
    excused: 'Excused',
    invited: 'In attendance',
    recorder: 'Recorder',
    copies: 'Copies',
  },
};
