// The agenda as it was held: what came of each item, what decisions call for, ceremonies, signatures, deviations and attachments
// (closing checks 5, 7, 8, 10, 11, 13). What the dialog before sealing asks is asked here by the same rules (readiness).
import type { Ceremony } from '../agenda.ts';
import type { ItemId } from '../ids.ts';
import type { ItemState } from '../progress.ts';
import { readiness, type Finding } from '../readiness.ts';
import type { MeetingSnapshot, SnapshotItem } from '../snapshot.ts';
import type { Check, CheckFinding, Place } from './finding.ts';
import { bare, quoted } from './text.ts';

/** What stands in the way of sealing, as a check tells it. What a meeting has not come to yet is one line, and no fault of an item. */
export function readinessFindings(snapshot: MeetingSnapshot): readonly CheckFinding[] {
  const found = readiness(snapshot);
  const unheld = new Set(found.flatMap(({ code, itemId }) => (itemId !== undefined && isUnheld(code) ? [itemId] : [])));
  const isRunning = snapshot.adjournedAt === null && unheld.size > 0;
  const idle = new Set(
    snapshot.agenda.filter(({ kind }) => kind === 'break' || kind === 'closing').map(({ id }) => id),
  );
  const told = found.filter(({ code, itemId }) => {
    if (itemId === undefined || !unheld.has(itemId)) return true;
    if (isUnheld(code)) return !isRunning && !(code === 'item-not-held' && idle.has(itemId));
    return code !== 'item-without-minutes';
  });
  return [
    ...(isRunning ? [running(snapshot, unheld)] : []),
    ...told.map((finding): CheckFinding => ({
      check: checkOf(finding),
      code: finding.code,
      severity: finding.level === 'blocker' ? 'error' : 'warning',
      ...placeOf(snapshot, finding),
      seen: finding.missing === undefined ? {} : { missing: finding.missing.join(',') },
    })),
  ];
}

function isUnheld(code: Finding['code']): boolean {
  return code === 'item-running' || code === 'item-not-held';
}

/** It leads to the item the meeting is at. */
function running({ agenda }: MeetingSnapshot, unheld: ReadonlySet<ItemId>): CheckFinding {
  const open = agenda.filter(({ id }) => unheld.has(id));
  const at = open.find(({ progress }) => progress.state === 'current') ?? open[0];
  return {
    ...{ check: 'outcomes', code: 'meeting-running', severity: 'warning', about: '' },
    place: at === undefined ? { kind: 'fact' } : { kind: 'item', itemId: at.id },
    seen: { count: open.length },
  };
}

function checkOf({ code }: Finding): Check {
  return code.startsWith('task-') ? 'tasks' : 'outcomes';
}

function placeOf(
  { tasks, decisions, agenda }: MeetingSnapshot,
  { taskId, decisionId, itemId }: Finding,
): { readonly place: Place; readonly about: string } {
  if (taskId !== undefined) {
    return { place: { kind: 'task', taskId }, about: quoted(tasks.find(({ id }) => id === taskId)?.what ?? '') };
  }
  if (decisionId !== undefined) {
    const wording = decisions.find(({ id }) => id === decisionId)?.wording ?? '';
    return { place: { kind: 'decision', decisionId }, about: quoted(wording) };
  }
  if (itemId === undefined) return { place: { kind: 'fact', field: 'title' }, about: '' };
  return { place: { kind: 'item', itemId }, about: agenda.find(({ id }) => id === itemId)?.title ?? '' };
}

const OVER: ReadonlySet<ItemState> = new Set<ItemState>(['done']);

export function outcomeFindings({ agenda, decisions, tasks }: MeetingSnapshot): readonly CheckFinding[] {
  const undecided = agenda.filter(
    ({ id, kind, progress }) =>
      (kind === 'deliberation' || kind === 'election') &&
      OVER.has(progress.state) &&
      // What is decided in the parts of an item is decided.
      !agenda.some((part) => part.parentId === id) &&
      !decisions.some(({ itemId }) => itemId === id),
  );
  const unfollowed = decisions.filter(
    ({ outcome, itemId }) =>
      (outcome === 'adopted_in_principle' || outcome === 'to_be_reconsidered') &&
      !tasks.some((task) => task.itemId === itemId),
  );
  return [
    ...undecided.map((item) => ofItem('outcomes', 'deliberation-without-decision', item, {})),
    ...unfollowed.map(({ id, outcome, wording }): CheckFinding => ({
      ...{ check: 'follow-up', code: 'decision-without-task', severity: 'warning', about: quoted(wording) },
      place: { kind: 'decision', decisionId: id },
      seen: { outcome: outcome ?? '' },
    })),
  ];
}

