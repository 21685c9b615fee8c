// The statement that hands something to the outbox, for every transaction that changes what is told: the ledger's and those
// of the registers.
import { letterIn } from '../../shared/domain/letter.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { OutboxRow } from '../ports.ts';
import type { CompiledStatement } from './connection.ts';

const INSERT = `
INSERT INTO outbox (id, topic, payload, due_at, channel, target, key, meeting_id, about, daily, next_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING`;

/** Characters of a payload, which only a program writes. */
const MAX_PAYLOAD_CHARS = 262_144;
/** Of everything else; an address of a mail has 254 at most. */
const MAX_NAME_CHARS = 254;

/** `row` in the same transaction as whatever it is run with. Throws `InvariantError` when it is over a limit, or a mail that is no letter. */
export function outboxStatement(row: OutboxRow): CompiledStatement {
  const { id, topic, payload, dueAt, channel = 'event', target = '', key = null, meetingId = null, about = null } = row;
  invariant(payload.length <= MAX_PAYLOAD_CHARS, `a notice of ${payload.length} characters is more than anybody reads`);
  const longest = Math.max(...[id, topic, target, key ?? '', about ?? ''].map((text) => text.length));
  invariant(longest <= MAX_NAME_CHARS, `a name of ${longest} characters in a notice`);
  invariant(channel !== 'mail' || letterIn(payload) !== null, 'a mail that is no letter, or one over its limits');
  const daily = row.daily === true ? 1 : 0;
  const parameters = [id, topic, payload, dueAt, channel, target, key, meetingId, about, daily, dueAt];
  return { sql: INSERT, parameters };
}
