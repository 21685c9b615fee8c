// Who is signed in on this page. Asks the server once, then keeps the answer until it changes. While the server is away
// it is the one signed in last on this device, whose meetings then open from what the browser kept.
import { getContext, setContext } from 'svelte';
import type { Account, SessionAnswer } from '../shared/api/account.schema.ts';
import { authorize, OFFICE, SOMEWHERE, type Person, type Question } from '../shared/domain/authority.ts';
import type { BodyId, UserId } from '../shared/domain/ids.ts';
import type { MeetingPhase } from '../shared/domain/meeting.ts';
import type { Action, Grant } from '../shared/domain/roles.ts';
import { brand } from '../shared/lib/brand.ts';
import { invariant } from '../shared/lib/assert.ts';
import type { DurationMs } from '../shared/lib/time.ts';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import { forgetOthers, forgetTraces } from './device-traces.ts';
import type { SessionTabs } from './session-tabs.ts';
import { forgetAccount, keepAccount, keptAccount } from './kept-account.ts';

/** How long a server that neither answers nor refuses is waited for, when this device knows who was here last. */
const KNOWN_LIMIT_MS: DurationMs = 2_500;

export class Session {
  readonly #api: Api;
  readonly #tabs: SessionTabs | undefined;
  #user: Account | null = $state.raw(null);
  #asked = false;
  #isRecalled = $state(false);
  #hasEnded = $state(false);

  constructor(api: Api, tabs?: SessionTabs) {
    this.#api = api;
    this.#tabs = tabs;
    tabs?.listen((userId) => this.#leftElsewhere(userId));
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

  /** The server was away when this page asked: `me` is whoever was signed in last here, and the server has not said so. */
  get isRecalled(): boolean {
    return this.#isRecalled;
  }

  /**
   * The server ended this session while a page of it was open. Whoever was here stays `me` for that page, so that it can
   * still be read and copied from; nothing new opens.
   */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether the one signed in may do something to something, by the same rules that the server asks. */
  may(...question: Question): boolean {
    return authorize(this.#user && personOf(this.#user), ...question).ok;
  }

  /** Whether there is any body in which they may do `action`, in any phase or in this one. */
  mayAnywhere(action: Action, phase?: MeetingPhase): boolean {
    return this.may(action, phase === undefined ? SOMEWHERE : { ...SOMEWHERE, phase });
  }

  /** Whoever administers does so for all bodies: accounts belong to none. */
  get administers(): boolean {
    return this.may('accounts.manage', OFFICE);
  }

  /** Finds out who is signed in, unless known. Resolves to null when nobody is, or the failure when no one could say. */
  async find(): Promise<Answer<Account | null>> {
    if (this.#asked) return { ok: true, value: this.#hasEnded ? null : this.#user };
    const kept = keptAccount();
    const answer = await this.#api.get<SessionAnswer>('/me', kept ? { withinMs: KNOWN_LIMIT_MS } : {});
    if (!answer.ok && answer.code === 'unreachable' && kept) this.#recall(kept);
    else if (!answer.ok && answer.code !== 'not-signed-in') return answer;
    else this.enter(answer.ok ? answer.value.user : null);
    return { ok: true, value: this.#user };
  }

  /** Takes over what a sign-in, a set-up or a sign-out answered. */
  enter(user: Account | null): void {
    this.#asked = true;
    this.#isRecalled = false;
    this.#hasEnded = false;
    this.#user = user;
    if (user === null) return forgetAccount();
    keepAccount(user);
    forgetOthers(user.id);
  }

  /** The server said that this session is over: somebody ended it, or the account, or its password changed. */
  end(): void {
    if (this.#user === null) return;
    this.#hasEnded = true;
    forgetAccount();
  }

  /** Ends the session on the server, then here. */
  async leave(): Promise<Answer<void>> {
    const leaving = this.#user?.id ?? '';
    const answer = await this.#api.delete<void>('/session');
    if (answer.ok || answer.code === 'not-signed-in') {
      this.enter(null);
      forgetTraces(leaving);
      this.#tabs?.tell(leaving);
    }
    return answer;
  }

  /** What this tab kept of them goes too; what stands on its page can still be read. */
  #leftElsewhere(userId: string): void {
    if (this.#user?.id !== userId) return;
    this.end();
    forgetTraces(userId);
  }

  #recall(account: Account): void {
    this.#asked = true;
    this.#isRecalled = true;
    this.#user = account;
  }
}

function personOf(user: Account): Person {
  const grants = user.grants.map(({ role, bodyId }): Grant => {
    return { role, bodyId: bodyId === null ? null : brand<BodyId>(bodyId) };
  });
  return { userId: brand<UserId>(user.id), grants };
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
