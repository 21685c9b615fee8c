// A meeting that is being prepared, kept in this browser until it is made or thrown away: closing the tab loses nothing.
// Belongs to the account that wrote it: each has one of its own, which waits for it whoever else signs in, and goes with it
// when it signs out.
import { ITEM_KINDS } from '../shared/domain/agenda.ts';
import { PERSON_ROLES } from '../shared/domain/person.ts';
import { PLAN_PREFIX } from './device-traces.ts';
import { NO_PLAN, type Plan } from './meeting-plan.ts';
import { forget, recall, remember } from './memory.ts';

/** Keeps `plan`; an empty one is nothing to keep. */
export function keepPlan(userId: string, plan: Plan): void {
  if (isEmptyPlan(plan)) forgetPlan(userId);
  else remember(PLAN_PREFIX + userId, JSON.stringify({ plan }));
}

/** It was made, or thrown away. */
export function forgetPlan(userId: string): void {
  forget(PLAN_PREFIX + userId);
}

/** Null when this account kept nothing, or when another version wrote it. */
export function keptPlan(userId: string): Plan | null {
  try {
    const kept: unknown = JSON.parse(recall(PLAN_PREFIX + userId) ?? 'null');
    return isRecord(kept) && isPlan(kept['plan']) ? kept['plan'] : null;
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

function isPerson({ key, name, org, title, role }: Fields): boolean {
  return isNumber(key) && [name, org, title].every(isText) && isOneOf(PERSON_ROLES, role);
}

function isItem({ key, kind, title, presenters, minutes, text, start, continues }: Fields): boolean {
  const isFollowing =
    continues === undefined || (isRecord(continues) && isText(continues['meetingId']) && isText(continues['itemId']));
  return (
    isNumber(key) &&
    isOneOf(ITEM_KINDS, kind) &&
    [title, presenters, minutes].every(isText) &&
    isTextOrNull(text) &&
    isTextOrNull(start) &&
    isFollowing
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isListOf(value: unknown, isEntry: (entry: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((entry) => isRecord(entry) && isEntry(entry));
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
