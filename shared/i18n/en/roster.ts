// Words of importing a roster: choosing the file, what its columns mean, what is wrong in which cell, who is meant by a name.
import type { CellFault } from '../../capture/roster/lines.ts';
import type { RosterColumn } from '../../capture/roster/columns.ts';
import type { Catalogue } from '../locale.ts';
import type { roster as chinese } from '../zh-CN/roster.ts';

const COLUMNS = {
  name: 'Name',
  org: 'Organisation',
  title: 'Title',
  post: 'Post in the body',
  voting: 'Vote',
  phone: 'Phone',
  email: 'E-mail',
  reading: 'Surname reading',
  note: 'Remarks',
} satisfies Record<RosterColumn, string>;
const FAULTS = {
  'name-missing': () => 'is missing',
  'too-long': (text: string) => `is too long: “${text.slice(0, 20)}…”`,
  phone: (text: string) => `“${text}” is no phone number`,
  email: (text: string) => `“${text}” is no address`,
  voting: (text: string) => `“${text}” is neither yes nor no`,
  reading: (text: string) => `“${text}” is no reading`,
  'too-many-posts': (text: string) => `${text} posts are too many: at most 10`,
} satisfies Record<CellFault, (text: string) => string>;

export const roster: Catalogue<typeof chinese> = {
  title: 'Import a roster',
  lede: 'One person a row. Nothing is written before you say so, and all of it can be taken back.',
  choose: 'Choose a file',
  another: 'Another file',
  drop: 'Drop an Excel sheet (.xlsx) or text (.csv, .txt) here',
  limits: 'At most 2,000 people and 5 MB; the file is read on this computer only.',
  faults: {
    'too-large': 'The file is too large: at most 5 MB, 24 MB unpacked. Keep the list only and try again.',
    'old-excel': 'This is an old Excel file (.xls). Save it as .xlsx and try again.',
    'not-a-table': 'There is no table to be read: the file has a password, is damaged, or is something else.',
    empty: 'The file is empty.',
    'too-many-rows': 'The table has more than 2,000 rows or 60 columns. Import it in parts.',
  },
  sheet: 'Sheet',
  into: 'Into',
  peopleOnly: 'People only',
  term: 'Term',
  noTerm: 'This body has no term yet: make one first',
  columns: 'What the columns are',
  columnHint: 'Change what was taken wrongly; leave out what is not needed.',
  columnNames: COLUMNS,
  skipColumn: 'Leave out',
  noHead: 'No head was found: say which column holds the names.',
  columnName: (letter) => `Column ${letter}`,
  preview: 'Preview',
  row: 'Row',
  person: 'What to do',
  newPerson: 'Enter as new',
  skip: 'Leave out',
  same: (about) => `Is ${about} of the register`,
  askWho: 'Who is it?',
  nobodyElse: 'Nobody of that name in the register',
  repeats: (row) => `Same person as in row ${row}`,
  faulty: (count) => (count === 1 ? '1 cell to mend' : `${count} cells to mend`),
  faultIn: (row, column, fault, text) => `Row ${row}, ${COLUMNS[column].toLowerCase()}: ${FAULTS[fault](text)}`,
  faultyHint: 'Rows with faults are left out. Mend the file and choose it again, or write the others first.',
  counts: (made, known, left) =>
    [`${made} new`, ...(known > 0 ? [`${known} known`] : []), ...(left > 0 ? [`${left} left out`] : [])].join(', '),
  unanswered: (count) => (count === 1 ? '1 name to be decided' : `${count} names to be decided`),
  nothing: 'There is no row to write',
  submit: (count) => (count === 1 ? 'Write 1 person' : `Write ${count} people`),
  done: (made, completed, seated) =>
    [
      `Written: ${made} new`,
      ...(completed > 0 ? [`${completed} completed`] : []),
      ...(seated > 0 ? [`${seated} seats`] : []),
    ].join(', ') + '.',
  rowRefused: (rows) =>
    `Row ${rows} was refused and nothing was written. Somebody may have changed the register: decide again.`,
  full: 'The register is full (10,000 people); nothing was written.',
  undo: 'Take this import back',
  seePeople: 'See the people',
  seeMembers: 'See the members',
  undone: 'Taken back. What somebody has changed since stays.',
  earlier: 'Earlier imports',
  none: 'Nothing was imported yet.',
  by: (name, at) => `${name} ${at}`,
  wasUndone: 'taken back',
};
