// The draft of the formal minutes on this page: how it stands in the desk, what composing it again would change, and the steps
// that change it. What a person wrote is replaced only by `choose`; whatever is replaced can be brought back (`offer`).
import type * as Y from 'yjs';
import {
  addSection,
  readSections,
  sectionText,
  setSection,
  type DeskSection,
  type SectionPatch,
} from '../../shared/doc/desk-papers.ts';
import { readBlocks } from '../../shared/doc/fragment.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { MeetingId, SectionId } from '../../shared/domain/ids.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import type { SectionKey } from '../../shared/domain/minutes-draft.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import { draftChanges, inOrder, type DraftChange } from '../../shared/papers/draft-changes.ts';
import { minutesSections, minutesWords, type Section } from '../../shared/papers/minutes-sections.ts';
import { sectionForm } from '../../shared/papers/section-form.ts';
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
  readonly newId: () => string;
}

export interface MinutesDraftOptions {
  readonly meeting: DraftMeeting;
  readonly locale: () => Locale;
  /** IANA name of the zone in which the server prints. */
  readonly timeZone: () => string;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

/** `mine`: as it was edited; `new`: as it is composed now; `both`: one below the other, for a person to make one of them. */
export type Choice = 'mine' | 'new' | 'both';

/** What one must say to; the rest follows its sources by itself. */
export type OpenChange = Extract<DraftChange, { readonly kind: 'differs' | 'orphan' }>;

/** What was just done, and how to take it back. */
export interface DraftOffer {
  readonly kind: 'composed' | 'replaced' | 'joined' | 'kept' | 'removed' | 'returned';
  readonly count: number;
  readonly undo: (() => void) | null;
}

/** How a step was taken back: as it was; with what was written since below it; not at all, for what was written since. */
type Undo = () => 'returned' | 'joined' | 'kept';

interface Look {
  readonly snapshot: MeetingSnapshot;
  readonly fresh: readonly Section[];
  readonly sections: readonly DeskSection[];
}

/** Steps of the page itself, which Ctrl+Z passes over: they are taken back as a whole. */
const COMPOSED = 'composed';
/** Texts are read again when nobody has typed for this long. */
const SETTLED_MS: DurationMs = 400;

export class MinutesDraft {
  readonly #options: MinutesDraftOptions;
  #look: Look | null = $state.raw(null);
  #offer: DraftOffer | null = $state.raw(null);
  #cancel: () => void = () => undefined;

  constructor(options: MinutesDraftOptions) {
    this.#options = options;
  }

  /** Null before the first look. */
  get snapshot(): MeetingSnapshot | null {
    return this.#look?.snapshot ?? null;
  }

  /** In which it is written: once begun, no more in whichever the page of whoever looks at it is shown. */
  get language(): Locale {
    return languageOf(this.#sections) ?? this.#options.locale();
  }

  /** Whether somebody began it. */
  get isBegun(): boolean {
    return this.#sections.length > 0;
  }

  /** In the order in which they are printed, each with the doubles behind it that hold somebody's words; removed ones left out. */
  get sections(): readonly DeskSection[] {
    const standing = this.#sections.filter((section) => !section.removed && !isRepetition(section));
    const order = inOrder(
      this.fresh.map(({ key }) => key),
      standing.map(({ key }) => key),
    );
    return order.flatMap((key) => standing.filter((section) => section.key === key));
  }

  /** Taken out by somebody, and nothing else of their key stands. */
  get removed(): readonly DeskSection[] {
    return this.#sections.filter(({ removed, isDouble }) => removed && !isDouble);
  }

  /** As it would be composed now. */
  get fresh(): readonly Section[] {
    return this.#look?.fresh ?? [];
  }

  get changes(): readonly DraftChange[] {
    return this.isBegun
      ? draftChanges(
          this.fresh,
          this.#sections.filter(({ isDouble }) => !isDouble),
        )
      : [];
  }

  get open(): readonly OpenChange[] {
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
    const soon = (): void => {
      this.#cancel();
      this.#cancel = this.#options.after(SETTLED_MS, () => this.look());
      changed();
    };
    /** A section that came, went or was taken out is seen at once: its editor must come or go with it. */
    const now = (events: readonly { readonly path: readonly unknown[] }[]): void => {
      if (events.some(({ path }) => path.length <= 1)) this.look();
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
    const { meeting, timeZone } = this.#options;
    const { desk, record, version } = meeting;
    const snapshot = buildSnapshot({ desk, record, version, meetingId: meeting.id, audience: 'internal' });
    const sections = readSections(desk);
    const locale = languageOf(sections) ?? this.#options.locale();
    const fresh = minutesSections(snapshot, { locale, timeZone: timeZone() });
    this.#look = { snapshot, fresh, sections };
  }

  /** Begins the draft, or lets what nobody touched follow its sources. What somebody edited stays and is in `open`. */
  compose(): void {
    this.#dropDoubles();
    this.look();
    const isFirst = !this.isBegun;
    const changes = isFirst
      ? this.fresh.map(({ key, blocks }): DraftChange => ({ kind: 'new', key, blocks }))
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
  choose(change: OpenChange, choice: Choice): void {
    this.#dropDoubles();
    const section = this.#counted(change.key);
    if (section === null) return;
    if (change.kind === 'orphan') this.#chooseOrphan(section, choice);
    else {
      if (choice === 'new') this.#write(section.id, change.blocks);
      if (choice === 'both') this.#write(section.id, joined(section.blocks, change.blocks));
      this.#patch(section.id, { base: sectionForm(change.blocks) });
    }
    const undo = this.#undoOf(section, choice === 'new' ? 'joined' : 'kept');
    this.look();
    const kind =
      choice === 'mine' ? 'kept' : choice === 'both' ? 'joined' : change.kind === 'orphan' ? 'removed' : 'replaced';
    this.#offer = { kind, count: 1, undo: () => this.#takeBack([undo]) };
  }

  remove(section: DeskSection): void {
    this.#dropDoubles();
    this.#patch(section.id, { removed: true });
    this.look();
    this.#offer = {
      kind: 'removed',
      count: 1,
      undo: () => this.#takeBack([() => this.#restored(section.id, { removed: false })]),
    };
  }

  bringBack(section: DeskSection): void {
    this.#patch(section.id, { removed: false });
    this.look();
    this.#offer = { kind: 'returned', count: 1, undo: null };
  }

  get #sections(): readonly DeskSection[] {
    return this.#look?.sections ?? [];
  }

  #counted(key: SectionKey): DeskSection | null {
    return readSections(this.#options.meeting.desk).find((section) => section.key === key && !section.isDouble) ?? null;
  }

  /** Answers what takes it back. */
  #apply(change: Exclude<DraftChange, OpenChange>): readonly Undo[] {
    const { meeting } = this.#options;
    if (change.kind === 'new') {
      const id = brand<SectionId>(meeting.newId());
      this.#silently(() => {
        addSection(meeting.desk, { id, key: change.key, base: sectionForm(change.blocks) });
        this.#write(id, change.blocks);
      });
      return [() => this.#withdrawn(id)];
    }
    const section = this.#counted(change.key);
    if (section === null) return [];
    if (change.kind === 'gone') {
      this.#patch(section.id, { removed: true });
      return [() => this.#restored(section.id, { removed: false })];
    }
    if (change.kind === 'follow') this.#silently(() => this.#write(section.id, change.blocks));
    this.#patch(section.id, { base: sectionForm(change.blocks) });
    return change.kind === 'settled' ? [] : [this.#undoOf(section, 'kept')];
  }

  /** Kept = asked about no more; whoever wants it gone takes it out. */
  #chooseOrphan(section: DeskSection, choice: Choice): void {
    this.#patch(section.id, choice === 'mine' ? { base: '' } : { removed: true });
  }

