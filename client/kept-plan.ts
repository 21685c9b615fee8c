// A meeting that is being prepared, kept in this browser until it is made or thrown away: closing the tab loses nothing.
// Belongs to the account that wrote it: each has one of its own, which waits for it whoever else signs in, and goes with it
// when it signs out.
import type { Notice } from '../shared/capture/notice/notice.ts';
import { ITEM_KINDS } from '../shared/domain/agenda.ts';
import { PERSON_ROLES } from '../shared/domain/person.ts';
import { PLAN_PREFIX } from './device-traces.ts';
import { NO_PLAN, type Plan } from './meeting-plan.ts';
import { forget, recall, remember } from './memory.ts';

/** What stands on the page: the plan, and the notice it was read from with the lines that a hand has placed. */
export interface Prepared {
  readonly plan: Plan;
  readonly notice: Notice | null;
  readonly placed: readonly number[];
}

/** Keeps what is prepared; an empty page is nothing to keep. */
export function keepPlan(userId: string, prepared: Prepared): void {
  if (prepared.notice === null && isEmptyPlan(prepared.plan)) forgetPlan(userId);
  else remember(PLAN_PREFIX + userId, JSON.stringify(prepared));
}

/** It was made, or thrown away. */
export function forgetPlan(userId: string): void {
  forget(PLAN_PREFIX + userId);
}

/** Null when this account kept nothing, or when another version wrote it; a plan is worth taking up without its notice. */
export function keptPlan(userId: string): Prepared | null {
  try {
    const kept: unknown = JSON.parse(recall(PLAN_PREFIX + userId) ?? 'null');
    if (!isRecord(kept) || !isPlan(kept['plan'])) return null;
    const { plan, notice, placed } = kept;
    return isNotice(notice) && isListOfNumbers(placed) ? { plan, notice, placed } : { plan, notice: null, placed: [] };
  } catch {
    // Damaged: as if nothing had been kept.
    return null;
  }
}

/** The body alone is chosen by itself for whoever has rights in one only. */
function isEmptyPlan(plan: Plan): boolean {
  return JSON.stringify({ ...plan, bodyId: null }) === JSON.stringify(NO_PLAN);
}

const TEXTS = ['title', 'date', 'start', 'end', 'venue', 'chair', 'organisation'] as const;

function isPlan(value: unknown): value is Plan {
  if (!isRecord(value)) return false;
  const { bodyId, groups, people, items, notes } = value;
  return (
    TEXTS.every((name) => isText(value[name])) &&
    isTextOrNull(bodyId) &&
    isListOf(groups, ({ key, text, role }) => isNumber(key) && isText(text) && isOneOf(PERSON_ROLES, role)) &&
    isListOf(people, isPerson) &&
    isListOf(items, isItem) &&
    Array.isArray(notes) &&
    notes.every(isText)
  );
}

const FOUND_TEXTS = [
  'title',
  'organisation',
  'date',
  'start',
  'end',
  'signIn',
  'venue',
  'chair',
  'contact',
  'phone',
  'replyBy',
] as const;

function isNotice(value: unknown): value is Notice {
  if (!isRecord(value)) return false;
  const { lines, session, yearAssumed, groups, people, items, formal, unread } = value;
  return (
    Array.isArray(lines) &&
    lines.every(isText) &&
    FOUND_TEXTS.every((name) => value[name] === null || isFound(value[name], isText)) &&
    (session === null || isRecord(session)) &&
    typeof yearAssumed === 'boolean' &&
    isListOf(groups, (group) => isFound(group, isText) && isOneOf(PERSON_ROLES, group['role'])) &&
    isListOf(people, (person) => isFound(person, isNamed)) &&
    isListOf(items, (item) => isFound(item, isItemOfNotice)) &&
    isListOfNumbers(formal) &&
    isListOfNumbers(unread)
  );
}

/** Something with its place in the text of the notice. */
function isFound(value: unknown, isMeant: (found: unknown) => boolean): boolean {
  return isRecord(value) && [value['line'], value['from'], value['to']].every(isNumber) && isMeant(value['value']);
}

function isItemOfNotice(value: unknown): boolean {
  return isRecord(value) && isListOf(value['parts'], (part) => isFound(part, isRecord));
}

function isNamed(value: unknown): boolean {
  return isRecord(value) && isText(value['name']);
}

function isPerson({ key, name, org, title, role, personId = '', voting = false }: Fields): boolean {
  const isRegistered = isText(personId) && voting === false;
  return isNumber(key) && [name, org, title].every(isText) && isOneOf(PERSON_ROLES, role) && isRegistered;
}

function isItem({
  key,
  kind,
  title,
  presenters,
  minutes,
  text,
  start,
  continues,
  topic = '',
  internal = true,
  isPart,
}: Fields): boolean {
  const isFollowing =
    continues === undefined || (isRecord(continues) && isText(continues['meetingId']) && isText(continues['itemId']));
  return (
    isNumber(key) &&
    isOneOf(ITEM_KINDS, kind) &&
    [title, presenters, minutes].every(isText) &&
    isTextOrNull(text) &&
    isTextOrNull(start) &&
    (isPart === undefined || typeof isPart === 'boolean') &&
    isText(topic) &&
    internal === true &&
    isFollowing
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isListOf(value: unknown, isEntry: (entry: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((entry) => isRecord(entry) && isEntry(entry));
}

function isListOfNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}

function isOneOf(known: readonly string[], value: unknown): boolean {
  return known.some((each) => each === value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
