// Rehearsals: begun, steered, looked at and ended.
import * as routes from '../../../shared/api/rehearsal-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { RehearsalService } from '../../services/rehearsals.ts';
import { route, type Route } from '../route.ts';

export function rehearsalRoutes({ rehearsals }: { readonly rehearsals: RehearsalService }): readonly Route[] {
  return [
    route(routes.readRehearsal, async ({ actor, params }) => {
      const found = await rehearsals.read(actor, params.id);
      return found.ok ? ok({ rehearsal: found.value }) : found;
    }),
    route(routes.runRehearsal, async ({ actor, params, body }) => {
      const running = await rehearsals.run(actor, params.id, body);
      return running.ok ? ok({ rehearsal: running.value }) : running;
    }),
    route(routes.endRehearsal, ({ actor, params }) => rehearsals.end(actor, params.id)),
  ];
}
