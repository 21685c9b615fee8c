// Words of the hall screen on a phone, in English.
import type { Catalogue } from '../locale.ts';
import type { mirror as chinese } from '../zh-CN/mirror.ts';

export const mirror: Catalogue<typeof chinese> = {
  title: 'Hall screen',
  live: 'In step with the hall',
  away: 'Connection lost, recovering by itself; below is what the hall showed last',
  awayShort: 'Connection lost',
  rehearsal: 'A rehearsal, not the meeting',
  blank: 'Nothing is on the screen just now',
  larger: 'Larger text',
  usual: 'Usual text',
  light: 'Light',
  dark: 'Dark',
  otherLanguage: '中文',
  heard: 'Changes of the screen',
  agendaNow: (title) => `Now: ${title}`,
  agendaNext: (title) => `Next: ${title}`,
  speaker: (who, name) => (who === '' ? name : `${name}, ${who}`),
  near: 'The time is nearly up',
  over: 'Over time',
  paused: 'The clock is stopped',
  until: (label, time) => `${label} until ${time}`,
  tasks: 'Tasks decided today',
  sentence: (parts) => parts.join(', '),
};
