// What leaves the secretariat: a snapshot without internal items, spans and remarks. Where it is not certain that
// something is public, it is left out.
import type { Ceremony, ReportRow } from './agenda.ts';
import type { ArticleFacts, ArticleText } from './article.ts';
import { NOTICE_FACTS, type ConveningFacts, type NoticeFact } from './convening.ts';
import type { Drafted } from './drafted.ts';
import { firstStart, heldSpan } from './held.ts';
import { isShown, type MeetingFile } from './file.ts';
import { tellsInside, toldIn } from './inside-words.ts';
import { itemOfSection, type DraftSection, type MinutesDraft } from './minutes-draft.ts';
import { pictureIds, type Block } from './minutes.ts';
import { publicBlocks } from './public-blocks.ts';
import { withoutRemarks } from './remarks.ts';
import type { MeetingSnapshot, SnapshotItem, SnapshotRoom } from './snapshot.ts';
import type { DeskTask } from './task.ts';

/**
 * `snapshot` as the public may see it: no internal items, nor tasks and decisions that belong to one
 * or to an item that is no more on the agenda; no spans marked
 * internal, no blocks that consisted of nothing else; no notes on people, no quotes of passages, no reasons why an item was put off and not where it or its topic came from; no remarks of a note-taker on groups, tasks, reports and agreements; of the roll no times, reasons nor proxies; not what its notice said; of files only the
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
  const filter = snapshot.minutesDraft || article || articleText ? filterOf(snapshot) : NOTHING_HIDDEN;
  const draft = snapshot.minutesDraft ? publicDraft(snapshot.minutesDraft, filter) : null;
  const written = publicSections(notOmitted(articleText ?? [], article), filter);
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
    facts: publicFacts(snapshot.facts),
    people: snapshot.people.map(({ note: _note, ...person }) => person),
    agenda,
    tasks: snapshot.tasks.filter(isOpen).map(publicTask),
    decisions: snapshot.decisions.filter(isOpen).map(({ anchor: _anchor, ...decision }) => decision),
    ...(draft ? { minutesDraft: draft } : {}),
    ...(article ? { article: publicArticle(article, filter) } : {}),
    ...(written.length > 0 ? { articleText: written } : {}),
  };
}

/**
 * What leaves the house on paper: the public's version, with what its notice is to say. What was filled in for that and tells of
 * something internal is as if nobody had filled it in.
 */
export function outwardSnapshot(snapshot: MeetingSnapshot): MeetingSnapshot {
  const { convening } = snapshot;
  return {
    ...publicSnapshot(snapshot),
    ...(convening === undefined ? {} : { convening: publicConvening(convening, tellsInside(snapshot)) }),
  };
}

function publicConvening(convening: ConveningFacts, isTold: (text: string) => boolean): ConveningFacts {
  const line = (text: string | null): string | null => (text !== null && isTold(text) ? null : text);
  const list = (texts: readonly string[]): readonly string[] => texts.filter((text) => !isTold(text));
  const { to, participants, contact, requirements, attachments } = convening;
  const lines = { to: line(to), participants: line(participants), contact: line(contact) };
  const asked = list(requirements);
  return {
    ...{ ...convening, ...lines, requirements: asked, attachments: list(attachments) },
    ...(requirements.length > 0 && asked.length === 0 ? { asksInside: true } : {}),
  };
}

/** Of the notice: what is filled in and not printed, for the same reason. */
export function withheldNotice(
  snapshot: MeetingSnapshot,
): readonly { readonly fact: NoticeFact; readonly text: string }[] {
  const { convening } = snapshot;
  if (convening === undefined) return [];
  const isTold = tellsInside(snapshot);
  return NOTICE_FACTS.flatMap((fact) =>
    [convening[fact] ?? []].flat().flatMap((text) => (isTold(text) ? [{ fact, text }] : [])),
  );
}

/**
 * The draft without what is marked internal and without the sections of items that are internal or gone. A section that tells
 * of something internal was composed, or written, before it became so: it is left out whole, and composed anew for the public.
 * What is filled in for issuing it and tells of such a thing is as if nobody had filled it in.
 */
function publicDraft({ issue, sections, removed, tellers = [] }: MinutesDraft, filter: WrittenFilter): MinutesDraft {
  const { isOpen, isTold } = filter;
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
    sections: publicSections(sections, filter),
    ...(open.length === 0 ? {} : { tellers: open }),
  };
}

function publicSections<Key extends string>(
  sections: readonly Drafted<Key>[],
  { isOpen, isTold, hidden }: WrittenFilter,
): readonly Drafted<Key>[] {
  return sections
    .filter(({ key }) => isOpen(key))
    .map(({ key, blocks }) => ({ key, blocks: publicBlocks(blocks, hidden) }))
    .filter(({ blocks }) => !isTold(toldIn(blocks)));
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
  const open = article === undefined ? null : publicArticle(article, filterOf(snapshot));
  const facts = ARTICLE_LINES.filter((fact) => (article?.[fact] ?? null) !== (open?.[fact] ?? null));
  return { sections: withheldOf(snapshot, notOmitted(articleText, article)), facts: new Set(facts) };
}

