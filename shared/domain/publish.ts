// What leaves the secretariat: a snapshot without internal items, spans and remarks. Where it is not certain that
// something is public, it is left out.
import type { ArticleFacts, ArticleText } from './article.ts';
import type { Drafted } from './drafted.ts';
import { firstStart, heldSpan } from './held.ts';
import { isShown, type MeetingFile } from './file.ts';
import { tellsInside } from './inside-words.ts';
import { itemOfSection, type DraftSection, type MinutesDraft } from './minutes-draft.ts';
import { hasContent, pictureIds, wordsIn, type Block, type Inline } from './minutes.ts';
import type { MeetingSnapshot, SnapshotItem, SnapshotRoom } from './snapshot.ts';

/**
 * `snapshot` as the public may see it: no internal items, nor tasks and decisions that belong to one
 * or to an item that is no more on the agenda; no spans marked
 * internal, no blocks that consisted of nothing else; no notes on people, no quotes of passages, no reasons why an item was put off and not where it or its topic came from; of the roll no times, reasons nor proxies; not what its notice said; of files only the
 * pictures that its minutes show. Idempotent.
 */
export function publicSnapshot(snapshot: MeetingSnapshot): MeetingSnapshot {
  const agenda = snapshot.agenda.filter((item) => !item.internal).map(publicItem);
  const open = new Set(agenda.map((item) => item.id));
  // An item that was taken off the agenda may have been internal; nothing here can tell any more.
  const isOpen = (entry: { readonly itemId: SnapshotItem['id'] | null }): boolean =>
    entry.itemId === null || open.has(entry.itemId);
  const {
    files: _files,
    roll,
    room,
    minutesDraft: _draft,
    article,
    articleText,
    convening: _convening,
    ...rest
  } = snapshot;
  const isTold = snapshot.minutesDraft || article || articleText ? tellsInside(snapshot) : () => false;
  const draft = snapshot.minutesDraft ? publicDraft(snapshot.minutesDraft, opensSection(open), isTold) : null;
  const written = publicSections(articleText ?? [], opensSection(open), isTold);
  const files = publicFiles(snapshot.files ?? [], [
    ...agenda.map(({ minutes }) => minutes),
    ...[...(draft?.sections ?? []), ...written].map(({ blocks }) => blocks),
  ]);
  const from = heldSpan(snapshot)?.from ?? null;
  return {
    ...rest,
    ...(files.length > 0 ? { files } : {}),
    ...(roll ? { roll: roll.map(({ key, state }) => ({ key, state })) } : {}),
    ...(room ? { room: publicRoom(room, open) } : {}),
    // When the meeting began is no secret; without its internal items the agenda would tell another time.
    ...(from !== null && from !== firstStart(agenda) ? { startedAt: from } : {}),
    audience: 'public',
    people: snapshot.people.map(({ note: _note, ...person }) => person),
    agenda,
    tasks: snapshot.tasks.filter(isOpen).map(({ anchor: _anchor, reportLine: _line, ...task }) => task),
    decisions: snapshot.decisions.filter(isOpen).map(({ anchor: _anchor, ...decision }) => decision),
    ...(draft ? { minutesDraft: draft } : {}),
    ...(article ? { article: publicArticle(article, isTold) } : {}),
    ...(written.length > 0 ? { articleText: written } : {}),
  };
}

/**
 * The draft without what is marked internal and without the sections of items that are internal or gone. A section that tells
 * of something internal was composed, or written, before it became so: it is left out whole, and composed anew for the public.
 * What is filled in for issuing it and tells of such a thing is as if nobody had filled it in.
 */
function publicDraft(
  { issue, sections, removed, tellers = [] }: MinutesDraft,
  isOpen: (key: string) => boolean,
  isTold: (text: string) => boolean,
): MinutesDraft {
  const kept = (fact: string | null): string | null => (fact !== null && isTold(fact) ? null : fact);
  // Who signed the record, and whether somebody approved the order of the guests, is the secretariat's business.
  const open = tellers.filter(({ itemId }) => isOpen(`item-${itemId}`));
  return {
    issue: {
      ...issue,
      ...{ chairSigned: null, recorderSigned: null, rankApproved: null },
      ...{ reviewer: kept(issue.reviewer ?? null), signer: kept(issue.signer ?? null) },
      ...{
        title: kept(issue.title),
        number: kept(issue.number),
        issuer: kept(issue.issuer),
        copies: kept(issue.copies),
      },
      attachments: issue.attachments.filter((name) => !isTold(name)),
    },
    removed: removed.filter(isOpen),
    sections: publicSections(sections, isOpen, isTold),
    ...(open.length === 0 ? {} : { tellers: open }),
  };
}

