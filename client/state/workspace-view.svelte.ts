// What of the workspace belongs to this page alone: which side is open, the last step that can be taken back, what is
// read out, where a finding leads. Nothing here is shared or kept.
import { getContext, setContext, tick } from 'svelte';
import { invariant } from '../../shared/lib/assert.ts';
import type { DecisionId, ItemId, PersonKey, RowId, TaskId } from '../../shared/domain/ids.ts';
import { WRITE_ON } from './write-on.ts';

export type SideTab = 'tasks' | 'decisions' | 'comments' | 'people' | 'files' | 'notes';

/** What the bar can open over the page. */
export type BarDialog =
  'begin' | 'template' | 'screen' | 'share' | 'adjourn' | 'archive' | 'keys' | 'facts' | 'details' | 'palette';

/** Something done that can be undone. */
export interface Offer {
  readonly message: string;
  /** Null where there is nothing to take back: it is only told. */
  readonly undo: (() => void) | null;
  /** The way back is gone: the bar was dismissed or another one took its place. */
  readonly onpassed?: () => void;
  /** A step of the meeting: no edit, so one's own undo does not know it. */
  readonly isStep?: true;
}

/** What Back restores, beside the place in the minutes. */
export interface Standing {
  readonly tab: SideTab;
  readonly task: TaskId | null;
  readonly drawer: 'none' | 'agenda' | 'side';
  readonly dialog: BarDialog | null;
}

/** What of an item's work report is open in place of its own fields: a row that is looked for, its tasks, the last meeting's. */
export type ReportPlace = { readonly kind: 'tasks' | 'before' } | { readonly kind: 'row'; readonly row: RowId };

/** The dialogs of the agenda. */
export type AgendaDialog =
  | { readonly kind: 'item'; readonly itemId: ItemId; readonly report?: ReportPlace }
  | { readonly kind: 'postpone' | 'remove'; readonly itemId: ItemId }
  | { readonly kind: 'recess' | 'log' | 'restore' | 'topics' };

/** Where an item is being written into the agenda: after one, or at its usual place. */
export interface InsertPlace {
  readonly after: ItemId | null;
}

export interface HeardLine {
  readonly id: number;
  readonly text: string;
}

/** What is said in one moment is all there when a screen reader comes to read it. */
const KEPT_LINES = 3;

/** How long a text may take to become one to write in. */
const EDITOR_FRAMES = 300;

/** What of the past is being looked at. */
export type Past = { readonly kind: 'item'; readonly itemId: ItemId } | { readonly kind: 'versions' };

export class WorkspaceView {
  #tab: SideTab = $state('tasks');
  #offer: Offer | null = $state.raw(null);
  #heard: readonly HeardLine[] = $state.raw([]);
  #openTask: TaskId | null = $state(null);
  #isFinding = $state(false);
  #drawer: 'none' | 'agenda' | 'side' = $state('none');
  #dialog: BarDialog | null = $state(null);
  #jumps = $state(0);
  #leaving: () => void = () => undefined;
  #agendaDialog: AgendaDialog | null = $state.raw(null);
  #inserting: InsertPlace | null = $state.raw(null);
  #past: Past | null = $state.raw(null);

  get tab(): SideTab {
    return this.#tab;
  }
  get offer(): Offer | null {
    return this.#offer;
  }
  /** Read out by screen readers, the newest last. */
  get heard(): readonly HeardLine[] {
    return this.#heard;
  }
  /** The task whose fields are open. */
  get openTask(): TaskId | null {
    return this.#openTask;
  }
  /** On narrow windows: which of the columns lies over the minutes. */
  get drawer(): 'none' | 'agenda' | 'side' {
    return this.#drawer;
  }

  /** The dialog of the bar that is open. */
  get dialog(): BarDialog | null {
    return this.#dialog;
  }
  /** Rises with each jump to another place in the minutes. */
  get jumps(): number {
    return this.#jumps;
  }

  ask(dialog: BarDialog): void {
    this.#dialog = dialog;
  }

  closeDialog(): void {
    this.#dialog = null;
  }

  /** Calls `leaving` before each jump, while the minutes still stand where they were read. */
  beforeJumps(leaving: () => void): void {
    this.#leaving = leaving;
  }

  /** As it was when one stood at another place. */
  stand({ tab, task, drawer, dialog }: Standing): void {
    this.#tab = tab;
    this.#openTask = task;
    this.#drawer = drawer;
    this.#dialog = dialog;
  }

  get agendaDialog(): AgendaDialog | null {
    return this.#agendaDialog;
  }
  get inserting(): InsertPlace | null {
    return this.#inserting;
  }

  openAgenda(dialog: AgendaDialog | null): void {
    this.#agendaDialog = dialog;
  }

  insertAt(place: InsertPlace | null): void {
    this.#inserting = place;
  }

  /** Whether the bar that finds and replaces is open. */
  get isFinding(): boolean {
    return this.#isFinding;
  }

  find(): void {
    this.#drawer = 'none';
    this.#isFinding = true;
  }

  endFind(): void {
    this.#isFinding = false;
  }

  /** The history that lies over the workspace. */
  get past(): Past | null {
    return this.#past;
  }

