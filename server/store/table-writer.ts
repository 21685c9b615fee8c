// Applies the ledger's writes to their tables, inside the ledger's transaction. A write says what, this file says how;
// it opens no transaction and makes no decision but "there is no such row".
import type { DocName, FileId, MeetingId } from '../../shared/domain/ids.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import type {
  ArchiveRow,
  CommandRow,
  FileRow,
  MeetingRow,
  NamedVersionRow,
  OutboxRow,
  SearchRow,
  SealedTaskRow,
  Write,
} from '../ports.ts';
import { auditStatement } from './audit-chain.ts';
import { firstHash } from './chain.ts';
import type { CompiledStatement, Connection } from './connection.ts';
import { outboxStatement } from './outbox-entry.ts';
import { TaskWriter } from './task-writer.ts';

type MeetingChange = Extract<Write, { kind: 'meeting.update' }>['set'];

const MEETING_COLUMNS: Readonly<Record<keyof MeetingChange, string>> = {
  title: 'title',
  phase: 'phase',
  version: 'version',
  bodyId: 'body_id',
  plannedStart: 'planned_start',
  plannedEnd: 'planned_end',
  venue: 'venue',
  updatedAt: 'updated_at',
  trashedAt: 'trashed_at',
  draft: 'draft',
  sample: 'sample',
};