function ofItem(
  check: Check,
  code: CheckFinding['code'],
  { id, title }: SnapshotItem,
  seen: CheckFinding['seen'],
): CheckFinding {
  return { check, code, severity: 'warning', about: title, place: { kind: 'item', itemId: id }, seen };
}

export function ceremonyFindings({ agenda }: MeetingSnapshot): readonly CheckFinding[] {
  return agenda.flatMap((item): readonly CheckFinding[] => {
    const isSkipped = item.progress.state === 'skipped' || item.progress.state === 'postponed';
    const lacks = isSkipped ? [] : lackingIn(item);
    if (lacks.length === 0) return [];
    const isOnlyTerm = lacks.every((lack) => lack === 'term');
    const place: Place = { kind: 'ceremony', itemId: item.id };
    const severity = isOnlyTerm ? 'warning' : 'error';
    const seen = { lacks: lacks.join(',') };
    return [{ check: 'ceremonies', code: 'ceremony-incomplete', severity, about: item.title, place, seen }];
  });
}

/** What a ceremony can lack. */
type Lack = 'ceremony' | 'document' | 'parties' | 'signatory' | 'appointee' | 'post' | 'presenter' | 'term';

function lackingIn({ kind, ceremony }: SnapshotItem): readonly Lack[] {
  if (ceremony !== null) return lackingOf(ceremony);
  return kind === 'signing' || kind === 'appointment' ? ['ceremony'] : [];
}

function lackingOf(ceremony: Ceremony): readonly Lack[] {
  const isBlank = (text: string | null): boolean => (text ?? '').trim() === '';
  const lacks: [Lack, boolean][] =
    ceremony.kind === 'signing'
      ? [
          ['document', isBlank(ceremony.document)],
          ['parties', ceremony.parties.filter(({ org }) => !isBlank(org)).length < 2],
          ['signatory', ceremony.parties.some(({ signatory }) => isBlank(signatory))],
          ['term', isBlank(ceremony.term)],
        ]
      : [
          ['appointee', isBlank(ceremony.appointee)],
          ['post', isBlank(ceremony.post)],
          ['presenter', isBlank(ceremony.presentedBy)],
          ['term', isBlank(ceremony.term)],
        ];
  return lacks.flatMap(([lack, isLacking]) => (isLacking ? [lack] : []));
}

export function signatureFindings({ facts }: MeetingSnapshot): readonly CheckFinding[] {
  const missing = (['chair', 'recorder'] as const).filter((fact) => (facts[fact] ?? '').trim() === '');
  return missing.map((fact) => ({
    ...{ check: 'signatures', code: `${fact}-missing`, severity: 'error', about: '', seen: {} },
    place: { kind: 'fact', field: fact },
  }));
}

/** Put off without a word why; begun in another order than the agenda has it. */
export function deviationFindings({ agenda }: MeetingSnapshot): readonly CheckFinding[] {
  const postponed = agenda.filter(
    ({ progress }) => progress.state === 'postponed' && (progress.reason ?? '').trim() === '',
  );
  const begun = agenda.filter(({ parentId, progress }) => parentId === undefined && progress.startedAt !== null);
  const early = begun.filter((item, index) =>
    begun.slice(0, index).some((before) => (before.progress.startedAt ?? 0) > (item.progress.startedAt ?? 0)),
  );
  return [
    ...postponed.map((item) => ofItem('deviations', 'postponed-unexplained', item, {})),
    ...early.map((item) => ofItem('deviations', 'order-changed', item, { number: item.number ?? 0 })),
  ];
}

/** 附件 that the minutes name and the meeting does not have. */
export function bundleFindings({ minutesDraft, files = [] }: MeetingSnapshot): readonly CheckFinding[] {
  const names = files.map(({ name }) => bare(withoutExtension(name)));
  const missing = (minutesDraft?.issue.attachments ?? []).filter((attachment) => {
    const wanted = bare(attachment);
    return wanted !== '' && !names.some((name) => name.includes(wanted) || (name !== '' && wanted.includes(name)));
  });
  return missing.length === 0
    ? []
    : [
        {
          ...{ check: 'bundle', code: 'attachment-missing', severity: 'warning', about: missing.join('、') },
          ...{ place: { kind: 'issue', field: 'attachments' }, seen: { names: missing.join('、') } },
        },
      ];
}

function withoutExtension(name: string): string {
  return name.replace(/\.[a-z\d]{1,5}$/iu, '');
}
