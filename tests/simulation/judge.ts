// What must be true: when a light turns, when a process died, when a meeting is sealed, and at the end. Reads the disk
// through the real store, and holds it against what people remember.
import * as Y from 'yjs';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { readProgressEvents } from '../../shared/doc/desk-progress.ts';
import { readProgressSeen } from '../../shared/doc/record.ts';
import { docName, parseDocName, type ArchiveId, type DocName, type ItemId } from '../../shared/domain/ids.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { SaveState } from '../../client/sync/save-state.ts';
import type { LateRow } from '../../client/sync/stored-rows.ts';
import { Journal } from '../../server/store/journal.ts';
import type { Browser, Page } from './browser.ts';
import { ITEMS, type Process } from './simulated-server.ts';
import { lettersIn } from './testimony.ts';
import type { Watcher, World } from './world.ts';
import { wordsOf } from './writing.ts';

export class Judge implements Watcher {
  readonly #world: World;
  /** Letters that ended as late work, kept on a device for a person to place. */
  late = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** [P3] The light says `saved`: everything this page shows and has taken out is on the disk at this instant. */
  light(page: Page, light: SaveState): void {
    const { provider } = page;
    if (light.kind !== 'saved' || !provider) return;
    const shadow = this.#world.shadow.of(page.doc);
    const lacking = shadow.lacks(Y.encodeStateAsUpdate(provider.desk));
    if (lacking) this.#find(`[P3] ${page.name} says saved, the disk lacks ${lacking}`);
  }

