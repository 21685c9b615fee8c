// Which hall screens are there: the displays that hold a screen's link, and when each was last heard. A cable that is pulled
// out says nothing, so a display says every second that it is there. Forgotten with the process.
import type { ScreenDisplay } from '../../shared/api/meeting.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';

/** A display while it is connected. */
export interface Attendance {
  heard(): void;
  leave(): void;
}

export interface ScreenDisplaysOptions {
  readonly meetings: Meetings;
  readonly clock: Clock;
}

interface Seen {
  readonly heardAtMs: Map<Attendance, number>;
  lastAtMs: number;
}

/** With a second between two asks, a console knows within five that a display is gone. */
const SILENT_MS = 3_000;

export class ScreenDisplays {
  readonly #options: ScreenDisplaysOptions;
  readonly #seen = new Map<MeetingId, Map<string, Seen>>();

  constructor(options: ScreenDisplaysOptions) {
    this.#options = options;
  }

  attend(meetingId: MeetingId, screenId: string): Attendance {
    const { clock } = this.#options;
    const seen = this.#screen(meetingId, screenId);
    const attendance: Attendance = {
      heard: () => {
        seen.lastAtMs = clock.monotonicMs();
        if (seen.heardAtMs.has(attendance)) seen.heardAtMs.set(attendance, seen.lastAtMs);
      },
      leave: () => void seen.heardAtMs.delete(attendance),
    };
    seen.heardAtMs.set(attendance, clock.monotonicMs());
    attendance.heard();
    return attendance;
  }

  /** Each screen that a display ever showed here; with no display heard lately it is away. Refusals: `not-found`, `not-allowed`. */
  async list(user: ActingUser, id: string): Promise<Result<{ screens: ScreenDisplay[] }, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'screen.operate', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    const nowMs = this.#options.clock.monotonicMs();
    const screens = [...(this.#seen.get(meeting.id) ?? [])].map(([screen, { heardAtMs }]) => {
      const displays = [...heardAtMs.values()].filter((atMs) => nowMs - atMs < SILENT_MS).length;
      return { screen, displays };
    });
    return ok({ screens });
  }

  #screen(meetingId: MeetingId, screenId: string): Seen {
    this.#forgetLongGone();
    const screens = this.#seen.get(meetingId) ?? new Map<string, Seen>();
    const seen = screens.get(screenId) ?? { heardAtMs: new Map(), lastAtMs: 0 };
    screens.set(screenId, seen);
    this.#seen.set(meetingId, screens);
    return seen;
  }

  #forgetLongGone(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const [meetingId, screens] of this.#seen) {
      const isGone = [...screens.values()].every((each) => each.heardAtMs.size === 0 && nowMs - each.lastAtMs > DAY_MS);
      if (isGone) this.#seen.delete(meetingId);
    }
  }
}
