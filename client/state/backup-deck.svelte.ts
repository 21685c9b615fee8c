// What a display of the hall is led through by hand while the server is away: the pages it was sent, kept like its last
// picture. Nothing of it is seen until somebody at the hall's computer presses a key, and nothing once the server is back.
import type { Scene } from '../../shared/domain/scene.ts';
import { DECK_VERSION, type ScreenDeck } from '../../shared/protocol/screen-deck.ts';
import { isStamped, placeOf, ScreenMemory } from './screen-memory.ts';
import { MINUTE_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';

export type DeckStep = 'on' | 'back' | 'leave' | 'practise';

type DeckMemory = Pick<ScreenMemory<ScreenDeck>, 'recall' | 'keep' | 'forget'>;

export class BackupDeck {
  readonly #memory: DeckMemory;
  readonly #device: Pick<Device, 'after'>;
  #cancel: () => void = () => undefined;
  #pages = $state.raw<readonly Scene[]>([]);
  #at = $state.raw<number | null>(null);
  #isPractice = $state.raw(false);

  constructor(memory: DeckMemory, device: Pick<Device, 'after'>) {
    this.#memory = memory;
    this.#device = device;
    this.#pages = memory.recall()?.state.pages ?? [];
  }

  /** What stands instead of the last picture; null = that one. */
  get page(): Scene | null {
    return this.#at === null ? null : (this.#pages[this.#at] ?? null);
  }

  /** Looked through while the server is there. */
  get isPractice(): boolean {
    return this.#isPractice && this.page !== null;
  }

  hear(deck: ScreenDeck): void {
    this.#pages = deck.pages;
    this.#memory.keep({ state: deck, aheadMs: 0 });
    if (this.#at !== null) this.#at = Math.min(this.#at, deck.pages.length - 1);
  }

  /** `shown` = the picture it starts from. Whether the step was one: with the server there, only practice turns pages. */
  take(step: DeckStep, { isAway, shown }: { readonly isAway: boolean; readonly shown: Scene | null }): boolean {
    if (step === 'leave') {
      const wasOpen = this.#at !== null;
      this.leave();
      return wasOpen;
    }
    if (this.#pages.length === 0) return false;
    if (step === 'practise') this.#isPractice = !isAway;
    else if (!isAway && !this.#isPractice) return false;
    if (this.#isPractice) this.#endPracticeLater();
    const from = this.#at ?? pageOf(this.#pages, shown);
    this.#at = Math.min(Math.max(0, from + (step === 'back' ? -1 : 1)), this.#pages.length - 1);
    return true;
  }

  leave(): void {
    this.#cancel();
    this.#at = null;
    this.#isPractice = false;
  }

  /** The server is back: what it shows counts, but for whoever practises. */
  returned(): void {
    if (!this.#isPractice) this.leave();
  }

  /** A hall that somebody forgot in practice would follow its meeting no more. */
  #endPracticeLater(): void {
    this.#cancel();
    this.#cancel = this.#device.after(MINUTE_MS, () => this.leave());
  }

  /** The link was withdrawn. */
  forget(): void {
    this.leave();
    this.#pages = [];
    this.#memory.forget();
  }
}

/** Where a hall that shows `scene` stands among `pages`; at the agenda where it is none of them. */
function pageOf(pages: readonly Scene[], scene: Scene | null): number {
  const found = pages.findIndex((page) => isPageOf(page, scene));
  return Math.max(0, found === -1 ? pages.findIndex(({ kind }) => kind === 'agenda') : found);
}

function isPageOf(page: Scene, scene: Scene | null): boolean {
  if (page.kind !== scene?.kind) return false;
  return page.kind !== 'item' || scene.kind !== 'item' || (page.title === scene.title && page.number === scene.number);
}

/** As `openScreenMemory`, of what a display keeps for the time the server is away. */
export async function openDeckMemory(token: string, now: () => EpochMs): Promise<ScreenMemory<ScreenDeck>> {
  const { shelf, name } = await placeOf(token);
  return new ScreenMemory({ shelf, name: `deck ${name}`, knows: isScreenDeck, now });
}

export function isScreenDeck(value: unknown): value is ScreenDeck {
  return isStamped(value, DECK_VERSION) && Array.isArray(value['pages']);
}
