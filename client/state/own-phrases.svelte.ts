// The stock phrases of this meeting's body and of everybody, as the menu of the minutes offers them: what this browser kept of
// them at once, the server's as soon as it answers. So the menu is whole while the network is away.
import type { MeetingPhrases, StockPhrase } from '../../shared/api/stock-phrase.schema.ts';
import { phrasePieces } from '../../shared/domain/phrase.ts';
import type { Api } from '../api.ts';
import { PHRASES_KEY } from '../device-traces.ts';
import { recall, remember } from '../memory.ts';
import { pinyinInitials } from '../pinyin-initials.ts';

export interface OwnPhrase extends StockPhrase {
  /** What the menu calls it. */
  readonly name: string;
  /** Finds it: initials of its name and of its words, separated by spaces. */
  readonly terms: string;
}

export interface OwnPhrasesOptions {
  readonly meetingId: string;
  readonly userId: string;
  readonly api: Pick<Api, 'get'>;
}

/** Meetings whose phrases are kept, the newest last. */
const MAX_KEPT = 12;
/** Browsers give a site 5 MB for all it remembers; this is no more than a tenth. */
const MAX_KEPT_CHARS = 250_000;
/** In the menu's one row. */
const MAX_NAME = 20;

export class OwnPhrases {
  readonly #options: OwnPhrasesOptions;
  #answer: MeetingPhrases | null = $state.raw(null);
  readonly #list = $derived((this.#answer?.phrases ?? []).map(ownPhrase));
  #isFresh = false;
  #isManaging = $state(false);

  constructor(options: OwnPhrasesOptions) {
    this.#options = options;
    this.#answer = keptOf(options.userId).find(({ meetingId }) => meetingId === options.meetingId)?.answer ?? null;
  }

  /** Those of its body first, each as old as they are. */
  get list(): readonly OwnPhrase[] {
    return this.#list;
  }
  /** The meeting's body; null also while nothing is known. */
  get bodyId(): string | null {
    return this.#answer?.bodyId ?? null;
  }
  get isKnown(): boolean {
    return this.#answer !== null;
  }

  /** The place where they are kept is open. */
  get isManaging(): boolean {
    return this.#isManaging;
  }
  manage(): void {
    this.#isManaging = true;
  }
  /** What was changed there counts at once. */
  async endManaging(): Promise<void> {
    this.#isManaging = false;
    await this.refresh();
  }

  /** Asks the server unless it has answered; called again whenever it may have come back. */
  async load(): Promise<void> {
    if (!this.#isFresh) await this.refresh();
  }

  async refresh(): Promise<void> {
    const { meetingId, userId, api } = this.#options;
    const answer = await api.get<MeetingPhrases>(`/meetings/${meetingId}/phrases`);
    // No answer leaves what was kept; the next one replaces it.
    if (!answer.ok) return;
    this.#isFresh = true;
    this.#answer = answer.value;
    keep(userId, { meetingId, answer: answer.value });
  }
}

function ownPhrase(phrase: StockPhrase): OwnPhrase {
  const plain = phrasePieces(phrase.text)
    .map(({ field, text }) => (field === null ? text : '……'))
    .join('');
  const name = phrase.label ?? (plain.length > MAX_NAME ? `${plain.slice(0, MAX_NAME)}……` : plain);
  const sounds = [name, plain.slice(0, MAX_NAME)].map(pinyinInitials);
  // 会议强调 is found by qd as well as by hyqd.
  const behind = sounds.filter((sound) => sound.startsWith('hy')).map((sound) => sound.slice(2));
  return { ...phrase, name, terms: [...new Set([...sounds, ...behind])].filter((term) => term !== '').join(' ') };
}

interface Kept {
  readonly meetingId: string;
  readonly answer: MeetingPhrases;
}

function keptOf(userId: string): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(recall(PHRASES_KEY) ?? 'null');
    if (!isRecord(kept) || kept['userId'] !== userId || !Array.isArray(kept['meetings'])) return [];
    return kept['meetings'].filter(isKept);
  } catch {
    // Damaged: as if nothing had been kept.
    return [];
  }
}

function keep(userId: string, newest: Kept): void {
  const others = keptOf(userId).filter(({ meetingId }) => meetingId !== newest.meetingId);
  let meetings = [...others, newest].slice(-MAX_KEPT);
  while (meetings.length > 1 && JSON.stringify(meetings).length > MAX_KEPT_CHARS) meetings = meetings.slice(1);
  remember(PHRASES_KEY, JSON.stringify({ userId, meetings }));
}

function isKept(value: unknown): value is Kept {
  if (!isRecord(value) || typeof value['meetingId'] !== 'string') return false;
  const { answer } = value;
  return (
    isRecord(answer) &&
    isNullOrText(answer['bodyId']) &&
    Array.isArray(answer['phrases']) &&
    answer['phrases'].every(isPhrase)
  );
}

function isPhrase(value: unknown): value is StockPhrase {
  if (!isRecord(value)) return false;
  const { id, text, label, bodyId } = value;
  return typeof id === 'string' && typeof text === 'string' && isNullOrText(label) && isNullOrText(bodyId);
}

function isNullOrText(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
