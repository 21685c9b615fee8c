// Looking for words through a whole meeting: what is sought, where it stands, which place is looked at. Asks the desk again
// whenever it changed, at most every moment, and keeps to the place one was at.
import * as Y from 'yjs';
import { findMatches, replaceMatches, type FindQuery, type FindScope, type Match } from '../../shared/doc/find.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';
import type { MeetingState } from './meeting.svelte.ts';

export const FIND_SCOPES: readonly FindScope[] = ['titles', 'minutes', 'tasks', 'decisions'];

/** After somebody typed, others' edits among them. */
const PAUSE_MS: DurationMs = 150;

/** Origin of what is replaced. */
const REPLACING = Symbol('replacing');

type Meeting = Pick<MeetingState, 'desk' | 'undoing' | 'composition' | 'access'>;

export class Finder {
  readonly #meeting: Meeting;
  readonly #device: Pick<Device, 'after'>;
  #query: FindQuery = $state.raw({
    ...{ words: '', matchesCase: false, foldsWidth: true },
    scopes: new Set<FindScope>(FIND_SCOPES),
  });
  #matches: readonly Match[] = $state.raw([]);
  #at = $state(0);
  #moves = $state(0);
  /** Where the place looked at begins, however the text before it changes. */
  #place: { readonly text: Y.Text; readonly start: Y.RelativePosition } | null = null;
  #cancel = (): void => undefined;

  constructor(meeting: Meeting, device: Pick<Device, 'after'>) {
    this.#meeting = meeting;
    this.#device = device;
  }

  get query(): FindQuery {
    return this.#query;
  }
  get matches(): readonly Match[] {
    return this.#matches;
  }
  get at(): number {
    return this.#at;
  }
  get current(): Match | null {
    return this.#matches[this.#at] ?? null;
  }
  /** How often one went to a place oneself: what others write moves nobody. */
  get moves(): number {
    return this.#moves;
  }
  get canWrite(): boolean {
    return this.#meeting.access === 'write';
  }
  /** An input method is at work: what stands on the page is not in the desk yet. */
  get isHeld(): boolean {
    return this.#meeting.composition.isHolding;
  }

  seek(change: Partial<FindQuery>): void {
    this.#query = { ...this.#query, ...change };
    this.#refresh();
    this.#moves += 1;
  }

  toggle(scope: FindScope): void {
    const scopes = new Set(this.#query.scopes);
    if (!scopes.delete(scope)) scopes.add(scope);
    this.seek({ scopes });
  }

  /** Round and round: behind the last comes the first. */
  step(by: 1 | -1): void {
    const count = this.#matches.length;
    if (count === 0) return;
    this.#goTo((this.#at + by + count) % count);
    this.#moves += 1;
  }

  /** Follows `desk` until the answer is called. */
  follow(desk: Y.Doc): () => void {
    const changed = (): void => {
      this.#cancel();
      this.#cancel = this.#device.after(PAUSE_MS, () => this.#refresh());
    };
    desk.on('update', changed);
    this.#refresh();
    return () => {
      this.#cancel();
      desk.off('update', changed);
    };
  }

  /** Replaces the place looked at and goes on to the next; answers how many were replaced. */
  replaceOne(words: string): number {
    const count = this.#replace(words, (current) => (current ? [current] : []));
    if (count > 0) this.#moves += 1;
    return count;
  }

  /** Every place, as one step to undo. */
  replaceAll(words: string): number {
    return this.#replace(words, () => this.#matches);
  }

  #replace(words: string, choose: (current: Match | null) => readonly Match[]): number {
    const { desk, undoing } = this.#meeting;
    if (!this.canWrite || this.isHeld) return 0;
    // As it is now, not as it was a moment ago.
    this.#refresh();
    const chosen = choose(this.current);
    if (chosen.length === 0) return 0;
    const [first] = chosen;
    undoing.separate();
    // Text alone that changes without an origin passes for tidying, which is nobody's edit to undo.
    undoing.track(REPLACING);
    replaceMatches(desk, chosen, words, REPLACING);
    undoing.separate();
    // On behind what was written: it may hold what is sought.
    if (first && chosen.length === 1) this.#mark(first.text, first.index + words.length);
    this.#refresh();
    return chosen.length;
  }

  #refresh(): void {
    this.#cancel();
    const { desk } = this.#meeting;
    this.#matches = findMatches(desk, this.#query);
    this.#goTo(this.#found(desk));
  }

  /** The first match from the remembered place on; 0 when its text holds none any more. */
  #found(desk: Y.Doc): number {
    if (this.#place === null) return 0;
    const { text } = this.#place;
    const start = Y.createAbsolutePositionFromRelativePosition(this.#place.start, desk)?.index ?? 0;
    const here = this.#matches.findIndex((match) => match.text === text && match.index >= start);
    if (here >= 0) return here;
    const last = this.#matches.findLastIndex((match) => match.text === text);
    if (last >= 0) return (last + 1) % this.#matches.length;
    return Math.min(this.#at, Math.max(0, this.#matches.length - 1));
  }

  #goTo(at: number): void {
    this.#at = at;
    const match = this.#matches[at];
    if (match) this.#mark(match.text, match.index);
  }

  #mark(text: Y.Text, index: number): void {
    this.#place = { text, start: Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length)) };
  }
}
