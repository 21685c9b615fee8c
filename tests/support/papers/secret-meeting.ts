// A meeting out of a seed in whose every corner something internal is hidden: each secret is a word of its own that stands nowhere
// else, so that any file for the public can be searched for all of them. What is public has words of its own too, by which a test
// sees that it printed anything at all.
import type * as Y from 'yjs';
import { addItem, itemMinutes, removeItem, setItem } from '../../../shared/doc/desk-agenda.ts';
import { addDecision } from '../../../shared/doc/desk-decisions.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { addProgress } from '../../../shared/doc/desk-progress.ts';
import { addReportRow } from '../../../shared/doc/desk-report.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import type { Anchor } from '../../../shared/domain/anchor.ts';
import type { Ceremony, ItemKind } from '../../../shared/domain/agenda.ts';
import type {
  DecisionId,
  EventId,
  FileId,
  ItemId,
  MeetingId,
  RowId,
  TaskId,
  TopicId,
} from '../../../shared/domain/ids.ts';
import type { PersonKey } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { Planting, START, type PlantedItem } from './planting.ts';
import { fillIn, plantCorners, tellWordless } from './secret-corners.ts';
import { plantedFile, plantFiles, plantRecord, type PlantedFile } from './secret-record.ts';
import { linked, picture, write } from './secret-texts.ts';

const KINDS: readonly ItemKind[] = ['briefing', 'deliberation', 'discussion', 'work_report', 'signing', 'appointment'];
/** Stands on an internal item, whatever the seed. */
const INSIDE = 1;
/** Pictures beside internal words, and such that may be shown. */
interface Pictures {
  readonly beside: FileId;
  readonly open: FileId;
}

export interface SecretMeeting {
  readonly desk: (doc: Y.Doc) => void;
  readonly record: (doc: Y.Doc) => void;
  /** Filled as the two are written. */
  readonly secrets: ReadonlySet<string>;
  /** Those that stand in sections that somebody wrote, and in no word of them: a caption, an address, a picture. */
  readonly wordless: readonly string[];
  /** Of the notice alone. */
  readonly noticeOnly: ReadonlySet<string>;
  /** Why it is sealed all the same. */
  readonly reason: string;
  /** What the record tells of, with its bytes. */
  readonly files: readonly PlantedFile[];
}

export function secretMeeting(seed: number): SecretMeeting {
  const planting = new Planting(seed);
  const hidden = Array.from({ length: 7 }, (_, index) => index === INSIDE || planting.chance(0.35));
  const kinds = hidden.map((_, index) => (index < 2 ? 'deliberation' : planting.pick(KINDS)));
  const wordless = { title: planting.secret(), link: planting.secret(), picture: brand<FileId>(planting.secret()) };
  const items = hidden.map((isHidden, index) => ({
    // That there is one is internal too: what names it tells of it.
    id: brand<ItemId>(isHidden ? planting.secret() : `item${index}`),
    isHidden,
    kind: kinds[index] ?? 'briefing',
    told: index === INSIDE ? wordless : null,
  }));
  const pictures = { beside: brand<FileId>(`beside-${seed}`), open: brand<FileId>(`open-${seed}`) };
  const files = [
    plantedFile(pictures.beside, { kind: 'task', id: brand<TaskId>('t0') }, planting, false),
    plantedFile(wordless.picture, { kind: 'item', id: items[INSIDE]?.id ?? brand<ItemId>('none') }, planting, false),
    plantedFile(pictures.open, { kind: 'meeting' }, planting, true),
  ];
  return {
    ...{ secrets: planting.secrets, noticeOnly: planting.noticeOnly, wordless: Object.values(wordless), files },
    reason: planting.secret(),
    desk: (doc) => {
      facts(doc, planting);
      items.forEach((item, index) => plantItem(doc, { ...item, index }, planting, pictures));
      plantPart(doc, planting, items, pictures);
      plantGone(doc, planting);
      plantCorners(doc, planting, items, pictures);
      tellWordless(doc, planting, wordless, pictures);
      fillIn(doc, planting, items, wordless);
    },
    record: (doc) => {
      plantRecord(doc, planting, items);
      plantFiles(
        doc,
        files.map(({ file }) => file),
      );
    },
  };
}

function facts(doc: Y.Doc, planting: Planting): void {
  setFact(doc, 'title', planting.open('会议'));
  setFact(doc, 'organisation', planting.open('协会'));
  setFact(doc, 'bodyName', '常务理事会');
  setFact(doc, 'plannedStart', START);
  setFact(doc, 'plannedEnd', START + 120 * MINUTE_MS);
  setFact(doc, 'venue', planting.open('会议室'));
  setFact(doc, 'chair', '王坤泉');
  ['王坤泉', '李文静', '赵强'].forEach((name, index) =>
    addPerson(doc, {
      ...{ id: brand<PersonKey>(`p${index}`), name, org: planting.open('单位'), titles: ['常务理事'] },
      ...{ role: 'attending', order: `a${index}`, personId: null, note: planting.secret() },
    }),
  );
}

