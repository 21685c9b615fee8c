// What an account's fields may hold, checked before asking the server, in the sentences that stand under the fields.
import type { account } from '../shared/i18n/zh-CN/account.ts';
import type { Catalogue } from '../shared/i18n/locale.ts';
import { MIN_PASSWORD } from './password-strength.ts';

type Sentences = Catalogue<typeof account>['wrong'];

const USERNAME = /^[\p{L}\p{N}._-]+$/u;

/** What is wrong with a username, or null. */
export function usernameFault(username: string, say: Sentences): string | null {
  if (username.trim() === '') return say.empty;
  return USERNAME.test(username.trim()) ? null : say.username;
}

/** What is wrong with a new password, or null; counted as the server counts it. */
export function passwordFault(password: string, say: Sentences): string | null {
  if (password === '') return say.empty;
  const missing = MIN_PASSWORD - password.length;
  return missing > 0 ? say.passwordShort(missing) : null;
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
