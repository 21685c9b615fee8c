// The routes of the register: people and organisations of the house, terms, members and charter rules of its bodies, rosters
// in and out. Whoever prepares a body's meetings keeps its seats and rules; people of no body belong to the house.
import { z } from 'zod';
import * as shape from './register.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const STORAGE = ['storage-unavailable'] as const;

export const listPeople = defineRoute({
  ...{ name: 'listPeople', method: 'get', path: '/people', tag: 'register', rule: 'register.read' },
  summary: 'The people of the register: all of them, or those with a seat in a body the caller takes minutes for.',
  status: 200,
  answer: shape.personList,
  refusals: [],
});

export const createPerson = defineRoute({
  ...{ name: 'createPerson', method: 'post', path: '/people', tag: 'register', rule: 'register.manage' },
  summary:
    'Enters somebody into the house’s register; needs rights in all bodies. Members are entered with their seat.',
  body: shape.createPersonBody,
  status: 201,
  answer: shape.person,
  refusals: STORAGE,
});

export const patchPerson = defineRoute({
  ...{ name: 'patchPerson', method: 'patch', path: '/people/{id}', tag: 'register', rule: 'register.manage' },
  summary: 'Changes what the register says of somebody; meetings keep what they were prepared with.',
  params: byId,
  body: shape.patchPersonBody,
  status: 200,
  answer: shape.person,
  refusals: STORAGE,
});

export const removePerson = defineRoute({
  ...{ name: 'removePerson', method: 'delete', path: '/people/{id}', tag: 'register', rule: 'register.manage' },
  summary: 'Takes somebody off the register; not while they hold a seat. They can be restored.',
  params: byId,
  status: 204,
  refusals: STORAGE,
});

export const restorePerson = defineRoute({
  ...{ name: 'restorePerson', method: 'post', path: '/people/{id}/restore', tag: 'register', rule: 'register.manage' },
  summary: 'Puts somebody back on the register.',
  params: byId,
  status: 200,
  answer: shape.person,
  refusals: STORAGE,
});

export const mergePeople = defineRoute({
  ...{ name: 'mergePeople', method: 'post', path: '/people/{id}/merge', tag: 'register', rule: 'register.manage' },
  summary: 'Makes two entries of one person one: seats and what is known go over. Needs rights in all bodies.',
  params: byId,
  body: shape.mergePeopleBody,
  status: 200,
  answer: shape.person,
  refusals: STORAGE,
});

export const exportRegister = defineRoute({
  ...{ name: 'exportRegister', method: 'get', path: '/people/export', tag: 'register', rule: 'register.manage' },
  summary: 'The register, or the newest term of one body, as a sheet or as text with commas.',
  query: shape.exportQuery,
  status: 200,
  answer: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'],
  refusals: [],
});

export const listRosterImports = defineRoute({
  ...{ name: 'listRosterImports', method: 'get', path: '/people/imports', tag: 'register', rule: 'register.manage' },
  summary: 'The rosters that were imported, newest first.',
  status: 200,
  answer: shape.rosterImportList,
  refusals: [],
});

export const importRoster = defineRoute({
  ...{ name: 'importRoster', method: 'post', path: '/people/imports', tag: 'register', rule: 'register.manage' },
  summary: 'Takes over a roster as it was confirmed: all of it, or nothing and which rows are wrong.',
  body: shape.importRosterBody,
  maxBodyBytes: 4_194_304,
  status: 201,
  answer: shape.rosterImport,
  refusals: STORAGE,
});

