// Writes the register of tasks, inside the ledger's transaction: a task's row, its owners and the entries of its history land
// together or not at all.
import { foldName, nameKeyOf } from '../../shared/lib/fold-name.ts';
import type { TaskEntry } from '../../shared/domain/task-history.ts';
import type { TaskLetterRow, TaskLinkRow, TaskRow, Write } from '../ports.ts';
import type { Connection } from './connection.ts';
import { historyColumns } from './task-rows.ts';

type Kept = Omit<TaskRow, 'number'>;
type Assigned = Extract<Write, { readonly kind: 'task.assign' }>;
type Told = Extract<Write, { readonly kind: 'task.letter' }>;
type Moved = Extract<Write, { readonly kind: 'task.move' }>;

export class TaskWriter {
  readonly #insert;
  readonly #update;
  readonly #removeOwners;
  readonly #insertOwner;
  readonly #insertEntry;
  readonly #insertLink;
  readonly #insertLetter;
  readonly #attach;
  readonly #withdraw;

  constructor(connection: Connection) {
    this.#insert = connection.prepare<[ReturnType<typeof columnsOf>]>(
      `INSERT INTO tasks (number, id, body_id, meeting_id, desk_task, item_id, report_line, what, state, since, due, due_text, supervisor,
         supervisor_name, words, revision, created_at, updated_at)
       VALUES ((SELECT coalesce(max(number), 0) + 1 FROM tasks), @id, @bodyId, @meetingId, @deskTask, @itemId, @reportLine, @what, @state,
         @since, @due, @dueText, @supervisor, @supervisorName, @words, @revision, @createdAt, @updatedAt)`,
    );
    this.#update = connection.prepare<[ReturnType<typeof columnsOf> & { readonly from: number }]>(
      `UPDATE tasks SET state = @state, since = @since, due = @due, due_text = @dueText, supervisor = @supervisor,
         supervisor_name = @supervisorName, words = @words, revision = @revision, updated_at = @updatedAt
       WHERE id = @id AND revision = @from`,
    );
    this.#removeOwners = connection.prepare<[string]>('DELETE FROM task_owners WHERE task_id = ?');
    this.#insertOwner = connection.prepare<[ReturnType<typeof ownerColumns>]>(
      `INSERT INTO task_owners (task_id, place, role, key, name, name_key, is_lead, kind, email, person_id, identity)
       VALUES (@taskId, @place, @role, @key, @name, @nameKey, @isLead, @kind, @email, @personId, @identity)`,
    );
    this.#insertEntry = connection.prepare<[ReturnType<typeof historyColumns> & { readonly taskId: string }]>(
      `INSERT INTO task_history (task_id, place, at, by_kind, by_id, by_name, kind, happening)
       VALUES (@taskId, (SELECT count(*) FROM task_history WHERE task_id = @taskId), @at, @by_kind, @by_id, @by_name, @kind,
         @happening)`,
    );
    this.#insertLink = connection.prepare<[Omit<TaskLinkRow, 'isMailed'> & { readonly mailed: 0 | 1 }]>(
      `INSERT INTO task_links (id, token_hash, body_id, identity, name, created_at, created_by, expires_at, delivered_at,
         opened_at, answered_at, revoked_at, mailed)
       VALUES (@id, @tokenHash, @bodyId, @identity, @name, @createdAt, @createdBy, @expiresAt, @deliveredAt,
         @openedAt, @answeredAt, @revokedAt, @mailed)`,
    );
    this.#insertLetter = connection.prepare<[TaskLetterRow]>(
      `INSERT INTO task_letters (task_id, recipient, occasion, topic, notice_id, address, link_id, at, delivered_at)
       VALUES (@taskId, @recipient, @occasion, @topic, @noticeId, @address, @linkId, @at, @deliveredAt)`,
    );
    this.#withdraw = {
      notice: connection.prepare<[string]>(
        `DELETE FROM outbox WHERE id = ? AND state = 'waiting' AND attempts = 0 AND message IS NULL`,
      ),
      links: connection.prepare<[string]>(
        'DELETE FROM task_links WHERE id IN (SELECT link_id FROM task_letters WHERE notice_id = ?)',
      ),
      letters: connection.prepare<[string]>('DELETE FROM task_letters WHERE notice_id = ?'),
    };
    this.#attach = connection.prepare<[number, string, string]>(
      'UPDATE task_files SET attached_at = ? WHERE id = ? AND task_id = ? AND attached_at IS NULL',
    );
  }

  /** Throws when the task is there already. */
  assign({ row, identities, entries }: Assigned): void {
    this.#insert.run(columnsOf(row));
    this.#writeOwners(row, identities);
    this.#writeEntries(row, entries);
  }

  /** False, and what was written is to be undone, when the task is not at revision `from` or a file does not wait for it. */
  move({ from, row, identities, entries, files = [] }: Moved): boolean {
    if (this.#update.run({ ...columnsOf(row), from }).changes === 0) return false;
    this.#removeOwners.run(row.id);
    this.#writeOwners(row, identities);
    this.#writeEntries(row, entries);
    return files.every((file) => this.#attach.run(row.updatedAt, file, row.id).changes === 1);
  }

  /** Throws when one of them was written before. */
  tell({ link, letters }: Told): void {
    if (link !== null) {
      const { isMailed, ...columns } = link;
      this.#insertLink.run({ ...columns, mailed: isMailed ? 1 : 0 });
    }
    for (const letter of letters) this.#insertLetter.run(letter);
  }

  /** False, and what was written is to be undone, when one of them does not wait any more. */
  withdraw(notices: readonly string[]): boolean {
    return notices.every((id) => {
      if (this.#withdraw.notice.run(id).changes === 0) return false;
      this.#withdraw.links.run(id);
      this.#withdraw.letters.run(id);
      return true;
    });
  }

  #writeOwners(row: Kept, identities: Assigned['identities']): void {
    for (const columns of ownersOf(row, identities)) this.#insertOwner.run(columns);
  }

  #writeEntries({ id: taskId }: Kept, entries: readonly TaskEntry[]): void {
    for (const entry of entries) this.#insertEntry.run({ taskId, ...historyColumns(entry) });
  }
}

