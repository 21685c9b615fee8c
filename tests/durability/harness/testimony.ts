// What the writers of a campaign can swear to: each word they typed, where, and what they were told about it. The
// check holds what is found afterwards against this, and nothing else.

/** `typed`: on the writer's machine only. `sent`: handed to the wire, nobody answered. */
export type Fate = 'typed' | 'sent' | 'saved' | 'refused';

export interface Word {
  /** `⟦writer:n⟧`, unique in the campaign. */
  readonly token: string;
  readonly writer: string;
  /** One replica's life; words of one replica come back without holes. */
  readonly replica: string;
  /** Title of the agenda item it stands in. */
  readonly place: string;
  readonly n: number;
}

export const TOKEN = /⟦[^⟦⟧]*⟧/g;

interface Account {
  fate: Fate;
  wasShown: boolean;
}

export class Testimony {
  readonly #accounts = new Map<string, { readonly word: Word; readonly account: Account }>();
  readonly #byReplica = new Map<string, Word[]>();
  #typed = 0;

  type(writer: string, replica: string, place: string): Word {
    this.#typed += 1;
    const word: Word = { token: `⟦${writer}:${this.#typed}⟧`, writer, replica, place, n: this.#typed };
    this.#accounts.set(word.token, { word, account: { fate: 'typed', wasShown: false } });
    const words = this.#byReplica.get(replica);
    if (words) words.push(word);
    else this.#byReplica.set(replica, [word]);
    return word;
  }

  sent(words: readonly Word[]): void {
    this.#note(words, (account) => {
      if (account.fate === 'typed' || account.fate === 'refused') account.fate = 'sent';
    });
  }

  saved(words: readonly Word[]): void {
    this.#note(words, (account) => {
      account.fate = 'saved';
    });
  }

  /** The last answer to these words was no, and their replica is not gone on with. */
  refused(words: readonly Word[]): void {
    this.#note(words, (account) => {
      if (account.fate !== 'saved') account.fate = 'refused';
    });
  }

  /** Somebody else was shown these tokens. */
  shown(tokens: readonly string[]): void {
    for (const token of tokens) {
      const known = this.#accounts.get(token);
      if (known) known.account.wasShown = true;
    }
  }

  get words(): readonly Word[] {
    return [...this.#accounts.values()].map(({ word }) => word);
  }

  get replicas(): ReadonlyMap<string, readonly Word[]> {
    return this.#byReplica;
  }

  wordOf(token: string): Word | null {
    return this.#accounts.get(token)?.word ?? null;
  }

  fateOf(word: Word): Fate {
    return this.#accounts.get(word.token)?.account.fate ?? 'typed';
  }

  /** Told `saved`, or seen by somebody else, which promises the same. */
  isPromised(word: Word): boolean {
    const account = this.#accounts.get(word.token)?.account;
    return account !== undefined && (account.fate === 'saved' || account.wasShown);
  }

  wasShown(word: Word): boolean {
    return this.#accounts.get(word.token)?.account.wasShown === true;
  }

  #note(words: readonly Word[], change: (account: Account) => void): void {
    for (const word of words) {
      const known = this.#accounts.get(word.token);
      if (known) change(known.account);
    }
  }
}
