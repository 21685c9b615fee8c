// A room full of people for a walk through the pages: a body with terms, members and a charter, rosters that came in, a meeting
// whose roll is being called, some at its door whom no list knows. All of it is made as people make it, over the wires.
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { readAgenda } from '../../../shared/doc/desk-agenda.ts';
import { claimItem } from '../../../shared/doc/desk-facts.ts';
import { startItem } from '../../../shared/doc/desk-progress.ts';
import { readArrivals } from '../../../shared/doc/record-room.ts';
import { readTurns } from '../../../shared/doc/record-speakers.ts';
import { PRESETS, type PresetId } from '../../../shared/domain/charter.ts';
import type { EventId, UserId } from '../../../shared/domain/ids.ts';
import type { PersonRole } from '../../../shared/domain/person.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { listed, textField, type Caller, type Reply } from '../../support/app.ts';
import { eventually, openSocketIoClient } from '../../support/wire-clients.ts';
import { CAST, type Cast } from './room-cast.ts';

/** A body of the register, and a meeting of it with its door. */
export interface RoomStage {
  readonly body: string;
  /** A body that has neither terms nor rules yet. */
  readonly newBody: string;
  /** Under way, its roll open. */
  readonly meeting: string;
  /** What opens its door, for all, and for one person alone. */
  readonly door: string;
  readonly personalDoor: string;
  /** What phones call themselves that have said something already. */
  readonly phones: { readonly waiting: string; readonly refused: string };
  /** Somebody who signed in and took it back too often. */
  readonly restless: string;
  /** Somebody of the list who is not there, another one each time. */
  nextGuest(): string;
}

/** Of the list, in its order: who is there, who is excused or absent, who came late; the rest are still awaited. */
const THERE = 16;
const LATE = [17, 18];
const EXCUSED = [20, 21];
const ABSENT = 22;
const AWAITED = 23;
const RULES: readonly (readonly [from: string, PresetId])[] = [
  ['2019-03-01', 'cn.standing'],
  ['2024-03-01', 'cn.council'],
  ['2030-01-01', 'cn.council.elect'],
];
/** Whoever has left their seat. */
const LEFT = { from: '2024-03-01', to: '2025-06-30' };
const ROLES: readonly PersonRole[] = ['guest', 'nonvoting', 'observer'];
/** So often nobody signs in at the door. */
const TOO_OFTEN = 6;

/** What a phone calls itself: the server asks for sixteen characters. */
const phone = (name: string): string => `phone-of-the-${name}-one`;

/** Fills an office that has the body. */
export async function stageRoom(
  admin: Caller,
  url: string,
  { body, locale }: { readonly body: string; readonly locale: Locale },
): Promise<RoomStage> {
  const cast = CAST[locale];
  await fillRegister(admin, body, cast);
  const newBody = textField(must(await admin.post('/bodies', { name: cast.newBody, shortName: cast.newBody })), 'id');
  const meeting = await openMeeting(admin, body, cast);
  const door = await linkOf(admin, meeting);
  const people = listed(must(await admin.post(`/checkin/${door}/open`)), 'people', 'key');
  await callRoll(admin, { url, meeting, door, people, cast });
  await comeAndGo(admin, door, people[cast.members.length - 1] ?? '');
  let turn = 0;
  return {
    ...{ body, newBody, meeting, door },
    personalDoor: await linkOf(admin, meeting, people[AWAITED]),
    phones: { waiting: phone('waiting'), refused: phone('refused') },
    restless: cast.members.at(-1) ?? '',
    nextGuest: () => cast.members[AWAITED + 1 + (turn++ % (cast.members.length - AWAITED - 2))] ?? '',
  };
}

