// Those at the desk with one, and what they do to each other's work: who notes what, what changed hands, who is followed,
// what was changed elsewhere. Holds the parts; their rules are their own.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { Device } from '../sync/device.ts';
import { Absence } from './absence.svelte.ts';
import { notersOf, UnnotedItem, type Coverage } from './coverage.svelte.ts';
import { Following } from './following.svelte.ts';
import { HandOvers } from './hand-overs.svelte.ts';
import { ItemNews } from './item-news.svelte.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { Peer } from './presence.svelte.ts';
import { ToldNews } from './told-news.ts';

export class DeskCompany {
  readonly #meeting: MeetingState;
  readonly unnoted: UnnotedItem;
  readonly absence: Absence;
  readonly handOvers: HandOvers;
  readonly news: ItemNews;
  readonly following: Following;
  readonly told: ToldNews;
  /** Items whose lack of notes one has read about and lets be. */
  #letBe: ReadonlySet<ItemId> = $state.raw(new Set());
  /** Everyone seen since the page was opened, by user id. */
  readonly #names = new Map<string, string>();
  /** Names of all who may be at this desk, by user id; null until the server has told. */
  #writers: ReadonlyMap<string, string> | null = $state.raw(null);
  /** The server has told once who may be here, or has once failed to: nothing waits for it after that. */
  #isAnswered = $state(false);
  // Derived, since every item asks while each letter written changes how the saving stands.
  readonly #mayHear = $derived.by(() => this.isJoined || this.#meeting.save.kind === 'loading');
  readonly #holdsUnnamed = $derived.by(() =>
    [...this.#meeting.claims.values()].some((userId) => this.nameOf(userId) === null),
  );

  constructor(meeting: MeetingState, device: Device) {
    this.#meeting = meeting;
    this.unnoted = new UnnotedItem(device);
    this.absence = new Absence(device);
    this.handOvers = new HandOvers(device, meeting.me.userId);
    this.news = new ItemNews(() => meeting.clock.now(), meeting.me.userId);
    this.following = new Following(device);
    this.told = new ToldNews(device);
  }

  /** Whether this page hears of the others at all. */
  get isJoined(): boolean {
    const { kind } = this.#meeting.save;
    return this.#meeting.ready && (kind === 'saved' || kind === 'saving' || kind === 'read-only');
  }

  /** How the item that runs stands at this very moment; null when there is none to note, or it cannot be known. */
  get #coverage(): Coverage | null {
    const { progress, phase, items, claims, me, presence, peers } = this.#meeting;
    const itemId = progress.currentId;
    const item = items.find(({ id }) => id === itemId);
    if (!this.isJoined || phase !== 'live' || !item || !isMinuted(item)) return null;
    if (progress.items.get(item.id)?.state !== 'current' || this.#letBe.has(item.id)) return null;
    const claimant = claims.get(item.id) ?? null;
    const noters = notersOf({ itemId: item.id, claimant, me: me.userId, ownItems: presence.ownItems, peers });
    const awake = peers.filter(({ doing }) => doing !== 'away').map(({ userId }) => userId);
    return { itemId: item.id, noters, present: new Set<string>([me.userId, ...awake]) };
  }

  /** Nothing is said of this item any more, here. */
  letBe(itemId: ItemId): void {
    this.#letBe = new Set([...this.#letBe, itemId]);
  }

  /** Those in an item's text. */
  peersIn(itemId: ItemId): readonly Peer[] {
    return this.#meeting.peers.filter((peer) => peer.itemId === itemId && peer.doing !== 'away');
  }

  /** The server told who may be at this desk. */
  learn(writers: readonly { readonly userId: string; readonly displayName: string }[]): void {
    this.#writers = new Map(writers.map(({ userId, displayName }) => [userId, displayName]));
    this.#isAnswered = true;
  }

  /** The server did not tell it: whoever is not known by name stays so. */
  doWithout(): void {
    this.#isAnswered = true;
  }

  /** Whether someone holds an item who is not known to be allowed at this desk: the list may be older than they are. */
  get hasStranger(): boolean {
    const { claims, peers, me } = this.#meeting;
    const known = new Set<string>([me.userId, ...peers.map(({ userId }) => userId)]);
    return [...claims.values()].some((userId) => !known.has(userId) && this.#writers?.has(userId) !== true);
  }

  /**
   * As the page opens: the server is about to name who holds an item. Until then their place says nothing, and nothing moves
   * when it does.
   */
  get awaitsNames(): boolean {
    return !this.#isAnswered && this.#mayHear && this.#holdsUnnamed;
  }

  /** Not here, for longer than a moment or for good: the item can be taken over. */
  isAbsent(userId: string): boolean {
    return this.absence.current.has(userId) || this.isGone(userId);
  }

  /** Has lost the right to be at this desk. */
  isGone(userId: string): boolean {
    const { me, peers } = this.#meeting;
    const isKnown = userId === me.userId || peers.some((peer) => peer.userId === userId);
    return !isKnown && this.#writers !== null && !this.#writers.has(userId);
  }

  /** Null for someone this page has never met, and who may not be here any more. */
  nameOf(userId: string): string | null {
    const { me, peers } = this.#meeting;
    if (userId === me.userId) return me.displayName;
    return (
      peers.find((peer) => peer.userId === userId)?.displayName ??
      this.#names.get(userId) ??
      this.#writers?.get(userId) ??
      null
    );
  }

  /** Called whenever somebody came, went or moved, or an item changed hands. */
  follow(): void {
    const { peers, claims, me } = this.#meeting;
    for (const peer of peers) this.#names.set(peer.userId, peer.displayName);
    const present = new Set<string>(peers.map(({ userId }) => userId));
    const holders = new Set([...claims.values()].filter((userId) => userId !== me.userId));
    this.absence.follow(this.isJoined ? holders : null, present);
    this.following.follow(this.isJoined ? present : null);
    this.unnoted.consider(this.#coverage);
  }

  close(): void {
    this.unnoted.close();
    this.absence.close();
    this.following.close();
    this.told.close();
  }
}

/** A break has no minutes. */
function isMinuted({ kind }: AgendaItem): boolean {
  return kind !== 'break';
}
