// Statements of the registers, run on the one writer: a disk that takes no writes is told apart from what is broken.
import { StorageUnavailable } from '../ports.ts';
import type { CompiledStatement } from './connection.ts';
import { errorOf, storageFault } from './storage-fault.ts';
import type { Writer } from './writer.ts';

/** As `Writer.run`. Rejects with `StorageUnavailable` when nothing was written and it may pass, else with what SQLite throws. */
export async function runOn(
  writer: Pick<Writer, 'run'>,
  statements: readonly CompiledStatement[],
): Promise<readonly number[]> {
  try {
    return await writer.run(statements);
  } catch (error) {
    if (storageFault(error) !== 'unavailable') throw error;
    throw new StorageUnavailable(`the disk takes no writes (${errorOf(error).message})`, { cause: error });
  }
}