/** Two terms, members with posts and seats, three rules, and what two imports brought. */
async function fillRegister(admin: Caller, body: string, cast: Cast): Promise<void> {
  must(await admin.post(`/bodies/${body}/terms`, { number: 2, from: '2019-03-01', to: '2024-02-29', seats: 29 }));
  const facts = { number: 3, from: '2024-03-01', to: '2029-02-28', seats: 33 };
  const term = textField(must(await admin.post(`/bodies/${body}/terms`, facts)), 'id');
  const roster = {
    file: cast.file,
    bodyId: body,
    termId: term,
    rows: cast.members.map((name, at) => row(cast, name, at)),
  };
  must(await admin.post('/people/imports', roster));
  const guests = cast.guests.map((name, at) => ({ row: at + 2, name, posts: [{ org: cast.orgs[at % 4] }] }));
  const brought = must(await admin.post('/people/imports', { file: `2-${cast.file}`, rows: guests }));
  must(await admin.delete(`/people/imports/${textField(brought, 'id')}`));
  const [org] = listed(must(await admin.get('/organisations')), 'organisations', 'id');
  must(await admin.patch(`/organisations/${org}`, { shortName: cast.shortOrg }));
  // Entered twice by mistake, from elsewhere.
  for (const name of cast.members.slice(0, 2)) {
    must(await admin.post('/people', { name, posts: [{ org: cast.orgs[3], title: cast.titles[1] }] }));
  }
  const left = { ...LEFT, person: { name: cast.guests[0] } };
  must(await admin.post(`/bodies/${body}/terms/${term}/members`, left));
  for (const [from, preset] of RULES) {
    must(await admin.post(`/bodies/${body}/charter`, { from, preset, rule: PRESETS[preset] }));
  }
}

/** A line of a roster: posts, one of them a former one; a phone, a reading, no vote, where somebody has that. */
function row({ posts, titles, orgs }: Cast, name: string, at: number): object {
  const former = { org: orgs[0], title: posts[2], former: true };
  return {
    ...{ row: at + 2, name, post: posts[Math.min(at, posts.length - 1)] },
    posts: [{ org: orgs[at % orgs.length], title: titles[at % titles.length] }, ...(at % 5 === 0 ? [former] : [])],
    ...(at % 3 === 0 ? { phone: `1380000${1000 + at}` } : {}),
    ...(name.startsWith('单') ? { reading: 'Shàn' } : {}),
    ...(at === 9 ? { voting: false } : {}),
  };
}

async function openMeeting(
  admin: Caller,
  bodyId: string,
  { meeting, members, guests, orgs, titles }: Cast,
): Promise<string> {
  const at = Date.now();
  const facts = {
    ...{ title: meeting.title, venue: meeting.venue, bodyId, plannedStart: at, plannedEnd: at + 120 * MINUTE_MS },
    people: [
      ...members.map((name, index) => ({ name, org: orgs[index % 4], titles: [titles[index % 4]], role: 'attending' })),
      ...guests.map((name, index) => ({ name, org: orgs[index % 4], titles: [], role: ROLES[index % 3] })),
    ],
    agenda: meeting.agenda.map((title) => ({ title, kind: 'discussion', plannedMinutes: 30 })),
  };
  return textField(must(await admin.post('/meetings', facts)), 'id');
}

async function linkOf(admin: Caller, meeting: string, person?: string): Promise<string> {
  return textField(must(await admin.post(`/meetings/${meeting}/links`, { kind: 'checkin', person })), 'token');
}

/** Somebody at a desk who gives commands and writes. */
class Clerk {
  readonly #socket: Socket;
  readonly #meeting: string;

  constructor(url: string, token: string, meeting: string) {
    this.#socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true });
    this.#meeting = meeting;
  }

