// The house's register: people, organisations, the terms and rules of bodies, rosters in and out.
import * as routes from '../../../shared/api/register-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { BodyRegisterService } from '../../services/body-register.ts';
import type { CharterService } from '../../services/charters.ts';
import type { DoublesService } from '../../services/doubles.ts';
import type { PartyRecords } from '../../services/party-records.ts';
import type { PeopleService } from '../../services/people.ts';
import type { RegisterExport } from '../../services/register-export.ts';
import type { RosterImportService } from '../../services/roster-imports.ts';
import { route, type Route } from '../route.ts';

export interface RegisterRouteOptions {
  readonly people: PeopleService;
  readonly doubles: DoublesService;
  readonly partyRecords: PartyRecords;
  readonly bodyRegister: BodyRegisterService;
  readonly charters: CharterService;
  readonly rosterImports: RosterImportService;
  readonly registerExport: RegisterExport;
}

export function registerRoutes(services: RegisterRouteOptions): readonly Route[] {
  return [...peopleRoutes(services), ...bodyRoutes(services)];
}

function peopleRoutes({
  people,
  doubles,
  partyRecords,
  rosterImports,
  registerExport,
}: RegisterRouteOptions): readonly Route[] {
  return [
    route(routes.listPeople, async ({ actor }) => {
      const listed = await people.list(actor);
      return listed.ok ? ok({ people: [...listed.value] }) : listed;
    }),
    route(routes.createPerson, ({ actor, body }) => people.create(actor, body)),
    route(routes.exportRegister, ({ actor, query }) => registerExport.write(actor, query)),
    route(routes.listRosterImports, async ({ actor }) => {
      const listed = await rosterImports.list(actor);
      return listed.ok ? ok({ imports: [...listed.value] }) : listed;
    }),
    route(routes.importRoster, ({ actor, body }) => rosterImports.import(actor, body)),
    route(routes.undoRosterImport, ({ actor, params }) => rosterImports.undo(actor, params.id)),
    route(routes.patchPerson, ({ actor, params, body }) => people.patch(actor, params.id, body)),
    route(routes.removePerson, ({ actor, params }) => people.remove(actor, params.id)),
    route(routes.restorePerson, ({ actor, params }) => people.restore(actor, params.id)),
    route(routes.mergePeople, ({ actor, params, body }) => doubles.merge(actor, params.id, body.into)),
    route(routes.readPersonRecord, ({ actor, params }) => partyRecords.person(actor, params.id)),
    route(routes.readOrganisationRecord, ({ actor, params }) => partyRecords.organisation(actor, params.id)),
    route(routes.listOrganisations, async ({ actor }) => {
      const listed = await people.organisations(actor);
      return listed.ok ? ok({ organisations: [...listed.value] }) : listed;
    }),
    route(routes.mergeOrganisations, ({ actor, params, body }) =>
      doubles.mergeOrganisations(actor, params.id, body.into),
    ),
    route(routes.patchOrganisation, ({ actor, params, body }) => people.patchOrganisation(actor, params.id, body)),
  ];
}

function bodyRoutes({ bodyRegister: bodies, charters }: RegisterRouteOptions): readonly Route[] {
  return [
    route(routes.readBodyRegister, ({ actor, params }) => bodies.read(actor, params.id)),
    route(routes.readRoster, ({ actor, params, query }) => bodies.roster(actor, params.id, query.on)),
    route(routes.createTerm, ({ actor, params, body }) => bodies.createTerm(actor, params.id, body)),
    route(routes.patchTerm, ({ actor, params, body }) => bodies.patchTerm(actor, params.id, params.term, body)),
    route(routes.removeTerm, ({ actor, params }) => bodies.removeTerm(actor, params.id, params.term)),
    route(routes.restoreTerm, ({ actor, params }) => bodies.restoreTerm(actor, params.id, params.term)),
    route(routes.createMember, ({ actor, params, body }) => bodies.createMember(actor, params.id, params.term, body)),
    route(routes.orderMembers, ({ actor, params, body }) => bodies.order(actor, params.id, params.term, body.members)),
    route(routes.patchMember, ({ actor, params, body }) => bodies.patchMember(actor, params.id, params.member, body)),
    route(routes.removeMember, ({ actor, params }) => bodies.removeMember(actor, params.id, params.member)),
    route(routes.restoreMember, ({ actor, params }) => bodies.restoreMember(actor, params.id, params.member)),
    route(routes.createCharterEntry, ({ actor, params, body }) => charters.create(actor, params.id, body)),
    route(routes.removeCharterEntry, ({ actor, params }) => charters.remove(actor, params.id, params.entry)),
    route(routes.restoreCharterEntry, ({ actor, params }) => charters.restore(actor, params.id, params.entry)),
  ];
}
