// Looks up what a command that was committed has answered. Whoever writes asks on its own connection, inside the
// transaction; whoever answers a retry asks on the one that reads.
import type { CommandId } from '../../shared/domain/ids.ts';
import type { CommandResult } from '../ports.ts';
import type { Connection } from './connection.ts';

type Row = Omit<CommandResult, 'result'> & { readonly result: string };

export class CommandResults {
  readonly #command;

  constructor(connection: Connection) {
    this.#command = connection.prepare<[CommandId], Row>(
      'SELECT principal, meeting_id AS meetingId, kind, result FROM commands WHERE id = ?',
    );
  }

  /** Null when no such command was committed. */
  of(id: CommandId): CommandResult | null {
    const row = this.#command.get(id);
    return row ? { ...row, result: JSON.parse(row.result) } : null;
  }
}