  /**
   * Asked for once the step is done: brings a section back to what it was before. What somebody has written in it since stays:
   * below the words that were replaced, or, where none of anybody's were, instead of what was there (`kept`).
   */
  #undoOf({ id, blocks, base, removed }: DeskSection, since: 'joined' | 'kept'): Undo {
    const left = this.#formOf(id);
    return () => {
      const now = this.#blocksOf(id);
      if (now === null) return 'returned';
      const isTouched = sectionForm(now) !== left;
      if (left === sectionForm(blocks)) return this.#restored(id, { base, removed });
      if (isTouched && since === 'kept') return 'kept';
      this.#silently(() => this.#write(id, isTouched ? joined(blocks, now) : blocks));
      // Of both together one asks no more.
      return isTouched ? 'joined' : this.#restored(id, { base, removed });
    };
  }

  #restored(id: SectionId, patch: SectionPatch): 'returned' {
    this.#patch(id, patch);
    return 'returned';
  }

  /** Not what somebody has written in since. */
  #withdrawn(id: SectionId): 'returned' | 'kept' {
    const section = readSections(this.#options.meeting.desk).find((each) => each.id === id);
    if (section !== undefined && sectionForm(section.blocks) !== section.base) return 'kept';
    return this.#restored(id, { removed: true });
  }

  #blocksOf(id: SectionId): readonly Block[] | null {
    const text = sectionText(this.#options.meeting.desk, id);
    return text === null ? null : readBlocks(text);
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
    for (const { id } of readSections(this.#options.meeting.desk).filter(isRepetition))
      this.#patch(id, { removed: true });
  }

  #write(id: SectionId, blocks: readonly Block[]): void {
    const { desk, undoing } = this.#options.meeting;
    const text = sectionText(desk, id);
    if (text !== null) restoreText(text, sectionNode(blocks), undoing);
  }

  #patch(id: SectionId, patch: SectionPatch): void {
    this.#silently(() => setSection(this.#options.meeting.desk, id, patch));
  }

  #silently(task: () => void): void {
    this.#options.meeting.desk.transact(task, COMPOSED);
  }
}

/** Of two that were composed at once, the one that nobody touched. */
function isRepetition({ isDouble, removed, blocks, base }: DeskSection): boolean {
  return isDouble && !removed && sectionForm(blocks) === base;
}

/** As its opening was composed: the sentence that leads over to the matters is the same in all minutes of a language. */
export function languageOf(sections: readonly DeskSection[]): Locale | null {
  const opening = sections.find(({ key, base }) => key === 'opening' && base !== '');
  if (opening === undefined) return null;
  const nothing = minutesWords('zh-CN').opening({ when: '', chair: '', venue: '', name: '', acts: '', quorum: '' });
  const leadOver = /[^。]+$/u.exec(nothing)?.[0] ?? nothing;
  return opening.base.includes(leadOver) ? 'zh-CN' : 'en';
}

/** What was written, then what is new, without a second heading of the same words. */
function joined(mine: readonly Block[], composed: readonly Block[]): readonly Block[] {
  const [first, ...rest] = composed;
  const isSaid = first?.kind === 'heading' && mine.some((block) => sectionForm([block]) === sectionForm([first]));
  return [...mine, ...(isSaid ? rest : composed)];
}