function publicSections<Key extends string>(
  sections: readonly Drafted<Key>[],
  isOpen: (key: string) => boolean,
  isTold: (text: string) => boolean,
): readonly Drafted<Key>[] {
  return sections
    .filter(({ key }) => isOpen(key))
    .map(({ key, blocks }) => ({ key, blocks: publicBlocks(blocks) }))
    .filter(({ blocks }) => !isTold(wordsIn(blocks)));
}

/** Sections of the draft that the public edition does not hold as they were written, because they tell of something internal. */
export function withheldSections(snapshot: MeetingSnapshot): readonly DraftSection[] {
  return withheldOf(snapshot, snapshot.minutesDraft?.sections ?? []);
}

/** Of the article: sections and facts that somebody wrote and that are not printed, for the same reason. */
export function withheldArticle(snapshot: MeetingSnapshot): {
  readonly sections: readonly ArticleText[];
  readonly facts: ReadonlySet<keyof ArticleFacts>;
} {
  const { article, articleText = [] } = snapshot;
  const open = article === undefined ? null : publicArticle(article, tellsInside(snapshot));
  const facts = ARTICLE_LINES.filter((fact) => (article?.[fact] ?? null) !== (open?.[fact] ?? null));
  return { sections: withheldOf(snapshot, articleText), facts: new Set(facts) };
}

function withheldOf<Key extends string>(
  snapshot: MeetingSnapshot,
  sections: readonly Drafted<Key>[],
): readonly Drafted<Key>[] {
  if (sections.length === 0) return [];
  const isTold = tellsInside(snapshot);
  const open = new Set(snapshot.agenda.filter(({ internal }) => !internal).map(({ id }) => id));
  return sections.filter(({ key, blocks }) => opensSection(open)(key) && isTold(wordsIn(publicBlocks(blocks))));
}

function opensSection(open: ReadonlySet<SnapshotItem['id']>): (key: string) => boolean {
  return (key) => {
    const itemId = itemOfSection(key);
    return itemId === null || open.has(itemId);
  };
}

const ARTICLE_LINES = ['title', 'digest', 'author', 'editor', 'reviewer', 'headline', 'about', 'contact'] as const;

/** What was filled in for the article was meant for the public; a fact that tells of something internal is not printed all the same. */
function publicArticle(article: ArticleFacts, isTold: (text: string) => boolean): ArticleFacts {
  const told = ARTICLE_LINES.filter((fact) => isTold(article[fact] ?? ''));
  return { ...article, ...Object.fromEntries(told.map((fact) => [fact, null])) };
}

/** Of internal items not even that there was a quorum. */
function publicRoom({ rule, seen }: SnapshotRoom, open: ReadonlySet<SnapshotItem['id']>): SnapshotRoom {
  return { rule, seen: seen.filter(({ itemId }) => open.has(itemId)).map(({ keys: _keys, ...figures }) => figures) };
}

/** In the order in which they are shown, which is all their names tell: what an uploader called them was not minuted. */
function publicFiles(files: readonly MeetingFile[], texts: readonly (readonly Block[])[]): readonly MeetingFile[] {
  const shown = [...new Set(texts.flatMap(pictureIds))];
  return shown.flatMap((id, index) => {
    const file = files.find((one) => one.id === id && isShown(one));
    if (!file) return [];
    const { mediaType, sizeBytes, digest, width = 0, height = 0 } = file;
    const name = `image-${index + 1}.${mediaType.replace(/^image\/(?:jpeg$)?/, '') || 'jpg'}`;
    return [{ id: file.id, name, mediaType, sizeBytes, digest, width, height }];
  });
}

function publicItem(item: SnapshotItem): SnapshotItem {
  const { continues: _continues, topic: _topic, progress, ...open } = item;
  const { reason: _reason, ...publicProgress } = progress;
  return { ...open, progress: publicProgress, minutes: publicBlocks(item.minutes) };
}

/** `blocks` without what is internal; a block left empty by that goes, one that was empty before stays. */
export function publicBlocks(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block, index) => (isInternalPicture(blocks, index) ? [] : publicBlock(block)));
}

