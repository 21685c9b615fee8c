// Bodies, templates, and a meeting before it is held.
import * as routes from '../../../shared/api/preparing-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { BodyService } from '../../services/bodies.ts';
import type { MeetingService } from '../../services/meetings.ts';
import type { TemplateService } from '../../services/templates.ts';
import { route, type Route } from '../route.ts';

interface PreparingRouteOptions {
  readonly bodies: BodyService;
  readonly templates: TemplateService;
  readonly meetings: MeetingService;
}

export function preparingRoutes({ bodies, templates, meetings }: PreparingRouteOptions): readonly Route[] {
  return [
    route(routes.listBodies, async ({ actor }) => {
      const listed = await bodies.list(actor);
      return listed.ok ? ok({ bodies: [...listed.value] }) : listed;
    }),
    route(routes.createBody, ({ actor, body }) => bodies.create(actor, body)),
    route(routes.patchBody, ({ actor, params, body }) => bodies.patch(actor, params.id, body)),
    route(routes.listTemplates, async ({ actor }) => {
      const listed = await templates.list(actor);
      return listed.ok ? ok({ templates: [...listed.value] }) : listed;
    }),
    route(routes.createTemplate, ({ actor, body }) => templates.create(actor, body)),
    route(routes.patchTemplate, ({ actor, params, body }) => templates.patch(actor, params.id, body)),
    route(routes.removeTemplate, ({ actor, params }) => templates.remove(actor, params.id)),
    route(routes.restoreTemplate, ({ actor, params }) => templates.restore(actor, params.id)),
    route(routes.publishAgenda, ({ actor, params }) => meetings.publish(actor, params.id)),
    route(routes.createSample, ({ actor }) => meetings.createSample(actor)),
  ];
}
