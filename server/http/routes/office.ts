// What administrators oversee: everybody's sessions, api tokens and links, and the audit log.
import * as routes from '../../../shared/api/office-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { AuditService } from '../../services/audit.ts';
import type { LinkService } from '../../services/links.ts';
import type { SessionService } from '../../services/sessions.ts';
import { route, type Route } from '../route.ts';
import { askingAs } from './session.ts';

export interface OfficeRouteOptions {
  readonly sessions: SessionService;
  readonly links: LinkService;
  readonly auditLog: AuditService;
}

export function officeRoutes({ sessions, links, auditLog }: OfficeRouteOptions): readonly Route[] {
  return [
    route(routes.listOfficeSessions, async ({ actor }) => {
      const listed = await sessions.listAll(askingAs(actor));
      return listed.ok ? ok({ sessions: [...listed.value] }) : listed;
    }),
    route(routes.endOfficeSession, ({ actor, params }) => sessions.endAny(askingAs(actor), params.id)),
    route(routes.listOfficeTokens, async ({ actor }) => {
      const listed = await sessions.listTokens(askingAs(actor));
      return listed.ok ? ok({ tokens: [...listed.value] }) : listed;
    }),
    route(routes.deleteOfficeToken, ({ actor, params }) => sessions.revokeToken(askingAs(actor), params.id)),
    route(routes.listOfficeLinks, async ({ actor }) => {
      const listed = await links.listAll(actor);
      return listed.ok ? ok({ links: [...listed.value] }) : listed;
    }),
    route(routes.readAudit, ({ actor, query }) => auditLog.list(actor, query)),
    route(routes.verifyAudit, ({ actor }) => auditLog.verify(actor)),
  ];
}
