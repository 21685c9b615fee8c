// The article as people write on it: a section is a text of its own from the moment somebody takes it up, every other one follows
// the meeting. Given up, a section follows again; what was written stays for whoever wants it back.
import { ARTICLE_DRAFT } from '../../shared/doc/desk-article.ts';
import { isAsComposed, type DeskSection } from '../../shared/doc/desk-draft.ts';
import type { ArticleKey } from '../../shared/domain/article.ts';
import { hasContent } from '../../shared/domain/minutes.ts';
import { sectionForm } from '../../shared/domain/section-form.ts';
import type { SectionId } from '../../shared/domain/ids.ts';
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

  /** Nothing is begun by itself, and a section whose item is not told of is no question: it is printed nowhere, and stays. */
  override get changes(): readonly DraftChange<ArticleKey>[] {
    return super.changes.filter(({ kind }) => kind !== 'new' && kind !== 'orphan' && kind !== 'gone');
  }

  /** What somebody wrote and nobody gave up, printed or not; the one that counts before others of its key. */
  get written(): readonly DeskSection<ArticleKey>[] {
    return this.standing.filter((section) => !section.removed && !isAsComposed(section));
  }

  /** Texts of a section that stand; of two that were begun at once both. */
  textsOf(key: ArticleKey): readonly DeskSection<ArticleKey>[] {
    return this.standing.filter((section) => section.key === key && !section.removed);
  }

  /** A text of this section, given up or not. */
  textOf(key: ArticleKey, id: SectionId): DeskSection<ArticleKey> | null {
    return this.standing.find((section) => section.key === key && section.id === id) ?? null;
  }

  /** What was written and given up since, each wording once, where the section follows the meeting again. */
  givenUp(key: ArticleKey): readonly DeskSection<ArticleKey>[] {
    if (this.written.some((section) => section.key === key)) return [];
    const forms = new Map<string, DeskSection<ArticleKey>>();
    for (const section of this.standing) {
      const isOurs = section.key === key && section.removed && !isAsComposed(section) && hasContent(section.blocks);
      if (isOurs) forms.set(sectionForm(section.blocks), section);
    }
    return [...forms.values()];
  }

  /** All that was written of it, in one step: it follows the meeting again. */
  giveUp(key: ArticleKey): void {
    this.takeOut(this.#writtenOf(key), 'followed');
  }

  /** Likewise, where the article has no such section. */
  dropAll(key: ArticleKey): void {
    this.takeOut(this.#writtenOf(key), 'removed');
  }

  #writtenOf(key: ArticleKey): readonly DeskSection<ArticleKey>[] {
    return this.written.filter((section) => section.key === key);
  }

  /** One of two. */
  drop(section: DeskSection<ArticleKey>): void {
    this.takeOut([section], 'dropped');
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
