// A meeting out of a seed in whose every corner something internal is hidden: each secret is a word of its own that stands nowhere
// else, so that any file for the public can be searched for all of them. What is public has words of its own too, by which a test
// sees that it printed anything at all.
import * as Y from 'yjs';
import { addItem, itemMinutes, removeItem, setItem } from '../../../shared/doc/desk-agenda.ts';
import { setChairWords } from '../../../shared/doc/desk-chair.ts';
import { addThread } from '../../../shared/doc/desk-comments.ts';
import { addDecision } from '../../../shared/doc/desk-decisions.ts';
import { notesFragment, setFact } from '../../../shared/doc/desk-facts.ts';
import { addSection, sectionText, type DraftKind } from '../../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../../shared/doc/desk-papers.ts';
import { ARTICLE_DRAFT } from '../../../shared/doc/desk-article.ts';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { addProgress } from '../../../shared/doc/desk-progress.ts';
import { addReportRow } from '../../../shared/doc/desk-report.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import { seedParagraphs } from '../../../shared/doc/fragment.ts';
import { writeCheckOverride } from '../../../shared/doc/record-checks.ts';
import { writeFile } from '../../../shared/doc/record-files.ts';
import { addAttendance, addQuorumSeen, writeArrival } from '../../../shared/doc/record-room.ts';
import { writeTurn } from '../../../shared/doc/record-speakers.ts';
import type { Ceremony, ItemKind } from '../../../shared/domain/agenda.ts';
import type {
  CommentId,
  DecisionId,
  EventId,
  FileId,
  ItemId,
  PersonKey,
  RowId,
  SectionId,
  TaskId,
} from '../../../shared/domain/ids.ts';
import type { SectionKey } from '../../../shared/domain/minutes-draft.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { seeded } from '../seeded.ts';

const START = Date.UTC(2021, 3, 23, 6);
const KINDS: readonly ItemKind[] = ['briefing', 'deliberation', 'discussion', 'work_report', 'signing', 'appointment'];
const FILE = brand<FileId>('secret-picture');
const OPEN_FILE = brand<FileId>('open-picture');
/** Stands on an internal item, whatever the seed. */
const INSIDE = 1;

export interface SecretMeeting {
  readonly desk: (doc: Y.Doc) => void;
  readonly record: (doc: Y.Doc) => void;
  /** Filled as the two are written. */
  readonly secrets: ReadonlySet<string>;
  /** Those that stand in sections that somebody wrote, and in no word of them: a caption, an address, a picture. */
  readonly wordless: readonly string[];
}

