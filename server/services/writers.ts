// Who may be at a meeting's desk. Whoever may be there themselves may know it: they meet each other there anyway.
import type { Writer } from '../../shared/api/meeting.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { MeetingRow } from '../ports.ts';
import type { AccountRow, Accounts } from '../account-ports.ts';
import type { Meetings } from '../register-ports.ts';

export interface WriterOptions {
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly accounts: Pick<Accounts, 'list'>;
}

export class WriterService {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** By name. Refusal: `not-found`. */
  async list(actor: ActingUser, meetingId: string): Promise<Result<readonly Writer[], RefusalCode>> {
    const { meetings, accounts } = this.#options;
    const meeting = await meetings.byId(brand<MeetingId>(meetingId));
    if (meeting === null) return refused('not-found');
    const permitted = mayBeAtDesk(actor, meeting);
    if (!permitted.ok) return permitted;
    const writers = (await accounts.list()).filter((account) => !account.disabled && isWriter(account, meeting));
    return ok(writers.map(({ id, displayName, username }) => ({ userId: id, displayName, username })));
  }
}

function isWriter({ id, displayName, grants }: AccountRow, meeting: MeetingRow): boolean {
  return mayBeAtDesk({ userId: id, displayName, grants }, meeting).ok;
}

function mayBeAtDesk(person: ActingUser, meeting: MeetingRow): ReturnType<typeof authorize> {
  const address = { version: meeting.version, part: 'desk' } as const;
  return authorize(person, 'desk.read', { kind: 'document', meeting, address });
}
