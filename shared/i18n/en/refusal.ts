// A sentence for every refusal: what happened, what was kept, what to do. Complete by code, or the type check fails.
import { firstFault, firstPlaceholder, type RefusalSentences } from '../refusal-sentences.ts';

const seconds = (value: unknown): string => {
  if (typeof value !== 'number' || value <= 0) return 'a moment';
  return Math.ceil(value) === 1 ? '1 second' : `${Math.ceil(value)} seconds`;
};
const megabytes = (value: unknown): string =>
  typeof value === 'number' ? `${Math.max(0.1, Math.round(value / 104_857.6) / 10)} MB` : 'the limit';
const phases: Readonly<Record<string, string>> = {
  prepare: 'Preparing',
  live: 'Live',
  'follow-up': 'Follow-up',
  archived: 'Archived',
};
const phase = (value: unknown): string => (typeof value === 'string' ? (phases[value] ?? value) : 'another phase');

/** What is wrong as a whole, with no field to mark; by the code of the first fault. */
const tooMuch: ReadonlyMap<string, string> = new Map([
  [
    'too-many-templates',
    'There is no room for more templates: 300 at most, and their items have a limit together. Nothing was saved; remove some that are not needed.',
  ],
  [
    'too-many-phrases',
    'There is no room for more phrases: 500 at most for each body. Nothing was saved; remove some that are not needed.',
  ],
]);

