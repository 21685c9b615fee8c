// The commands and their arguments. Wrong usage is told from a refusal here; what is done is passed in.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ROLES } from '../../shared/domain/roles.ts';
import { isLocale, LOCALES } from '../../shared/i18n/locale.ts';
import { parseLocalDate, type LocalDate } from '../../shared/lib/time.ts';
import { answerTo, namesInRoster } from './capture.ts';
import type { Operation } from './operations.ts';

/** What the commands need done; each rejects with one sentence when it was refused or failed. */
export interface CliTools {
  /** Through a running server, or over the opened folder. Resolves to what is printed. */
  ask(operation: Operation): Promise<string>;
  /** `file`: a backup; null: the database in the data folder. */
  verify(file: string | null): Promise<string>;
  backUp(file: string): Promise<string>;
  restore(file: string, force: boolean): Promise<string>;
  readJson(file: string): Promise<unknown>;
  /** `file` null: standard output. */
  write(file: string | null, content: string): Promise<void>;
  /** The first line of standard input; null when nothing is piped in. */
  passwordFromInput(): Promise<string | null>;
  /** Prints for each line of standard input that is not blank what `answer` makes of it, as it comes. */
  answerInput(answer: (line: string) => string): Promise<void>;
}

/** The command line itself is wrong: exit code 2. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Command {
  /** The words that call it, then its operands and options as the help shows them. */
  readonly words: string;
  readonly shape: string;
  readonly about: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly operands: { readonly min: number; readonly max: number };
  run(tools: CliTools, operands: readonly string[], values: Values): Promise<void>;
}

const TEXT = { type: 'string' } as const;
const MAX_DAYS = 3_650;
const DIGITS = /^\d{1,4}$/;

const COMMANDS: readonly Command[] = [
  {
    words: 'user add',
    shape: '<name> --role <role> [--display-name <text>]',
    about: `adds an account (${ROLES.join(', ')}); its password is read from standard input, or made and printed once`,
    options: { role: TEXT, 'display-name': TEXT },
    operands: { min: 1, max: 1 },
    run: async (tools, [username = ''], values) => {
      const role = oneOf(ROLES, values['role'], '--role');
      const displayName = textOf(values['display-name']) ?? username;
      const password = await tools.passwordFromInput();
      await tools.write(null, await tools.ask({ kind: 'user.add', username, displayName, role, password }));
    },
  },
  {
    words: 'user invite',
    shape: '<name>',
    about: 'prints a link, good for 72 hours and once, with which that person sets a password; an earlier one is dead',
    options: {},
    operands: { min: 1, max: 1 },
    run: async (tools, [username = '']) => tools.write(null, await tools.ask({ kind: 'user.invite', username })),
  },
  {
    words: 'user password',
    shape: '<name>',
    about: 'sets the password of an account, read from standard input, and ends its sessions',
    options: {},
    operands: { min: 1, max: 1 },
    run: async (tools, [username = '']) => {
      const password = await tools.passwordFromInput();
      if (password === null) throw new UsageFault('the password is missing on standard input');
      await tools.write(null, await tools.ask({ kind: 'user.password', username, password }));
    },
  },
  {
    words: 'user disable',
    shape: '<name>',
    about: 'nobody signs in to that account any more; what it is connected with ends',
    options: {},
    operands: { min: 1, max: 1 },
    run: async (tools, [username = '']) => tools.write(null, await tools.ask({ kind: 'user.disable', username })),
  },
  {
    words: 'user list',
    shape: '',
    about: 'prints every account: name, display name, state and roles, separated by tabs',
    options: {},
    operands: { min: 0, max: 0 },
    run: async (tools) => tools.write(null, await tools.ask({ kind: 'user.list' })),
  },
  {
    words: 'token create',
    shape: '--user <name> [--days <1-3650>] [--label <text>]',
    about: 'prints a new api token of that user; without --days it lasts until it is revoked',
    options: { user: TEXT, days: TEXT, label: TEXT },
    operands: { min: 0, max: 0 },
    run: async (tools, _operands, values) => {
      const username = textOf(values['user']);
      if (username === null) throw new UsageFault('--user is missing');
      const label = textOf(values['label']) ?? 'command line';
      await tools.write(null, await tools.ask({ kind: 'token.create', username, label, days: daysOf(values['days']) }));
    },
  },
  {
    words: 'meeting import',
    shape: '<file.json>',
    about: 'makes a meeting from a file in the shape of reference-meeting.json and prints its id',
    options: {},
    operands: { min: 1, max: 1 },
    run: async (tools, [path = '']) => {
      const file = await tools.readJson(path);
      await tools.write(null, await tools.ask({ kind: 'meeting.import', file }));
    },
  },
  {
    words: 'meeting export',
    shape: '<id> --format <json|md|html> [-o <file>] [--audience internal|public] [--lang zh-CN|en]',
    about: 'writes a meeting to a file, or to standard output without -o',
    options: { format: TEXT, output: { type: 'string', short: 'o' }, audience: TEXT, lang: TEXT },
    operands: { min: 1, max: 1 },
    run: async (tools, [meetingId = ''], values) => {
      const format = textOf(values['format']);
      if (format === null) throw new UsageFault('--format is missing');
      const audience = oneOf(['internal', 'public'] as const, values['audience'] ?? 'internal', '--audience');
      const locale = values['lang'] ?? 'zh-CN';
      if (typeof locale !== 'string' || !isLocale(locale))
        throw new UsageFault(`--lang is one of ${LOCALES.join(', ')}`);
      const content = await tools.ask({ kind: 'meeting.export', meetingId, format, audience, locale });
      await tools.write(textOf(values['output']), content);
    },
  },
  {
    words: 'verify',
    shape: '[<file>]',
    about:
      'checks every seal, the chain, every journal, the audit log and the file itself; of a backup when one is named',
    options: {},
    operands: { min: 0, max: 1 },
    run: async (tools, [file = null]) => tools.write(null, await tools.verify(file)),
  },
  {
    words: 'backup',
    shape: '<file>',
    about: 'copies the whole database into a new file, while the server runs or not, and verifies the copy',
    options: {},
    operands: { min: 1, max: 1 },
    run: async (tools, [file = '']) => tools.write(null, await tools.backUp(file)),
  },
  {
    words: 'restore',
    shape: '<file> [--force]',
    about: 'puts a backup in place while no server runs; with --force over a database, which is kept beside it',
    options: { force: { type: 'boolean' } },
    operands: { min: 1, max: 1 },
    run: async (tools, [file = ''], values) => tools.write(null, await tools.restore(file, values['force'] === true)),
  },
  {
    words: 'search',
    shape: '<words> [--cursor <cursor>]',
    about: 'finds passages of sealed meetings: a JSON object a line, the newest meeting first',
    options: { cursor: TEXT },
    operands: { min: 1, max: 1 },
    run: async (tools, [query = ''], values) =>
      tools.write(null, await tools.ask({ kind: 'search', query, cursor: textOf(values['cursor']) })),
  },
  {
    words: 'reindex',
    shape: '',
    about: 'builds the full-text index of the archive again from the sealed versions',
    options: {},
    operands: { min: 0, max: 0 },
    run: async (tools) => tools.write(null, await tools.ask({ kind: 'reindex' })),
  },
  {
    words: 'capture',
    shape: '--date <YYYY-MM-DD> [--roster <file.json>]',
    about:
      'reads a sentence a line from standard input and prints what task it sets, a JSON object a line; the date is that of the meeting, the roster holds names it knows',
    options: { date: TEXT, roster: TEXT },
    operands: { min: 0, max: 0 },
    run: async (tools, _operands, values) => {
      const date = dateOf(values['date']);
      const roster = textOf(values['roster']);
      const names = roster === null ? [] : namesInRoster(await tools.readJson(roster));
      await tools.answerInput(answerTo({ date, names }));
    },
  },
];

