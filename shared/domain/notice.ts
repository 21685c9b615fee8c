// Notices: what leaves the house by mail or to a group's robot, and how that went. Knows no mail server and no words.

/** `event`: that something happened, told to whoever listens; it becomes one notice for each of them. */
export type NoticeChannel = 'event' | 'mail' | 'webhook';

/** `waiting` may have been tried already; `given-up` is only tried again when somebody says so. */
export type NoticeState = 'waiting' | 'sending' | 'sent' | 'given-up';

/**
 * Why a notice has not left. `draft`, `sample`, `trashed`, `gone`: its meeting tells nobody anything. `refused`: the other
 * side does not want it. `busy`: it asks for patience. `unreachable`, `slow`, `insecure`, `login`: of the other side as a
 * whole. `private-address`: a hook that leads into our own network. `unreadable`: ours to mend. `late`: it waited too long.
 */
export type NoticeFault =
  | 'draft'
  | 'sample'
  | 'trashed'
  | 'gone'
  | 'refused'
  | 'busy'
  | 'unreachable'
  | 'slow'
  | 'insecure'
  | 'login'
  | 'private-address'
  | 'unreadable'
  | 'late';
