// What an administrator can do to one account.

export type AccountAct = 'edit' | 'renew' | 'withdraw' | 'reset' | 'disable' | 'enable';