function withheldOf<Key extends string>(
  snapshot: MeetingSnapshot,
  sections: readonly Drafted<Key>[],
): readonly Drafted<Key>[] {
  if (sections.length === 0) return [];
  const { isOpen, isTold, hidden } = filterOf(snapshot);
  return sections.filter(({ key, blocks }) => isOpen(key) && isTold(toldIn(publicBlocks(blocks, hidden))));
}

/** A section that is left out of the article is printed nowhere, whatever somebody wrote there. */
function notOmitted(sections: readonly ArticleText[], article: ArticleFacts | undefined): readonly ArticleText[] {
  return sections.filter(({ key }) => article?.omitted.includes(key) !== true);
}

/** What of written sections and facts the public may see. */
interface WrittenFilter {
  /** Whether the item that a section is about, if any, is open. */
  readonly isOpen: (key: string) => boolean;
  readonly isTold: (text: string) => boolean;
  /** Files whose pictures are not shown. */
  readonly hidden: ReadonlySet<string>;
}

const NOTHING_HIDDEN: WrittenFilter = { isOpen: () => true, isTold: () => false, hidden: new Set() };

function filterOf(snapshot: MeetingSnapshot): WrittenFilter {
  const open = new Set(snapshot.agenda.filter(({ internal }) => !internal).map(({ id }) => id));
  const isOpen = (key: string): boolean => {
    const itemId = itemOfSection(key);
    return itemId === null || open.has(itemId);
  };
  return { isOpen, isTold: tellsInside(snapshot), hidden: insidePictures(snapshot.agenda) };
}

/** Pictures that stand in the record only where it is internal: somebody may have taken one over into a section that is open. */
function insidePictures(agenda: readonly SnapshotItem[]): ReadonlySet<string> {
  const open = agenda.filter(({ internal }) => !internal);
  const shown = new Set(open.flatMap(({ minutes }) => pictureIds(publicBlocks(minutes))));
  return new Set(agenda.flatMap(({ minutes }) => pictureIds(minutes)).filter((id) => !shown.has(id)));
}

const ARTICLE_LINES = ['title', 'digest', 'author', 'editor', 'reviewer', 'headline', 'about', 'contact'] as const;

/**
 * What was filled in for the article was meant for the public; a fact that tells of something internal is not printed all the same,
 * nor that there was an item which is internal or gone.
 */
function publicArticle(article: ArticleFacts, { isOpen, isTold }: WrittenFilter): ArticleFacts {
  const told = ARTICLE_LINES.filter((fact) => isTold(article[fact] ?? ''));
  const keys = { order: article.order.filter(isOpen), omitted: article.omitted.filter(isOpen) };
  return { ...article, ...keys, ...Object.fromEntries(told.map((fact) => [fact, null])) };
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

/** Without what a note-taker remarked of a group; one that was nothing else is none. */
function publicFacts({ attendance, ...facts }: MeetingSnapshot['facts']): MeetingSnapshot['facts'] {
  if (attendance === undefined) return facts;
  return { ...facts, attendance: attendance.map(withoutRemarks).filter((group) => group !== '') };
}

/** What is to be done, without remarks on it; one that was nothing else stays as it is, for whoever reads it to ask. */
function publicTask({ anchor: _anchor, reportLine: _line, ...task }: DeskTask): DeskTask {
  return { ...task, what: withoutRemarks(task.what) || task.what };
}

function publicItem(item: SnapshotItem): SnapshotItem {
  const { continues: _continues, topic: _topic, progress, ...open } = item;
  const { reason: _reason, ...publicProgress } = progress;
  return {
    ...{ ...open, progress: publicProgress, minutes: publicBlocks(item.minutes) },
    ...{ report: item.report.flatMap(publicRow), ceremony: publicCeremony(item.ceremony) },
  };
}

/** Line by line; a row that held nothing but remarks is none. */
function publicRow(row: ReportRow): readonly ReportRow[] {
  const heard = (cell: string): string => cell.split('\n').map(withoutRemarks).join('\n').trim();
  const open = { ...row, done: heard(row.done), planned: heard(row.planned) };
  const isEmptied = `${open.done}${open.planned}` === '' && `${row.done}${row.planned}`.trim() !== '';
  return isEmptied ? [] : [open];
}

function publicCeremony(ceremony: Ceremony | null): Ceremony | null {
  if (ceremony?.kind !== 'signing') return ceremony;
  return { ...ceremony, outcome: ceremony.outcome.map(withoutRemarks).filter((point) => point !== '') };
}
