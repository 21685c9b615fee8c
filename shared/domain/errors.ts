// Every refusal the product can give, with the data its sentence needs. The interface has a sentence for each code in
// each language (shared/i18n); HTTP answers and socket acknowledgements carry the code as it stands here.

/** What each code carries. `undefined`-free plain JSON, safe to show and to log (never minutes text). */
export interface RefusalData {
  // who
  'not-signed-in': Record<string, never>;
  'wrong-credentials': Record<string, never>;
  /** `of`: whose limit it is, where it is not that of whoever asks. */
  'too-many-attempts': { retryAfterSeconds: number; of?: 'person' };
  'not-found': Record<string, never>;
  'not-allowed': { action: string };
  'rights-changed': Record<string, never>;
  'foreign-origin': Record<string, never>;
  'setup-done': Record<string, never>;
  'setup-token-wrong': Record<string, never>;
  // what
  invalid: { errors: readonly { path: string; code: string }[] };
  'too-large': { limitBytes: number };
  'unsupported-format': { format: string };
  'username-taken': { username: string };
  'version-mismatch': { current: string };
  'version-required': Record<string, never>;
  // meetings
  /** Nothing of a draft leaves the house. */
  draft: Record<string, never>;
  /** A sample is never sealed. */
  sample: Record<string, never>;
  'phase-not-allowed': { from: string; to: string };
  'reason-required': Record<string, never>;
  sealed: { version: number };
  'already-archived': { archiveId: string };
  'not-archived': Record<string, never>;
  'not-ready': { findings: readonly unknown[] };
  // tasks
  /** Not from the state it is in. */
  'task-state': { state: string; action: string };
  /** Of whoever may see it, only the supervisor (督办人) may. */
  'supervisor-only': { action: string };
  /** More time is asked for before the limit, not after it. */
  'task-limit-passed': { due: string };
  // files
  'files-full': { limitFiles: number; limitBytes: number };
  'file-damaged': { fileId: string };
  'versions-full': { limit: number };
  /** This meeting's alone. */
  'history-unavailable': { retryAfterSeconds: number };
  // papers
  /** The meeting has not what this paper takes: nobody on its list, no one appointed (MISSING_FACTS in papers/kinds). */
  'paper-missing': { fact: string };
  'paper-unprintable': Record<string, never>;
  /** A body's own template, as it is put up or filled: by placeholder and place; none named = it would grow without end. */
  'template-faulty': {
    faults: readonly { code: string; placeholder: string; part: 'text' | 'header' | 'footer'; excerpt: string }[];
  };
  'printer-busy': { retryAfterSeconds: number };
  /** Of many meetings at once: wait for one's own that is under way, delete one that is kept, or wait for those of all. */
  'exports-full': { reason: 'under-way' | 'kept' | 'queue'; limit: number };
  // the door
  /** A check-in code is shown for half a minute, a page opened by it lasts twenty. */
  'code-expired': Record<string, never>;
  /** Before its day or after its end, or the roll can hold no more. */
  'check-in-closed': Record<string, never>;
  // documents
  'access-read-only': Record<string, never>;
  'document-frozen': { doc: string };
  'document-damaged': { doc: string; lastGoodSeq: number };
  'document-full': { limitBytes: number };
  'epoch-changed': { epoch: string };
  'client-too-old': { protocol: number; schema: number };
  'client-id-taken': { clientId: number };
  'update-malformed': { reason: string };
  'update-not-allowed': { reason: string };
  'update-unresolved': Record<string, never>;
  'rate-limited': { retryAfterSeconds: number };
  'storage-unavailable': Record<string, never>;
  'command-unknown': { kind: string };
  'command-conflict': { id: string };
}

export type RefusalCode = keyof RefusalData;
