// Bodies' own templates for formal minutes, as they are kept: in store/minutes-templates.ts. Their bytes lie in the database
// itself, so that every copy and backup has them: at most two for a body, each small.
import type { BodyId } from '../shared/domain/ids.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface MinutesTemplateRow {
  readonly bodyId: BodyId;
  /** sha-256 of its bytes (hex). */
  readonly digest: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly uploadedAt: EpochMs;
}

/** The one in use, and the one that was in use before it or until it was taken away. */
export interface BodyTemplates {
  readonly kept: MinutesTemplateRow | null;
  readonly former: MinutesTemplateRow | null;
}

/** Writes reject with `StorageUnavailable`; one that changes nothing is noted nowhere. */
export interface MinutesTemplates {
  of(bodyId: BodyId): Promise<BodyTemplates>;
  bytes(bodyId: BodyId, digest: string): Promise<Uint8Array | null>;
  /** What stood becomes the former one, and the former one before it goes. */
  put(row: MinutesTemplateRow, bytes: Uint8Array, audit: AuditEntry): Promise<void>;
  /** Takes the one of `digest` out of use, if it still is. */
  remove(bodyId: BodyId, digest: string, audit: AuditEntry): Promise<void>;
  /** Puts the former one of `digest` into use again; what stood becomes the former one. */
  restore(bodyId: BodyId, digest: string, audit: AuditEntry): Promise<void>;
}