/** Runs what `args` ask for. Rejects with `UsageFault`, or with the sentence of whatever refused or failed. */
export async function runCommand(args: readonly string[], tools: CliTools): Promise<void> {
  if (args.length === 0) throw new UsageFault(`a command is missing\n${usage()}`);
  const isHelp = args.some((arg) => arg === '--help' || arg === '-h');
  const command = COMMANDS.find(({ words }) => words.split(' ').every((word, index) => args[index] === word));
  if (isHelp) return tools.write(null, `${command ? lineOf(command) : usage()}\n`);
  if (!command) throw new UsageFault(`there is no command "${args.slice(0, 2).join(' ')}"\n${usage()}`);
  const { operands, values } = parsed(command, args.slice(command.words.split(' ').length));
  return command.run(tools, operands, values);
}

function parsed(
  command: Command,
  args: readonly string[],
): { readonly operands: readonly string[]; readonly values: Values } {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: command.options, allowPositionals: true });
    const { min, max } = command.operands;
    if (positionals.length < min) throw new UsageFault('an operand is missing');
    if (positionals.length > max) throw new UsageFault(`"${positionals[max] ?? ''}" is one operand too many`);
    return { operands: positionals, values: single(values) };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new UsageFault(`${reason}\n  ${lineOf(command)}`, { cause: error });
  }
}

function single(values: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'boolean' ? [[name, value] as const] : [],
    ),
  );
}

function usage(): string {
  return ['usage:', ...COMMANDS.map((command) => `  ${lineOf(command)}`)].join('\n');
}

function lineOf({ words, shape, about }: Command): string {
  return `${words} ${shape}`.trim() + `\n      ${about}`;
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function oneOf<T extends string>(known: readonly T[], value: string | boolean | undefined, option: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageFault(`${option} is one of ${known.join(', ')}`);
  return found;
}

function daysOf(value: string | boolean | undefined): number | null {
  if (value === undefined) return null;
  const days = typeof value === 'string' && DIGITS.test(value) ? Number(value) : 0;
  if (days < 1 || days > MAX_DAYS) throw new UsageFault(`--days is a whole number from 1 to ${MAX_DAYS}`);
  return days;
}

function dateOf(value: string | boolean | undefined): LocalDate {
  const text = textOf(value);
  if (text === null) throw new UsageFault('--date is missing');
  const date = parseLocalDate(text);
  if (date === null) throw new UsageFault('--date is a day of the calendar, written like 2021-04-23');
  return date;
}
