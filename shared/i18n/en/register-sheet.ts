// Words of the register as a file: heads of its columns, which the import knows again.
import type { Catalogue } from '../locale.ts';
import type { sheetWords as chinese } from '../zh-CN/register-sheet.ts';

export const sheetWords: Catalogue<typeof chinese> = {
  everybody: 'Register',
  columns: {
    name: 'Name',
    org: 'Organisation',
    shortOrg: 'Short name',
    title: 'Title',
    post: 'Post in the body',
    voting: 'Votes',
    from: 'Since',
    to: 'Until',
    reading: 'Surname reading',
    phone: 'Phone',
    email: 'E-mail',
    note: 'Remarks',
  },
  yes: 'yes',
  no: 'no',
};
