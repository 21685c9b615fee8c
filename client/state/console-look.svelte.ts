// How the hall screens of this meeting's body look, for the console's pictures: asked once, when it is opened. Without an
// answer the pictures are drawn without it.
import type { BodyHallLook } from '../../shared/api/hall-look.schema.ts';
import type { Meeting } from '../../shared/api/meeting.schema.ts';
import type { HallLook } from '../../shared/domain/hall-look.ts';
import type { Api } from '../api.ts';

export class ConsoleLook {
  #look = $state.raw<HallLook | null>(null);

  constructor(api: Pick<Api, 'get'>, meetingId: string) {
    void this.#load(api, meetingId);
  }

  /** Null = nothing is set, or nothing is known yet. */
  get look(): HallLook | null {
    return this.#look;
  }

  async #load(api: Pick<Api, 'get'>, meetingId: string): Promise<void> {
    const meeting = await api.get<Meeting>(`/meetings/${meetingId}`);
    if (!meeting.ok || meeting.value.bodyId === null) return;
    const look = await api.get<BodyHallLook>(`/bodies/${meeting.value.bodyId}/hall`);
    if (look.ok) this.#look = look.value;
  }
}