  async command(kind: string, data: object): Promise<void> {
    const request = { id: randomUUID(), meetingId: this.#meeting, kind, data, claimedAt: Date.now() };
    const answer: unknown = await this.#socket.emitWithAck('command', request);
    if (JSON.stringify(answer).includes('refused')) throw new Error(`${kind}: ${JSON.stringify(answer)}`);
  }

  mark(kind: string, keys: readonly string[], more: object = {}): Promise<void> {
    return this.command('attendance.mark', { marks: keys.map((key) => ({ key, kind, ...more })) });
  }

  close(): void {
    this.#socket.disconnect();
  }
}

interface Room {
  readonly url: string;
  readonly meeting: string;
  readonly door: string;
  readonly people: readonly string[];
  readonly cast: Cast;
}

/** Most come before it begins, two after; some never, two leave. Then three come whom no list knows, one of them in vain. */
async function callRoll(admin: Caller, { url, meeting, door, people, cast }: Room): Promise<void> {
  const token = textField(must(await admin.post('/tokens', { label: cast.token })), 'token');
  const clerk = new Clerk(url, token, meeting);
  const at = (...places: readonly number[]): string[] => places.map((place) => people[place] ?? '');
  const guests = at(cast.members.length, cast.members.length + 1);
  await clerk.mark('in', [...people.slice(0, THERE), ...guests]);
  must(await admin.post(`/meetings/${meeting}/phase`, { to: 'live' }));
  await beginFirstItem(url, token, meeting);
  await keepSecondItem(admin, { url, token, meeting }, cast);
  await clerk.mark('in', at(...LATE));
  await clerk.mark('excused', at(...EXCUSED), { reason: cast.reason, proxy: people[0] });
  await clerk.mark('absent', at(ABSENT));
  await clerk.mark('out', [...at(3), ...guests.slice(1)]);
  const phones = [phone('waiting'), phone('other'), phone('third'), phone('refused')];
  for (const [index, device] of phones.entries()) {
    must(await admin.post(`/checkin/${door}`, { device, ...cast.strangers[index] }));
  }
  const refused = await lastArrival(url, token, meeting);
  await clerk.command('arrival.settle', { arrival: refused, key: null });
  await askToSpeak(clerk, { url, token, meeting }, cast);
  clerk.close();
}

/** One speaks, two wait. */
async function askToSpeak(
  clerk: Clerk,
  { url, token, meeting }: { readonly url: string; readonly token: string; readonly meeting: string },
  { members, orgs }: Cast,
): Promise<void> {
  for (const [index, name] of members.slice(0, 3).entries()) {
    await clerk.command('speaker.ask', { name, org: orgs[index], allowedMs: 3 * MINUTE_MS });
  }
  const client = openSocketIoClient({ url, token, doc: `${meeting}/record` });
  await eventually(() => readTurns(client.doc).length === 3, 'who wants to speak');
  const speaker = readTurns(client.doc)[0]?.id;
  client.close();
  await clerk.command('speaker.begin', { speaker });
}

/** Signs somebody in and takes it back until the door has had enough. */
async function comeAndGo(admin: Caller, door: string, person: string): Promise<void> {
  for (let turn = 0; turn < TOO_OFTEN; turn += 1) {
    const signed = must(await admin.post(`/checkin/${door}`, { device: phone('restless'), person }));
    must(
      await admin.post(`/checkin/${door}/withdraw`, {
        device: phone('restless'),
        receipt: textField(signed, 'receipt'),
      }),
    );
  }
}

/** From then on whoever comes is late. */
async function beginFirstItem(url: string, token: string, meeting: string): Promise<void> {
  const client = openSocketIoClient({ url, token, doc: `${meeting}/desk` });
  await eventually(() => client.isSynced && readAgenda(client.doc).length > 0, 'the desk of the room');
  const [first] = readAgenda(client.doc);
  if (!first) throw new Error('the room has no agenda');
  const step = { eventId: brand<EventId>(randomUUID()), itemId: first.id, by: brand<UserId>('admin') };
  startItem(client.doc, { ...step, at: Date.now() });
  await eventually(() => client.isSynced, 'the item to have begun');
  client.close();
}

/** By a colleague who is not there just now. */
async function keepSecondItem(
  admin: Caller,
  { url, token, meeting }: { readonly url: string; readonly token: string; readonly meeting: string },
  { colleague }: Cast,
): Promise<void> {
  const account = { username: colleague.replace(' ', ''), displayName: colleague, role: 'notetaker' };
  const keeper = textField(must(await admin.post('/accounts', account)), 'id');
  const client = openSocketIoClient({ url, token, doc: `${meeting}/desk` });
  await eventually(() => client.isSynced && readAgenda(client.doc).length > 1, 'the desk of the room');
  const [, second] = readAgenda(client.doc);
  if (!second) throw new Error('the room has one item only');
  claimItem(client.doc, second.id, keeper);
  await eventually(() => client.isSynced, 'the item to be kept');
  client.close();
}

/** Who came to the door last and is on no list. */
async function lastArrival(url: string, token: string, meeting: string): Promise<string> {
  const client = openSocketIoClient({ url, token, doc: `${meeting}/record` });
  await eventually(() => readArrivals(client.doc).length > 3, 'the strangers at the door');
  const { id } = readArrivals(client.doc).at(-1) ?? {};
  client.close();
  return id ?? '';
}

function must(reply: Reply): Reply {
  if (reply.status >= 400) throw new Error(`the room was refused: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}
