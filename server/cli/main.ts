// `npm run cli -- …`: through the socket of a running server where there is one, otherwise over the folder itself with
// the same services. Exit code 0 done, 1 refused or failed with one line why, 2 wrong usage (contract.md, Commands).
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal } from '../../shared/i18n/en/refusal.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openOffice } from '../office.ts';
import { randomIds } from '../random-ids.ts';
import { Verifier } from '../services/verification.ts';
import { backUpDatabase, DATABASE_NAME, restoreDatabase } from '../store/backup.ts';
import { inspectDatabase } from '../store/inspection.ts';
import { runCommand, UsageFault, type CliTools } from './commands.ts';
import { answerLines } from './line-pipe.ts';
import type { WireOutcome } from './operation-parser.ts';
import { perform, type Operation } from './operations.ts';
import { askServer } from './remote.ts';
import { firstLine } from './standard-input.ts';

const SILENT_INPUT_MS = 3_000;
/** Wrong fields named in one line. */
const MAX_FIELDS = 5;
const MAX_FILE_BYTES = 8 * 1024 * 1024;

const clock = systemClock();
const ids = randomIds();
// Standard output is for what was asked, standard error for the one line why not.
const log = createLog('silent');

const tools: CliTools = {
  ask: async (operation) => {
    const socket = join(loadConfig().dataDir, 'cli.sock');
    const outcome = (await askServer(socket, operation)) ?? (await performOverFolder(operation));
    if (outcome.ok) return outcome.value;
    throw new Error(sentenceOf(outcome));
  },
  verify: async (file) => `${await verify(file ?? ownDatabase())}\n`,
  backUp: async (file) => {
    backUpDatabase(loadConfig().dataDir, file);
    const found = await verify(file);
    await note('backup.made');
    return `${file}: ${found}\n`;
  },
  restore: async (backup, force) => {
    await verify(backup);
    const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, '-');
    const kept = restoreDatabase({ backup, dataDir: loadConfig().dataDir, force, stamp, log });
    const found = await verify(ownDatabase());
    await note('backup.restored');
    return `restored: ${found}\n${kept === null ? '' : `the former database is kept as ${kept}\n`}`;
  },
  readJson,
  write: async (file, content) => {
    if (file !== null) return writeFile(file, content);
    await print(content);
  },
  passwordFromInput: () => firstLine(process.stdin, SILENT_INPUT_MS),
  answerInput: (answer) => answerLines(process.stdin, print, answer),
};

// Whoever reads may have read enough (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await runCommand(process.argv.slice(2), tools);
} catch (error) {
  process.stderr.write(`gongbi: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageFault ? 2 : 1;
}

function print(content: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(content, () => resolve()));
}

/** What was done is done, whether or not the audit log can tell of it. */
async function note(action: 'backup.made' | 'backup.restored'): Promise<void> {
  try {
    await tools.ask({ kind: 'note', action });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`gongbi: the audit log does not tell of it: ${reason}\n`);
  }
}

async function performOverFolder(operation: Operation): Promise<WireOutcome> {
  const config = loadConfig();
  const site = { publicUrl: config.publicUrl ?? `http://${config.lanAddress}:${config.port}` };
  const onFatal = ({ message }: Error): void => {
    process.stderr.write(`gongbi: ${message}\n`);
    process.exit(1);
  };
  const office = await openOffice({ config, clock, ids, log, site, onFatal });
  try {
    return await perform({ ...office.services, clock, ids }, operation);
  } finally {
    await office.closeRooms();
    await office.close();
  }
}

/** Answers what was found intact; prints each damage and throws when anything is not. */
async function verify(file: string): Promise<string> {
  const inspection = inspectDatabase({ file, clock, log });
  try {
    const flaws = inspection.integrity().map((problem) => ({ subject: file, problem }));
    const report = await new Verifier(inspection).verifyAll();
    const damages = [...flaws, ...report.damages].map(({ subject, problem }) => `${subject}: ${problem}`);
    const { archives, documents, files } = report;
    if (damages.length === 0)
      return `${archives} sealed versions, ${documents} documents and ${files} files are intact`;
    await tools.write(null, `${damages.join('\n')}\n`);
    throw new Error(
      `${file} is damaged in ${damages.length} ${damages.length === 1 ? 'place' : 'places'}, listed above`,
    );
  } finally {
    inspection.close();
  }
}

function ownDatabase(): string {
  return join(loadConfig().dataDir, DATABASE_NAME);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  if (text.length > MAX_FILE_BYTES) throw new Error(`${path} is larger than ${MAX_FILE_BYTES} bytes`);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new Error(`${path} is not JSON`, { cause: error });
  }
}

/** The code, for scripts, then the sentence, for people; wrong fields by name. */
function sentenceOf({ code, data }: Extract<WireOutcome, { ok: false }>): string {
  const sentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => string>> = refusal;
  const errors: readonly unknown[] = Array.isArray(data['errors']) ? data['errors'] : [];
  const fields = errors.slice(0, MAX_FIELDS).map((error) => {
    const known = typeof error === 'object' && error !== null && 'path' in error && 'code' in error;
    return known ? ` [${String(error.path)}: ${String(error.code)}]` : '';
  });
  return `${code}: ${sentences[code]?.(data) ?? 'the server refused'}${fields.join('')}`;
}
