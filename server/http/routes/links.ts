// Links that open a page of a meeting without an account.
import * as routes from '../../../shared/api/meeting-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { LinkService } from '../../services/links.ts';
import type { ScreenDisplays } from '../../services/screen-displays.ts';
import { route, type Route } from '../route.ts';

interface LinkRoutes {
  readonly links: LinkService;
  readonly displays: Pick<ScreenDisplays, 'list'>;
}

export function linkRoutes({ links, displays }: LinkRoutes): readonly Route[] {
  return [
    route(routes.listDisplays, ({ actor, params }) => displays.list(actor, params.id)),
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
