// A body's own template for formal minutes: put up, taken away, put back, read; and a sample to begin with.
import * as routes from '../../../shared/api/minutes-template-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { MinutesTemplateService } from '../../services/minutes-templates.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { takeUpload, type UploadRouteOptions } from '../upload.ts';

interface MinutesTemplateRouteOptions extends UploadRouteOptions {
  readonly minutesTemplates: MinutesTemplateService;
}

export function minutesTemplateRoutes(options: MinutesTemplateRouteOptions): readonly Route[] {
  const { minutesTemplates: templates } = options;
  return [
    route(routes.readMinutesTemplate, ({ actor, params }) => templates.read(actor, params.id)),
    streamRoute(routes.putMinutesTemplate, async ({ actor, params }, { request }) => {
      const permitted = await templates.mayChange(actor, params.id);
      if (!permitted.ok) return permitted;
      const begun = ok({
        take: (part: Parameters<typeof templates.put>[2]) => templates.put(actor, params.id, part),
        leave: () => undefined,
      });
      return takeUpload(request, options, begun);
    }),
    route(routes.removeMinutesTemplate, ({ actor, params }) => templates.remove(actor, params.id)),
    route(routes.restoreMinutesTemplate, ({ actor, params, body }) => templates.restore(actor, params.id, body.digest)),
    route(routes.readMinutesTemplateFile, ({ actor, params }) => templates.file(actor, params.id)),
    route(routes.readMinutesTemplateSample, ({ actor, params, query }) =>
      templates.sample(actor, params.id, query.locale),
    ),
  ];
}
