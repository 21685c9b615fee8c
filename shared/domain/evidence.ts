// Files that say how a task went (佐证材料): what is told of them, how many there may be. They belong to the task and to the
// entry of its history that brought them, never to a meeting.
import type { FileId } from './ids.ts';

export interface EvidenceFile {
  readonly id: FileId;
  /** For display only; its ending fits what was found in the bytes. */
  readonly name: string;
  /** As found in the bytes. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Of pictures that were made anew; px. */
  readonly width?: number;
  readonly height?: number;
}

/** With one entry of a task's history. */
export const MAX_FILES_AN_ENTRY = 10;

/** How much may come, of what waits and what was brought. */
export interface EvidenceLimit {
  readonly files: number;
  readonly bytes: number;
}
/** By links, in one task. The house's own files have room beside them: whoever owes must not be able to take it up. */
export const OWNERS_EVIDENCE_A_TASK: EvidenceLimit = { files: 40, bytes: 400 * 1024 * 1024 };
/** By one link, over all its tasks. */
export const EVIDENCE_A_LINK: EvidenceLimit = { files: 120, bytes: 1024 * 1024 * 1024 };
/** By accounts of the house, in one task. */
export const HOUSE_EVIDENCE_A_TASK: EvidenceLimit = { files: 100, bytes: 1024 * 1024 * 1024 };
