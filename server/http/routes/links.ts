// Links that open a page of a meeting without an account.
import * as routes from '../../../shared/api/meeting-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { LinkService } from '../../services/links.ts';
import { route, type Route } from '../route.ts';

export function linkRoutes({ links }: { readonly links: LinkService }): readonly Route[] {
  return [
    route(routes.listLinks, async ({ actor, params }) => {
      const listed = await links.list(actor, params.id);
      return listed.ok ? ok({ links: [...listed.value] }) : listed;
    }),
    route(routes.createLink, ({ actor, params, body }) =>
      links.create(actor, params.id, { kind: body.kind, screen: body.screen ?? null, person: body.person ?? null }),
    ),
    route(routes.deleteLink, ({ actor, params }) => links.remove(actor, params.id)),
  ];
}
