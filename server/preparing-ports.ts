// What meetings are prepared from and written with, as it is kept: bodies, templates, stock phrases. Their implementation is in store/preparing.ts.
import type { BodyId, StockPhraseId, TemplateId } from '../shared/domain/ids.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface BodyRow {
  readonly id: BodyId;
  /** 苏州市安防协会常务理事会. */
  readonly name: string;
  /** 常务理事会. */
  readonly shortName: string | null;
  /** Names it gave up: what it owes under one of them is still its own. */
  readonly aliases: readonly string[];
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

export type TakenOfBody = 'id' | 'name';

/** Bodies that have names; meetings and grants may carry ids that have none yet. Writes reject with `StorageUnavailable`. */
export interface Bodies {
  /** Oldest first. */
  list(): Promise<readonly BodyRow[]>;
  byId(id: BodyId): Promise<BodyRow | null>;
  /** Null, or what of it another body has, perhaps since a moment ago. */
  insert(row: BodyRow, audit: AuditEntry): Promise<TakenOfBody | null>;
  update(
    id: BodyId,
    set: Pick<BodyRow, 'name' | 'shortName' | 'aliases' | 'updatedAt'>,
    audit: AuditEntry,
  ): Promise<TakenOfBody | null>;
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

/** What is named of a row, and when; the rest stays as somebody else may have written it a moment ago. */
export type Changes<Row extends TemplateRow | StockPhraseRow> = Partial<Omit<Row, 'id' | 'createdAt'>> &
  Pick<Row, 'updatedAt'>;

/** How many templates there are, and how long their items are together. */
export interface TemplateLoad {
  readonly count: number;
  readonly characters: number;
}

export const MAX_REMOVED_TEMPLATES = 100;

/** Writes reject with `StorageUnavailable`. */
export interface Templates {
  /** Oldest first; removed ones left out. */
  list(): Promise<readonly TemplateRow[]>;
  /** Removed ones too. */
  byId(id: TemplateId): Promise<TemplateRow | null>;
  /** Of those on the list. */
  load(): Promise<TemplateLoad>;
  insert(row: TemplateRow, audit: AuditEntry): Promise<void>;
  /**
   * Writes only what `set` names. False, and nothing is written, unless it is on the list, or off it when `set` takes it
   * back. Of the removed ones only the newest `MAX_REMOVED_TEMPLATES` are kept.
   */
  update(id: TemplateId, set: Changes<TemplateRow>, audit: AuditEntry): Promise<boolean>;
}

export interface StockPhraseRow {
  readonly id: StockPhraseId;
  /** Null = for meetings of any body. */
  readonly bodyId: string | null;
  /** What the menu calls it; null = its own first words. */
  readonly label: string | null;
  /** May hold fields, `{发言人}`. */
  readonly text: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Taken off the list; it can be taken back for a while. */
  readonly removedAt: EpochMs | null;
}

/** Of one body, or of those of any body. */
export const MAX_REMOVED_PHRASES = 100;

/** Writes reject with `StorageUnavailable`. */
export interface StockPhrases {
  /** Oldest first; removed ones left out. */
  list(): Promise<readonly StockPhraseRow[]>;
  /** Removed ones too. */
  byId(id: StockPhraseId): Promise<StockPhraseRow | null>;
  /** Forgets those removed before `forget`, so that what nobody sees does not grow. */
  insert(row: StockPhraseRow, audit: AuditEntry, forget: EpochMs): Promise<void>;
  /**
   * Writes only what `set` names. False, and nothing is written, unless it is on the list, or off it when `set` takes it
   * back. Of a body's removed ones only the newest `MAX_REMOVED_PHRASES` are kept.
   */
  update(id: StockPhraseId, set: Changes<StockPhraseRow>, audit: AuditEntry): Promise<boolean>;
}
