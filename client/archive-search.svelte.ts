// The archive's list: one question at a time, page by page, newest meeting first.
import type { ArchiveHit, ArchiveResult, ArchiveResults } from '../shared/api/archive.schema.ts';
import type { Api } from './api.ts';
import type { Failure } from './i18n.svelte.ts';

export interface ArchiveQuestion {
  readonly query: string;
  /** A calendar year, or null for all. */
  readonly year: number | null;
  /** Of one body, or null for all. */
  readonly body: string | null;
}

/** One line of the list that can be chosen: a meeting, or one passage found in it. */
export interface ArchiveRow {
  readonly key: string;
  readonly result: ArchiveResult;
  readonly hit: ArchiveHit | null;
  /** Whether it is its meeting's first line, which carries the date and the title. */
  readonly leads: boolean;
}

export class ArchiveSearch {
  readonly #api: Api;
  #question: ArchiveQuestion = { query: '', year: null, body: null };
  #asked = 0;
  #results: readonly ArchiveResult[] | null = $state.raw(null);
  #cursor: string | null = $state(null);
  #failure: Failure | null = $state.raw(null);
  #waiting = $state(false);
  #years: readonly number[] = $state.raw([]);

  constructor(api: Api) {
    this.#api = api;
  }

  /** What was found so far; null before the first answer. */
  get results(): readonly ArchiveResult[] | null {
    return this.#results;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  /** The years of everything seen so far, newest first: a filter that offers them never leads nowhere. */
  get years(): readonly number[] {
    return this.#years;
  }

  async ask(question: ArchiveQuestion): Promise<void> {
    this.#question = question;
    await this.#load(null);
  }

  async more(): Promise<void> {
    if (this.#cursor !== null && !this.#waiting) await this.#load(this.#cursor);
  }

  /** Reads on until all is here, or more than `upTo`; null when the rest did not come, or another question was asked. */
  async all(upTo: number): Promise<readonly ArchiveResult[] | null> {
    const question = this.#question;
    while (this.#cursor !== null && (this.#results?.length ?? 0) < upTo) {
      await this.#load(this.#cursor);
      if (this.#failure !== null || question !== this.#question) return null;
    }
    return this.#results;
  }

  async #load(cursor: string | null): Promise<void> {
    const asked = ++this.#asked;
    this.#waiting = true;
    const answer = await this.#api.get<ArchiveResults>(`/archive${searchOf(this.#question, cursor)}`);
    if (asked !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (!answer.ok) return;
    this.#results = cursor === null ? answer.value.results : [...(this.#results ?? []), ...answer.value.results];
    this.#cursor = answer.value.cursor;
    const years = answer.value.results.flatMap(({ date }) => (date === null ? [] : [Number(date.slice(0, 4))]));
    this.#years = [...new Set([...this.#years, ...years])].sort((a, b) => b - a);
  }
}

/** The lines of a list of results, in its order. */
export function rowsOf(results: readonly ArchiveResult[]): readonly ArchiveRow[] {
  return results.flatMap((result): readonly ArchiveRow[] => {
    if (result.hits.length === 0) return [{ key: result.archiveId, result, hit: null, leads: true }];
    return result.hits.map((hit, index) => ({
      key: `${result.archiveId}#${index}`,
      result,
      hit,
      leads: index === 0,
    }));
  });
}

function searchOf({ query, year, body }: ArchiveQuestion, cursor: string | null): string {
  const params = new URLSearchParams();
  if (query !== '') params.set('q', query);
  if (year !== null) {
    params.set('from', `${year}-01-01`);
    params.set('to', `${year}-12-31`);
  }
  if (body !== null) params.set('body', body);
  if (cursor !== null) params.set('cursor', cursor);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