class Planting {
  readonly secrets = new Set<string>();
  readonly #random: () => number;
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = seeded(seed + 1);
  }

  /** No two are part of one another, and no program breaks one. */
  secret(): string {
    const word = `SEC${this.#letters(this.#seed)}Q${this.#letters((this.#count += 1))}ZX`;
    this.secrets.add(word);
    return word;
  }

  open(what: string): string {
    return `公开${what}${this.upTo(900)}`;
  }

  upTo(count: number): number {
    return Math.floor(this.#random() * count);
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(of: readonly T[]): T {
    const found = of[this.upTo(of.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  #letters(number: number): string {
    return [...String(number)].map((digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '').join('');
  }
}

export function secretMeeting(seed: number): SecretMeeting {
  const planting = new Planting(seed);
  const hidden = Array.from({ length: 7 }, (_, index) => index === INSIDE || planting.chance(0.35));
  const kinds = hidden.map((_, index) => (index < 2 ? 'deliberation' : planting.pick(KINDS)));
  const wordless = { title: planting.secret(), link: planting.secret(), picture: brand<FileId>(planting.secret()) };
  const items = hidden.map((isHidden, index) => ({
    id: brand<ItemId>(`item${index}`),
    isHidden,
    kind: kinds[index] ?? 'briefing',
    told: index === INSIDE ? wordless : null,
  }));
  return {
    secrets: planting.secrets,
    wordless: Object.values(wordless),
    desk: (doc) => {
      facts(doc, planting);
      items.forEach((item, index) => plantItem(doc, item, index, planting));
      removedItem(doc, planting);
      around(doc, planting, items);
      tellWordless(doc, planting, wordless);
    },
    record: (doc) => {
      plantRecord(doc, planting, items);
      for (const id of [FILE, OPEN_FILE, wordless.picture]) plantFile(doc, id, planting);
    },
  };
}

interface Item {
  readonly id: ItemId;
  readonly isHidden: boolean;
  readonly kind: ItemKind;
  /** What sections that are open tell of it without a word. */
  readonly told: Wordless | null;
}

interface Wordless {
  readonly title: string;
  readonly link: string;
  readonly picture: FileId;
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

function plantItem(doc: Y.Doc, item: Item, index: number, planting: Planting): void {
  const { id, isHidden, kind, told } = item;
  const word = (what: string): string => (isHidden ? planting.secret() : planting.open(what));
  const presenter = { key: null, name: word('人'), org: word('单位'), title: word('职务') };
  addItem(doc, {
    ...{ id, kind, title: told?.title ?? word('议题'), order: `b${index}`, presenters: [presenter] },
    internal: isHidden,
  });
  if (kind === 'signing' || kind === 'appointment') setItem(doc, id, { ceremony: ceremonyOf(kind, word) });
  if (planting.chance(0.5)) setItem(doc, id, { proposal: word('议案') });
  if (kind === 'work_report') {
    const row = { id: brand<RowId>(`row${index}`), owner: word('专家委'), done: word('已做'), planned: word('要做') };
    addReportRow(doc, id, { ...row, order: 'a0' });
  }
  const minutes = itemMinutes(doc, id);
  if (minutes) write(minutes, planting, isHidden);
  if (minutes && told) minutes.push([linked('附件', told.link), picture(told.picture, planting.secret())]);
  addTask(doc, {
    ...{
      id: brand<TaskId>(`t${index}`),
      what: word('任务'),
      order: `a${index}`,
      itemId: id,
      state: 'confirmed',
      due: null,
    },
    ...{ owners: [{ key: 'k1', name: word('责任人'), lead: true }], dueText: word('时限') },
    supporters: [{ key: 'k2', name: word('配合人'), lead: false }],
    anchor: { itemId: id, from: '', to: '', quote: planting.secret() },
  });
  addDecision(doc, {
    ...{ id: brand<DecisionId>(`d${index}`), wording: word('决议'), itemId: id, outcome: 'adopted', motionId: null },
    ...{ order: `a${index}`, anchor: { itemId: id, from: '', to: '', quote: planting.secret() } },
  });
  addThread(doc, {
    ...{ id: brand<CommentId>(`c${index}`), anchor: { itemId: id, from: '', to: '', quote: planting.secret() } },
    ...{ text: planting.secret(), replacement: planting.secret(), at: START, by: 'u1', byName: planting.secret() },
  });
  const at = START + index * 10 * MINUTE_MS;
  const event = (name: string): EventId => brand<EventId>(`${name}${index}`);
  if (index === 6)
    addProgress(doc, event('off'), { kind: 'postpone', itemId: id, at, by: 'u1', reason: planting.secret() });
  else addProgress(doc, event('start'), { kind: 'start', itemId: id, at, by: 'u1' });
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

/** Open words with internal ones in the midst, in each kind of block. */
function write(text: Y.XmlFragment, planting: Planting, isHidden: boolean): void {
  const line = (name: string): Y.XmlElement => {
    const element = new Y.XmlElement(name);
    const words = new Y.XmlText();
    words.applyDelta([
      { insert: isHidden ? planting.secret() : planting.open('正文') },
      { insert: planting.secret(), attributes: { internal: {} } },
      ...(!isHidden && planting.chance(0.5) ? [{ insert: planting.open('后文') }] : []),
    ]);
    element.insert(0, [words]);
    return element;
  };
  const within = (...path: readonly string[]): Y.XmlElement =>
    path.toReversed().reduce<Y.XmlElement>((inner, name) => {
      const element = new Y.XmlElement(name);
      element.insert(0, [inner]);
      return element;
    }, line('paragraph'));
  const internalOnly = new Y.XmlElement('paragraph');
  const inside = new Y.XmlText();
  inside.applyDelta([{ insert: planting.secret(), attributes: { internal: {} } }]);
  internalOnly.insert(0, [inside]);
  const mention = new Y.XmlElement('mention');
  mention.setAttribute('key', 'p0');
  mention.setAttribute('label', planting.secret());
  internalOnly.insert(1, [mention]);
  text.insert(0, [
    line('paragraph'),
    line('heading'),
    within('bullet_list', 'list_item'),
    within('ordered_list', 'list_item'),
    within('blockquote'),
    within('table', 'table_row', 'table_cell'),
    internalOnly,
    picture(FILE, planting.secret()),
  ]);
}

function picture(fileId: FileId, alt: string): Y.XmlElement {
  const element = new Y.XmlElement('image');
  element.setAttribute('fileId', fileId);
  element.setAttribute('alt', alt);
  return element;
}

function linked(words: string, page: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  text.applyDelta([{ insert: words, attributes: { link: { href: `https://oa.example.org/${page}` } } }]);
  element.insert(0, [text]);
  return element;
}

/** In sections of both drafts, each in one of its own: no word of them tells anything. */
function tellWordless(doc: Y.Doc, planting: Planting, { title, link, picture: fileId }: Wordless): void {
  const told = [
    () => picture(OPEN_FILE, `${title}会上`),
    () => linked(planting.open('附件'), link),
    () => picture(fileId, ''),
  ];
  const tell = <Key extends string>(kind: DraftKind<Key>, keys: readonly Key[]): void =>
    keys.forEach((key, index) => {
      const id = brand<SectionId>(`wordless-${key}`);
      addSection(doc, kind, { id, key, base: planting.secret() });
      const what = told[index];
      if (what) sectionText(doc, id)?.push([what()]);
    });
  tell(MINUTES_DRAFT, ['opening', 'other', 'names']);
  tell(ARTICLE_DRAFT, ['lead', 'guests', 'close']);
}

/** What was on the agenda may have been internal: nobody can tell any more. */
function removedItem(doc: Y.Doc, planting: Planting): void {
  const id = brand<ItemId>('gone');
  addItem(doc, { id, kind: 'briefing', title: planting.secret(), order: 'zz', minutes: [planting.secret()] });
  removeItem(doc, id);
  addTask(doc, {
    ...{
      id: brand<TaskId>('gone-task'),
      what: planting.secret(),
      order: 'zz',
      itemId: id,
      state: 'confirmed',
      due: null,
    },
    ...{ owners: [{ key: 'k1', name: planting.secret(), lead: true }], supporters: [], dueText: planting.secret() },
  });
}

/** Notes, words for the chair, the draft. */
function around(doc: Y.Doc, planting: Planting, items: readonly Item[]): void {
  seedParagraphs(notesFragment(doc), [planting.secret(), planting.secret()]);
  setChairWords(doc, 'opening', planting.secret());
  items.forEach(({ id, isHidden }, index) => {
    if (!isHidden && planting.chance(0.5)) return;
    const key: SectionKey = `item-${id}`;
    for (const [name, kind] of [
      ['section', MINUTES_DRAFT],
      ['article', ARTICLE_DRAFT],
    ] as const) {
      const section = brand<SectionId>(`${name}${index}`);
      addSection(doc, kind, { id: section, key, base: planting.secret() });
      const text = sectionText(doc, section);
      if (text) write(text, planting, isHidden);
    }
  });
}

function plantRecord(doc: Y.Doc, planting: Planting, items: readonly Item[]): void {
  const event = (name: string): EventId => brand<EventId>(name);
  const entry = { at: START - MINUTE_MS, recordedAt: START - MINUTE_MS, by: planting.secret() };
  const key = (name: string): PersonKey => brand<PersonKey>(name);
  addAttendance(doc, event('in'), { ...entry, kind: 'in', key: key('p0'), via: 'clerk' });
  addAttendance(doc, event('in1'), { ...entry, kind: 'in', key: key('p1'), via: 'clerk' });
  const excuse = {
    kind: 'excused',
    key: key('p2'),
    via: 'clerk',
    reason: planting.secret(),
    proxy: key('p1'),
  } as const;
  addAttendance(doc, event('excused'), { ...entry, ...excuse });
  writeArrival(doc, { id: event('arrival'), name: planting.secret(), org: planting.secret(), at: START });
  writeTurn(doc, {
    ...{ id: event('turn'), itemId: items[1]?.id ?? null, key: null, name: planting.secret(), org: planting.secret() },
    ...{ allowedMs: null, askedAt: START, beganAt: START, endedAt: START + MINUTE_MS },
  });
  writeCheckOverride(doc, 'chair-missing:', {
    ...{ mark: planting.secret(), reason: planting.secret(), at: START, by: 'u1', byName: planting.secret() },
  });
  items.forEach(({ id }, index) => {
    const figures = { seats: 3, present: 2, proxies: 0, needed: 2, met: true };
    addQuorumSeen(doc, event(`start${index}`), {
      itemId: id,
      at: START,
      ...figures,
      keys: [key(`x${planting.secret()}`)],
    });
  });
}

function plantFile(doc: Y.Doc, id: FileId, planting: Planting): void {
  writeFile(doc, {
    ...{ id, name: `${planting.secret()}.png`, mediaType: 'image/png', sizeBytes: 10, digest: '0'.repeat(64) },
    ...{
      width: 4,
      height: 4,
      parent: { kind: 'meeting' },
      at: START,
      by: planting.secret(),
      byName: planting.secret(),
    },
  });
}
