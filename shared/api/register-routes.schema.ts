// The routes of the register: people and organisations of the house, terms, members and charter rules of its bodies, rosters
// in and out. Whoever prepares a body's meetings keeps its seats and rules; people of no body belong to the house.
import { z } from 'zod';
import * as records from './party-record.schema.ts';
import * as shape from './register.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
/** What each route that changes the register has in common, and each that reads it. */
const CHANGES = { tag: 'register', rule: 'register.manage', refusals: ['storage-unavailable'] } as const;
const READS = { tag: 'register', method: 'get', status: 200, refusals: [] } as const;

export const listPeople = defineRoute({
  ...READS,
  ...{ name: 'listPeople', path: '/people', rule: 'register.read' },
  summary: 'The people of the register: all of them, or those with a seat in a body the caller takes minutes for.',
  answer: shape.personList,
});

export const createPerson = defineRoute({
  ...CHANGES,
  ...{ name: 'createPerson', method: 'post', path: '/people' },
  summary:
    'Enters somebody into the house’s register; needs rights in all bodies. Members are entered with their seat.',
  body: shape.createPersonBody,
  status: 201,
  answer: shape.person,
});

export const patchPerson = defineRoute({
  ...CHANGES,
  ...{ name: 'patchPerson', method: 'patch', path: '/people/{id}' },
  summary: 'Changes what the register says of somebody; meetings keep what they were prepared with.',
  params: byId,
  body: shape.patchPersonBody,
  status: 200,
  answer: shape.person,
});

export const removePerson = defineRoute({
  ...CHANGES,
  ...{ name: 'removePerson', method: 'delete', path: '/people/{id}' },
  summary: 'Takes somebody off the register; not while they hold a seat. They can be restored.',
  params: byId,
  status: 204,
});

export const restorePerson = defineRoute({
  ...CHANGES,
  ...{ name: 'restorePerson', method: 'post', path: '/people/{id}/restore' },
  summary: 'Puts somebody back on the register.',
  params: byId,
  status: 200,
  answer: shape.person,
});

export const mergePeople = defineRoute({
  ...CHANGES,
  ...{ name: 'mergePeople', method: 'post', path: '/people/{id}/merge' },
  summary: 'Makes two entries of one person one: seats and what is known go over. Needs rights in all bodies.',
  params: byId,
  body: shape.mergeBody,
  status: 200,
  answer: shape.person,
});

export const readPersonRecord = defineRoute({
  ...READS,
  ...{ name: 'readPersonRecord', path: '/people/{id}/record', rule: 'register.read' },
  summary: 'Somebody’s seats, and their part in each meeting of the bodies whose minutes the caller keeps.',
  params: byId,
  answer: records.personRecord,
});

export const readOrganisationRecord = defineRoute({
  ...READS,
  ...{ name: 'readOrganisationRecord', path: '/organisations/{id}/record', rule: 'register.read' },
  summary: 'An organisation’s people, and who was in which meeting for it.',
  params: byId,
  answer: records.organisationRecord,
});

export const exportRegister = defineRoute({
  ...READS,
  ...{ name: 'exportRegister', path: '/people/export', rule: 'register.manage' },
  summary: 'The register, or the newest term of one body, as a sheet or as text with commas.',
  query: shape.exportQuery,
  answer: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'],
});

export const listRosterImports = defineRoute({
  ...READS,
  ...{ name: 'listRosterImports', path: '/people/imports', rule: 'register.manage' },
  summary: 'The rosters that were imported, newest first.',
  answer: shape.rosterImportList,
});

export const importRoster = defineRoute({
  ...CHANGES,
  ...{ name: 'importRoster', method: 'post', path: '/people/imports' },
  summary: 'Takes over a roster as it was confirmed: all of it, or nothing and which rows are wrong.',
  body: shape.importRosterBody,
  maxBodyBytes: 4_194_304,
  status: 201,
  answer: shape.rosterImport,
});

export const undoRosterImport = defineRoute({
  ...CHANGES,
  ...{ name: 'undoRosterImport', method: 'delete', path: '/people/imports/{id}' },
  summary: 'Takes an import back: what it brought and nobody has changed since goes, what it completed is as before.',
  params: byId,
  status: 200,
  answer: shape.rosterImport,
});

export const listOrganisations = defineRoute({
  ...READS,
  ...{ name: 'listOrganisations', path: '/organisations', rule: 'register.read' },
  summary: 'The organisations that people of the register belong to, with their short names.',
  answer: shape.organisationList,
});

export const mergeOrganisations = defineRoute({
  ...CHANGES,
  ...{ name: 'mergeOrganisations', method: 'post', path: '/organisations/{id}/merge' },
  summary: 'Makes an organisation that is there under two names one: posts go over. Needs rights in all bodies.',
  params: byId,
  body: shape.mergeBody,
  status: 200,
  answer: shape.organisation,
});

export const patchOrganisation = defineRoute({
  ...CHANGES,
  ...{ name: 'patchOrganisation', method: 'patch', path: '/organisations/{id}' },
  summary: 'Renames an organisation, or gives it a short name; needs rights in all bodies.',
  params: byId,
  body: shape.patchOrganisationBody,
  status: 200,
  answer: shape.organisation,
});