export const undoRosterImport = defineRoute({
  ...{ name: 'undoRosterImport', method: 'delete', path: '/people/imports/{id}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Takes an import back: what it brought and nobody has changed since goes, what it completed is as before.',
  params: byId,
  status: 200,
  answer: shape.rosterImport,
  refusals: STORAGE,
});

export const listOrganisations = defineRoute({
  ...{ name: 'listOrganisations', method: 'get', path: '/organisations', tag: 'register', rule: 'register.read' },
  summary: 'The organisations that people of the register belong to, with their short names.',
  status: 200,
  answer: shape.organisationList,
  refusals: [],
});

export const patchOrganisation = defineRoute({
  ...{ name: 'patchOrganisation', method: 'patch', path: '/organisations/{id}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Renames an organisation, or gives it a short name; needs rights in all bodies.',
  params: byId,
  body: shape.patchOrganisationBody,
  status: 200,
  answer: shape.organisation,
  refusals: STORAGE,
});

export const readBodyRegister = defineRoute({
  ...{ name: 'readBodyRegister', method: 'get', path: '/bodies/{id}/register', tag: 'register', rule: 'register.read' },
  summary: 'A body’s terms with their members, and every rule its charter had.',
  params: byId,
  status: 200,
  answer: shape.bodyRegister,
  refusals: [],
});

export const readRoster = defineRoute({
  ...{ name: 'readRoster', method: 'get', path: '/bodies/{id}/roster', tag: 'register', rule: 'register.read' },
  summary: 'Who is a member on a day, in the order of rank, and the rule in force then: what a meeting takes over.',
  params: byId,
  query: shape.rosterQuery,
  status: 200,
  answer: shape.roster,
  refusals: [],
});

export const createTerm = defineRoute({
  ...{ name: 'createTerm', method: 'post', path: '/bodies/{id}/terms', tag: 'register', rule: 'register.manage' },
  summary: 'Begins a term of a body, empty or with the members of the one before.',
  params: byId,
  body: shape.createTermBody,
  status: 201,
  answer: shape.term,
  refusals: STORAGE,
});

const byTerm = z.object({ id, term: id });
const byMember = z.object({ id, member: id });
const byEntry = z.object({ id, entry: id });

export const patchTerm = defineRoute({
  ...{ name: 'patchTerm', method: 'patch', path: '/bodies/{id}/terms/{term}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Changes the days, the number or the seats of a term.',
  params: byTerm,
  body: shape.patchTermBody,
  status: 200,
  answer: shape.term,
  refusals: STORAGE,
});

export const removeTerm = defineRoute({
  ...{ name: 'removeTerm', method: 'delete', path: '/bodies/{id}/terms/{term}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Deletes a term that was begun by mistake, with its members; it can be restored.',
  params: byTerm,
  status: 204,
  refusals: STORAGE,
});

export const restoreTerm = defineRoute({
  ...{ name: 'restoreTerm', method: 'post', path: '/bodies/{id}/terms/{term}/restore', tag: 'register' },
  rule: 'register.manage',
  summary: 'Puts a deleted term back, with its members.',
  params: byTerm,
  status: 200,
  answer: shape.term,
  refusals: STORAGE,
});

export const createMember = defineRoute({
  ...{ name: 'createMember', method: 'post', path: '/bodies/{id}/terms/{term}/members', tag: 'register' },
  rule: 'register.manage',
  summary: 'Gives somebody a seat, behind all others; somebody new is entered into the register with it.',
  params: byTerm,
  body: shape.createMemberBody,
  status: 201,
  answer: shape.createdMember,
  refusals: STORAGE,
});

export const orderMembers = defineRoute({
  ...{ name: 'orderMembers', method: 'put', path: '/bodies/{id}/terms/{term}/order', tag: 'register' },
  rule: 'register.manage',
  summary: 'Sets the order of rank of a term’s members.',
  params: byTerm,
  body: shape.orderMembersBody,
  status: 204,
  refusals: STORAGE,
});

export const patchMember = defineRoute({
  ...{ name: 'patchMember', method: 'patch', path: '/bodies/{id}/members/{member}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Changes the post, the vote or the days of a seat.',
  params: byMember,
  body: shape.patchMemberBody,
  status: 200,
  answer: shape.member,
  refusals: STORAGE,
});

export const removeMember = defineRoute({
  ...{ name: 'removeMember', method: 'delete', path: '/bodies/{id}/members/{member}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Deletes a seat that was entered by mistake; whoever leaves gets a last day instead. It can be restored.',
  params: byMember,
  status: 204,
  refusals: STORAGE,
});

export const restoreMember = defineRoute({
  ...{ name: 'restoreMember', method: 'post', path: '/bodies/{id}/members/{member}/restore', tag: 'register' },
  rule: 'register.manage',
  summary: 'Puts a deleted seat back where it stood in the order of rank.',
  params: byMember,
  status: 200,
  answer: shape.member,
  refusals: STORAGE,
});

export const createCharterEntry = defineRoute({
  ...{ name: 'createCharterEntry', method: 'post', path: '/bodies/{id}/charter', tag: 'register' },
  rule: 'register.manage',
  summary: 'Sets the charter’s rule from a day on; what was in force before stays for the meetings held under it.',
  params: byId,
  body: shape.createCharterEntryBody,
  status: 201,
  answer: shape.charterEntry,
  refusals: STORAGE,
});

export const removeCharterEntry = defineRoute({
  ...{ name: 'removeCharterEntry', method: 'delete', path: '/bodies/{id}/charter/{entry}', tag: 'register' },
  rule: 'register.manage',
  summary: 'Withdraws a rule that was entered by mistake; meetings keep the copy they have. It can be restored.',
  params: byEntry,
  status: 204,
  refusals: STORAGE,
});

export const restoreCharterEntry = defineRoute({
  ...{ name: 'restoreCharterEntry', method: 'post', path: '/bodies/{id}/charter/{entry}/restore', tag: 'register' },
  rule: 'register.manage',
  summary: 'Puts a withdrawn rule back, among the others in the order in which they were set.',
  params: byEntry,
  status: 200,
  answer: shape.charterEntry,
  refusals: STORAGE,
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
  listOrganisations,
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
