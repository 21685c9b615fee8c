// What an account's fields may hold, checked before asking the server, in the sentences that stand under the fields.
import type { account } from '../shared/i18n/zh-CN/account.ts';
import type { Catalogue } from '../shared/i18n/locale.ts';
import type { PasswordOwner } from '../shared/domain/password.ts';
import { strengthOf } from './password-strength.ts';

type Sentences = Catalogue<typeof account>['wrong'];

const WEAKNESSES = {
  'own-name': 'passwordName',
  'too-common': 'passwordCommon',
  'too-long': 'passwordLong',
} as const;
const USERNAME = /^[\p{L}\p{N}._-]+$/u;

/** What is wrong with a username, or null. */
export function usernameFault(username: string, say: Sentences): string | null {
  if (username.trim() === '') return say.empty;
  return USERNAME.test(username.trim()) ? null : say.username;
}

/** What is wrong with a new password for `owner`, or null; judged as the server judges it. */
export function passwordFault(password: string, owner: PasswordOwner, say: Sentences): string | null {
  const strength = strengthOf(password, owner);
  switch (strength.kind) {
    case 'empty':
      return say.empty;
    case 'short':
      return say.passwordShort(strength.missing);
    case 'weak':
      return say[WEAKNESSES[strength.why]];
    default:
      return null;
  }
}

export function emptyFault(text: string, say: Sentences): string | null {
  return text.trim() === '' ? say.empty : null;
}

/** The fields that an `invalid` refusal names, by the first step of each path. */
export function rejectedFields(data: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const errors: unknown = data['errors'];
  if (!Array.isArray(errors)) return new Set();
  const paths = errors.map((error: unknown) =>
    typeof error === 'object' && error !== null && 'path' in error && typeof error.path === 'string' ? error.path : '',
  );
  return new Set(paths.map((path) => path.split(/[./[]/).find((step) => step !== '') ?? ''));
}
