// Files that are sent in for one task, by an owner or by the house: each on its own way to the server, seen as it goes. One that
// did not get there stays in the list and can be tried again; what is there already is with whoever writes the entry.
import type { EvidenceFile } from '../../shared/domain/evidence.ts';
import type { FailureCode } from '../../shared/i18n/refusal-sentences.ts';
import type { Answer } from '../answer.ts';
import { upload } from '../upload.ts';

export interface SentFile {
  readonly key: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Null while it is on its way. */
  readonly failure: { readonly code: FailureCode; readonly data: Readonly<Record<string, unknown>> } | null;
}

interface EvidenceFilesOptions {
  readonly url: string;
  readonly request: () => XMLHttpRequest;
  readonly onthere: (file: EvidenceFile) => void;
}

export class EvidenceFiles {
  readonly #options: EvidenceFilesOptions;
  readonly #files = new Map<number, File>();
  readonly #breakOff = new Map<number, () => void>();
  #sent: readonly SentFile[] = $state.raw([]);
  #next = 0;

  constructor(options: EvidenceFilesOptions) {
    this.#options = options;
  }

  /** Those that are not there yet. */
  get sent(): readonly SentFile[] {
    return this.#sent;
  }

  get isBusy(): boolean {
    return this.#sent.some(({ failure }) => failure === null);
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      const key = this.#next;
      this.#next += 1;
      this.#files.set(key, file);
      this.#sent = [...this.#sent, { key, name: file.name, sizeBytes: file.size, sentBytes: 0, failure: null }];
      this.#send(key, file);
    }
  }

  again(key: number): void {
    const file = this.#files.get(key);
    if (file === undefined) return;
    this.#set(key, { failure: null, sentBytes: 0 });
    this.#send(key, file);
  }

  /** Those that did not get there because nobody answered. */
  againAll(): void {
    for (const { key, failure } of this.#sent) if (failure?.code === 'unreachable') this.again(key);
  }

  remove(key: number): void {
    this.#breakOff.get(key)?.();
    this.#breakOff.delete(key);
    this.#files.delete(key);
    this.#sent = this.#sent.filter((each) => each.key !== key);
  }

  close(): void {
    for (const { key } of this.#sent) this.remove(key);
  }

  #send(key: number, file: File): void {
    const { url, request, onthere } = this.#options;
    const onAnswer = (answer: Answer<EvidenceFile>): void => {
      if (answer.ok) {
        this.remove(key);
        onthere(answer.value);
      } else {
        this.#set(key, { failure: { code: answer.code, data: answer.data } });
      }
    };
    const onProgress = (sentBytes: number): void => this.#set(key, { sentBytes });
    this.#breakOff.set(key, upload<EvidenceFile>({ url, file, request, onProgress, onAnswer }));
  }

  #set(key: number, part: Partial<SentFile>): void {
    this.#sent = this.#sent.map((each) => (each.key === key ? { ...each, ...part } : each));
  }
}
