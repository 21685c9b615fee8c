// The agenda of an imported file: items with their points as paragraphs, ceremonies on their items, the work report as
// rows. A ceremony or report that no item claims gets an item of its own.
import type * as Y from 'yjs';
import type { Ceremony, ReportRow } from '../domain/agenda.ts';
import type { ItemId, RowId } from '../domain/ids.ts';
import type { FileCeremony, FileItem, FileReport, MeetingFile } from '../domain/meeting-file.ts';
import type { Person, Presenter } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { MINUTE_MS } from '../lib/time.ts';
import { addItem } from './desk-agenda.ts';
import { addReportRow } from './desk-report.ts';
import { orderKeys } from './import-order.ts';

/** An item with what belongs to it from other places of the file. */
interface PlannedItem {
  readonly item: FileItem;
  readonly ceremony: FileCeremony | null;
  readonly report: FileReport | null;
  readonly conclusions: readonly string[];
}

/** Writes the file's agenda into an empty desk; `people` by name. */
export function writeAgenda(
  desk: Y.Doc,
  file: MeetingFile,
  people: ReadonlyMap<string, Person>,
  newId: () => string,
): void {
  const nextOrder = orderKeys(newId);
  for (const planned of planAgenda(file)) {
    const { item, ceremony, report } = planned;
    const id = brand<ItemId>(newId());
    addItem(desk, {
      id,
      kind: item.kind,
      title: item.title,
      order: nextOrder(),
      presenters: presentersOf(item, people),
      plannedMs: item.plannedMinutes === null ? null : item.plannedMinutes * MINUTE_MS,
      ceremony: ceremony ? ceremonyOf(ceremony) : null,
      sourceId: item.id,
      minutes: paragraphsOf(planned),
    });
    const nextRow = orderKeys(newId);
    for (const row of report ? reportRows(report) : []) {
      addReportRow(desk, id, { ...row, id: brand<RowId>(newId()), order: nextRow() });
    }
  }
}

function planAgenda(file: MeetingFile): readonly PlannedItem[] {
  const free = new Set(file.ceremonies);
  const take = (matches: (ceremony: FileCeremony) => boolean): FileCeremony | null => {
    const found = [...free].find(matches) ?? null;
    if (found) free.delete(found);
    return found;
  };
  const named = file.agenda.map((item) => ({
    item,
    ceremony: item.ceremony === null ? null : take(({ id }) => id === item.ceremony),
  }));
  const reportItem = file.agenda.find((item) => item.kind === 'work_report');
  const lastItem = file.agenda.findLast((item) => item.kind === 'closing') ?? file.agenda.at(-1);
  const planned = named.map(({ item, ceremony }) => ({
    item,
    ceremony: ceremony ?? take(({ kind }) => kind === item.kind),
    report: item === reportItem ? file.workReport : null,
    conclusions: item === lastItem ? file.conclusions : [],
  }));
  const unclaimed = [...free].map((ceremony) => ({ ...EMPTY, item: itemFor(ceremony), ceremony }));
  const report = file.workReport && !reportItem ? [{ ...EMPTY, item: REPORT_ITEM, report: file.workReport }] : [];
  const conclusions =
    lastItem || file.conclusions.length === 0 ? [] : [{ ...EMPTY, item: CLOSING_ITEM, conclusions: file.conclusions }];
  return [...planned, ...unclaimed, ...report, ...conclusions];
}

const EMPTY = { ceremony: null, report: null, conclusions: [] } as const;
const BARE_ITEM = {
  id: null,
  presenters: [],
  othersToo: false,
  plannedMinutes: null,
  ceremony: null,
  points: [],
  references: [],
} as const;
const REPORT_ITEM: FileItem = { ...BARE_ITEM, kind: 'work_report', title: '工作汇报' };
const CLOSING_ITEM: FileItem = { ...BARE_ITEM, kind: 'closing', title: '会议结束' };

function itemFor(ceremony: FileCeremony): FileItem {
  const title = ceremony.kind === 'signing' ? ceremony.document : ceremony.post;
  return { ...BARE_ITEM, id: ceremony.id, kind: ceremony.kind, title };
}

function presentersOf(item: FileItem, people: ReadonlyMap<string, Person>): readonly Presenter[] {
  return item.presenters.map((name) => {
    const person = people.get(name);
    return person
      ? { key: person.id, name, org: person.org, title: person.titles[0] ?? null }
      : { key: null, name, org: null, title: null };
  });
}

/** 等 is said in words: a speaker without a name would stand among the speakers as if it were one. */
function paragraphsOf({ item, report, conclusions }: PlannedItem): readonly string[] {
  return [
    ...item.points,
    ...(item.othersToo ? [`发言人：${item.presenters.join('、')}等`] : []),
    ...item.references.map((reference) => `引用：${reference}`),
    ...(report ? reportParagraphs(report) : []),
    ...conclusions,
  ];
}

function ceremonyOf(ceremony: FileCeremony): Ceremony {
  if (ceremony.kind === 'signing') {
    const { kind, document, outcome, term, witnesses } = ceremony;
    const parties = ceremony.parties.map(({ org, signatory, titleAsWritten }) => ({
      org,
      signatory,
      title: titleAsWritten,
    }));
    return { kind, document, parties, outcome, term, witnesses };
  }
  const { kind, appointee, post, letter, presentedBy, term } = ceremony;
  return { kind, appointee, post, letter, presentedBy, term };
}

/** What of a report is no row: which period it covers, and where the body is heading. */
function reportParagraphs({ period, direction }: FileReport): readonly string[] {
  const year = period.year === null ? '' : `${period.year}年`;
  const spans = [
    ...(period.done === null ? [] : [`${year}${period.done}工作汇报`]),
    ...(period.planned === null ? [] : [`${year}${period.planned}工作布置`]),
  ];
  const covered = spans.length > 0 ? spans.join('、') : year;
  return [...(covered === '' ? [] : [`汇报期间：${covered}`]), ...direction.map((line) => `发展方向：${line}`)];
}

type NewRow = Pick<ReportRow, 'owner' | 'done' | 'planned'>;

const REPORTED: ReadonlySet<string | null> = new Set(['done', 'in_progress', 'reported_h1']);

/** Committees, then publicity, then services to members; what was reported as done stands left, the rest right. */
function reportRows({ committees, publicity, memberServices }: FileReport): readonly NewRow[] {
  const placed = (text: string, status: string | null): Pick<NewRow, 'done' | 'planned'> =>
    REPORTED.has(status) ? { done: text, planned: '' } : { done: '', planned: text };
  return [
    ...committees.map(({ owner, h1, h2 }) => ({ owner, done: h1.join('；'), planned: h2.join('；') })),
    ...publicity.map(({ platform, action, owner, due, status, note }) => {
      const remarks = [...(due === null ? [] : [`期限：${due}`]), ...(note === null ? [] : [note])];
      const text = `${action ?? ''}${remarks.length > 0 ? `（${remarks.join('；')}）` : ''}`;
      const about = platform === null ? '宣传平台' : `宣传平台·${platform}`;
      return { owner: owner === null ? about : `${owner}·${about}`, ...placed(text, status) };
    }),
    ...memberServices.map(({ what, partner, status }) => {
      const isNamed = partner === null || what.includes(partner);
      return { owner: '会员服务', ...placed(isNamed ? what : `${what}（${partner}）`, status) };
    }),
  ];
}
