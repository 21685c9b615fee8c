// How a body's hall screens look: its name, logo and colours at the head. Whoever keeps the body's register sets them; screens
// that are up follow. Knows no meeting: no fact of one depends on it.
import type { BodyHallLook, PatchHallLook } from '../../shared/api/hall-look.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { hallColours, type HallLook, type HallLogo } from '../../shared/domain/hall-look.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { HallLookChange, HallLookRow, HallLooks, MadeLogo } from '../hall-look-ports.ts';
import type { Clock } from '../ports.ts';
import type { Bodies, BodyRow } from '../preparing-ports.ts';
import { entryBy } from './audit.ts';
import { bodyFor, type BodyAction } from './body-access.ts';

interface HallLookServiceOptions {
  readonly hallLooks: HallLooks;
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly logos: {
    make(
      source: AsyncIterable<Uint8Array>,
      expectedBytes: number | null,
    ): Promise<Result<MadeLogo, 'invalid' | 'too-large' | 'storage-unavailable'>>;
  };
  readonly clock: Pick<Clock, 'now'>;
}

/** What comes, as it comes. */
interface UploadedLogo {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly expectedBytes: number | null;
}

/** What screens need of it. */
export interface ShownLooks {
  /** Null while nothing is set. */
  shown(bodyId: string | null): Promise<HallLook | null>;
  /** Calls `listener` after each change; returns the unsubscribe. */
  onChanged(listener: () => void): () => void;
}

export class HallLookService implements ShownLooks {
  readonly #options: HallLookServiceOptions;
  readonly #listeners = new Set<() => void>();
  /** Screens ask eight times a second; colours take longer to reckon than all else of a picture. */
  readonly #known = new Map<string, Promise<HallLook | null>>();

  constructor(options: HallLookServiceOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async read(user: ActingUser, id: string): Promise<Result<BodyHallLook, RefusalCode>> {
    const body = await this.#body(user, id, 'register.read');
    return body.ok ? ok(presented(await this.#options.hallLooks.of(body.value.id))) : body;
  }

  /** Refusals: those of `read`. */
  patch(user: ActingUser, id: string, { title, accent, onPlate }: PatchHallLook) {
    return this.#change(user, id, {
      ...(title === undefined ? {} : { title }),
      ...(accent === undefined ? {} : { accent }),
      ...(onPlate === undefined ? {} : { onPlate }),
    });
  }

  /** Whether `user` may send a logo; asked before its first byte is read. Refusals: those of `read`. */
  async mayChange(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const body = await this.#body(user, id, 'register.manage');
    return body.ok ? ok(null) : body;
  }

  /** Refusals: those of `read`, `invalid`, `too-large`, `rights-changed`. Rejects as `bytes` does. */
  async putLogo(
    user: ActingUser,
    id: string,
    { bytes, expectedBytes }: UploadedLogo,
  ): Promise<Result<BodyHallLook, RefusalCode>> {
    const logo = await this.#options.logos.make(bytes, expectedBytes);
    if (!logo.ok) return logo;
    if (user.isCurrent?.() === false) return refused('rights-changed');
    return this.#change(user, id, { logo: logo.value });
  }

  /** Refusals: those of `read`. */
  removeLogo(user: ActingUser, id: string): Promise<Result<BodyHallLook, RefusalCode>> {
    return this.#change(user, id, { logo: null });
  }

  /** The bytes of a logo that some body shows. Refusal: `not-found`. */
  async logo(digest: string): Promise<Result<Uint8Array, RefusalCode>> {
    const bytes = await this.#options.hallLooks.logo(digest);
    return bytes === null ? refused('not-found') : ok(bytes);
  }

  shown(bodyId: string | null): Promise<HallLook | null> {
    if (bodyId === null) return Promise.resolve(null);
    const known = this.#known.get(bodyId) ?? this.#shown(brand<BodyId>(bodyId));
    this.#known.set(bodyId, known);
    return known;
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #change(user: ActingUser, id: string, change: HallLookChange): Promise<Result<BodyHallLook, RefusalCode>> {
    const body = await this.#body(user, id, 'register.manage');
    if (!body.ok) return body;
    const { hallLooks, clock } = this.#options;
    const now = clock.now();
    await hallLooks.change(body.value.id, change, now, entryBy(user, now, 'body.changed', { kind: 'body', id }));
    this.#known.delete(id);
    for (const listener of this.#listeners) listener();
    return ok(presented(await hallLooks.of(body.value.id)));
  }

  /** A disk that did not answer is asked again. */
  async #shown(bodyId: BodyId): Promise<HallLook | null> {
    try {
      const { title, logo, colours } = presented(await this.#options.hallLooks.of(bodyId));
      return title === null && logo === null && colours === null ? null : { title, logo, colours };
    } catch (error) {
      this.#known.delete(bodyId);
      throw error;
    }
  }

  #body(user: ActingUser, id: string, action: BodyAction): Promise<Result<BodyRow, RefusalCode>> {
    return bodyFor(this.#options.bodies, user, { id, action });
  }
}

function presented(row: HallLookRow | null): BodyHallLook {
  if (row === null) return { title: null, logo: null, accent: null, colours: null };
  const { title, accent } = row;
  return { title, logo: logoOf(row), accent, colours: accent === null ? null : hallColours(accent) };
}

function logoOf({ logo, onPlate }: HallLookRow): HallLogo | null {
  if (logo === null) return null;
  return { url: `/api/v1/logos/${logo.digest}`, width: logo.width, height: logo.height, onPlate };
}