export const readBodyRegister = defineRoute({
  ...READS,
  ...{ name: 'readBodyRegister', path: '/bodies/{id}/register', rule: 'register.read' },
  summary: 'A body’s terms with their members, and every rule its charter had.',
  params: byId,
  answer: shape.bodyRegister,
});

export const readRoster = defineRoute({
  ...READS,
  ...{ name: 'readRoster', path: '/bodies/{id}/roster', rule: 'register.read' },
  summary: 'Who is a member on a day, in the order of rank, and the rule in force then: what a meeting takes over.',
  params: byId,
  query: shape.rosterQuery,
  answer: shape.roster,
});

export const createTerm = defineRoute({
  ...CHANGES,
  ...{ name: 'createTerm', method: 'post', path: '/bodies/{id}/terms' },
  summary: 'Begins a term of a body, empty or with the members of the one before.',
  params: byId,
  body: shape.createTermBody,
  status: 201,
  answer: shape.term,
});

const byTerm = z.object({ id, term: id });
const byMember = z.object({ id, member: id });
const byEntry = z.object({ id, entry: id });

export const patchTerm = defineRoute({
  ...CHANGES,
  ...{ name: 'patchTerm', method: 'patch', path: '/bodies/{id}/terms/{term}' },
  summary: 'Changes the days, the number or the seats of a term.',
  params: byTerm,
  body: shape.patchTermBody,
  status: 200,
  answer: shape.term,
});

export const removeTerm = defineRoute({
  ...CHANGES,
  ...{ name: 'removeTerm', method: 'delete', path: '/bodies/{id}/terms/{term}' },
  summary: 'Deletes a term that was begun by mistake, with its members; it can be restored.',
  params: byTerm,
  status: 204,
});

export const restoreTerm = defineRoute({
  ...CHANGES,
  ...{ name: 'restoreTerm', method: 'post', path: '/bodies/{id}/terms/{term}/restore' },
  summary: 'Puts a deleted term back, with its members.',
  params: byTerm,
  status: 200,
  answer: shape.term,
});

export const createMember = defineRoute({
  ...CHANGES,
  ...{ name: 'createMember', method: 'post', path: '/bodies/{id}/terms/{term}/members' },
  summary: 'Gives somebody a seat, behind all others; somebody new is entered into the register with it.',
  params: byTerm,
  body: shape.createMemberBody,
  status: 201,
  answer: shape.createdMember,
});

export const orderMembers = defineRoute({
  ...CHANGES,
  ...{ name: 'orderMembers', method: 'put', path: '/bodies/{id}/terms/{term}/order' },
  summary: 'Sets the order of rank of a term’s members.',
  params: byTerm,
  body: shape.orderMembersBody,
  status: 204,
});

export const patchMember = defineRoute({
  ...CHANGES,
  ...{ name: 'patchMember', method: 'patch', path: '/bodies/{id}/members/{member}' },
  summary: 'Changes the post, the vote or the days of a seat.',
  params: byMember,
  body: shape.patchMemberBody,
  status: 200,
  answer: shape.member,
});

export const removeMember = defineRoute({
  ...CHANGES,
  ...{ name: 'removeMember', method: 'delete', path: '/bodies/{id}/members/{member}' },
  summary: 'Deletes a seat that was entered by mistake; whoever leaves gets a last day instead. It can be restored.',
  params: byMember,
  status: 204,
});

export const restoreMember = defineRoute({
  ...CHANGES,
  ...{ name: 'restoreMember', method: 'post', path: '/bodies/{id}/members/{member}/restore' },
  summary: 'Puts a deleted seat back where it stood in the order of rank.',
  params: byMember,
  status: 200,
  answer: shape.member,
});

export const createCharterEntry = defineRoute({
  ...CHANGES,
  ...{ name: 'createCharterEntry', method: 'post', path: '/bodies/{id}/charter' },
  summary: 'Sets the charter’s rule from a day on; what was in force before stays for the meetings held under it.',
  params: byId,
  body: shape.createCharterEntryBody,
  status: 201,
  answer: shape.charterEntry,
});

export const removeCharterEntry = defineRoute({
  ...CHANGES,
  ...{ name: 'removeCharterEntry', method: 'delete', path: '/bodies/{id}/charter/{entry}' },
  summary: 'Withdraws a rule that was entered by mistake; meetings keep the copy they have. It can be restored.',
  params: byEntry,
  status: 204,
});

export const restoreCharterEntry = defineRoute({
  ...CHANGES,
  ...{ name: 'restoreCharterEntry', method: 'post', path: '/bodies/{id}/charter/{entry}/restore' },
  summary: 'Puts a withdrawn rule back, among the others in the order in which they were set.',
  params: byEntry,
  status: 200,
  answer: shape.charterEntry,
});

export const registerRoutes = [
  listPeople,
  createPerson,
  // Ahead of the paths that take an id for the second part.
  exportRegister,
  listRosterImports,
  importRoster,
  undoRosterImport,
  patchPerson,
  removePerson,
  restorePerson,
  mergePeople,
  readPersonRecord,
  readOrganisationRecord,
  listOrganisations,
  mergeOrganisations,
  patchOrganisation,
  readBodyRegister,
  readRoster,
  createTerm,
  patchTerm,
  removeTerm,
  restoreTerm,
  createMember,
  orderMembers,
  patchMember,
  removeMember,
  restoreMember,
  createCharterEntry,
  removeCharterEntry,
  restoreCharterEntry,
] as const;
