// Notices: what leaves the house by mail or to a group's robot, and how that went. Knows no mail server and no words.

/** `event`: that something happened, told to whoever listens; it becomes one notice for each of them. */
export const NOTICE_CHANNELS = ['event', 'mail', 'webhook'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** `waiting` may have been tried already; `given-up` is only tried again when somebody says so. */
export const NOTICE_STATES = ['waiting', 'sending', 'sent', 'given-up'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * Why a notice has not left. `draft`, `sample`, `trashed`, `gone`: its meeting tells nobody anything. `refused`: the other
 * side does not want it. `busy`: it asks for patience. `unreachable`, `slow`, `insecure`, `login`: of the other side as a
 * whole. `private-address`: a hook that leads into our own network. `unreadable`: ours to mend. `late`: it waited too long.
 */
export const NOTICE_FAULTS = [
  'draft',
  'sample',
  'trashed',
  'gone',
  'refused',
  'busy',
  'unreachable',
  'slow',
  'insecure',
  'login',
  'private-address',
  'unreadable',
  'late',
] as const;
export type NoticeFault = (typeof NOTICE_FAULTS)[number];
