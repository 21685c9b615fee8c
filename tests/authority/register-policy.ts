// Who may do what with the registers: people, organisations, terms, charters, templates, phrases, the look of a body's hall.
import { Form, read } from './exchange.ts';
import { bodyId, type Office } from './office-in-use.ts';
import * as registers from './register-office.ts';
import { SECRETARIAT, STEERING, type RoutePolicies } from './route-policy.ts';

async function templateForAll(office: Office): Promise<string> {
  const template = { name: 'x', bodyId: null, items: [] };
  return read(await office.send('POST', '/templates', office.as(office.keeper), template), 'id');
}

async function phraseForAll(office: Office): Promise<string> {
  const phrase = { bodyId: null, text: '会议认为，' };
  return read(await office.send('POST', '/phrases', office.as(office.keeper), phrase), 'id');
}

export const REGISTER_POLICY: RoutePolicies = {
  readHallLook: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  patchHallLook: [
    { about: 'office id', roles: STEERING, outcome: 200, body: { accent: '#1d6663' }, make: registers.body },
  ],
  putHallLogo: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.body },
      get body() {
        return Form.withFile();
      },
    },
  ],
  removeHallLogo: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.body }],
  readMinutesTemplate: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  putMinutesTemplate: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.body },
      get body() {
        return Form.withFile();
      },
    },
  ],
  removeMinutesTemplate: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.body }],
  restoreMinutesTemplate: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'not-found', make: registers.body },
      body: { digest: 'a'.repeat(64) },
    },
  ],
  readMinutesTemplateFile: [{ about: 'office id', roles: SECRETARIAT, outcome: 'not-found', make: registers.body }],
  readMinutesTemplateSample: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  // Screens have no account; a digest leads nowhere else.
  readLogo: [{ about: 'anyone', outcome: 'not-found' }],
  listPeople: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  createPerson: [{ about: 'office', roles: STEERING, outcome: 201, body: { name: '赵军' } }],
  patchPerson: [{ about: 'office id', roles: STEERING, outcome: 200, body: { note: 'x' }, make: registers.person }],
  removePerson: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.person }],
  restorePerson: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.person }],
  mergePeople: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { into: 'nobody' }, make: registers.person },
  ],
  readPersonRecord: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.person }],
  readOrganisationRecord: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.organisation }],
  listBodyCalendars: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.body }],
  createBodyCalendar: [{ about: 'office id', roles: STEERING, outcome: 201, make: registers.body }],
  listPersonCalendars: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.person }],
  createPersonCalendar: [{ about: 'office id', roles: STEERING, outcome: 201, make: registers.person }],
  exportRegister: [{ about: 'list', roles: STEERING, outcome: 200 }],
  listRosterImports: [{ about: 'list', roles: STEERING, outcome: 200 }],
  importRoster: [
    { about: 'office', roles: STEERING, outcome: 201, body: { file: '名册.xlsx', rows: [{ row: 2, name: '赵军' }] } },
  ],
  undoRosterImport: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.rosterImport }],
  listOrganisations: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  mergeOrganisations: [
    {
      about: 'office id',
      roles: STEERING,
      outcome: 'invalid',
      body: { into: 'nowhere' },
      make: registers.organisation,
    },
  ],
  patchOrganisation: [
    { about: 'office id', roles: STEERING, outcome: 200, body: { shortName: null }, make: registers.organisation },
  ],
  readBodyRegister: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  readRoster: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  createTerm: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.body },
      body: { number: 1, from: '2024-02-01', to: '2024-01-01' },
    },
  ],
  patchTerm: [{ about: 'office id', roles: STEERING, outcome: 200, body: { seats: 31 }, make: registers.term }],
  removeTerm: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.seatedTerm }],
  restoreTerm: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.term }],
  createMember: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.term },
      body: { personId: 'nobody' },
    },
  ],
  orderMembers: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { members: ['nobody'] }, make: registers.term },
  ],
  patchMember: [{ about: 'office id', roles: STEERING, outcome: 200, body: { post: '会长' }, make: registers.member }],
  removeMember: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.member }],
  restoreMember: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.member }],
  createCharterEntry: [
    { about: 'office id', roles: STEERING, outcome: 201, body: registers.CHARTER_ENTRY, make: registers.body },
  ],
  removeCharterEntry: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.charterEntry }],
  restoreCharterEntry: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.charterEntry }],
  listTemplates: [{ about: 'list', roles: STEERING, outcome: 200 }],
  createTemplate: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ name: 'x', bodyId: bodyId(target), items: [] }),
    },
  ],
  patchTemplate: [{ about: 'office id', roles: STEERING, outcome: 200, body: { name: 'y' }, make: templateForAll }],
  removeTemplate: [{ about: 'office id', roles: STEERING, outcome: 204, make: templateForAll }],
  restoreTemplate: [{ about: 'office id', roles: STEERING, outcome: 200, make: templateForAll }],
  listStockPhrases: [{ about: 'list', roles: STEERING, outcome: 200 }],
  listMeetingPhrases: [
    {
      about: 'meeting',
      rows: [
        [STEERING, { open: 200, archived: 200, trashed: 200 }],
        [SECRETARIAT, { open: 200, archived: 200 }],
      ],
    },
  ],
  createStockPhrase: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ bodyId: bodyId(target), text: '会议认为，' }),
    },
  ],
  patchStockPhrase: [{ about: 'office id', roles: STEERING, outcome: 200, body: { text: 'y' }, make: phraseForAll }],
  removeStockPhrase: [{ about: 'office id', roles: STEERING, outcome: 204, make: phraseForAll }],
  restoreStockPhrase: [{ about: 'office id', roles: STEERING, outcome: 200, make: phraseForAll }],
};
