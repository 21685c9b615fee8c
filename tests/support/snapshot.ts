// Builds meeting snapshots for tests of what is derived from them; names only what a test cares about.
import { itemPlaces, type AgendaItem } from '../../shared/domain/agenda.ts';
import type { DecisionId, ItemId, MeetingId, PersonKey, TaskId } from '../../shared/domain/ids.ts';
import type { MeetingFacts, MeetingPhase } from '../../shared/domain/meeting.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import type { Person } from '../../shared/domain/person.ts';
import { PENDING, type ItemProgress } from '../../shared/domain/progress.ts';
import { SNAPSHOT_VERSION, type MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Decision, DeskTask } from '../../shared/domain/task.ts';
import { brand } from '../../shared/lib/brand.ts';

/** Where a printed meeting comes from, and when. */
export const PRINTED_FROM = { site: { publicUrl: 'https://minutes.example.org' }, clock: { now: () => 1_000_000 } };

export interface SnapshotParts {
  readonly phase?: MeetingPhase;
  readonly adjournedAt?: number | null;
  readonly facts?: Partial<MeetingFacts>;
  readonly people?: readonly (Partial<Omit<Person, 'id'>> & { readonly id?: string; readonly name: string })[];
  readonly items?: readonly (Partial<Omit<AgendaItem, 'id'>> & {
    readonly id: string;
    readonly minutes?: readonly Block[];
    readonly progress?: Partial<ItemProgress>;
  })[];
  readonly tasks?: readonly (Partial<Omit<DeskTask, 'id' | 'itemId'>> & {
    readonly id: string;
    readonly itemId?: string | null;
    readonly quote?: string;
  })[];
  readonly decisions?: readonly (Partial<Omit<Decision, 'id' | 'itemId'>> & {
    readonly id: string;
    readonly itemId?: string | null;
  })[];
}

const NO_FACTS: MeetingFacts = {
  title: '例会',
  shortTitle: null,
  organisation: null,
  bodyName: null,
  plannedStart: null,
  plannedEnd: null,
  venue: null,
  chair: null,
  recorder: null,
  sourceId: null,
};

/** An internal snapshot of a live meeting with the given parts, in the order given. */
export function snapshotOf(parts: SnapshotParts): MeetingSnapshot {
  const items = (parts.items ?? []).map((item, index) => agendaItem(item, index));
  const places = itemPlaces(items);
  return {
    snapshotVersion: SNAPSHOT_VERSION,
    audience: 'internal',
    meetingId: brand<MeetingId>('m1'),
    version: 1,
    phase: parts.phase ?? 'live',
    facts: { ...NO_FACTS, ...parts.facts },
    people: (parts.people ?? []).map((person, index) => ({
      org: null,
      titles: [],
      role: 'attending',
      order: `a${index}`,
      personId: null,
      ...person,
      id: brand<PersonKey>(person.id ?? `p${index}`),
    })),
    agenda: items.map((item, index) => ({
      ...item,
      ...(places.get(item.id) ?? { number: null }),
      minutes: parts.items?.[index]?.minutes ?? [],
      progress: { ...PENDING, ...parts.items?.[index]?.progress },
    })),
    tasks: (parts.tasks ?? []).map(task),
    decisions: (parts.decisions ?? []).map(({ id, itemId = null, ...rest }, index) => ({
      wording: '',
      outcome: null,
      motionId: null,
      order: `a${index}`,
      ...rest,
      id: brand<DecisionId>(id),
      itemId: itemId === null ? null : brand<ItemId>(itemId),
    })),
    adjournedAt: parts.adjournedAt ?? null,
  };
}

function agendaItem(item: NonNullable<SnapshotParts['items']>[number], index: number): AgendaItem {
  const { id, minutes: _minutes, progress: _progress, ...rest } = item;
  return {
    kind: 'briefing',
    title: id,
    presenters: [],
    plannedMs: null,
    fixedStart: null,
    order: `a${index}`,
    internal: false,
    ceremony: null,
    report: [],
    sourceId: null,
    ...rest,
    id: brand<ItemId>(id),
  };
}

function task(parts: NonNullable<SnapshotParts['tasks']>[number], index: number): DeskTask {
  const { id, itemId = null, quote, ...rest } = parts;
  const item = itemId === null ? null : brand<ItemId>(itemId);
  return {
    what: '',
    owners: [],
    supporters: [],
    due: null,
    dueText: null,
    state: 'draft',
    order: `a${index}`,
    ...(quote === undefined || item === null ? {} : { anchor: { itemId: item, from: '', to: '', quote } }),
    ...rest,
    id: brand<TaskId>(id),
    itemId: item,
  };
}
