// How bodies' hall screens look, as it is kept: in store/hall-looks.ts. A logo's bytes lie in the database itself, so that
// every copy and backup has them; they are small.
import type { BodyId } from '../shared/domain/ids.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface HallLogoRow {
  /** sha-256 of its bytes (hex). */
  readonly digest: string;
  /** px */
  readonly width: number;
  readonly height: number;
}

export interface HallLookRow {
  readonly bodyId: BodyId;
  readonly title: string | null;
  readonly accent: string | null;
  readonly logo: HallLogoRow | null;
  readonly onPlate: boolean;
}

/** A logo with its bytes, a PNG. */
export interface MadeLogo extends HallLogoRow {
  readonly bytes: Uint8Array;
}

/** What is named of a look; the rest stays as somebody else may have written it a moment ago. */
export interface HallLookChange {
  readonly title?: string | null;
  readonly accent?: string | null;
  readonly onPlate?: boolean;
  readonly logo?: MadeLogo | null;
}

/** Writes reject with `StorageUnavailable`. */
export interface HallLooks {
  /** Null while nobody set anything. */
  of(bodyId: BodyId): Promise<HallLookRow | null>;
  logo(digest: string): Promise<Uint8Array | null>;
  /** Logos that no body has any more go with it. */
  change(bodyId: BodyId, change: HallLookChange, at: EpochMs, audit: AuditEntry): Promise<void>;
}
