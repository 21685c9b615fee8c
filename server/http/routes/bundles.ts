// Bundles: asked for, followed, fetched as a stream.
import * as routes from '../../../shared/api/bundle-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { BundleService } from '../../services/bundles.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { sendFile } from '../send-file.ts';

export function bundleRoutes({ bundles }: { readonly bundles: BundleService }): readonly Route[] {
  return [
    route(routes.estimateBundle, ({ actor, body }) => bundles.estimate(actor, body)),
    route(routes.createBundle, ({ actor, body }) => bundles.create(actor, body)),
    route(routes.listBundles, ({ actor }) => Promise.resolve(ok(bundles.list(actor)))),
    route(routes.readBundle, ({ actor, params }) => bundles.read(actor, params.id)),
    route(routes.cancelBundle, ({ actor, params }) => bundles.cancel(actor, params.id)),
    route(routes.repeatBundle, ({ actor, params }) => bundles.again(actor, params.id)),
    streamRoute(routes.readBundleFile, async ({ actor, params, headers }, streams) => {
      const isPart = headers.range !== undefined;
      const how = streams.request.method === 'HEAD' ? 'head' : isPart ? 'part' : 'whole';
      const opened = await bundles.file(actor, params.id, how);
      return opened.ok ? sendFile(params.id, opened.value, streams) : opened;
    }),
    route(routes.removeBundle, ({ actor, params }) => bundles.remove(actor, params.id)),
  ];
}
