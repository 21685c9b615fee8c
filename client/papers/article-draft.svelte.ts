// The article as people write on it: a section is a text of its own from the moment somebody takes it up, every other one follows
// the meeting. Given up, a section follows again; what was written stays for whoever wants it back.
import { ARTICLE_DRAFT, isAsComposed } from '../../shared/doc/desk-article.ts';
import type { DeskSection } from '../../shared/doc/desk-draft.ts';
import type { ArticleKey } from '../../shared/domain/article.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { DraftChange } from '../../shared/papers/draft-changes.ts';
import { articleOrder } from '../../shared/papers/article-order.ts';
import { articleSections, type ArticleSection } from '../../shared/papers/article-sections.ts';
import { ComposedDraft, type DraftMeeting } from './composed-draft.svelte.ts';

interface ArticleDraftOptions {
  readonly meeting: DraftMeeting;
  /** IANA name of the zone in which the server prints. */
  readonly timeZone: () => string;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

export class ArticleDraft extends ComposedDraft<ArticleKey, ArticleSection> {
  constructor({ meeting, timeZone, after }: ArticleDraftOptions) {
    super({
      ...{ meeting, after, kind: ARTICLE_DRAFT, order: articleOrder },
      compose: (snapshot) => articleSections(snapshot, timeZone()),
    });
  }

  /** Nothing is begun by itself: who wants to write takes a section up. */
  override get changes(): readonly DraftChange<ArticleKey>[] {
    return super.changes.filter(({ kind }) => kind !== 'new');
  }

  /** Texts of a section that stand; of two that were begun at once both. */
  textsOf(key: ArticleKey): readonly DeskSection<ArticleKey>[] {
    return this.standing.filter((section) => section.key === key && !section.removed);
  }

  /** What somebody wrote and gave up since, where the section follows the meeting again. */
  givenUp(key: ArticleKey): DeskSection<ArticleKey> | null {
    if (this.textsOf(key).length > 0) return null;
    return this.standing.find((section) => section.key === key && !isAsComposed(section)) ?? null;
  }

  /** The section becomes a text of its own, which reads as it is composed now; one that somebody wrote in stays as it is. */
  take(key: ArticleKey): void {
    this.look();
    const fresh = this.fresh.find((section) => section.key === key);
    const texts = this.textsOf(key);
    const idle = texts.length > 0 ? texts : this.standing.filter((section) => section.key === key);
    const [untouched] = idle.filter(isAsComposed);
    if (fresh !== undefined && untouched !== undefined) this.renew(untouched, fresh.blocks);
    else if (fresh !== undefined && texts.length === 0) this.begin(key, fresh.blocks);
    this.look();
  }
}
