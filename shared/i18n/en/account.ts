// Words of signing in, setting up, one's own account and the administration of accounts.
import type { Catalogue } from '../locale.ts';
import type { account as zh } from '../zh-CN/account.ts';

export const account: Catalogue<typeof zh> = {
  field: {
    username: 'Username',
    usernameHint: 'Letters and digits; dots, hyphens and underscores are fine',
    displayName: 'Name',
    displayNameHint: 'Shown beside your caret and as the note-taker of the minutes',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: 'At least 10 characters; a whole sentence is fine',
    role: 'Role',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
  },
  wrong: {
    empty: 'Please fill this in',
    username: 'Only letters, digits, dots, hyphens and underscores',
    passwordShort: (missing) => (missing === 1 ? '1 more character' : `${missing} more characters`),
    passwordLong: 'At most 200 characters',
    passwordName: 'Too easy to guess: it is mostly a name or username',
    passwordCommon: 'Too easy to guess: keys in a row, repeated, or a common word',
    rejected: 'This was not accepted; please change it',
  },
  signIn: {
    title: 'Sign in',
    lede: 'Minutes written together, and finished when the meeting is.',
    submit: 'Sign in',
    capsLock: 'Caps lock is on',
    needsSetup: 'This server has no account yet. Open the set-up link that it printed when it started.',
  },
  setup: {
    title: 'Set up the administrator',
    lede: 'This server has no account yet. The first one is the administrator, who can add the others.',
    submit: 'Create account and enter',
    noToken: 'The address lacks the set-up token. Open the whole link that the server printed when it started.',
    done: 'This server has already been set up.',
    toSignIn: 'Sign in',
  },
  menu: {
    label: 'Account menu',
    language: 'Language',
    theme: 'Appearance',
    themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
    account: 'My account',
    admin: 'Administration',
    signOut: 'Sign out',
  },
  leaving: {
    title: 'Sign out?',
    unsent: (count) =>
      `${count === 1 ? 'One meeting has' : `${count} meetings have`} changes on this device that have not reached the server. Signing out now deletes them.`,
    advice: 'Go online first and wait for “Saved” before you sign out.',
    stay: 'Stay signed in',
    leave: 'Delete and sign out',
  },
  ended: {
    title: 'You have been signed out',
    body: 'This session was ended from elsewhere, or the account was disabled, or its password changed. Changes not sent yet are kept on this device and go on after you sign in again.',
    again: 'Sign in again',
    stay: 'Stay on this page',
    notice: 'You have been signed out; please sign in again. Changes not sent yet are kept on this device.',
  },
};
