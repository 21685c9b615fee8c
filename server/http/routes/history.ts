// The past of a meeting's minutes, and the names given to moments of it.
import * as routes from '../../../shared/api/history-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { HistoryService } from '../../services/history.ts';
import type { NamedVersionService } from '../../services/named-versions.ts';
import { route, type Route } from '../route.ts';

export interface HistoryRouteOptions {
  readonly history: HistoryService;
  readonly versions: NamedVersionService;
}

export function historyRoutes({ history, versions }: HistoryRouteOptions): readonly Route[] {
  return [
    route(routes.readHistory, ({ actor, params, query }) => history.entries(actor, params.id, query)),
    route(routes.readPast, ({ actor, params, query }) => history.past(actor, params.id, params.point, query.item)),
    route(routes.listVersions, async ({ actor, params }) => {
      const listed = await versions.list(actor, params.id);
      return listed.ok ? ok({ versions: [...listed.value] }) : listed;
    }),
    route(routes.createVersion, ({ actor, params, body }) => versions.create(actor, params.id, body.name)),
    route(routes.readVersion, async ({ actor, params }) => {
      const version = await versions.read(actor, params.id, params.version);
      if (!version.ok) return version;
      const state = await history.past(actor, params.id, version.value.point);
      return state.ok ? ok({ ...version.value, state: state.value }) : state;
    }),
    route(routes.renameVersion, ({ actor, params, body }) =>
      versions.rename(actor, params.id, params.version, body.name),
    ),
    route(routes.removeVersion, ({ actor, params }) => versions.remove(actor, params.id, params.version)),
    route(routes.restoreVersion, ({ actor, params }) => versions.restore(actor, params.id, params.version)),
  ];
}
