// What bodies mean to talk about some day (议题库), as it is kept. Its implementation is in store/topics.ts.
import type { TopicId } from '../shared/domain/ids.ts';
import type { TopicRow } from '../shared/domain/topics.ts';
import type { AuditEntry } from './ports.ts';

export type TopicChanges = Partial<Omit<TopicRow, 'id' | 'bodyId' | 'origin' | 'createdAt'>> &
  Pick<TopicRow, 'updatedAt'>;

export interface TopicWrites {
  /** Those that are there already stay as they are. */
  readonly rows?: readonly TopicRow[];
  /** Only what is named of a row is written; the rest stays as somebody else may have written it a moment ago. */
  readonly changes?: readonly (TopicChanges & Pick<TopicRow, 'id'>)[];
}

/** Writes reject with `StorageUnavailable`. */
export interface Topics {
  /** Removed ones too; by hand order. */
  of(bodyId: string): Promise<readonly TopicRow[]>;
  byId(id: TopicId): Promise<TopicRow | null>;
  /** All of it or nothing: first the rows, then the changes. */
  write(writes: TopicWrites, audit: AuditEntry): Promise<void>;
}
