// Words of a body's own stock phrases (the page and the dialog where they are kept, what their fields are called), and of how a
// line that becomes a task is understood.
import { englishSpeaker } from '../../domain/phrase.ts';
import { nameList } from '../format.ts';
import type { Catalogue } from '../locale.ts';
import type { stock as chinese } from '../zh-CN/stock.ts';

export const stock: Catalogue<typeof chinese> = {
  title: 'Stock phrases',
  lede: 'While taking minutes, press “/” and choose “Stock phrase”. What stands in braces is filled in from the item.',
  manage: 'Manage stock phrases…',
  none: 'No phrases of your own yet. Keep one that you write again and again.',
  add: 'Add a phrase',
  edit: 'Edit',
  editThis: (text) => `Edit “${text}”`,
  remove: 'Remove',
  removeThis: (text) => `Remove “${text}”`,
  removed: (text) => `“${text}” was removed.`,
  save: 'Save',
  forAll: 'All bodies',
  groups: { body: 'This body', all: 'For all bodies' },
  text: 'Sentence',
  textHint: 'For example: The meeting heard {speaker} on {title}.',
  label: 'Name in the menu',
  labelHint: 'Without one, the sentence’s first words.',
  insert: 'Insert',
  fields: {
    speaker: 'speaker',
    title: 'title',
    body: 'body',
    meeting: 'meeting',
    date: 'date',
    venue: 'venue',
    chair: 'chair',
  },
  understood: {
    what: 'Task',
    due: 'Due',
    owners: 'For',
    supporters: 'With',
    missing: {
      both: 'Nobody and no limit yet: kept to be confirmed',
      owner: 'Nobody yet: kept to be confirmed',
      due: 'No limit yet: kept to be confirmed',
    },
  },
  hints: {
    title: (count: number) => `${count} suggested, to be confirmed`,
    margin: (count: number) => (count > 1 ? `+ Task (${count})` : '+ Task'),
    taken: (what: string) => `Made a task: ${what}`,
    accept: 'Make it a task',
    dismiss: 'Not a task',
    noDue: 'No date given',
    more: (count: number) => `${count} more`,
  },
  reads: 'Reads as',
  sample: {
    title: 'the first half of the year',
    speaker: { org: 'the association', title: 'Secretary-General', name: 'Wang Kunquan' },
    meeting: 'Second meeting of the standing council',
    body: 'the standing council',
    venue: 'the meeting room',
    chair: 'Chen Liqun',
    day: '23 April',
  },
  speakers: ({ presenters }) => {
    const named = presenters.map(englishSpeaker);
    return named.some((name) => name.includes(',')) ? named.join('; ') : nameList(named, 'en');
  },
};
