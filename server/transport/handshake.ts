// Credential + document name → who, and what they may there; link token → which screen. Both wires let people in through
// here only.
import type { IncomingMessage } from 'node:http';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { docName, parseDocName, type DocName } from '../../shared/domain/ids.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Actor, Identities } from '../auth/actor.ts';
import { documentAccess, screenAccess, type ScreenAccess } from '../auth/admission.ts';
import { hashOfToken } from '../auth/secret-token.ts';
import { callerAddress } from '../auth/caller-address.ts';
import type { Meetings } from '../register-ports.ts';
import type { Access, Principal } from '../sync/session.ts';

/** Rehearsals keep their links in memory; `hash`: the stored form a token would have. */
export interface RehearsalDoor {
  opened(hash: string): ScreenAccess | null;
}

export interface Admission {
  readonly doc: DocName;
  readonly principal: Principal;
  readonly access: Access;
}

export class Handshake {
  readonly #identities: Identities;
  readonly #meetings: Meetings;
  readonly #trustProxy: number;
  readonly #rehearsals: RehearsalDoor;

  constructor(options: {
    readonly identities: Identities;
    readonly meetings: Meetings;
    /** How many proxies stand before us. */
    readonly trustProxy: number;
    readonly rehearsals: RehearsalDoor;
  }) {
    this.#identities = options.identities;
    this.#meetings = options.meetings;
    this.#trustProxy = options.trustProxy;
    this.#rehearsals = options.rehearsals;
  }

  /** Whoever the api token, or else the cookie, stands for; null when neither does. */
  async actorOf(request: IncomingMessage, token: string | null): Promise<Actor | null> {
    const address = callerAddress(request, this.#trustProxy);
    if (token !== null) return this.#identities.ofToken(token, address);
    return this.#identities.ofCookie(request.headers.cookie, address);
  }

  /** What `actor` may do with the document; unknown and forbidden answer alike: `not-found`. */
  async admit(actor: Actor, name: string): Promise<Result<Admission, RefusalCode>> {
    const address = parseDocName(name);
    const meeting = address && (await this.#meetings.byId(address.meetingId));
    const granted = address && meeting && documentAccess(actor, meeting, address);
    if (!granted) return refused('not-found');
    const { userId, displayName, username } = actor;
    const principal = { id: granted.principal, userId, displayName, username };
    return ok({ doc: docName(address), principal, access: granted.access });
  }

  /** The screen that a link's token opens; unknown, expired and forbidden answer alike: null. */
  async admitScreen(token: string): Promise<ScreenAccess | null> {
    const rehearsed = this.#rehearsals.opened(hashOfToken(token) ?? '');
    if (rehearsed) return rehearsed;
    const link = await this.#identities.ofLink(token);
    const meeting = link && (await this.#meetings.byId(link.meetingId));
    return link && meeting && screenAccess(link, meeting);
  }
}

/** Bearer header, then `?token=`; null when the request carries neither. */
export function apiTokenOf(request: IncomingMessage): string | null {
  const header = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return header ?? new URL(request.url ?? '/', 'http://localhost').searchParams.get('token');
}
