// What is on the platter, kept a second time beside the store: each document as the rows that landed make it. Against it
// every frame and every answer of the server is held, at the instant it leaves.
import * as Y from 'yjs';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { parseDocName, type DocName } from '../../shared/domain/ids.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { LedgerEntry } from '../../server/ports.ts';
import type { Eavesdropper } from './door.ts';
import type { Findings } from './findings.ts';
import { lettersIn } from './testimony.ts';

class ShadowDocument {
  readonly doc = new Y.Doc();
  isFrozen = false;
  #letters: ReadonlyMap<string, number> | null = null;
  #text: string | null = null;
  #deleted: ReturnType<typeof Y.createDeleteSetFromStructStore> | null = null;
  readonly #name: DocName;

  constructor(name: DocName) {
    this.#name = name;
  }

  apply(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update);
    this.#letters = null;
    this.#text = null;
    this.#deleted = null;
  }

  get text(): string {
    this.#text ??= canonicalRoots(this.doc, parseDocName(this.#name)?.part ?? 'desk');
    return this.#text;
  }

  get letters(): ReadonlyMap<string, number> {
    this.#letters ??= lettersIn(this.text);
    return this.#letters;
  }

  /** What of `update` is not here: a sentence, or null when all of it is. */
  lacks(update: Uint8Array): string | null {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      const { client, clock } = struct.id;
      if (clock + struct.length > Y.getState(this.doc.store, client)) return `struct ${client}:${clock}`;
    }
    this.#deleted ??= Y.createDeleteSetFromStructStore(this.doc.store);
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) {
        const isGone = (at: number): boolean =>
          this.#deleted !== null && Y.isDeleted(this.#deleted, Y.createID(client, at));
        if (!isGone(clock) || !isGone(clock + len - 1)) return `deletion ${client}:${clock}`;
      }
    }
    return null;
  }
}

export class LedgerShadow implements Eavesdropper {
  readonly #findings: Findings;
  readonly #documents = new Map<DocName, ShadowDocument>();
  readonly #commands = new Map<string, number>();
  /** Letters the server has called saved, by document. */
  readonly #acknowledged = new Map<DocName, Set<string>>();
  saved = 0;
  refusals = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  of(name: DocName): ShadowDocument {
    const known = this.#documents.get(name);
    if (known) return known;
    const made = new ShadowDocument(name);
    this.#documents.set(name, made);
    return made;
  }

  get names(): readonly DocName[] {
    return [...this.#documents.keys()];
  }

  /** How often each command's commit landed. */
  get commands(): ReadonlyMap<string, number> {
    return this.#commands;
  }

  acknowledgedIn(name: DocName): ReadonlySet<string> {
    return this.#acknowledged.get(name) ?? new Set();
  }

  landed(entries: readonly LedgerEntry[]): void {
    for (const { appends, writes, command } of entries) {
      for (const { doc, bytes } of appends) {
        const shadow = this.of(doc);
        if (shadow.isFrozen) this.#findings.add(`a row landed in ${doc} although it is sealed`);
        shadow.apply(bytes);
      }
      for (const write of writes) if (write.kind === 'document.freeze') this.of(write.doc).isFrozen = true;
      if (command) this.#commands.set(command.id, (this.#commands.get(command.id) ?? 0) + 1);
    }
  }

  shown(doc: DocName, update: Uint8Array): void {
    const lacking = this.of(doc).lacks(update);
    if (lacking) this.#findings.add(`[P2] ${doc} was shown before it was on disk: ${lacking}`);
  }

  answeredSaved(doc: DocName, update: Uint8Array): void {
    this.saved += 1;
    const lacking = this.of(doc).lacks(update);
    if (lacking) this.#findings.add(`[R1] an update of ${doc} was called saved before it was on disk: ${lacking}`);
    const acknowledged = this.#acknowledged.get(doc) ?? new Set();
    for (const letter of lettersIn(stringsOf(update)).keys()) acknowledged.add(letter);
    this.#acknowledged.set(doc, acknowledged);
  }

  executed(commandId: string): void {
    if (!this.#commands.has(commandId)) this.#findings.add(`command ${commandId} was answered and is not on disk`);
  }

  refused(_doc: DocName, _update: Uint8Array, _code: RefusalCode): void {
    this.refusals += 1;
  }
}

/** All text that `update` brings. */
function stringsOf(update: Uint8Array): string {
  return Y.decodeUpdate(update)
    .structs.map((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : '',
    )
    .join('');
}
