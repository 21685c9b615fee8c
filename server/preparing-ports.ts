// What meetings are prepared from, as it is kept: bodies and templates. Their implementation is in store/preparing.ts.
import type { BodyId, TemplateId } from '../shared/domain/ids.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface BodyRow {
  readonly id: BodyId;
  /** 苏州市安防协会常务理事会. */
  readonly name: string;
  /** 常务理事会. */
  readonly shortName: string | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** Bodies that have names; meetings and grants may carry ids that have none yet. Writes reject with `StorageUnavailable`. */
export interface Bodies {
  /** Oldest first. */
  list(): Promise<readonly BodyRow[]>;
  byId(id: BodyId): Promise<BodyRow | null>;
  insert(row: BodyRow, audit: AuditEntry): Promise<void>;
  update(id: BodyId, set: Pick<BodyRow, 'name' | 'shortName' | 'updatedAt'>, audit: AuditEntry): Promise<void>;
}

export interface TemplateRow {
  readonly id: TemplateId;
  readonly name: string;
  /** Null = for meetings of any body. */
  readonly bodyId: string | null;
  /** JSON of TemplateItem[]. */
  readonly items: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Taken off the list; it can be taken back. */
  readonly removedAt: EpochMs | null;
}

/** Writes reject with `StorageUnavailable`. */
export interface Templates {
  /** Oldest first; removed ones left out. */
  list(): Promise<readonly TemplateRow[]>;
  /** Removed ones too. */
  byId(id: TemplateId): Promise<TemplateRow | null>;
  insert(row: TemplateRow, audit: AuditEntry): Promise<void>;
  update(row: TemplateRow, audit: AuditEntry): Promise<void>;
}
