// Every id of the product, and the names of a meeting's documents. Ids are opaque; those that grant anything carry
// at least 128 random bits (contract.md).
import { brand, type Brand } from '../lib/brand.ts';

export type MeetingId = Brand<string, 'MeetingId'>;
export type UserId = Brand<string, 'UserId'>;
export type BodyId = Brand<string, 'BodyId'>;
export type TemplateId = Brand<string, 'TemplateId'>;
export type StockPhraseId = Brand<string, 'StockPhraseId'>;
/** What a body means to talk about some day (议题库). */
export type TopicId = Brand<string, 'TopicId'>;
/** Somebody in the register; a meeting has its own entry of them, under a `PersonKey`. */
export type PersonId = Brand<string, 'PersonId'>;
export type OrganisationId = Brand<string, 'OrganisationId'>;
export type TermId = Brand<string, 'TermId'>;
export type MemberId = Brand<string, 'MemberId'>;
export type CharterEntryId = Brand<string, 'CharterEntryId'>;
export type RosterImportId = Brand<string, 'RosterImportId'>;
export type PersonKey = Brand<string, 'PersonKey'>;
export type ItemId = Brand<string, 'ItemId'>;
export type RowId = Brand<string, 'RowId'>;
/** A section of the draft of formal minutes. */
export type SectionId = Brand<string, 'SectionId'>;
export type EventId = Brand<string, 'EventId'>;
export type TaskId = Brand<string, 'TaskId'>;
/** A task that was handed out, in the register over all meetings. */
export type AssignedTaskId = Brand<string, 'AssignedTaskId'>;
export type DecisionId = Brand<string, 'DecisionId'>;
export type CommentId = Brand<string, 'CommentId'>;
export type ArchiveId = Brand<string, 'ArchiveId'>;
export type FileId = Brand<string, 'FileId'>;
export type NamedVersionId = Brand<string, 'NamedVersionId'>;
export type LinkId = Brand<string, 'LinkId'>;
/** A link that opens the tasks of one owner. */
export type CalendarFeedId = Brand<string, 'CalendarFeedId'>;
export type TaskLinkId = Brand<string, 'TaskLinkId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type InvitationId = Brand<string, 'InvitationId'>;
export type TokenId = Brand<string, 'TokenId'>;
export type CommandId = Brand<string, 'CommandId'>;
/** The full name of a Yjs document, e.g. `k3f…/desk` or `k3f…~2/record`. */
export type DocName = Brand<string, 'DocName'>;

/** `desk` is co-edited by people; `record` holds what the server witnessed. */
export type DocPart = 'desk' | 'record';

export interface DocAddress {
  readonly meetingId: MeetingId;
  /** 1 for a meeting never reopened; n ≥ 2 shows in the name as `~n`. */
  readonly version: number;
  readonly part: DocPart;
}

const ID = /^[0-9A-Za-z_-]{1,64}$/;
const DOC_NAME = /^([0-9A-Za-z_-]{1,64})(?:~([2-9]|[1-9]\d{1,4}))?\/(desk|record)$/;

/** Whether `text` has the form of an id (1–64 of `[0-9A-Za-z_-]`). */
export function isId(text: string): boolean {
  return ID.test(text);
}

export function docName(address: DocAddress): DocName {
  const version = address.version > 1 ? `~${address.version}` : '';
  return brand<DocName>(`${address.meetingId}${version}/${address.part}`);
}

/** The parts of a document's name, or null when `text` is not one. One document has exactly one name. */
export function parseDocName(text: string): DocAddress | null {
  const match = DOC_NAME.exec(text);
  if (!match) return null;
  const [, meetingId = '', version = '1', part] = match;
  return {
    meetingId: brand<MeetingId>(meetingId),
    version: Number(version),
    part: part === 'desk' ? 'desk' : 'record',
  };
}
