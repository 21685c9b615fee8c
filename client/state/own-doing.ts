// What one does at this page, as others are told it: typing, here, or away. Knows no events of a browser; whoever hears
// them says so.
import type { Doing } from '../../shared/doc/presence.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from '../sync/device.ts';

/** A pause for thought is still typing; longer is not. */
const TYPING_MS: DurationMs = 3_000;
/** Listening to a speaker without touching anything is not being away. */
const AWAY_UNTOUCHED_MS: DurationMs = 5 * 60_000;
/** A look into another window is not either. */
const AWAY_COVERED_MS: DurationMs = 60_000;

export class OwnDoing {
  readonly #device: Pick<Device, 'after' | 'monotonicMs'>;
  readonly #tell: (doing: Doing) => void;
  #doing: Doing = 'here';
  #isCovered = false;
  #touchedAt: DurationMs;
  #typedAt: DurationMs | null = null;
  #cancel = (): void => undefined;

  constructor(device: Pick<Device, 'after' | 'monotonicMs'>, tell: (doing: Doing) => void) {
    this.#device = device;
    this.#tell = tell;
    this.#touchedAt = device.monotonicMs();
    this.#judge();
  }

  touched(): void {
    this.#touchedAt = this.#device.monotonicMs();
    if (this.#doing === 'away') this.#judge();
  }

  typed(): void {
    this.#touchedAt = this.#typedAt = this.#device.monotonicMs();
    if (this.#doing !== 'typing') this.#judge();
  }

  /** The page is hidden behind others, or seen again. */
  covered(isCovered: boolean): void {
    this.#isCovered = isCovered;
    this.#touchedAt = this.#device.monotonicMs();
    this.#judge();
  }

  close(): void {
    this.#cancel();
  }

  #judge(): void {
    const now = this.#device.monotonicMs();
    const typingFor = this.#typedAt === null ? 0 : this.#typedAt + TYPING_MS - now;
    const hereFor = this.#touchedAt + (this.#isCovered ? AWAY_COVERED_MS : AWAY_UNTOUCHED_MS) - now;
    const next: Doing = typingFor > 0 ? 'typing' : hereFor > 0 ? 'here' : 'away';
    if (next !== this.#doing) {
      this.#doing = next;
      this.#tell(next);
    }
    this.#cancel();
    if (next !== 'away')
      this.#cancel = this.#device.after(next === 'typing' ? typingFor : hereFor, () => this.#judge());
  }
}
