// What an owner has typed and not sent, or sent and not heard of: kept on this device until the server has it. By the link and
// the task, so that two people who share a phone do not find each other's words.
import type { EvidenceFile } from '../../shared/domain/evidence.ts';
import type { FileId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { parsedJson } from '../../shared/lib/parsed-json.ts';
import { forget, recall, remember } from '../memory.ts';

export type OwnerAct = 'report' | 'submit' | 'ask-extension';

export interface OwnerDraft {
  readonly act: OwnerAct;
  /** Of an extension its reason. */
  readonly text: string;
  /** The new limit that is asked for, `YYYY-MM-DD`; '' = none yet. */
  readonly due: string;
  readonly files: readonly EvidenceFile[];
  /** Names of those that are not there yet: their bytes go with the page, and whoever chose them is told. */
  readonly unsent: readonly string[];
  /** The newest of what had been said when it was begun. */
  readonly seenAt: number;
  /** It is on its way: the server may have it without our knowing. */
  readonly isSent: boolean;
}

export interface OwnerDrafts {
  recall(task: string): OwnerDraft | null;
  /** Null: there is nothing to keep any more. */
  keep(task: string, draft: OwnerDraft | null): void;
}

export function keptDrafts(token: string): OwnerDrafts {
  const keyOf = (task: string): string => `gongbi.owner.${fingerprint(token)}.${task}`;
  return {
    recall: (task) => readDraft(parsedJson(recall(keyOf(task)) ?? '')),
    keep(task, draft) {
      if (draft === null) forget(keyOf(task));
      else remember(keyOf(task), JSON.stringify(draft));
    },
  };
}

/** Tells links apart on one device; nothing of the token can be read from it. */
function fingerprint(token: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

const ACTS: readonly string[] = ['report', 'submit', 'ask-extension'] satisfies readonly OwnerAct[];

function isAct(value: unknown): value is OwnerAct {
  return typeof value === 'string' && ACTS.includes(value);
}

/** Null for what an earlier version kept, or anybody else put there. */
function readDraft(value: unknown): OwnerDraft | null {
  const [act, seenAt, files] = [own(value, 'act'), own(value, 'seenAt'), own(value, 'files')];
  if (!isAct(act)) return null;
  return {
    ...{ act, text: textOf(own(value, 'text')), due: textOf(own(value, 'due')) },
    files: Array.isArray(files) ? files.flatMap(readFile) : [],
    unsent: namesOf(own(value, 'unsent')),
    seenAt: typeof seenAt === 'number' ? seenAt : 0,
    isSent: own(value, 'isSent') === true,
  };
}

function readFile(value: unknown): readonly EvidenceFile[] {
  const [id, sizeBytes, width, height] = ['id', 'sizeBytes', 'width', 'height'].map((key) => own(value, key));
  if (typeof id !== 'string' || typeof sizeBytes !== 'number') return [];
  const size = typeof width === 'number' && typeof height === 'number' ? { width, height } : {};
  const facts = { name: textOf(own(value, 'name')), mediaType: textOf(own(value, 'mediaType')) };
  return [{ ...facts, ...size, id: brand<FileId>(id), sizeBytes }];
}

function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