  /** [P2] After a death: what a new process reads is what landed, with everything that was ever called saved. */
  died(): void {
    for (const name of this.#world.shadow.names) {
      const text = this.#read(name);
      if (text !== this.#world.shadow.of(name).text) this.#find(`${name} was read back otherwise than it was written`);
      const found = lettersIn(text);
      for (const letter of this.#world.shadow.acknowledgedIn(name)) {
        const isLost = !found.has(letter) && this.#world.testimony.of(letter)?.isTakenBack === false;
        if (isLost) this.#find(`[P2] ${letter} of ${name} was called saved and is gone after a death`);
      }
    }
  }

  /** [contract 7] Every edit called saved before the close is in the sealed meeting. */
  async archived(process: Process, version: number, archiveId: ArchiveId): Promise<void> {
    const row = await process.archives.byId(archiveId);
    if (!row || process.life.isOver) return;
    const desk = docName({ meetingId: this.#world.meetingId, version, part: 'desk' });
    const sealed = lettersIn(row.snapshot);
    for (const letter of this.#world.shadow.acknowledgedIn(desk)) {
      const isStanding = this.#world.testimony.of(letter)?.isTakenBack === false;
      if (isStanding && !sealed.has(letter)) this.#find(`${letter} was called saved and is not in the archive`);
    }
    if (!this.#world.shadow.of(desk).isFrozen) this.#find(`${desk} was archived and is not closed`);
  }

  /** After everything has healed and had time. */
  async final(): Promise<void> {
    this.died();
    this.#convergence();
    this.#stockConvergence();
    this.#letters(await this.#kept());
    this.#order();
    this.#commands();
    this.#witness();
    await this.#rest();
  }

  /** [P4] Every replica holds what the disk holds, byte for byte of its canonical text. */
  #convergence(): void {
    for (const page of this.#world.pages) {
      const { provider } = page;
      if (!provider) continue;
      const wanted = this.#world.shadow.of(page.doc).isFrozen ? 'read-only' : 'saved';
      const { save } = provider;
      if (save.kind !== wanted) this.#find(`[P3] ${page.name} shows ${JSON.stringify(save)} although all is well`);
      for (const part of ['desk', 'record'] as const) {
        const name = docName({ ...page.address, part });
        if (canonicalRoots(provider[part], part) !== this.#world.shadow.of(name).text)
          this.#find(`[P4] ${page.name} shows another ${part} than is on disk`);
      }
    }
  }

  #stockConvergence(): void {
    const page = this.#world.stockPage;
    if (!page || this.#world.shadow.of(page.doc).isFrozen) return;
    if (canonicalRoots(page.ydoc, 'desk') !== this.#world.shadow.of(page.doc).text)
      this.#find('[P4] the stock client shows another desk than is on disk');
  }

  /** Nothing lost, nothing invented, nothing twice. */
  #letters(kept: ReadonlyMap<string, ReadonlySet<string>>): void {
    const { shadow, testimony } = this.#world;
    for (const name of shadow.names) {
      for (const [letter, count] of shadow.of(name).letters) {
        if (!testimony.of(letter)) this.#find(`${letter} in ${name} was typed by nobody`);
        if (count > 1) this.#find(`[P11] ${letter} stands ${count} times in ${name}`);
      }
    }
    for (const letter of testimony.letters) {
      if (letter.isTakenBack || shadow.of(letter.doc).letters.has(letter.text)) continue;
      if (kept.get(letter.browser)?.has(letter.text)) this.late += 1;
      else if (!letter.mayBeLost) this.#find(`${letter.text} of ${letter.page}, step ${letter.step}, is nowhere`);
    }
  }

  /** A writer's letters at the end of one text come back in the order they were typed. */
  #order(): void {
    for (const name of this.#world.shadow.names)
      if (parseDocName(name)?.part === 'desk') for (const item of ITEMS) this.#orderIn(name, item);
  }

  #orderIn(name: DocName, item: ItemId): void {
    const words = wordsOf(this.#world.shadow.of(name).doc, item);
    const lastOf = new Map<string, number>();
    for (const { text, doc, page, atEndOf } of this.#world.testimony.letters) {
      const at = doc === name && atEndOf === item ? words.indexOf(text) : -1;
      if (at < 0) continue;
      const before = lastOf.get(page) ?? -1;
      if (before > at) this.#find(`${text} of ${page} stands in ${name} before what it wrote earlier`);
      lastOf.set(page, at);
    }
  }

  /** A command is carried out at most once, however often it was sent. */
  #commands(): void {
    for (const [id, times] of this.#world.shadow.commands)
      if (times > 1) this.#find(`command ${id} happened ${times} times`);
  }

  /** Whatever progress a desk tells, its record has seen. */
  #witness(): void {
    const { shadow } = this.#world;
    for (const name of shadow.names) {
      const address = parseDocName(name);
      if (address?.part !== 'desk') continue;
      const seen = readProgressSeen(shadow.of(docName({ ...address, part: 'record' })).doc);
      for (const event of readProgressEvents(shadow.of(name).doc).keys())
        if (!seen.has(event)) this.#find(`progress ${event} of ${name} was not witnessed`);
    }
  }

  /** [R17] When everybody has left, nothing runs. */
  async #rest(): Promise<void> {
    for (const page of this.#world.pages) page.close();
    this.#world.stockPage?.close();
    await this.#world.timeline.advance(2 * MINUTE_MS);
    const process = this.#world.server.process;
    if (!process) return this.#find('no server runs at the end');
    const { size } = process.rooms;
    if (size > 0) this.#find(`[R17] ${size} rooms stay although everybody has left`);
    if (process.door.size > 0) this.#find(`${process.door.size} connections stay although everybody has left`);
    if (process.life.waiting > 0) this.#find(`[R17] ${process.life.waiting} timers run although everybody has left`);
    this.died();
  }

  /** What each browser still holds, as late work or unsent, of any version. */
  async #kept(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const kept = new Map<string, ReadonlySet<string>>();
    for (const browser of this.#world.browsers) kept.set(browser.name, await this.#keptIn(browser));
    // An ordinary client keeps nothing but what it shows; that counts where it was too late to send it.
    const stock = this.#world.stockPage;
    if (stock && this.#world.shadow.of(stock.doc).isFrozen)
      kept.set(stock.home, new Set(lettersIn(canonicalRoots(stock.ydoc, 'desk')).keys()));
    return kept;
  }

  async #keptIn(browser: Browser): Promise<ReadonlySet<string>> {
    const letters = new Set<string>();
    const take = (update: Uint8Array): void => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, update);
      for (const letter of lettersIn(canonicalRoots(doc, 'desk')).keys()) letters.add(letter);
    };
    const request = browser.storage.open('gongbi');
    request.onsuccess = () => {
      const database = request.result;
      const transaction = database.transaction(['late', 'updates'], 'readonly');
      const late = transaction.objectStore('late').getAll();
      late.onsuccess = () => (late.result as readonly LateRow[]).forEach(({ state }) => take(state));
      const updates = transaction.objectStore('updates').getAll();
      updates.onsuccess = () => {
        const rows = updates.result as readonly { readonly key: string; readonly bytes: Uint8Array }[];
        for (const key of new Set(rows.map((row) => row.key)))
          take(Y.mergeUpdates(rows.filter((row) => row.key === key).map(({ bytes }) => bytes)));
        database.close();
      };
    };
    await this.#world.timeline.settle();
    // Where the browser keeps nothing, late work stands in the page that has it, as long as that is open.
    const shown = browser.pages.flatMap((page) => page.provider?.late ?? []);
    for (const letter of lettersIn(JSON.stringify(shown)).keys()) letters.add(letter);
    return letters;
  }

  /** The canonical text of a document as a new process would read it. */
  #read(name: DocName): string {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const stored = new Journal(this.#world.disk.connect(), new Map(), log).open(name);
    if (!stored) return '';
    if (stored.damaged) this.#find(`${name} is damaged: ${stored.damaged.reason}`);
    const doc = new Y.Doc();
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes);
    for (const { bytes } of stored.tail) Y.applyUpdate(doc, bytes);
    return canonicalRoots(doc, parseDocName(name)?.part ?? 'desk');
  }

  #find(sentence: string): void {
    this.#world.findings.add(sentence);
  }
}