function columnsOf({ supervisor, owners, supporters, ...row }: Kept) {
  const words = [row.what, ...owners.map(({ name }) => name), ...supporters.map(({ name }) => name)];
  return {
    ...{ id: row.id, bodyId: row.bodyId, meetingId: row.meetingId, deskTask: row.deskTask, itemId: row.itemId },
    reportLine: row.reportLine && JSON.stringify(row.reportLine),
    ...{ what: row.what, state: row.state, since: row.since, due: row.due, dueText: row.dueText },
    ...{ supervisor: supervisor?.id ?? null, supervisorName: supervisor?.name ?? null },
    words: words.map((text) => foldName(text)).join('\n'),
    ...{ revision: row.revision, createdAt: row.createdAt, updatedAt: row.updatedAt },
  };
}

function ownersOf(row: Kept, identities: Assigned['identities']): readonly ReturnType<typeof ownerColumns>[] {
  const all = [
    ...row.owners.map((party) => ({ party, role: 'owner' as const })),
    ...row.supporters.map((party) => ({ party, role: 'supporter' as const })),
  ];
  return all.map(({ party, role }, place) =>
    ownerColumns(party, { taskId: row.id, role, place, identity: identities.get(party.key) ?? '' }),
  );
}

interface OwnerPlace {
  readonly taskId: Kept['id'];
  readonly role: 'owner' | 'supporter';
  readonly place: number;
  readonly identity: string;
}

function ownerColumns({ key, name, lead, kind, email, personId }: Kept['owners'][number], place: OwnerPlace) {
  return { ...place, key, name, nameKey: nameKeyOf(name), isLead: lead ? 1 : 0, kind, email, personId };
}