export class TableWriter {
  readonly #connection: Connection;
  readonly #insertDocument;
  readonly #freezeDocument;
  readonly #insertMeeting;
  readonly #insertArchive;
  readonly #deleteText;
  readonly #deleteTerms;
  readonly #insertText;
  readonly #insertTerms;
  readonly #insertSealedTask;
  readonly #tasks: TaskWriter;
  readonly #insertFile;
  readonly #renameFile;
  readonly #removeFile;
  readonly #insertNamedVersion;
  readonly #insertCommand;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#insertDocument = connection.prepare<[DocName, string, Uint8Array]>(
      'INSERT INTO documents (doc, epoch, head_hash) VALUES (?, ?, ?)',
    );
    this.#freezeDocument = connection.prepare<[DocName]>('UPDATE documents SET frozen = 1 WHERE doc = ?');
    this.#insertMeeting = connection.prepare<[Omit<MeetingRow, 'draft' | 'sample'> & { draft: 0 | 1; sample: 0 | 1 }]>(
      `INSERT INTO meetings (id, title, phase, version, body_id, planned_start, planned_end, venue, created_at,
         updated_at, trashed_at, draft, sample)
       VALUES (@id, @title, @phase, @version, @bodyId, @plannedStart, @plannedEnd, @venue, @createdAt, @updatedAt,
         @trashedAt, @draft, @sample)`,
    );
    this.#insertArchive = connection.prepare<[ArchiveRow]>(
      `INSERT INTO archives (id, meeting_id, version, title, body_id, date, archived_at, archived_by, archived_by_name,
         digest, previous_digest, seal, snapshot, override_reason)
       VALUES (@id, @meetingId, @version, @title, @bodyId, @date, @archivedAt, @archivedBy, @archivedByName, @digest,
         @previousDigest, @seal, @snapshot, @overrideReason)`,
    );
    this.#deleteText = connection.prepare<[string]>('DELETE FROM archive_text WHERE archive_id = ?');
    this.#deleteTerms = connection.prepare<[string]>(
      'DELETE FROM archive_terms WHERE rowid IN (SELECT id FROM archive_text WHERE archive_id = ?)',
    );
    this.#insertText = connection.prepare<[string, string, string | null, number, string]>(
      'INSERT INTO archive_text (archive_id, kind, item_id, internal, text) VALUES (?, ?, ?, ?, ?)',
    );
    this.#insertTerms = connection.prepare<[number | bigint, string]>(
      'INSERT INTO archive_terms (rowid, tokens) VALUES (?, ?)',
    );
    this.#insertSealedTask = connection.prepare<[SealedTaskRow]>(
      `INSERT INTO sealed_tasks (archive_id, id, meeting_id, item_id, what, owners, due, due_text, state)
       VALUES (@archiveId, @id, @meetingId, @itemId, @what, @owners, @due, @dueText, @state)`,
    );
    this.#tasks = new TaskWriter(connection);
    this.#insertFile = connection.prepare<[Omit<FileRow, 'parent'> & { parentKind: string; parentId: string | null }]>(
      `INSERT INTO files (id, meeting_id, parent_kind, parent_id, name, media_type, size_bytes, digest, width, height,
         created_at, created_by, created_by_name, removed_at)
       VALUES (@id, @meetingId, @parentKind, @parentId, @name, @mediaType, @sizeBytes, @digest, @width, @height,
         @createdAt, @createdBy, @createdByName, @removedAt)`,
    );
    this.#renameFile = connection.prepare<[string, FileId]>(
      'UPDATE files SET name = ? WHERE id = ? AND removed_at IS NULL',
    );
    this.#removeFile = connection.prepare<[number, FileId]>(
      'UPDATE files SET removed_at = ? WHERE id = ? AND removed_at IS NULL',
    );
    this.#insertNamedVersion = connection.prepare<[NamedVersionRow]>(
      `INSERT INTO named_versions (id, meeting_id, version, seq, kind, name, at, by, by_name, removed_at)
       VALUES (@id, @meetingId, @version, @seq, @kind, @name, @at, @by, @byName, @removedAt)`,
    );
    this.#insertCommand = connection.prepare<[string, MeetingId, string, string, number, string]>(
      'INSERT INTO commands (id, meeting_id, principal, kind, at, result) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  /** False when the row that `write` changes is not there. Throws when a row it inserts is there already. */
  apply(write: Write): boolean {
    switch (write.kind) {
      case 'meeting.insert':
        this.#insertMeeting.run({
          ...write.row,
          draft: write.row.draft === true ? 1 : 0,
          sample: write.row.sample === true ? 1 : 0,
        });
        return true;
      case 'meeting.update':
        return this.#updateMeeting(write.id, write.set);
      case 'document.insert':
        this.#insertDocument.run(write.doc, write.epoch, firstHash(write.doc, write.epoch));
        return true;
      case 'document.freeze':
        return this.#freezeDocument.run(write.doc).changes === 1;
      case 'archive.insert':
        this.#insertArchive.run(write.row);
        return true;
      case 'archive.text':
        this.#replacePassages(write.rows);
        return true;
      case 'sealed-task.insert':
        for (const row of write.rows) this.#insertSealedTask.run(row);
        return true;
      case 'task.assign':
        this.#tasks.assign(write);
        return true;
      case 'task.move':
        return this.#tasks.move(write);
      case 'task.letter':
        this.#tasks.tell(write);
        return true;
      case 'task.withdraw':
        return this.#tasks.withdraw(write.notices);
      case 'audit':
        this.#run(auditStatement(write.entry));
        return true;
      case 'file.insert':
        this.#addFile(write.row);
        return true;
      case 'file.rename':
        return this.#renameFile.run(write.name, write.id).changes === 1;
      case 'file.remove':
        return this.#removeFile.run(write.at, write.id).changes === 1;
      case 'named-version.insert':
        this.#insertNamedVersion.run(write.row);
        return true;
      case 'named-version.rename':
        return this.#changed(
          'UPDATE named_versions SET name = ? WHERE id = ? AND removed_at IS NULL',
          write.name,
          write.id,
        );
      case 'named-version.remove':
        return this.#changed('UPDATE named_versions SET removed_at = ? WHERE id = ?', write.at, write.id);
      default:
        return unreachable(write);
    }
  }

  insertCommand(row: CommandRow): void {
    const result = JSON.stringify(row.result ?? null);
    this.#insertCommand.run(row.id, row.meetingId, row.principal, row.kind, row.at, result);
  }

  insertOutbox(row: OutboxRow): void {
    this.#run(outboxStatement(row));
  }

  #addFile({ parent, ...row }: FileRow): void {
    const parentId = parent.kind === 'meeting' ? null : parent.id;
    this.#insertFile.run({ ...row, parentKind: parent.kind, parentId });
  }

  #changed(sql: string, ...parameters: readonly unknown[]): boolean {
    return this.#connection.statementOf(sql).run(...parameters).changes === 1;
  }

  #run({ sql, parameters }: CompiledStatement): void {
    this.#connection.statementOf(sql).run(...parameters);
  }

  #updateMeeting(id: MeetingId, change: MeetingChange): boolean {
    const values = new Map(Object.entries(change).filter(([, value]) => value !== undefined));
    const changed = Object.entries(MEETING_COLUMNS).filter(([field]) => values.has(field));
    const columns = [...changed.map(([, column]) => `${column} = ?`), 'id = id'].join(', ');
    const update = this.#connection.statementOf(`UPDATE meetings SET ${columns} WHERE id = ?`);
    return update.run(...changed.map(([field]) => columnValue(values.get(field))), id).changes === 1;
  }

  #replacePassages(rows: readonly SearchRow[]): void {
    for (const archiveId of new Set(rows.map((row) => row.archiveId))) {
      this.#deleteTerms.run(archiveId);
      this.#deleteText.run(archiveId);
    }
    for (const row of rows) {
      const { lastInsertRowid } = this.#insertText.run(
        row.archiveId,
        row.kind,
        row.itemId,
        row.internal ? 1 : 0,
        row.text,
      );
      this.#insertTerms.run(lastInsertRowid, row.tokens);
    }
  }
}

/** SQLite has no booleans. */
function columnValue(value: string | number | boolean | null | undefined): string | number | null | undefined {
  return typeof value === 'boolean' ? Number(value) : value;
}