/**
 * A picture carries no mark. One that stands beside internal text, before or after it, may belong to it: it is left out,
 * as mentions and timestamps are.
 */
export function isInternalPicture(blocks: readonly Block[], index: number): boolean {
  return blocks[index]?.kind === 'image' && (touches(blocks, index, -1) || touches(blocks, index, 1));
}

/** Whether the text that `blocks[index]` meets in this direction is internal; other pictures are looked past. */
function touches(blocks: readonly Block[], index: number, step: 1 | -1): boolean {
  for (let at = index + step; at >= 0 && at < blocks.length; at += step) {
    const block = blocks[at];
    if (block && block.kind !== 'image' && !isBlank(block)) return edgeIsInternal(block, step);
  }
  return false;
}

function isBlank(block: Block): boolean {
  return block.kind === 'paragraph' && !hasContent([block]);
}

/** The end of `block` that faces where we came from. */
function edgeIsInternal(block: Block, step: 1 | -1): boolean {
  switch (block.kind) {
    case 'paragraph':
    case 'heading': {
      const told = block.inline.flatMap((run, index) =>
        run.kind !== 'break' && (run.kind !== 'text' || run.text.trim() !== '') ? [{ run, index }] : [],
      );
      const edge = step === 1 ? told[0] : told.at(-1);
      // A mention carries no mark either: it is internal with the text it touches.
      return edge !== undefined && isInternal(block.inline, edge.run, edge.index);
    }
    case 'list':
      return edgeOf(block.items.flat(), step);
    case 'quote':
      return edgeOf(block.blocks, step);
    case 'table':
      return edgeOf(
        block.rows.flat().flatMap((cell) => cell.blocks),
        step,
      );
    case 'rule':
    case 'image':
      return false;
  }
}

function edgeOf(blocks: readonly Block[], step: 1 | -1): boolean {
  const told = blocks.filter((block) => !isBlank(block));
  const edge = step === 1 ? told[0] : told.at(-1);
  return edge !== undefined && edgeIsInternal(edge, step);
}

function publicBlock(block: Block): readonly Block[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading': {
      const inline = publicInline(block.inline);
      return inline === null ? [] : [{ ...block, inline }];
    }
    case 'list': {
      const items = block.items
        .map(publicBlocks)
        .filter((item, index) => item.length > 0 || block.items[index]?.length === 0);
      return items.length > 0 || block.items.length === 0 ? [{ ...block, items }] : [];
    }
    case 'quote': {
      const blocks = publicBlocks(block.blocks);
      return blocks.length > 0 || block.blocks.length === 0 ? [{ ...block, blocks }] : [];
    }
    case 'table':
      return [
        {
          ...block,
          rows: block.rows.map((row) => row.map((cell) => ({ ...cell, blocks: publicBlocks(cell.blocks) }))),
        },
      ];
    case 'rule':
    case 'image':
      return [block];
  }
}

/** Null when nothing but internal content was there. */
function publicInline(inline: readonly Inline[]): readonly Inline[] | null {
  const kept = inline.filter((run, index) => !isInternal(inline, run, index));
  if (kept.length === inline.length) return inline;
  const saysSomething = kept.some((run) => run.kind !== 'break' && (run.kind !== 'text' || run.text.trim() !== ''));
  return saysSomething ? kept : null;
}

/**
 * The editor keeps no marks on mentions, timestamps and line breaks. One that touches an internal run may be part of
 * the span: mentions and timestamps go when either neighbour is internal, breaks when both sides are internal or ends.
 */
function isInternal(inline: readonly Inline[], run: Inline, index: number): boolean {
  if (run.kind !== 'break' && run.marks.internal) return true;
  if (run.kind === 'text') return false;
  const before = neighbour(inline, index, -1);
  const after = neighbour(inline, index, 1);
  if (run.kind === 'break') return (before ?? true) && (after ?? true) && (before ?? after ?? false);
  return before === true || after === true;
}

/** Whether the nearest text on one side is internal; null when there is none. */
function neighbour(inline: readonly Inline[], index: number, step: 1 | -1): boolean | null {
  for (let at = index + step; at >= 0 && at < inline.length; at += step) {
    const run = inline[at];
    if (run?.kind === 'text') return run.marks.internal === true;
  }
  return null;
}
