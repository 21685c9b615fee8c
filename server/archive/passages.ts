// What of a sealed meeting can be found: every title, 议案, reason, paragraph, table cell, report row, person, ceremony, task, decision
// and name of a file as one passage each. Internal passages are marked by comparing with the public snapshot, so that whatever
// that leaves out can never be found by a reader.
import { unreachable } from '../../shared/lib/assert.ts';
import type { Ceremony } from '../../shared/domain/agenda.ts';
import type { MeetingFile } from '../../shared/domain/file.ts';
import type { ArchiveId } from '../../shared/domain/ids.ts';
import type { Block, Inline } from '../../shared/domain/minutes.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import type { PassageKind } from '../../shared/domain/passage.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../shared/domain/snapshot.ts';
import type { SearchRow } from '../ports.ts';
import { indexTokens } from './tokenise.ts';

interface Passage {
  readonly kind: PassageKind;
  readonly itemId: string | null;
  readonly text: string;
}

/** The index rows of one archive: what the public snapshot says, then what only the internal one says. */
export function searchRows(
  archiveId: ArchiveId,
  snapshots: { readonly internal: MeetingSnapshot; readonly public: MeetingSnapshot },
): readonly SearchRow[] {
  const open = passagesOf(snapshots.public);
  const known = new Set(open.map(identity));
  const closed = passagesOf(snapshots.internal).filter((passage) => !known.has(identity(passage)));
  const row = (passage: Passage, internal: boolean): SearchRow => ({
    archiveId,
    ...passage,
    internal,
    tokens: indexTokens(passage.text),
  });
  return [...open.map((passage) => row(passage, false)), ...closed.map((passage) => row(passage, true))];
}

function identity(passage: Passage): string {
  return `${passage.kind}\n${passage.itemId ?? ''}\n${passage.text}`;
}

function passagesOf(snapshot: MeetingSnapshot): readonly Passage[] {
  const { facts } = snapshot;
  const meeting = [
    facts.title,
    facts.shortTitle,
    facts.organisation,
    facts.bodyName,
    facts.venue,
    facts.chair,
    facts.recorder,
  ];
  const people = snapshot.people.map((person) => words(person.name, person.org, person.titles.join('、')));
  const notes = snapshot.people.flatMap((person) => (person.note ? [words(person.name, person.note)] : []));
  return [
    ...passages('meeting', null, meeting),
    ...passages('person', null, [...people, ...notes]),
    ...snapshot.agenda.flatMap(passagesOfItem),
    ...snapshot.tasks.flatMap(passagesOfTask),
    ...snapshot.decisions.flatMap(({ itemId, wording }) => passages('decision', itemId, [wording])),
    ...(snapshot.files ?? []).flatMap(passagesOfFile),
  ];
}

/** Those of `texts` that say something. */
function passages(kind: PassageKind, itemId: string | null, texts: readonly (string | null)[]): readonly Passage[] {
  return texts.flatMap((text) => (text?.trim() ? [{ kind, itemId, text: text.trim() }] : []));
}

function passagesOfTask({ itemId, what, owners, supporters, due, dueText }: DeskTask): readonly Passage[] {
  const parties = [...owners, ...supporters].map((party) => party.name);
  return passages('task', itemId, [words(what, ...parties, due, dueText)]);
}

/** The public gets pictures under names that say nothing. */
function passagesOfFile({ name, parent }: MeetingFile): readonly Passage[] {
  return parent ? passages('file', parent.kind === 'item' ? parent.id : null, [name]) : [];
}

/** The title first: by it the index tells in which item a passage stands. */
function passagesOfItem(item: SnapshotItem): readonly Passage[] {
  const ofKind = (kind: PassageKind, texts: readonly string[]): readonly Passage[] => passages(kind, item.id, texts);
  return [
    ...ofKind('item', [item.title]),
    ...ofKind('proposal', [item.proposal ?? '']),
    ...ofKind('reason', [item.progress.reason ?? '']),
    ...ofKind(
      'presenter',
      item.presenters.map((presenter) => words(presenter.name, presenter.org, presenter.title)),
    ),
    ...(item.ceremony ? ofKind(item.ceremony.kind, textsOfCeremony(item.ceremony)) : []),
    ...ofKind(
      'report',
      item.report.flatMap((row) => [words(row.owner, row.done), words(row.owner, row.planned)]),
    ),
    ...ofKind('minutes', item.minutes.flatMap(textsOfBlock)),
  ];
}

function textsOfCeremony(ceremony: Ceremony): readonly string[] {
  switch (ceremony.kind) {
    case 'signing':
      return [
        words(ceremony.document, ceremony.term),
        ...ceremony.parties.map((party) => words(party.org, party.signatory, party.title)),
        ...ceremony.outcome,
        ...(ceremony.witnesses ?? []),
      ];
    case 'appointment':
      return [words(ceremony.appointee, ceremony.post, ceremony.letter, ceremony.presentedBy, ceremony.term)];
    default:
      return unreachable(ceremony);
  }
}

function textsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [block.inline.map(textOfInline).join('')];
    case 'list':
      return block.items.flat().flatMap(textsOfBlock);
    case 'quote':
      return block.blocks.flatMap(textsOfBlock);
    case 'table':
      return block.rows.flat().flatMap((cell) => cell.blocks.flatMap(textsOfBlock));
    case 'image':
      return [block.alt];
    case 'rule':
      return [];
    default:
      return unreachable(block);
  }
}

/** A time stamp or a line break separates words but is nothing to search for. */
function textOfInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'mention':
      return inline.label;
    case 'break':
    case 'timestamp':
      return ' ';
    default:
      return unreachable(inline);
  }
}

function words(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' ');
}
