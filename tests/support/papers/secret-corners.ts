// The corners of a desk besides its agenda in which something internal may stand: notes, words for the chair, remarks, drafts and what
// is filled in for papers.
import type * as Y from 'yjs';
import { ARTICLE_DRAFT, setArticleFact } from '../../../shared/doc/desk-article.ts';
import { setChairWords } from '../../../shared/doc/desk-chair.ts';
import { addReply, addThread, settleThread } from '../../../shared/doc/desk-comments.ts';
import { setConveningFact } from '../../../shared/doc/desk-convening.ts';
import { addSection, sectionText, setSection, type DraftKind } from '../../../shared/doc/desk-draft.ts';
import { notesFragment } from '../../../shared/doc/desk-facts.ts';
import { MINUTES_DRAFT, setIssueFact, setTellers } from '../../../shared/doc/desk-papers.ts';
import { seedParagraphs } from '../../../shared/doc/fragment.ts';
import type { CommentId, FileId, ItemId, SectionId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { START, type PlantedItem, type Planting, type Wordless } from './planting.ts';
import { linked, picture, write } from './secret-texts.ts';

interface Files {
  /** Stands beside internal words. */
  readonly beside: FileId;
  /** May be shown. */
  readonly open: FileId;
}

export function plantCorners(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[], files: Files): void {
  seedParagraphs(notesFragment(doc), [planting.secret(), planting.secret()]);
  setChairWords(doc, 'opening', planting.secret());
  setChairWords(doc, 'closing', planting.secret());
  items.forEach(({ id }, index) => {
    setChairWords(doc, id, planting.secret());
    plantRemark(doc, planting, id, index);
  });
  plantSections(doc, planting, items, files);
  plantTakenOut(doc, planting, items, files);
}

function plantRemark(doc: Y.Doc, planting: Planting, itemId: ItemId, index: number): void {
  const author = (): { readonly by: string; readonly byName: string; readonly at: number } => ({
    ...{ by: planting.secret(), byName: planting.secret(), at: START },
  });
  const id = brand<CommentId>(`c${index}`);
  addThread(doc, {
    ...{ id, anchor: { itemId, from: '', to: '', quote: planting.secret() }, ...author() },
    ...{ text: planting.secret(), replacement: planting.secret() },
  });
  addReply(doc, { id: brand<CommentId>(`r${index}`), replyTo: id, text: planting.secret(), ...author() });
  if (planting.chance(0.5)) settleThread(doc, id, { how: 'accepted', by: planting.secret(), at: START });
}

/** Sections of items, in both drafts; the one that the article leaves out holds nothing that may be read. */
function plantSections(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[], { beside }: Files): void {
  const omitted = planting.upTo(items.length);
  items.forEach(({ id, isHidden }, index) => {
    if (!isHidden && index !== omitted && planting.chance(0.5)) return;
    for (const kind of [MINUTES_DRAFT, ARTICLE_DRAFT] as const) {
      const section = brand<SectionId>(`${kind === ARTICLE_DRAFT ? 'article' : 'section'}${index}`);
      addSection(doc, kind, { id: section, key: `item-${id}`, base: planting.secret() });
      const isOmitted = kind === ARTICLE_DRAFT && index === omitted;
      const text = sectionText(doc, section);
      if (text) write(text, planting, { isHidden: isHidden || isOmitted, beside });
    }
  });
  const keys = items.filter(({ isHidden }, index) => isHidden || index === omitted).map(({ id }) => `item-${id}`);
  setArticleFact(doc, 'omitted', keys);
  setArticleFact(doc, 'order', items.map(({ id }) => `item-${id}`).toReversed());
}

/** What somebody took out of the draft, and what somebody else began at the same time. */
function plantTakenOut(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[], { beside }: Files): void {
  const keys = ['other', ...items.map(({ id }) => `item-${id}` as const)] as const;
  keys.forEach((key, index) => {
    const id = brand<SectionId>(`zz-out-${index}`);
    addSection(doc, MINUTES_DRAFT, { id, key, base: planting.secret() });
    const text = sectionText(doc, id);
    if (text) write(text, planting, { isHidden: true, beside });
    setSection(doc, id, { removed: true });
  });
  plantDouble(doc, planting, MINUTES_DRAFT, { key: 'opening', beside });
  plantDouble(doc, planting, ARTICLE_DRAFT, { key: 'lead', beside });
}

function plantDouble<Key extends string>(
  doc: Y.Doc,
  planting: Planting,
  kind: DraftKind<Key>,
  { key, beside }: { readonly key: Key; readonly beside: FileId },
): void {
  const id = brand<SectionId>(`zz-double-${key}`);
  addSection(doc, kind, { id, key, base: planting.secret() });
  const text = sectionText(doc, id);
  if (text) write(text, planting, { isHidden: true, beside });
}

/** In sections of both drafts, each in one of its own: no word of them tells anything. */
export function tellWordless(doc: Y.Doc, planting: Planting, told: Wordless, { open }: Files): void {
  const tell = <Key extends string>(kind: DraftKind<Key>, keys: readonly Key[]): void => {
    const blocks = [
      () => picture(open, `${told.title}会上`),
      () => linked(planting.open('附件'), told.link),
      () => picture(told.picture, ''),
    ];
    keys.forEach((key, index) => {
      const id = brand<SectionId>(`wordless-${key}`);
      addSection(doc, kind, { id, key, base: planting.secret() });
      const block = blocks[index];
      if (block) sectionText(doc, id)?.push([block()]);
    });
  };
  tell(MINUTES_DRAFT, ['opening', 'other', 'names']);
  tell(ARTICLE_DRAFT, ['lead', 'guests', 'close']);
}

const ISSUE_FACTS = ['title', 'number', 'issuer', 'copies', 'reviewer', 'signer'] as const;
const ARTICLE_FACTS = ['title', 'digest', 'author', 'editor', 'reviewer', 'headline', 'about', 'contact'] as const;

/** What is filled in for papers names an internal item, as it was written before that became internal. */
export function fillIn(doc: Y.Doc, planting: Planting, items: readonly PlantedItem[], { title }: Wordless): void {
  const named = (what: string): string => `${planting.open(what)}（${title}）`;
  const sometimes = (what: string): string => (planting.chance(0.6) ? named(what) : planting.open(what));
  for (const fact of ISSUE_FACTS) setIssueFact(doc, fact, sometimes('版头'));
  setIssueFact(doc, 'attachments', [planting.open('附件'), named('附件')]);
  for (const fact of ['chairSigned', 'recorderSigned', 'rankApproved'] as const)
    setIssueFact(doc, fact, planting.secret());
  for (const fact of ARTICLE_FACTS) setArticleFact(doc, fact, sometimes('文章'));
  for (const fact of ['to', 'participants', 'contact'] as const) setConveningFact(doc, fact, sometimes('通知'));
  setConveningFact(doc, 'requirements', [planting.forNotice(), named('要求')]);
  setConveningFact(doc, 'attachments', [planting.forNotice(), named('附件')]);
  for (const { id, isHidden } of items) {
    setTellers(doc, id, 'supervisors', isHidden ? planting.secret() : planting.open('监票'));
    setTellers(doc, id, 'counters', isHidden ? planting.secret() : planting.open('计票'));
  }
}
