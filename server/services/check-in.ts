// Signing in at the door (签到) by the screen's code or a link, without an account. Whoever comes sees the meeting's public
// face and the list they find themselves on, and can say one thing: that they are here.
//
// 1. One person is signed in once, however many phones say so and however often: it is decided in the meeting's queue.
// 2. Limits count phones, never addresses: a hall full of people has one address.
// 3. A name that is on no list makes nobody present: it waits for the clerk.
// 4. Link, phase and list are looked at again when the sign-in's turn has come.
import { createHash } from 'node:crypto';
import type { CheckedIn, CheckInBody, Door, DoorCode } from '../../shared/api/check-in.schema.ts';
import { addAttendance, readArrivals, readAttendance, writeArrival } from '../../shared/doc/record-room.ts';
import { readState } from '../../shared/doc/record.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import {
  attendanceOf,
  foldAttendance,
  isPresentAt,
  MAX_ATTENDANCE_EVENTS,
  type AttendanceLog,
} from '../../shared/domain/attendance.ts';
import { authorize, type LinkHolder } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { EventId, LinkId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import type { Arrival } from '../../shared/domain/room.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Accounts, LinkRow } from '../account-ports.ts';
import type { Clock, Ids, MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { RoomChange, RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import { DoorLists } from './door-list.ts';
import { MAIN_SCREEN } from './links.ts';
import type { SecretTokens } from './session-maker.ts';
import type { AttemptLimits } from './sign-in.ts';

/** Codes and passes of the door; see auth/door-codes. */
export interface Codes {
  code(meetingId: MeetingId): { readonly code: string; readonly until: EpochMs };
  pass(meetingId: MeetingId): string;
  receipt(meetingId: MeetingId, eventId: EventId): string;
  opened(token: string): { readonly meetingId: MeetingId; readonly nonce: string | null } | 'over' | 'foreign';
  receiptOf(receipt: string, meetingId: MeetingId): EventId | null;
}

export interface CheckInServiceOptions {
  readonly accounts: Pick<Accounts, 'linkByHash' | 'linkById' | 'links'>;
  /** What shows the hall screen on a phone, as a link for viewers allows it. */
  readonly viewKeyOf: (link: LinkRow) => string;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly rooms: Pick<Rooms, 'read' | 'change'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly secrets: Pick<SecretTokens, 'hashOf'>;
  readonly codes: Codes;
  /** How often one phone may try, within the limit's own window. */
  readonly tries: Pick<AttemptLimits, 'take'>;
  readonly site: { readonly publicUrl: string };
  readonly timeZone: string;
}

/** A delegation behind one phone; nobody signs in a hall. */
const PEOPLE_A_PHONE = 12;
const MAX_WAITING = 500;
/** Who came and went more often at the door is noted by the clerk: signing in and taking it back has an end. */
const SIGN_INS_A_PERSON = 6;
/** The rest of the log is the clerk's, whatever comes through the door. */
const EVENTS_OF_THE_DOOR = MAX_ATTENDANCE_EVENTS * (2 / 3);
/** Whoever stands at the door an evening before has mistaken the day. */
const PHASES: ReadonlySet<string> = new Set(['prepare', 'live']);

/** What a token opened. */
interface Doorway {
  readonly meetingId: MeetingId;
  readonly holder: LinkHolder;
  readonly via: 'code' | 'link';
  readonly linkId: LinkId | null;
  /** Whose link it is; null when anybody of the list may be behind it. */
  readonly person: PersonKey | null;
  /** What tells this phone from others, as far as the token itself does. */
  readonly phone: string;
  /** The token is a pass: good for one phone, whatever that calls itself. */
  readonly isPass: boolean;
}

type Signed = Result<CheckedIn, RefusalCode>;

export class CheckInService {
  readonly #options: CheckInServiceOptions;
  readonly #lists: DoorLists;

  constructor(options: CheckInServiceOptions) {
    this.#options = options;
    this.#lists = new DoorLists(options.timeZone);
  }

  /** Refusals: `not-found`, `code-expired`, `check-in-closed`. */
  async open(token: string, device: string | undefined): Promise<Result<Door, RefusalCode>> {
    const { rooms, codes } = this.#options;
    const entered = await this.#enter(token);
    if (!entered.ok) return entered;
    const { doorway, meeting } = entered.value;
    // A pass stays the one it is, or its twenty minutes would begin anew.
    const pass = doorway.isPass ? token : doorway.via === 'code' ? codes.pass(meeting.id) : null;
    const phone = device ?? doorway.phone;
    const page = await rooms.read(meeting.id, meeting.version, (view) => this.#page(view, { meeting, doorway, phone }));
    if (!page.ok) return page;
    const view = page.value.waiting?.state === 'in' ? await this.#view(meeting.id) : {};
    return ok({ ...page.value, ...view, pass });
  }

  /** Refusals: those of `open`, `invalid` (nobody of that key), `too-many-attempts`, those of the ledger. */
  async sign(token: string, body: CheckInBody): Promise<Signed> {
    const entered = await this.#enter(token);
    if (!entered.ok) return entered;
    const { doorway, meeting } = entered.value;
    const phone = body.device ?? doorway.phone;
    const decide = async (view: RoomView): Promise<Result<RoomChange<CheckedIn>, RefusalCode>> => {
      const still = await this.#stillOpen(doorway, view);
      if (!still.ok) return still;
      return 'person' in body
        ? this.#signIn(view, { doorway, key: brand<PersonKey>(body.person), phone })
        : this.#wait(view, { doorway, phone, name: body.name, org: body.org ?? null });
    };
    const signed = await this.#options.rooms.change(meeting.id, meeting.version, principalOf(doorway), decide);
    if (!signed.ok || signed.value.state !== 'in') return signed;
    return ok({ ...signed.value, ...(await this.#view(meeting.id)) });
  }

  /** Refusals: those of `open`, `not-found` (a receipt of nothing here). Taking back twice changes nothing. */
  async withdraw(token: string, receipt: string): Promise<Result<null, RefusalCode>> {
    const { rooms, codes, ids } = this.#options;
    const entered = await this.#enter(token);
    if (!entered.ok) return entered;
    const { doorway, meeting } = entered.value;
    const of = codes.receiptOf(receipt, meeting.id);
    if (of === null) return refused('not-found');
    return rooms.change(meeting.id, meeting.version, principalOf(doorway), async (view) => {
      const still = await this.#stillOpen(doorway, view);
      if (!still.ok) return still;
      const log = readAttendance(view.record);
      const isTaken = [...log.values()].some((event) => event.kind === 'revoke' && event.of === of);
      if (!log.has(of) || isTaken || log.size >= MAX_ATTENDANCE_EVENTS) return ok({ value: null });
      const id = brand<EventId>(ids.random());
      const event = { kind: 'revoke', of, at: view.now, recordedAt: view.now, by: null } as const;
      return ok({ value: null, record: (record) => addAttendance(record, id, event) });
    });
  }

  /** For a screen of the secretariat's own. Refusals: `not-found`, `not-allowed`, `sealed`, `draft`. */
  async code(user: ActingUser, meetingId: string): Promise<Result<DoorCode, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(meetingId));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'roll.keep', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    return meeting.draft === true ? refused('draft') : ok(this.shown(meeting.id));
  }

  /** The address that a code holds now; what a hall screen draws. */
  shown(meetingId: MeetingId): DoorCode {
    const { code, until } = this.#options.codes.code(meetingId);
    return { url: `${this.#options.site.publicUrl}/checkin/${code}`, until };
  }

  /** By the newest link for viewers of the main screen. */
  async #view(meetingId: MeetingId): Promise<{ readonly view?: string }> {
    const { accounts, clock, viewKeyOf } = this.#options;
    const isOpen = ({ kind, screen, expiresAt }: LinkRow): boolean =>
      kind === 'view' && screen === MAIN_SCREEN && (expiresAt === null || expiresAt > clock.now());
    const link = (await accounts.links(meetingId)).findLast(isOpen);
    return link ? { view: viewKeyOf(link) } : {};
  }

  async #enter(token: string): Promise<Result<{ doorway: Doorway; meeting: MeetingRow }, RefusalCode>> {
    const doorway = await this.#doorway(token);
    if (!doorway.ok) return doorway;
    const meeting = await this.#options.meetings.byId(doorway.value.meetingId);
    if (meeting === null || meeting.draft === true) return refused('not-found');
    const permitted = authorize(doorway.value.holder, 'roll.sign', { kind: 'door', meeting });
    if (!permitted.ok) return refused('not-found');
    return PHASES.has(meeting.phase) ? ok({ doorway: doorway.value, meeting }) : refused('check-in-closed');
  }

  async #doorway(token: string): Promise<Result<Doorway, RefusalCode>> {
    const { accounts, codes, secrets, clock } = this.#options;
    const opened = codes.opened(token);
    if (opened === 'over') return refused('code-expired');
    if (opened !== 'foreign') {
      const { meetingId, nonce } = opened;
      const holder: LinkHolder = { kind: 'link', link: 'code', meetingId, screen: '' };
      const by = { phone: nonce ?? 'code', isPass: nonce !== null };
      return ok({ meetingId, holder, via: 'code', linkId: null, person: null, ...by });
    }
    const hash = secrets.hashOf(token);
    const link = hash === null ? null : await accounts.linkByHash(hash);
    if (link === null || (link.expiresAt !== null && link.expiresAt <= clock.now())) return refused('not-found');
    const { id, kind, meetingId, screen } = link;
    const holder: LinkHolder = { kind: 'link', link: kind, meetingId, screen: screen ?? '' };
    const person = screen === null ? null : brand<PersonKey>(screen);
    return ok({ meetingId, holder, via: 'link', linkId: id, person, phone: id, isPass: false });
  }

  /** [4] A link may have been withdrawn, or the meeting closed, while this waited. */
  async #stillOpen({ linkId, meetingId }: Doorway, { record }: RoomView): Promise<Result<null, RefusalCode>> {
    const { accounts, meetings } = this.#options;
    if (linkId !== null && (await accounts.linkById(linkId)) === null) return refused('not-found');
    const meeting = await meetings.byId(meetingId);
    if (meeting === null || meeting.trashedAt !== null) return refused('not-found');
    return PHASES.has(readState(record).phase) ? ok(null) : refused('check-in-closed');
  }

  #page(
    view: RoomView,
    { meeting, doorway, phone }: { readonly meeting: MeetingRow; readonly doorway: Doorway; readonly phone: string },
  ): Omit<Door, 'pass'> {
    const face = this.#lists.face(view, meeting);
    const { person } = doorway;
    const theirs = deviceMark(meeting.id, phone);
    return {
      ...face,
      people: person === null ? face.people : face.people.filter(({ key }) => key === person),
      isPersonal: person !== null,
      waiting: standingOf(readArrivals(view.record).findLast(({ id }) => id.startsWith(theirs))),
    };
  }

  /** [1] */
  #signIn(
    view: RoomView,
    { doorway, key, phone }: { readonly doorway: Doorway; readonly key: PersonKey; readonly phone: string },
  ): Result<RoomChange<CheckedIn>, RefusalCode> {
    const { codes, ids } = this.#options;
    const { record, now } = view;
    const person = this.#lists.person(view, doorway.meetingId, key);
    const mayBe = person !== null && (doorway.person === null || doorway.person === key);
    if (!mayBe) return refused('invalid', { errors: [{ path: 'person', code: 'unknown-person' }] });
    const log = readAttendance(record);
    const theirs = attendanceOf(foldAttendance(ofPerson(log, key)), key);
    const answer = { state: 'in', name: person.name } as const;
    if (isPresentAt(theirs, now)) {
      const at = theirs.stays.at(-1)?.from ?? now;
      return ok({ value: { ...answer, at, isNew: false, receipt: null } });
    }
    // Theirs first: it is not the phone that was here too often, and trying on costs it nothing.
    if (signInsOf(log, key) >= SIGN_INS_A_PERSON) return refused('too-many-attempts', { of: 'person' });
    const tried = this.#counted(doorway, phone);
    if (!tried.ok) return tried;
    if (log.size >= EVENTS_OF_THE_DOOR) return refused('check-in-closed');
    const eventId = brand<EventId>(ids.random());
    const mark = { kind: 'in', key, via: doorway.via, at: now, recordedAt: now, by: null } as const;
    return ok({
      value: { ...answer, at: now, isNew: true, receipt: codes.receipt(doorway.meetingId, eventId) },
      record: (doc) => addAttendance(doc, eventId, mark),
    });
  }

  /** [3] Under an id of phone and name, so that asking again is one arrival. */
  #wait(
    { record, now }: RoomView,
    given: { readonly doorway: Doorway; readonly phone: string; readonly name: string; readonly org: string | null },
  ): Result<RoomChange<CheckedIn>, RefusalCode> {
    const { doorway, phone, name, org } = given;
    // A personal link says who one is: there is nobody else to be.
    if (doorway.person !== null) return refused('invalid', { errors: [{ path: 'name', code: 'personal-link' }] });
    const arrivals = readArrivals(record);
    const id = brand<EventId>(`${deviceMark(doorway.meetingId, phone)}-${mark(name)}`);
    const earlier = arrivals.find((arrival) => arrival.id === id);
    const answer = { state: 'waiting', name, receipt: null } as const;
    if (earlier) return ok({ value: { ...answer, at: earlier.at, isNew: false } });
    const tried = this.#counted(doorway, phone);
    if (!tried.ok) return tried;
    const waiting = arrivals.filter(({ settled }) => settled === undefined);
    if (waiting.length >= MAX_WAITING || arrivals.length >= EVENTS_OF_THE_DOOR) return refused('check-in-closed');
    const arrival: Arrival = { id, name, org, at: now, via: doorway.via };
    return ok({ value: { ...answer, at: now, isNew: true }, record: (doc) => writeArrival(doc, arrival) });
  }

  /** [2] */
  #counted({ meetingId, phone: byToken, isPass }: Doorway, phone: string): Result<null, RefusalCode> {
    const phones = isPass ? new Set([byToken, phone]) : [phone];
    return this.#options.tries.take(
      [...phones].map((each) => ({ key: `door:${meetingId}:${each}`, attempts: PEOPLE_A_PHONE })),
    );
  }
}

/** As the journal names whoever came through it. */
function principalOf({ via, linkId }: Doorway): string {
  return linkId === null ? `door:${via}` : `link:${linkId}`;
}

/** How often they signed themselves in, taken back or not. */
function signInsOf(log: AttendanceLog, key: PersonKey): number {
  return [...log.values()].filter((event) => event.kind === 'in' && event.key === key && event.by === null).length;
}

/** What was noted of one person, and all that was struck out: whose that was, the mark says. */
function ofPerson(log: AttendanceLog, key: PersonKey): AttendanceLog {
  return new Map([...log].filter(([, event]) => event.kind === 'revoke' || event.key === key));
}

function standingOf(arrival: Arrival | undefined): Door['waiting'] {
  if (!arrival) return null;
  const { name, settled } = arrival;
  return { name, state: settled === undefined ? 'waiting' : settled.key === null ? 'refused' : 'in' };
}

/** A phone's own name for itself stays its own: the record keeps no more than this of it. */
function deviceMark(meetingId: MeetingId, phone: string): string {
  return `w${mark(`${meetingId}~${phone}`)}`;
}

function mark(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