function plantItem(
  doc: Y.Doc,
  item: PlantedItem & { readonly index: number },
  planting: Planting,
  pictures: Pictures,
): void {
  const { id, isHidden, kind, told, index } = item;
  const word = (what: string): string => (isHidden ? planting.secret() : planting.open(what));
  const presenter = { key: null, name: word('人'), org: word('单位'), title: word('职务') };
  addItem(doc, {
    ...{ id, kind, title: told?.title ?? word('议题'), order: `b${index}`, presenters: [presenter] },
    // Where it comes from tells of other meetings and of what a body means to talk about.
    continues: { meetingId: brand<MeetingId>(planting.secret()), itemId: brand<ItemId>(planting.secret()) },
    ...{ topic: brand<TopicId>(planting.secret()), internal: isHidden },
  });
  if (kind === 'signing' || kind === 'appointment') setItem(doc, id, { ceremony: ceremonyOf(kind, word) });
  if (planting.chance(0.5)) setItem(doc, id, { proposal: word('议案') });
  if (kind === 'work_report') {
    const row = {
      id: brand<RowId>(isHidden ? planting.secret() : `row${index}`),
      owner: word('专家委'),
      done: word('已做'),
      planned: word('要做'),
    };
    addReportRow(doc, id, { ...row, order: 'a0' });
  }
  const minutes = itemMinutes(doc, id);
  if (minutes) write(minutes, planting, { isHidden, beside: pictures.beside });
  if (minutes && told) minutes.push([linked('附件', told.link), picture(told.picture, planting.secret())]);
  if (minutes && !isHidden)
    minutes.push([linked(planting.open('后面'), 'open'), picture(pictures.open, planting.open('照片'))]);
  plantOutcome(doc, item, index, planting);
  const at = START + index * 10 * MINUTE_MS;
  const event = (name: string): EventId => brand<EventId>(`${name}${index}`);
  const by = { by: planting.secret(), byName: planting.secret() };
  if (index === 6)
    addProgress(doc, event('off'), { kind: 'postpone', itemId: id, at, ...by, reason: planting.secret() });
  else addProgress(doc, event('start'), { kind: 'start', itemId: id, at, ...by });
}

/** A task and a decision of an item. */
function plantOutcome(doc: Y.Doc, { id: itemId, isHidden }: PlantedItem, index: number, planting: Planting): void {
  const word = (what: string): string => (isHidden ? planting.secret() : planting.open(what));
  const anchor = (): Anchor => ({
    ...{ itemId, from: planting.secret(), to: planting.secret(), quote: planting.secret() },
  });
  addTask(doc, {
    ...{
      id: brand<TaskId>(isHidden ? planting.secret() : `t${index}`),
      what: word('任务'),
      order: `a${index}`,
      itemId,
    },
    ...{ state: planting.chance(0.8) ? 'confirmed' : 'draft', due: null, dueText: word('时限') },
    owners: [{ key: 'k1', name: word('责任人'), lead: true }],
    supporters: [{ key: 'k2', name: word('配合人'), lead: false }],
    anchor: anchor(),
    reportLine: { ...anchor(), rowId: brand<RowId>(planting.secret()) },
  });
  addDecision(doc, {
    ...{ id: brand<DecisionId>(isHidden ? planting.secret() : `d${index}`), wording: word('决议'), itemId },
    ...{ outcome: 'adopted', motionId: null, order: `a${index}`, anchor: anchor() },
  });
}

/** What is below an internal item is internal, whatever it says of itself. */
function plantPart(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[], { beside }: Pictures): void {
  const parent = items[INSIDE];
  if (!parent) return;
  const part: PlantedItem = { id: brand<ItemId>(planting.secret()), isHidden: true, kind: 'briefing', told: null };
  addItem(doc, { ...{ id: part.id, kind: 'briefing', title: planting.secret(), order: 'a0' }, parentId: parent.id });
  const minutes = itemMinutes(doc, part.id);
  if (minutes) write(minutes, planting, { isHidden: true, beside });
  plantOutcome(doc, part, items.length, planting);
}

function ceremonyOf(kind: 'signing' | 'appointment', word: (what: string) => string): Ceremony {
  if (kind === 'appointment') {
    const [appointee, post, letter] = [word('受聘人'), word('顾问'), word('聘书')];
    return { kind, appointee, post, letter, presentedBy: word('颁发人'), term: word('期限') };
  }
  const party = () => ({ org: word('单位'), signatory: word('签字人'), title: word('职务') });
  const [document, term] = [word('协议'), word('期限')];
  return { kind, document, parties: [party(), party()], outcome: [word('约定')], term, witnesses: [word('见证')] };
}

/** What was on the agenda may have been internal: nobody can tell any more. */
function plantGone(doc: Y.Doc, planting: Planting): void {
  const id = brand<ItemId>(planting.secret());
  addItem(doc, { id, kind: 'briefing', title: planting.secret(), order: 'zz', minutes: [planting.secret()] });
  removeItem(doc, id);
  addTask(doc, {
    ...{ id: brand<TaskId>(planting.secret()), what: planting.secret(), order: 'zz', itemId: id },
    ...{ state: 'confirmed', due: null },
    ...{ owners: [{ key: 'k1', name: planting.secret(), lead: true }], supporters: [], dueText: planting.secret() },
  });
}
