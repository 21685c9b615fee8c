// Which accounts an administrator sees: by words, by role, by state. Shared by every list that is searched by a person.
import type { Role } from '../shared/domain/roles.ts';
import type { Account, ListedAccount } from '../shared/api/account.schema.ts';

export type AccountState = 'active' | 'invited' | 'disabled';
export const ACCOUNT_STATES: readonly AccountState[] = ['active', 'invited', 'disabled'];

export interface AccountWish {
  readonly words: string;
  readonly role: Role | null;
  readonly state: AccountState | null;
}

/** Disabled wins over invited: who may not come in does not wait to. */
export function stateOf({ disabled, invited }: Pick<Account, 'disabled' | 'invited'>): AccountState {
  if (disabled) return 'disabled';
  return invited ? 'invited' : 'active';
}

export function matchingAccounts(
  accounts: readonly ListedAccount[],
  { words, role, state }: AccountWish,
): readonly ListedAccount[] {
  return accounts.filter(
    (account) =>
      matches(words, [account.displayName, account.username]) &&
      (role === null || account.grants.some((grant) => grant.role === role)) &&
      (state === null || stateOf(account) === state),
  );
}

/** Whether each of the words that were typed stands somewhere in `texts`, whatever its case. */
export function matches(words: string, texts: readonly (string | null)[]): boolean {
  const all = texts.map((text) => text?.toLowerCase() ?? '').join('\n');
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
