// How a body's hall screens look, and the logos themselves, which screens load without an account.
import * as routes from '../../../shared/api/hall-look-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { Clock } from '../../ports.ts';
import type { HallLookService } from '../../services/hall-looks.ts';
import type { BodyDeadlines } from '../body-deadline.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { readUpload, UploadBroken } from '../upload.ts';

interface HallLookRouteOptions {
  readonly hallLooks: HallLookService;
  readonly deadlines: Pick<BodyDeadlines, 'lift'>;
  readonly clock: Pick<Clock, 'after'>;
}

export function hallLookRoutes({ hallLooks, deadlines, clock }: HallLookRouteOptions): readonly Route[] {
  return [
    route(routes.readHallLook, ({ actor, params }) => hallLooks.read(actor, params.id)),
    route(routes.patchHallLook, ({ actor, params, body }) => hallLooks.patch(actor, params.id, body)),
    streamRoute(routes.putHallLogo, async ({ actor, params }, { request }) => {
      const permitted = await hallLooks.mayChange(actor, params.id);
      if (!permitted.ok) return permitted;
      deadlines.lift(request);
      try {
        return await readUpload(request, clock, (part) => hallLooks.putLogo(actor, params.id, part));
      } catch (error) {
        // Nobody is left to be answered.
        if (error instanceof UploadBroken) return ok(null);
        throw error;
      }
    }),
    route(routes.removeHallLogo, ({ actor, params }) => hallLooks.removeLogo(actor, params.id)),
    streamRoute(routes.readLogo, async ({ params }, { response }) => {
      const bytes = await hallLooks.logo(params.id);
      if (!bytes.ok) return bytes;
      // Made by this server and named by its content: it may be kept for good, and opened by itself it runs nothing.
      response.set({
        'Content-Type': 'image/png',
        'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'public, max-age=31536000, immutable',
      });
      response.end(bytes.value);
      return ok(null);
    }),
  ];
}
