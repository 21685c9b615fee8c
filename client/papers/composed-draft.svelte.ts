// A draft that is composed of a meeting and written on by people: how it stands in the desk, what composing it again would change,
// and the steps that change it. What a person wrote is replaced only by `choose`; whatever is replaced can be brought back
// (`offer`). Which sections it has, and how they are composed, is its own (minutes-draft, article-draft).
import type * as Y from 'yjs';
import {
  addSection,
  isAsComposed,
  readSections,
  sectionText,
  setSection,
  type DeskSection,
  type DraftKind,
  type SectionPatch,
} from '../../shared/doc/desk-draft.ts';
import {
  noteWriting,
  settleWritings,
  tornSections,
  touchesDrafts,
  type WritingKind,
} from '../../shared/doc/desk-writings.ts';
import { readBlocks } from '../../shared/doc/fragment.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { Drafted } from '../../shared/domain/drafted.ts';
import type { MeetingId, SectionId } from '../../shared/domain/ids.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import { sectionForm } from '../../shared/domain/section-form.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import { draftChanges, type DraftChange } from '../../shared/papers/draft-changes.ts';
import { restoreText } from '../editor/restore-text.ts';
import type { DeskUndo } from '../state/desk-undo.ts';
import { sectionNode } from './section-node.ts';

/** As much of an open meeting as a draft needs. */
export interface DraftMeeting {
  readonly id: MeetingId;
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly version: number;
  readonly undoing: DeskUndo;
  readonly access: 'write' | 'read';
  readonly newId: () => string;
}

/** What tells one draft from another. */
interface DraftOptions<Key extends string, Fresh extends Drafted<Key>> {
  readonly meeting: DraftMeeting;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
  readonly kind: DraftKind<Key>;
  /** As it would be composed now, beside what stands. */
  readonly compose: (snapshot: MeetingSnapshot, standing: readonly DeskSection<Key>[]) => readonly Fresh[];
  /** In which sections are printed, of those composed and those that stand. */
  readonly order: (fresh: readonly Key[], standing: readonly Key[]) => readonly Key[];
}

/** `mine`: as it was edited; `new`: as it is composed now; `both`: one below the other, for a person to make one of them. */
export type Choice = 'mine' | 'new' | 'both';

/** What one must say to; the rest follows its sources by itself. */
export type OpenChange<Key extends string = string> = Extract<
  DraftChange<Key>,
  { readonly kind: 'differs' | 'orphan' }
>;

/** What was just done, and how to take it back. */
export interface DraftOffer {
  readonly kind: 'composed' | 'replaced' | 'joined' | 'kept' | 'removed' | 'dropped' | 'followed' | 'returned';
  readonly count: number;
  readonly undo: (() => void) | null;
}

/** How a step was taken back: as it was; with what was written since below it; not at all, for what was written since. */
type Undo = () => 'returned' | 'joined' | 'kept';

/** How an open question is answered. */
export interface DraftAnswers {
  choose(change: OpenChange, choice: Choice): void;
}

interface Look<Key extends string, Fresh extends Drafted<Key>> {
  readonly snapshot: MeetingSnapshot;
  readonly fresh: readonly Fresh[];
  readonly sections: readonly DeskSection<Key>[];
  /** That somebody must look at whatever it was composed with. */
  readonly torn: ReadonlySet<SectionId>;
}

/** How a section read, and what it was composed with. */
interface State {
  readonly form: string;
  readonly base: string;
}

/** What is noted of a writing. */
interface Noted {
  readonly base: string;
  readonly kind: WritingKind;
}

/** An answer that one's own key for undo takes back and brings again: the words alone, so what they rest on is put beside them. */
interface Answer {
  readonly before: State;
  readonly after: State;
  readonly at: 'before' | 'after';
}

/** Steps of the page itself, which Ctrl+Z passes over: they are taken back as a whole. */
const COMPOSED = 'composed';
/** Texts are read again when nobody has typed for this long. */
const SETTLED_MS: DurationMs = 400;

export class ComposedDraft<Key extends string, Fresh extends Drafted<Key>> {
  readonly #options: DraftOptions<Key, Fresh>;
  readonly #answers = new Map<SectionId, Answer>();
  #look: Look<Key, Fresh> | null = $state.raw(null);
  #offer: DraftOffer | null = $state.raw(null);
  #cancel: () => void = () => undefined;

  constructor(options: DraftOptions<Key, Fresh>) {
    this.#options = options;
  }

  /** Null before the first look. */
  get snapshot(): MeetingSnapshot | null {
    return this.#look?.snapshot ?? null;
  }

  /** Whether somebody began it. */
  get isBegun(): boolean {
    return this.standing.length > 0;
  }

