// English of shared/i18n/zh-CN/minutes-template.ts.
import type { Catalogue } from '../locale.ts';
import type { minutesTemplate as chinese } from '../zh-CN/minutes-template.ts';

export const minutesTemplate: Catalogue<typeof chinese> = {
  title: 'Minutes template',
  lede: 'Formal minutes as a Word file in this body’s own look: type, page, letterhead and tables are the template’s, the words are the meeting’s. A PDF keeps the standard look.',
  own: 'In use',
  none: 'There is no template yet; formal minutes have the look of GB/T 9704-2012.',
  steps: [
    'Download the sample and give it your own look in Word or WPS.',
    'Where something of the meeting belongs, write its name in braces, such as {meeting.title}.',
    'Save it as .docx and upload it. It is tried at once, and whatever cannot be filled is listed.',
  ],
  uploaded: (day: string, size: string) => `uploaded on ${day}, ${size}`,
  choose: 'Upload a template',
  replace: 'Replace',
  checking: 'Trying it…',
  download: 'Download it',
  sample: 'Download the sample',
  remove: 'Stop using it',
  former: (name: string) => `The one before: ${name}`,
  putBack: 'Put it back',
  kept: 'It works and is in use. Minutes downloaded as Word files are filled into it from now on.',
  replaced: 'It works and has replaced the one before.',
  removed: 'It is no longer used; minutes have the standard look again.',
  restored: 'It is in use again.',
  faultsTitle: (count: number) =>
    count === 1
      ? 'One place cannot be filled; nothing was replaced'
      : `${count} places cannot be filled; nothing was replaced`,
  faultsLede: 'Mend them in Word as told below and upload it again. What was in use still is.',
  faultHead: { placeholder: 'Placeholder', place: 'Where', advice: 'What to do' },
  parts: { text: 'Text', header: 'Header', footer: 'Footer' },
  excerpt: (text: string) => `“${text}”`,
  faults: {
    'unknown-placeholder':
      'There is no such name. Take one of the list below; what belongs to a list (such as a name) stands within the repetition of that list.',
    'unclosed-placeholder': 'It begins and does not end. Add the {/…} that belongs to it, or close the brace.',
    'unopened-placeholder': 'It ends and does not begin. Add the {#…} that belongs to it, or delete this end.',
    'nested-placeholder': 'No repetition can stand within another. Delete the inner one, or move it out.',
    'endless-placeholder': 'What it repeats becomes too long. Make it shorter.',
  },
  nearest: (name: string) => `Is it ${name}?`,
  errors: {
    'not-docx':
      'This is no .docx file that can be opened; nothing was replaced. Save an old .doc as .docx in Word first.',
    'has-macros':
      'The file has macros or other files in it; nothing was replaced. Take them out in Word and save it as .docx.',
    'points-outside':
      'The file fetches something from elsewhere when it is opened (a linked picture, template or field); nothing was replaced. Embed it and upload the file again.',
    tooLarge:
      'The file is larger than 2 MB; nothing was replaced. Most likely its pictures are too large: compress them first.',
  },
  listTitle: 'Placeholders',
  listLede: 'Written with their braces. The Chinese names work as well; the sample lists both at its end.',
  texts: 'Become a text',
  lists: 'Lists, repeated for each entry',
  listHint: (name: string) =>
    `Each list is written {#${name}}…{/${name}}: what stands between is repeated for each entry; {?${name}}…{/${name}} appears only when there is something. In the first and the last field of a table’s row they repeat the row.`,
  comma: (name: string) => `Within a repetition {${name}} is the comma between two entries.`,
};
