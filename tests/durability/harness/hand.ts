// What a writer's hand does to a document: adds words to the writer's own item, puts words into the shared one, moves
// them about there, puts filler in and takes it out. Decides what to type; knows no wire.
import * as Y from 'yjs';
import { ownPlace } from './check.ts';
import { minutesText, plainText } from './meeting-text.ts';
import type { Chance } from './random.ts';
import type { Testimony, Word } from './testimony.ts';

export const SHARED_PLACE = 'shared';
const FILLER = '无';

/** One change of a document: its update, and the words that are new with it. */
export interface Stroke {
  readonly update: Uint8Array;
  readonly words: readonly Word[];
}

export class Hand {
  readonly #writer: string;
  readonly #testimony: Testimony;
  readonly #chance: Chance;
  #lives = 0;

  constructor(writer: string, testimony: Testimony, chance: Chance) {
    this.#writer = writer;
    this.#testimony = testimony;
    this.#chance = chance;
  }

  /** Names the life of a fresh replica. */
  newLife(): string {
    this.#lives += 1;
    return `${this.#writer}#${this.#lives}`;
  }

  /** Makes one change, in one transaction; null when it changed nothing. */
  strike(doc: Y.Doc, replica: string): Stroke | null {
    const updates: Uint8Array[] = [];
    const note = (update: Uint8Array): void => void updates.push(update);
    const words: Word[] = [];
    doc.on('update', note);
    doc.transact(() => this.#change(doc, replica, words));
    doc.off('update', note);
    const [update] = updates;
    return update ? { update, words } : null;
  }

  #change(doc: Y.Doc, replica: string, words: Word[]): void {
    const dice = this.#chance.next();
    const shared = minutesText(doc, SHARED_PLACE);
    if (dice < 0.6) {
      const own = minutesText(doc, ownPlace(this.#writer));
      own.insert(own.length, this.#word(replica, ownPlace(this.#writer), words));
    } else if (dice < 0.8) {
      shared.insert(this.#chance.next() < 0.5 ? 0 : shared.length, this.#word(replica, SHARED_PLACE, words));
    } else if (dice < 0.86) shared.insert(0, FILLER);
    else if (dice < 0.92) takeOut(shared, FILLER);
    else this.#move(shared);
  }

  #word(replica: string, place: string, words: Word[]): string {
    const word = this.#testimony.type(this.#writer, replica, place);
    words.push(word);
    return word.token;
  }

  /** Takes one of the writer's own words out and puts it first, as one change. */
  #move(shared: Y.XmlText): void {
    const own = [...plainText(shared).matchAll(/⟦[^⟦⟧]*⟧/g)]
      .map(([token]) => token)
      .filter((token) => token.startsWith(`⟦${this.#writer}:`));
    if (own.length === 0) return;
    const token = this.#chance.pick(own);
    takeOut(shared, token);
    shared.insert(0, token);
  }
}

function takeOut(text: Y.XmlText, what: string): void {
  const at = plainText(text).indexOf(what);
  if (at >= 0) text.delete(at, what.length);
}

/** The whole words in an update, whoever typed them. */
export function tokensIn(update: Uint8Array): readonly string[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) => {
    const content: unknown = struct instanceof Y.Item ? struct.content : null;
    return content instanceof Y.ContentString ? [...content.str.matchAll(/⟦[^⟦⟧]*⟧/g)].map(([token]) => token) : [];
  });
}