export const refusal: RefusalSentences = {
  'not-signed-in': () => 'Your session has ended. What you wrote is kept on this device; sign in to go on.',
  'wrong-credentials': () =>
    'The username or password is not right. Please try again; an administrator can reset a password.',
  'too-many-attempts': ({ retryAfterSeconds }) => `Too many attempts. Please wait ${seconds(retryAfterSeconds)}.`,
  'not-found': () => 'This could not be found: it may have moved, or your account may not see it.',
  'not-allowed': () => 'Your account may not do this, and nothing was changed. Please ask an administrator.',
  'rights-changed': () =>
    'Your rights have just changed, so this was not carried out; nothing was changed. Please try again.',
  'foreign-origin': () =>
    'The request came from another site and was refused; nothing was changed. Open this page at its own address and try again.',
  'setup-done': () => 'This server has already been set up. Please sign in.',
  'setup-token-wrong': () =>
    'The set-up link is wrong or already used. Use the newest link that the server printed when it started.',
  invalid: ({ errors }) =>
    tooMuch.get(firstFault(errors)) ??
    'Some of it is not filled in correctly and was not saved. Correct what is marked and try again.',
  'too-large': ({ limitBytes }) => `This is larger than ${megabytes(limitBytes)} and was not saved. Please split it.`,
  'unsupported-format': ({ format }) =>
    typeof format === 'string' && format
      ? `The format “${format}” is not supported; nothing was changed.`
      : 'This format is not supported; nothing was changed.',
  'username-taken': ({ username }) =>
    typeof username === 'string' && username
      ? `The username “${username}” is taken. Please choose another.`
      : 'This username is taken. Please choose another.',
  'version-mismatch': () =>
    'Someone has just changed this, so your change was not saved. Load the latest and change it again.',
  'version-required': () => 'What this page shows is out of date, so the change was not saved. Reload and try again.',
  draft: () => 'The agenda is not published yet, so nothing of it goes out. Publish it first. Nothing was changed.',
  sample: () => 'This is a sample meeting: it cannot be archived and counts nowhere. You can move it to the trash.',
  'phase-not-allowed': ({ from, to }) =>
    `The meeting is in “${phase(from)}” and cannot move to “${phase(to)}”. Its phase has not changed.`,
  'reason-required': () => 'This step needs a reason. Nothing has changed yet; write one and try again.',
  sealed: ({ version }) =>
    `The minutes are sealed${typeof version === 'number' ? ` as version ${version}` : ''} and cannot be changed. Reopen them to correct something.`,
  'already-archived': () => 'This meeting is already archived; there is nothing more to do.',
  'not-archived': () => 'This meeting is not archived yet, so there is no sealed version to see.',
  'not-ready': () =>
    'Some things are still open, so the meeting is not archived yet. Deal with each, or give a reason to archive all the same.',
  'paper-missing': () => 'The meeting does not have yet what this paper takes. Nothing was changed.',
  'paper-unprintable': () => 'This paper could not be set in pages. The Word file can still be had; nothing is lost.',
  'template-faulty': ({ faults }) => {
    const name = firstPlaceholder(faults);
    return `The body’s own template cannot be filled${name === '' ? '' : `: see the placeholder {${name}}`}. The standard look can be had meanwhile; nothing is lost.`;
  },
  'printer-busy': () => 'Papers are being set for others. Please try again in a few seconds.',
  'task-state': () => 'The task is not at a point where this can be done. Nothing was changed.',
  'supervisor-only': () => 'Only the supervisor of the task may do this. Nothing was changed.',
  'task-limit-passed': () => 'The limit has passed; more time is asked for before it. Nothing was changed.',
  'files-full': ({ limitFiles, limitBytes }) =>
    `This meeting can hold no more files (at most ${typeof limitFiles === 'number' ? limitFiles : 'so many'}, ${megabytes(limitBytes)} together), so it was not added. Remove some that are not needed.`,
  'versions-full': ({ limit }) =>
    `This meeting can hold no more named versions (at most ${typeof limit === 'number' ? limit : 'so many'}), so it was not added. Delete some that are not needed.`,
  'exports-full': () => 'There can be no more exports now, so none was started. Wait for one, or delete one.',
  'file-damaged': () =>
    'This file is damaged or missing on the server and cannot be opened. Please tell an administrator; a backup may have it.',
  'code-expired': () => 'This check-in code is over; please scan again.',
  'check-in-closed': () => 'Nobody can sign in now; please ask at the desk.',
  'access-read-only': () =>
    'You can read here but not write. The last change did not reach the server and is kept on this device.',
  'document-frozen': () =>
    'The minutes are sealed, so a late change was not written. It is kept on this device and can be offered as a correction.',
  'document-damaged': () =>
    'A part of this on the server cannot be read, so writing is paused to protect it. Your changes are kept on this device; please tell an administrator.',
  'document-full': ({ limitBytes }) =>
    `This has reached its limit of ${megabytes(limitBytes)}. What is new did not reach the server and is kept on this device; shorten it and try again.`,
  'epoch-changed': () =>
    'The server was restored from a backup. Your changes are kept on this device; reload and compare.',
  'client-too-old': () =>
    'The server has been updated and this page is too old. What you wrote is kept on this device; please reload.',
  'client-id-taken': () =>
    'The number of this connection is in use; reconnecting with another. What you wrote is kept on this device.',
  'update-malformed': () =>
    'The server could not read the last change. It was not saved and is kept on this device. Reload; if it happens again, tell an administrator.',
  'update-not-allowed': () =>
    'The last change breaks a rule, so the server did not take it. It is kept on this device; undo it and try again.',
  'update-unresolved': () =>
    'The last change lacks an earlier part, so the server has not taken it yet. It is kept on this device and completes after reconnecting.',
  'history-unavailable': () =>
    'The history of this meeting cannot be read at the moment; the minutes themselves are whole, so go on writing. Look again later; if it happens again, tell an administrator.',
  'rate-limited': ({ retryAfterSeconds }) =>
    `That was too fast. Please wait ${seconds(retryAfterSeconds)}; what you wrote is all there.`,
  'storage-unavailable': () =>
    'The server cannot write to its disk at the moment, so this step was not done; what was saved is safe. Try again shortly and tell an administrator.',
  'command-unknown': () => 'The server does not know this action; nothing was changed. Reload the page and try again.',
  'command-conflict': () =>
    'The same action was sent twice with different content; the second was not carried out. Please check and repeat it.',
  unreachable: () =>
    'The server cannot be reached, so this step was not done. What you wrote is all there; check the network and try again.',
  internal: () =>
    'The server made a mistake, so this step was not done; what was saved is safe. Try again shortly; if it happens again, tell an administrator.',
};
