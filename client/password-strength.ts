// What a password is worth, for whoever is choosing it: the product's own rule first (shared/domain/password.ts), then an
// advice. Nothing leaves the page.
import { PASSWORD_CHARS, passwordFault, type PasswordOwner } from '../shared/domain/password.ts';

export type Strength =
  | { readonly kind: 'empty' }
  | { readonly kind: 'short'; readonly missing: number }
  /** Refused. */
  | { readonly kind: 'weak'; readonly why: 'own-name' | 'too-common' | 'too-long' }
  | { readonly kind: 'fair' }
  | { readonly kind: 'strong' };

/** A sentence of this length is hard to guess whatever it is made of. */
const LONG = 16;

export function strengthOf(password: string, owner: PasswordOwner): Strength {
  const { length } = [...password];
  if (length === 0) return { kind: 'empty' };
  const fault = passwordFault(password, owner);
  if (fault === 'too-short') return { kind: 'short', missing: PASSWORD_CHARS.min - length };
  if (fault !== null) return { kind: 'weak', why: fault };
  return { kind: length >= LONG || kindsIn(password) >= 3 ? 'strong' : 'fair' };
}

function kindsIn(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /\p{Lo}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
}
