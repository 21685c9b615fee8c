// 分摊: what is too long is taken off the items still to come. First shown in their rows, then done, and it can be taken
// back as one.
import type { ItemId } from '../../shared/domain/ids.ts';
import { setItem } from '../../shared/doc/desk-agenda.ts';
import { MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Words } from '../i18n.svelte.ts';
import { spreadExcess } from '../state/agenda-plan.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { WorkspaceView } from '../state/workspace-view.svelte.ts';

export class Spreading {
  readonly #meeting: MeetingState;
  readonly #view: WorkspaceView;
  readonly #words: Words;
  readonly #excessMinutes: () => number;
  #isShown = $state(false);

  constructor(meeting: MeetingState, view: WorkspaceView, words: Words, excessMinutes: () => number) {
    this.#meeting = meeting;
    this.#view = view;
    this.#words = words;
    this.#excessMinutes = excessMinutes;
  }

  /** The lengths that would save the excess, as far as it can be saved; reactive. */
  get possible(): ReadonlyMap<ItemId, DurationMs> {
    return spreadExcess(this.#meeting.items, this.#meeting.progress, this.#excessMinutes() * MINUTE_MS);
  }

  /** What the rows show before it is done; null while nobody asked. */
  get preview(): ReadonlyMap<ItemId, DurationMs> | null {
    return this.#isShown ? this.possible : null;
  }

  /** How many minutes it would save in all. */
  get savedMinutes(): number {
    const { possible } = this;
    const before = this.#meeting.items.filter((item) => possible.has(item.id));
    const saved = before.reduce((sum, item) => sum + (item.plannedMs ?? 0) - (possible.get(item.id) ?? 0), 0);
    return Math.round(saved / MINUTE_MS);
  }

  show(): void {
    this.#isShown = true;
  }

  cancel(): void {
    this.#isShown = false;
  }

  apply(): void {
    const { desk, items } = this.#meeting;
    const shorter = this.possible;
    const before = items.filter((item) => shorter.has(item.id));
    const write = (lengths: ReadonlyMap<ItemId, DurationMs | null>): void =>
      desk.transact(() => {
        for (const { id } of before) setItem(desk, id, { plannedMs: lengths.get(id) ?? null });
      });
    this.#isShown = false;
    write(shorter);
    this.#view.offerUndo(this.#words.workspace.agenda.spreadDone, () =>
      write(new Map(before.map((item) => [item.id, item.plannedMs]))),
    );
  }
}