  openPast(past: Past): void {
    this.#past = past;
  }

  closePast(): void {
    this.#past = null;
  }

  show(tab: SideTab): void {
    this.#tab = tab;
    this.#drawer = 'side';
  }

  setTab(tab: SideTab): void {
    this.#tab = tab;
  }

  toggleDrawer(drawer: 'agenda' | 'side'): void {
    this.#drawer = this.#drawer === drawer ? 'none' : drawer;
  }

  closeDrawer(): void {
    this.#drawer = 'none';
  }

  /** Answers the offer, so that whoever made it can withdraw it. */
  offerUndo(message: string, undo: () => void, onpassed?: () => void): Offer {
    this.dismissOffer();
    const offer = { message, undo, ...(onpassed ? { onpassed } : {}) };
    this.#offer = offer;
    this.say(message);
    return offer;
  }

  /** Says something that the page itself does not show. */
  tell(message: string): void {
    this.dismissOffer();
    this.#offer = { message, undo: null };
    this.say(message);
  }

  /** As `offerUndo`, for a step of the meeting: Ctrl+Z takes it back until something is written. */
  offerStep(message: string, undo: () => void): void {
    this.dismissOffer();
    this.#offer = { message, undo, isStep: true };
    this.say(message);
  }

  takeOffer(): void {
    const offer = this.#offer;
    this.#offer = null;
    offer?.undo?.();
  }

  dismissOffer(): void {
    const offer = this.#offer;
    this.#offer = null;
    offer?.onpassed?.();
  }

  /** Nothing happens when another offer stands there by now. */
  withdraw(offer: Offer): void {
    if (this.#offer === offer) this.dismissOffer();
  }

  /** Each time is a line of its own: the same answer to a second press is heard too. */
  say(text: string): void {
    const id = (this.#heard.at(-1)?.id ?? 0) + 1;
    this.#heard = [...this.#heard, { id, text }].slice(-KEPT_LINES);
  }

  setOpenTask(id: TaskId | null): void {
    this.#openTask = id;
  }

  /** Brings an item's minutes into view, and its editor with it; the caret stays where it is. */
  approachItem(id: ItemId): void {
    this.#jump();
    document.getElementById(minutesPlace(id))?.scrollIntoView({ block: 'start' });
  }

  /** Brings an item's minutes into view and puts the caret at their end. */
  goToItem(id: ItemId): void {
    // At once, not gliding: the focus that follows would stop a glide half-way.
    this.approachItem(id);
    const jump = this.#jumps;
    let focused: Element | null = null;
    let frames = EDITOR_FRAMES;
    const write = (): void => {
      const now = document.activeElement;
      // What was pressed may be gone with the focus it had; whoever has gone elsewhere meanwhile stays there.
      focused ??= now;
      if (jump !== this.#jumps || (now !== focused && now !== document.body)) return;
      const place = document.getElementById(minutesPlace(id));
      const text = place?.querySelector('[contenteditable]');
      text?.dispatchEvent(new Event(WRITE_ON));
      // Editors are made as they come near, so the place may have shifted.
      if (text) place?.scrollIntoView();
      else if (frames--) requestAnimationFrame(write);
    };
    requestAnimationFrame(write);
  }

  #jump(): void {
    this.#leaving();
    this.closeDrawer();
    this.#jumps += 1;
  }

  /** Brings the line on which a task or a decision is written. */
  async writeLine(tab: 'tasks' | 'decisions'): Promise<void> {
    this.show(tab);
    await tick();
    document.querySelector<HTMLElement>('aside [role="tabpanel"] input')?.focus();
  }

  /** Opens a task in the side panel. */
  async goToTask(id: TaskId): Promise<void> {
    this.show('tasks');
    this.#openTask = id;
    await tick();
    bringIn(taskPlace(id));
  }

  /** Shows a decision in the side panel. */
  async goToDecision(id: DecisionId): Promise<void> {
    this.show('decisions');
    await tick();
    bringIn(decisionPlace(id));
  }

  /** Shows who is in the meeting in the side panel. */
  async goToPeople(): Promise<void> {
    this.show('people');
    await tick();
    document.querySelector<HTMLElement>('aside [role="tabpanel"] :is(input, button)')?.focus();
  }

  /** Shows a person in the side panel. */
  async goToPerson(id: PersonKey): Promise<void> {
    this.show('people');
    await tick();
    const row = document.querySelector(`[data-person="${id}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }
}

/** The id of the element that holds an item's minutes. */
export function minutesPlace(id: ItemId): string {
  return `minutes-${id}`;
}

/** Into view; the focus goes to what can be done there first. */
function bringIn(place: string): void {
  const row = document.getElementById(place);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>('textarea, button')?.focus({ preventScroll: true });
}

export function decisionPlace(id: DecisionId): string {
  return `decision-${id}`;
}

export function taskPlace(id: TaskId): string {
  return `task-${id}`;
}

const VIEW = Symbol('workspace view');

export function provideView(view: WorkspaceView): WorkspaceView {
  return setContext(VIEW, view);
}

export function useView(): WorkspaceView {
  const view = getContext<WorkspaceView | undefined>(VIEW);
  invariant(view, 'no workspace view in this context');
  return view;
}