  /** In the order in which they are printed, each with the doubles behind it that hold somebody's words; removed ones left out. */
  get sections(): readonly DeskSection<Key>[] {
    const standing = this.standing.filter((section) => !section.removed && !isRepetition(section));
    const order = this.#options.order(
      this.fresh.map(({ key }) => key),
      standing.map(({ key }) => key),
    );
    return order.flatMap((key) => standing.filter((section) => section.key === key));
  }

  /** Taken out by somebody, and nothing else of their key stands. */
  get removed(): readonly DeskSection<Key>[] {
    return this.standing.filter(({ removed, isDouble }) => removed && !isDouble);
  }

  /** As it would be composed now. */
  get fresh(): readonly Fresh[] {
    return this.#look?.fresh ?? [];
  }

  get changes(): readonly DraftChange<Key>[] {
    return this.isBegun
      ? draftChanges(
          this.fresh,
          this.standing.filter(({ isDouble }) => !isDouble).map((section) => this.#asked(section)),
        )
      : [];
  }

  get open(): readonly OpenChange<Key>[] {
    return this.changes.filter((change) => change.kind === 'differs' || change.kind === 'orphan');
  }

  /** How many sections follow their sources without a question. */
  get following(): number {
    return this.changes.filter(({ kind }) => kind === 'new' || kind === 'follow' || kind === 'gone').length;
  }

  get offer(): DraftOffer | null {
    return this.#offer;
  }

  dismiss(): void {
    this.#offer = null;
  }

  /** Follows the two documents until told to stop; `changed` hears of whatever a paper may show. */
  follow(changed: () => void = () => undefined): () => void {
    const { desk, record } = this.#options.meeting;
    const papers = desk.getMap('papers');
    const soon = (...[, , , change]: readonly [Uint8Array, unknown, Y.Doc, Y.Transaction]): void => {
      // What several have written at once is put right before anybody reads it.
      if (touchesDrafts(desk, change)) this.#settle();
      // At once, since a page may be closed before it reads again.
      this.#heedUndo();
      this.#cancel();
      this.#cancel = this.#options.after(SETTLED_MS, () => this.look());
      changed();
    };
    /** A section that came, went or was taken out is seen at once: its editor must come or go with it. */
    const now = (events: readonly { readonly path: readonly unknown[] }[]): void => {
      if (events.some(({ path }) => path.length <= 1)) this.#see();
    };
    papers.observeDeep(now);
    desk.on('update', soon);
    record.on('update', soon);
    this.look();
    return () => {
      this.#cancel();
      papers.unobserveDeep(now);
      desk.off('update', soon);
      record.off('update', soon);
    };
  }

  look(): void {
    this.#settle();
    this.#see();
  }

  #see(): void {
    this.#heedUndo();
    const { desk, record, version, id } = this.#options.meeting;
    const snapshot = buildSnapshot({ desk, record, version, meetingId: id, audience: 'internal' });
    const sections = this.#read();
    this.#look = { snapshot, fresh: this.#options.compose(snapshot, sections), sections, torn: tornSections(desk) };
  }

  /** Begins the draft, or lets what nobody touched follow its sources. What somebody edited stays and is in `open`. */
  compose(): void {
    this.#dropDoubles();
    this.look();
    const isFirst = !this.isBegun;
    const changes = isFirst
      ? this.fresh.map(({ key, blocks }): DraftChange<Key> => ({ kind: 'new', key, blocks }))
      : this.changes;
    const undos: Undo[] = [];
    let count = 0;
    for (const change of changes) {
      if (change.kind === 'differs' || change.kind === 'orphan') continue;
      if (change.kind !== 'settled') count += 1;
      undos.push(...this.#apply(change));
    }
    this.look();
    const isBack = undos.length > 0 && !isFirst;
    this.#offer = { kind: 'composed', count, undo: isBack ? () => this.#takeBack(undos) : null };
  }

  /** Answers an open question; words marked by hand are never lost: `undo` brings the section back as it was. */
  choose(change: OpenChange<Key>, choice: Choice): void {
    this.#dropDoubles();
    const section = this.#counted(change.key);
    if (section === null) return;
    if (change.kind === 'orphan') this.#chooseOrphan(section, choice);
    else {
      const blocks =
        choice === 'new' ? change.blocks : choice === 'both' ? joined(section.blocks, change.blocks) : null;
      const base = sectionForm(change.blocks);
      const kind = choice === 'mine' ? 'kept' : choice === 'new' ? 'composed' : 'returned';
      this.#rewrite(section.id, { base, kind }, () => blocks !== null && this.#write(section.id, blocks));
      if (blocks !== null) this.#noteAnswer(section, base);
    }
    const undo = this.#undoOf(section, choice === 'new' ? 'joined' : 'kept', (task) => task());
    this.look();
    const kind =
      choice === 'mine' ? 'kept' : choice === 'both' ? 'joined' : change.kind === 'orphan' ? 'removed' : 'replaced';
    this.#offer = { kind, count: 1, undo: () => this.#takeBack([undo]) };
  }

  remove(section: DeskSection<Key>): void {
    this.takeOut([section], 'removed');
  }

  bringBack(section: DeskSection<Key>): void {
    this.#patch(section.id, { removed: false });
    this.look();
    this.#offer = { kind: 'returned', count: 1, undo: null };
  }

  /** As they stand in the desk, removed ones and doubles too. */
  protected get standing(): readonly DeskSection<Key>[] {
    return this.#look?.sections ?? [];
  }

  /** A section of its own, which reads as it is composed. */
  protected begin(key: Key, blocks: readonly Block[]): SectionId {
    const { meeting, kind } = this.#options;
    const id = brand<SectionId>(meeting.newId());
    this.#silently(() => {
      addSection(meeting.desk, kind, { id, key, base: sectionForm(blocks) });
      this.#write(id, blocks);
    });
    return id;
  }

  /** In one step, which is taken back as one. */
  protected takeOut(sections: readonly DeskSection<Key>[], kind: DraftOffer['kind']): void {
    this.#dropDoubles();
    for (const { id } of sections) this.#patch(id, { removed: true });
    this.look();
    const undos = sections.map(
      ({ id }) =>
        () =>
          this.#restored(id, { removed: false }),
    );
    this.#offer = { kind, count: sections.length, undo: () => this.#takeBack(undos) };
  }

  /** Nobody's words are in it. */
  protected renew({ id, base, removed }: DeskSection<Key>, blocks: readonly Block[]): void {
    const form = sectionForm(blocks);
    if (form === base && !removed) return;
    this.#rewrite(id, { base: form, kind: 'composed' }, () => this.#silently(() => this.#write(id, blocks)));
    if (removed) this.#patch(id, { removed: false });
  }

  #read(): readonly DeskSection<Key>[] {
    return readSections(this.#options.meeting.desk, this.#options.kind);
  }

  #counted(key: Key): DeskSection<Key> | null {
    return this.#read().find((section) => section.key === key && !section.isDouble) ?? null;
  }

  /** Answers what takes it back. */
  #apply(change: Exclude<DraftChange<Key>, OpenChange<Key>>): readonly Undo[] {
    if (change.kind === 'new') {
      const id = this.begin(change.key, change.blocks);
      return [() => this.#withdrawn(id)];
    }
    const section = this.#counted(change.key);
    if (section === null) return [];
    if (change.kind === 'gone') {
      this.#patch(section.id, { removed: true });
      return [() => this.#restored(section.id, { removed: false })];
    }
    const base = sectionForm(change.blocks);
    if (change.kind === 'settled') this.#rewrite(section.id, { base, kind: 'kept' });
    else {
      const write = (): void => this.#silently(() => this.#write(section.id, change.blocks));
      this.#rewrite(section.id, { base, kind: 'composed' }, write);
    }
    return change.kind === 'settled' ? [] : [this.#undoOf(section, 'kept', (task) => this.#silently(task))];
  }

  /** What it was composed with is noted behind what is written: whoever sees the one has the other. */
  #rewrite(id: SectionId, noted: Noted, write?: () => unknown): void {
    this.#answers.delete(id);
    this.#note(id, noted, write);
  }

  #note(id: SectionId, noted: Noted, write?: () => unknown): void {
    noteWriting(this.#options.meeting.desk, id, { ...noted, origin: COMPOSED }, write);
  }

  /** By whoever may write: it is the same whoever does it. */
  #settle(): void {
    const { desk, access } = this.#options.meeting;
    if (access === 'write') settleWritings(desk, COMPOSED);
  }

  /** What several have torn is asked about, as though somebody had written it. */
  #asked(section: DeskSection<Key>): DeskSection<Key> {
    return this.#look?.torn.has(section.id) === true ? { ...section, base: `${section.base}\n` } : section;
  }

  #noteAnswer({ id, blocks, base }: DeskSection<Key>, newBase: string): void {
    const before = { form: sectionForm(blocks), base };
    const after = { form: this.#formOf(id) ?? '', base: newBase };
    if (before.form !== after.form) this.#answers.set(id, { before, after, at: 'after' });
  }

  /** Where one's own key has taken an answer back, the question is open again; where it has brought it again, it is not. */
  #heedUndo(): void {
    if (this.#answers.size === 0) return;
    for (const section of this.#read()) {
      const answer = this.#answers.get(section.id);
      if (answer === undefined) continue;
      const to = answer.at === 'after' ? 'before' : 'after';
      if (sectionForm(section.blocks) !== answer[to].form) continue;
      this.#answers.set(section.id, { ...answer, at: to });
      // Unless it was composed or answered anew meanwhile.
      if (section.base === answer[answer.at].base) this.#patch(section.id, { base: answer[to].base });
    }
  }

  /** Kept = asked about no more; whoever wants it gone takes it out. */
  #chooseOrphan(section: DeskSection<Key>, choice: Choice): void {
    this.#patch(section.id, choice === 'mine' ? { base: '' } : { removed: true });
  }

  /**
   * Asked for once the step is done: brings a section back to what it was before. What somebody has written in it since stays:
   * below the words that were replaced, or, where none of anybody's were, instead of what was there (`kept`). `written`: as the
   * step itself was, so that one's own key for undo takes both back or passes over both.
   */
  #undoOf(
    { id, blocks, base, removed }: DeskSection<Key>,
    since: 'joined' | 'kept',
    written: (task: () => void) => void,
  ): Undo {
    const left = this.#formOf(id);
    const before = sectionForm(blocks);
    return () => {
      const now = this.#blocksOf(id);
      if (now === null) return 'returned';
      const isTouched = sectionForm(now) !== left;
      // Nothing was written, or one's own key has brought it back already.
      if (left === before || sectionForm(now) === before) return this.#restored(id, { base, removed });
      if (isTouched && since === 'kept') return 'kept';
      const kind = isTouched || before !== base ? 'returned' : 'composed';
      // Of both together one asks no more.
      this.#note(id, { base: isTouched ? this.#baseOf(id) : base, kind }, () =>
        written(() => this.#write(id, isTouched ? joined(blocks, now) : blocks)),
      );
      return isTouched ? 'joined' : this.#restored(id, { removed });
    };
  }

  #restored(id: SectionId, patch: SectionPatch): 'returned' {
    this.#patch(id, patch);
    return 'returned';
  }

  /** Not what somebody has written in since. */
  #withdrawn(id: SectionId): 'returned' | 'kept' {
    const section = this.#read().find((each) => each.id === id);
    if (section !== undefined && sectionForm(section.blocks) !== section.base) return 'kept';
    return this.#restored(id, { removed: true });
  }

  #blocksOf(id: SectionId): readonly Block[] | null {
    const text = sectionText(this.#options.meeting.desk, id);
    return text === null ? null : readBlocks(text);
  }

  #baseOf(id: SectionId): string {
    return this.#read().find((section) => section.id === id)?.base ?? '';
  }

  #formOf(id: SectionId): string | null {
    const blocks = this.#blocksOf(id);
    return blocks === null ? null : sectionForm(blocks);
  }

  /** Says where it could not bring back all as it was. */
  #takeBack(undos: readonly Undo[]): void {
    const ends = undos.toReversed().map((undo) => undo());
    const kind = ends.find((end) => end !== 'returned');
    const count = ends.filter((end) => end === kind).length;
    this.#offer = kind === undefined ? null : { kind, count, undo: null };
    this.look();
  }

  /** Before anything is taken out, so that no repetition steps into its place. */
  #dropDoubles(): void {
    for (const { id } of this.#read().filter(isRepetition)) this.#patch(id, { removed: true });
  }

  #write(id: SectionId, blocks: readonly Block[]): void {
    const { desk, undoing } = this.#options.meeting;
    const text = sectionText(desk, id);
    if (text !== null) restoreText(text, sectionNode(blocks), undoing);
  }

  #patch(id: SectionId, { base, removed }: SectionPatch): void {
    if (base !== undefined && base !== this.#baseOf(id)) this.#note(id, { base, kind: 'kept' });
    if (removed !== undefined) this.#silently(() => setSection(this.#options.meeting.desk, id, { removed }));
  }

  #silently(task: () => void): void {
    this.#options.meeting.desk.transact(task, COMPOSED);
  }
}

/** Of two that were composed at once, the one that nobody touched. */
function isRepetition(section: DeskSection): boolean {
  return section.isDouble && !section.removed && isAsComposed(section);
}

/** What was written, then what is new, without a second heading of the same words. */
function joined(mine: readonly Block[], composed: readonly Block[]): readonly Block[] {
  const [first, ...rest] = composed;
  const isSaid = first?.kind === 'heading' && mine.some((block) => sectionForm([block]) === sectionForm([first]));
  return [...mine, ...(isSaid ? rest : composed)];
}
