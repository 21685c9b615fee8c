// What a hall screen would show, worked out from this page's own copy of the meeting by the rules the server goes by: the
// console's preview. Only the hall's own page shows what really went up.
import type * as Y from 'yjs';
import { blocksToText } from '../../shared/doc/blocks-text.ts';
import { hallRoll } from '../../shared/doc/hall-roll.ts';
import { readTurnsHeld } from '../../shared/doc/record-speakers.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { HallLook } from '../../shared/domain/hall-look.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { publicBlocks } from '../../shared/domain/public-blocks.ts';
import type { SceneReview, ScreenSettings } from '../../shared/domain/scene.ts';
import { screenContent } from '../../shared/domain/screen-content.ts';
import { itemOnFloor } from '../../shared/domain/stage.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import { MAX_SCREEN_BYTES, SCREEN_VERSION, type ScreenState } from '../../shared/protocol/screen-state.ts';

export interface PictureSource {
  readonly id: MeetingId;
  readonly version: number;
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly now: EpochMs;
  /** The tasks of the last meeting, which stand in no document. */
  readonly review?: SceneReview | null;
}

export interface PictureStyle {
  readonly locale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  /** At the head of each picture. */
  readonly look?: HallLook | null;
}

/** The picture of `settings`, as the hall would see it now. Of the minutes also what is not yet calm enough for the hall. */
export function pictureOf(
  source: PictureSource,
  settings: ScreenSettings,
  { look = null, ...style }: PictureStyle,
): ScreenState {
  const { id, version, desk, record, now, review = null } = source;
  const isMinutes = settings.mode === 'minutes';
  const snapshot = buildSnapshot({
    ...{ desk, record, version, meetingId: id, audience: 'internal' },
    wantsMinutes: (state) => isMinutes && (state === 'current' || state === 'suspended'),
  });
  const timeText = (at: EpochMs): string => wallTimeIn(style.timeZone, at);
  const floor = isMinutes ? itemOnFloor(snapshot.agenda.filter((item) => !item.internal)) : null;
  const settled = publicBlocks(floor?.minutes ?? []).map((block) => blocksToText([block], { timeText }));
  const content = screenContent({
    ...{ snapshot, settings, now, revision: now, maxBytes: MAX_SCREEN_BYTES, review, ...style },
    turns: readTurnsHeld({ desk, record }),
    settled: settled.filter((text) => text !== ''),
  });
  const roll = content.scene.kind === 'blank' ? null : hallRoll({ desk, record }, snapshot, now);
  return {
    version: SCREEN_VERSION,
    ...content,
    ...(look === null ? {} : { look }),
    ...(roll === null ? {} : { room: { roll } }),
  };
}
