// Api tokens of whoever asks.
import * as routes from '../../../shared/api/account-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { TokenService } from '../../services/tokens.ts';
import { route, type Route } from '../route.ts';

export function tokenRoutes({ tokens }: { readonly tokens: TokenService }): readonly Route[] {
  return [
    route(routes.listTokens, async ({ actor }) => {
      const listed = await tokens.list(actor);
      return listed.ok ? ok({ tokens: [...listed.value] }) : listed;
    }),
    route(routes.createToken, ({ actor, body }) =>
      tokens.create(actor, { label: body.label, expiresAt: body.expiresAt ?? null }),
    ),
    route(routes.deleteToken, ({ actor, params }) => tokens.remove(actor, params.id)),
  ];
}
