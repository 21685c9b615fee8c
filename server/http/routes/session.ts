// Set-up, signing in and out, and whose credential it is.
import * as routes from '../../../shared/api/account-routes.schema.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import { hashOfToken } from '../../auth/secret-token.ts';
import { readSessionCookie, writeSessionCookie } from '../../auth/session-cookie.ts';
import { presentAccount } from '../../services/accounts.ts';
import type { SignIn } from '../../services/sign-in.ts';
import { route, type Route } from '../route.ts';

export interface SessionRouteOptions {
  readonly signIn: SignIn;
  /** Whether people reach the server by https. */
  readonly secure: boolean;
}

export function sessionRoutes({ signIn, secure }: SessionRouteOptions): readonly Route[] {
  return [
    route(routes.readSetup, async () => ok({ needed: await signIn.isSetupNeeded() })),

    route(routes.completeSetup, async ({ body, setHeader }) => {
      const done = await signIn.completeSetup(body);
      if (!done.ok) return done;
      setHeader('Set-Cookie', writeSessionCookie(done.value.token, secure));
      return ok({ id: done.value.user.id, user: done.value.user });
    }),

    route(routes.signIn, async ({ body, callerAddress, headers, setHeader }) => {
      const previousSession = hashOfToken(readSessionCookie(headers.cookie, secure) ?? '');
      const done = await signIn.signIn({ ...body, callerAddress, previousSession });
      if (!done.ok) return done;
      setHeader('Set-Cookie', writeSessionCookie(done.value.token, secure));
      return ok({ user: done.value.user });
    }),

    route(routes.signOut, async ({ actor, setHeader }) => {
      // An api token has no session to end; it is revoked under /tokens.
      if (actor.via.kind !== 'session') return refused('not-found');
      await signIn.signOut(actor.via.hash);
      setHeader('Set-Cookie', writeSessionCookie(null, secure));
      return ok(null);
    }),

    route(routes.readMe, async ({ actor: { userId, username, displayName, grants } }) =>
      ok({ user: presentAccount({ id: userId, username, displayName, grants, disabled: false }) }),
    ),
  ];
}
