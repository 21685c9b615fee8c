// Accounts, for administrators.
import * as routes from '../../../shared/api/account-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { AccountService } from '../../services/accounts.ts';
import { expectedRevisions } from '../etag.ts';
import { route, type Route } from '../route.ts';

export function accountRoutes({ accounts }: { readonly accounts: AccountService }): readonly Route[] {
  return [
    route(routes.listAccounts, async ({ actor }) => {
      const listed = await accounts.list(actor);
      return listed.ok ? ok({ accounts: [...listed.value] }) : listed;
    }),
    route(routes.createAccount, ({ actor, body }) => accounts.create(actor, body)),
    route(routes.patchAccount, ({ actor, params, body, ifMatch }) =>
      accounts.patch(actor, params.id, body, expectedRevisions(ifMatch)),
    ),
    route(routes.createInvitation, ({ actor, params }) => accounts.invite(actor, params.id)),
    route(routes.deleteInvitation, ({ actor, params }) => accounts.withdraw(actor, params.id)),
  ];
}
