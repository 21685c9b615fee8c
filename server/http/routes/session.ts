// Set-up, signing in and out, one's own password and sessions, invitations, and whose credential it is.
import type { IncomingHttpHeaders } from 'node:http';
import * as routes from '../../../shared/api/account-routes.schema.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import type { Actor } from '../../auth/actor.ts';
import { describeAgent } from '../../auth/agent.ts';
import { hashOfToken } from '../../auth/secret-token.ts';
import { readSessionCookie, writeSessionCookie } from '../../auth/session-cookie.ts';
import type { AccountService } from '../../services/accounts.ts';
import type { PasswordChanges } from '../../services/password-changes.ts';
import type { Caller } from '../../services/session-maker.ts';
import type { Asking, SessionService } from '../../services/sessions.ts';
import type { SignIn } from '../../services/sign-in.ts';
import { route, type Route } from '../route.ts';

export interface SessionRouteOptions {
  readonly signIn: SignIn;
  readonly accounts: AccountService;
  readonly passwordChanges: PasswordChanges;
  readonly sessions: SessionService;
  /** Whether people reach the server by https. */
  readonly secure: boolean;
}

export function sessionRoutes(options: SessionRouteOptions): readonly Route[] {
  return [...doorRoutes(options), ...ownRoutes(options), ...invitationRoutes(options)];
}

function doorRoutes({ signIn, secure }: SessionRouteOptions): readonly Route[] {
  return [
    route(routes.readSetup, async () => ok({ needed: await signIn.isSetupNeeded() })),

    route(routes.completeSetup, async ({ body, setHeader, ...request }) => {
      const done = await signIn.completeSetup({ ...body, caller: callerOf(request) });
      if (!done.ok) return done;
      setHeader('Set-Cookie', writeSessionCookie(done.value.token, secure));
      return ok({ id: done.value.user.id, user: done.value.user });
    }),

    route(routes.signIn, async ({ body, setHeader, ...request }) => {
      const previousSession = hashOfToken(readSessionCookie(request.headers.cookie, secure) ?? '');
      const done = await signIn.signIn({ ...body, caller: callerOf(request), previousSession });
      if (!done.ok) return done;
      setHeader('Set-Cookie', writeSessionCookie(done.value.token, secure));
      return ok({ user: done.value.user });
    }),

    route(routes.signOut, async ({ actor, setHeader }) => {
      // An api token has no session to end; it is revoked under /tokens.
      if (actor.via.kind !== 'session') return refused('not-found');
      await signIn.signOut(actor, actor.via.hash);
      setHeader('Set-Cookie', writeSessionCookie(null, secure));
      return ok(null);
    }),
  ];
}

function ownRoutes({ accounts, passwordChanges, sessions, secure }: SessionRouteOptions): readonly Route[] {
  return [
    route(routes.readMe, async ({ actor }) => {
      const own = await accounts.own(actor);
      return own.ok ? ok({ user: own.value }) : own;
    }),

    route(routes.changePassword, async ({ actor, body, setHeader, ...request }) => {
      // Without a session there is none that could go on.
      if (actor.via.kind !== 'session') return refused('not-found');
      const done = await passwordChanges.change(actor, actor.via.hash, body, callerOf(request));
      if (!done.ok) return done;
      setHeader('Set-Cookie', writeSessionCookie(done.value.token, secure));
      return ok({ user: done.value.user });
    }),

    route(routes.setOwnEmail, async ({ actor, body }) => {
      const changed = await accounts.setOwnEmail(actor, body.email);
      return changed.ok ? ok({ user: changed.value }) : changed;
    }),

    route(routes.listSessions, async ({ actor }) => ok({ sessions: [...(await sessions.list(askingAs(actor)))] })),
    route(routes.endSession, ({ actor, params }) => sessions.end(askingAs(actor), params.id)),
    route(routes.endOtherSessions, async ({ actor }) => ok(await sessions.endOthers(askingAs(actor)))),
  ];
}

function invitationRoutes({ passwordChanges, secure }: SessionRouteOptions): readonly Route[] {
  return [
    route(routes.readInvitation, ({ body, ...request }) => passwordChanges.read(body.token, callerOf(request))),

    route(routes.acceptInvitation, async ({ body, setHeader, ...request }) => {
      const done = await passwordChanges.accept(body, callerOf(request));
      if (!done.ok) return done;
      setHeader('Set-Cookie', writeSessionCookie(done.value.token, secure));
      return ok({ user: done.value.user });
    }),
  ];
}

/** Whoever asks, and with which session. */
export function askingAs(actor: Actor): Asking {
  return { user: actor, session: actor.via.kind === 'session' ? actor.via.hash : null };
}

function callerOf(request: { readonly callerAddress: string; readonly headers: IncomingHttpHeaders }): Caller {
  return { address: request.callerAddress, agent: describeAgent(request.headers['user-agent']) };
}
