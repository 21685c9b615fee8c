// How the hall screens of this meeting's body look, for the console's pictures: asked when it is opened, and again when
// whoever operates comes back to it. Without an
// answer the pictures are drawn without it.
import type { BodyHallLook } from '../../shared/api/hall-look.schema.ts';
import type { Meeting } from '../../shared/api/meeting.schema.ts';
import type { HallLook } from '../../shared/domain/hall-look.ts';
import type { Api } from '../api.ts';

export class ConsoleLook {
  #look = $state.raw<HallLook | null>(null);

  readonly #api: Pick<Api, 'get'>;
  readonly #meetingId: string;

  constructor(api: Pick<Api, 'get'>, meetingId: string) {
    this.#api = api;
    this.#meetingId = meetingId;
    void this.load();
  }

  /** Null = nothing is set, or nothing is known yet. */
  get look(): HallLook | null {
    return this.#look;
  }

  async load(): Promise<void> {
    const meeting = await this.#api.get<Meeting>(`/meetings/${this.#meetingId}`);
    if (!meeting.ok || meeting.value.bodyId === null) return;
    const look = await this.#api.get<BodyHallLook>(`/bodies/${meeting.value.bodyId}/hall`);
    if (look.ok) this.#look = look.value;
  }
}
