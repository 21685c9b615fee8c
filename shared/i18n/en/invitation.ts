// The message that carries an invitation: pasted into WeChat or a mail, in the language of whoever gets it.
import type { Catalogue } from '../locale.ts';
import type { invitation as zh } from '../zh-CN/invitation.ts';

export const invitation: Catalogue<typeof zh> = {
  language: 'English',
  invite: (name, username, until) =>
    `Hello ${name}, you have an account for Gongbi meeting minutes. Your username is ${username}. Please open this link before ${until} and choose a password. It works once; do not pass it on.`,
  reset: (name, username, until) =>
    `Hello ${name}, here is the link to reset your Gongbi password. Your username is ${username}. Please open it before ${until} and choose a new password. It works once; do not pass it on.`,
};
