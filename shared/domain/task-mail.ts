// Why somebody is not written to about their tasks. Knows no mail server.

/** There is no address, in the task or in the register; one that no mail server would take; or an account that may not supervise. */
export const TASK_MAIL_FAULTS = ['no-address', 'bad-address', 'no-rights'] as const;
export type TaskMailFault = (typeof TASK_MAIL_FAULTS)[number];
