// What the audit log can say: which actions are recorded, and about what. Ids only: a text of minutes, a name or a
// secret never stands in it, so that it may be kept and shown for ever.

/** Every action that is recorded, past tense where it changed something. */
export const AUDIT_ACTIONS = [
  'setup.done',
  'sign-in',
  'sign-in.failed',
  'sign-out',
  'session.ended',
  'password.changed',
  'invitation.made',
  'invitation.withdrawn',
  'invitation.used',
  'account.made',
  'account.changed',
  'account.disabled',
  'account.enabled',
  'grants.changed',
  'token.made',
  'token.revoked',
  'link.made',
  'link.revoked',
  'meeting.created',
  'meeting.imported',
  'meeting.trashed',
  'meeting.restored',
  'meeting.exported',
  'meeting.archived',
  'meeting.reopened',
  'meeting.published',
  'body.made',
  'body.changed',
  'template.made',
  'template.changed',
  'template.removed',
  'template.restored',
  'phrase.made',
  'phrase.changed',
  'phrase.removed',
  'phrase.restored',
  'topic.made',
  'topic.changed',
  'topic.removed',
  'topic.restored',
  'person.made',
  'person.changed',
  'person.removed',
  'person.restored',
  'person.merged',
  'organisation.changed',
  'organisation.merged',
  'term.made',
  'term.changed',
  'term.removed',
  'term.restored',
  'member.made',
  'member.changed',
  'member.removed',
  'member.restored',
  'members.ordered',
  'charter.set',
  'charter.removed',
  'charter.restored',
  'roster.imported',
  'roster.import-undone',
  'register.exported',
  'task.assigned',
  'task.made',
  'task.moved',
  'task-link.made',
  'task-link.revoked',
  'calendar.made',
  'calendar.revoked',
  'phase.changed',
  'file.added',
  'file.removed',
  'version.removed',
  'version.restored',
  'notice.tested',
  'notice.retried',
  'backup.made',
  'backup.restored',
  'index.rebuilt',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_TARGET_KINDS = [
  'account',
  'session',
  'token',
  'invitation',
  'link',
  'meeting',
  'archive',
  'file',
  'version',
  'body',
  'template',
  'phrase',
  'topic',
  'person',
  'organisation',
  'roster',
  'term',
  'task',
  'notice',
] as const;

/** What an entry is about. */
export interface AuditTarget {
  readonly kind: (typeof AUDIT_TARGET_KINDS)[number];
  readonly id: string;
}

/** By which kind of credential someone came; `none` = without one. */
export const AUDIT_VIAS = ['session', 'token', 'link', 'cli', 'none'] as const;
export type AuditVia = (typeof AUDIT_VIAS)[number];

/** Actors that are no account and no link: the command line, and whoever has not said who they are. */
export const CLI_ACTOR = 'cli';
export const NOBODY = 'nobody';
