// Other people at the keyboard, as the page under measurement meets them: each a client of its own with a caret, writing
// eight letters a second.
import * as Y from 'yjs';
import { itemMinutes, readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { openStockClient, type WireClient } from '../support/wire-clients.ts';

const KEYS_A_SECOND = 8;
const WORDS = '会议听取了标准化建设情况的汇报，要求各委员会按期完成团体标准的编制与审核。';
/** Letters after which a writer goes on in the next line. */
const A_LINE = 120;

export interface Writer {
  /** How many letters it has written. */
  readonly written: number;
  stop(): void;
}

export interface WriterOptions {
  readonly url: string;
  readonly token: string;
  readonly doc: string;
  /** Which item of the agenda, from 0. */
  readonly item: number;
  /** Which paragraph of it; they are made when they are missing. */
  readonly paragraph: number;
}

/** Writes until it is stopped. */
export async function startWriter(options: WriterOptions): Promise<Writer> {
  const client = openStockClient(options);
  while (!client.isSynced) await new Promise((resolve) => setTimeout(resolve, 10));
  let written = 0;
  const timer = setInterval(() => {
    write(client, options, written);
    written += 1;
  }, 1000 / KEYS_A_SECOND);
  return {
    get written() {
      return written;
    },
    stop: () => {
      clearInterval(timer);
      client.close();
      client.doc.destroy();
    },
  };
}

/** One letter, at once; for runs that shorten time. */
export function write({ doc, awareness }: WireClient, { item, paragraph }: WriterOptions, count: number): void {
  const id = readAgenda(doc)[item]?.id;
  const fragment = id && itemMinutes(doc, id);
  if (!fragment) throw new Error(`no item ${item}`);
  const text = textAt(fragment, paragraph + Math.floor(count / A_LINE) * 7);
  text.insert(text.length, WORDS[count % WORDS.length] ?? '');
  point(awareness, id, text);
}

function textAt(fragment: Y.XmlFragment, index: number): Y.XmlText {
  while (fragment.length <= index) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('')]);
    fragment.push([paragraph]);
  }
  const paragraph = fragment.get(index);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error('not a paragraph');
  const first = paragraph.get(0);
  if (first instanceof Y.XmlText) return first;
  const text = new Y.XmlText('');
  paragraph.insert(0, [text]);
  return text;
}

function point(awareness: WireClient['awareness'], itemId: ItemId, text: Y.XmlText): void {
  const at = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length, -1));
  awareness.setLocalState({ ...awareness.getLocalState(), itemId, caret: { anchor: at, head: at } });
}
