// The draft of the formal minutes: begun as a whole, in one language, which it keeps.
import { MINUTES_DRAFT } from '../../shared/doc/desk-papers.ts';
import type { DeskSection } from '../../shared/doc/desk-draft.ts';
import type { SectionKey } from '../../shared/domain/minutes-draft.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import { inOrder } from '../../shared/papers/draft-changes.ts';
import { minutesSections, minutesWords, type Section } from '../../shared/papers/minutes-sections.ts';
import { ComposedDraft, type DraftMeeting } from './composed-draft.svelte.ts';

interface MinutesDraftOptions {
  readonly meeting: DraftMeeting;
  readonly locale: () => Locale;
  /** IANA name of the zone in which the server prints. */
  readonly timeZone: () => string;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

export class MinutesDraft extends ComposedDraft<SectionKey, Section> {
  readonly #locale: () => Locale;

  constructor({ meeting, after, locale, timeZone }: MinutesDraftOptions) {
    super({
      ...{ meeting, after, kind: MINUTES_DRAFT, order: inOrder },
      compose: (snapshot, standing) =>
        minutesSections(snapshot, { locale: languageOf(standing) ?? locale(), timeZone: timeZone() }),
    });
    this.#locale = locale;
  }

  /** In which it is written: once begun, no more in whichever the page of whoever looks at it is shown. */
  get language(): Locale {
    return languageOf(this.standing) ?? this.#locale();
  }
}

/** As its opening was composed: the sentence that leads over to the matters is the same in all minutes of a language. */
export function languageOf(sections: readonly DeskSection[]): Locale | null {
  const opening = sections.find(({ key, base }) => key === 'opening' && base !== '');
  if (opening === undefined) return null;
  const nothing = minutesWords('zh-CN').opening({ when: '', chair: '', venue: '', name: '', acts: '', quorum: '' });
  const leadOver = /[^。]+$/u.exec(nothing)?.[0] ?? nothing;
  return opening.base.includes(leadOver) ? 'zh-CN' : 'en';
}
