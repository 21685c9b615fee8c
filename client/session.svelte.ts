// Who is signed in on this page. Asks the server once, then keeps the answer until it changes.
import { getContext, setContext } from 'svelte';
import type { Account, SessionAnswer } from '../shared/api/account.schema.ts';
import type { BodyId } from '../shared/domain/ids.ts';
import { can, type Action, type Circumstance, type Grant } from '../shared/domain/roles.ts';
import { brand } from '../shared/lib/brand.ts';
import { invariant } from '../shared/lib/assert.ts';
import type { Answer, Api } from './api.ts';

export class Session {
  readonly #api: Api;
  #user: Account | null = $state.raw(null);
  #asked = false;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The one signed in, or null: signed out, or not asked yet. */
  get user(): Account | null {
    return this.#user;
  }

  /** The one signed in, on pages that are shown to nobody else. */
  get me(): Account {
    invariant(this.#user, 'this page needs a session');
    return this.#user;
  }

  /** Whether the one signed in may do `action`, by the same table that the server asks. */
  may(action: Action, circumstance: Circumstance = {}): boolean {
    return this.#user !== null && can(grantsOf(this.#user), action, circumstance);
  }

  /** Finds out who is signed in, unless known. Resolves to null when nobody is, or the failure when no one could say. */
  async find(): Promise<Answer<Account | null>> {
    if (this.#asked) return { ok: true, value: this.#user };
    const answer = await this.#api.get<SessionAnswer>('/me');
    if (!answer.ok && answer.code !== 'not-signed-in') return answer;
    this.enter(answer.ok ? answer.value.user : null);
    return { ok: true, value: this.#user };
  }

  /** Takes over what a sign-in, a set-up or a sign-out answered. */
  enter(user: Account | null): void {
    this.#asked = true;
    this.#user = user;
  }

  /** Ends the session on the server, then here. */
  async leave(): Promise<Answer<void>> {
    const answer = await this.#api.delete<void>('/session');
    if (answer.ok || answer.code === 'not-signed-in') this.#user = null;
    return answer;
  }
}

function grantsOf(user: Account): readonly Grant[] {
  return user.grants.map((grant) => ({
    role: grant.role,
    bodyId: grant.bodyId === null ? null : brand<BodyId>(grant.bodyId),
  }));
}

const CONTEXT = Symbol('session');

export function provideSession(session: Session): Session {
  return setContext(CONTEXT, session);
}

export function useSession(): Session {
  const session = getContext<Session | undefined>(CONTEXT);
  invariant(session, 'no session in this context');
  return session;
}
