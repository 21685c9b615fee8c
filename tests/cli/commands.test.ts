// Arguments: what is asked of whoever does it, and what is no usage at all.
import { describe, expect, test } from 'vitest';
import { runCommand, UsageFault, type CliTools } from '../../server/cli/commands.ts';
import { parseOperation } from '../../server/cli/operation-parser.ts';
import type { Operation } from '../../server/cli/operations.ts';

interface Recorded {
  readonly asked: Operation[];
  readonly done: string[];
  readonly written: [file: string | null, content: string][];
}

function recording(password: string | null = null): { readonly tools: CliTools; readonly recorded: Recorded } {
  const recorded: Recorded = { asked: [], done: [], written: [] };
  const note = (what: string): Promise<string> => {
    recorded.done.push(what);
    return Promise.resolve('done\n');
  };
  const tools: CliTools = {
    ask: (operation) => {
      recorded.asked.push(operation);
      return Promise.resolve('answer\n');
    },
    verify: (file) => note(`verify ${file ?? 'own'}`),
    backUp: (file) => note(`backup ${file}`),
    restore: (file, force) => note(`restore ${file} ${force ? 'by force' : 'gently'}`),
    readJson: (file) => Promise.resolve({ file }),
    write: async (file, content) => void recorded.written.push([file, content]),
    passwordFromInput: () => Promise.resolve(password),
    answerInput: async (answer) => void recorded.written.push([null, answer('由秘书处下周五前完成统计。')]),
  };
  return { tools, recorded };
}

describe('wrong usage', () => {
  test.each([
    ['nothing', []],
    ['an unknown command', ['meeting', 'sing']],
    ['half a command', ['user']],
    ['a missing operand', ['user', 'add', '--role', 'reader']],
    ['a missing role', ['user', 'add', 'li']],
    ['an unknown role', ['user', 'add', 'li', '--role', 'king']],
    ['an unknown option', ['verify', '--quick']],
    ['an option without its value', ['token', 'create', '--user']],
    ['nobody to invite', ['user', 'invite']],
    ['no password on standard input', ['user', 'password', 'li']],
    ['too many operands', ['backup', 'a', 'b']],
    ['days that are none', ['token', 'create', '--user', 'li', '--days', '0']],
    ['days that are too many', ['token', 'create', '--user', 'li', '--days', '3651']],
    ['no user', ['token', 'create', '--days', '3']],
    ['no format', ['meeting', 'export', 'm1']],
    ['an unknown audience', ['meeting', 'export', 'm1', '--format', 'md', '--audience', 'all']],
    ['no day of the meeting', ['capture']],
    ['a day that is none', ['capture', '--date', '2021-02-30']],
    ['a file where a pipe is meant', ['capture', 'minutes.txt', '--date', '2021-04-23']],
    ['an unknown language', ['meeting', 'export', 'm1', '--format', 'md', '--lang', 'fr']],
  ])('%s is refused before anything is done', async (_name, args) => {
    const { tools, recorded } = recording();

    await expect(runCommand(args, tools)).rejects.toThrow(UsageFault);

    expect(recorded).toEqual({ asked: [], done: [], written: [] });
  });

  test('says how it is right', async () => {
    const { tools } = recording();

    await expect(runCommand(['verify', '--quick'], tools)).rejects.toThrow(/'--quick'[\s\S]*verify \[<file>\]/);
    await expect(runCommand(['dance'], tools)).rejects.toThrow(/no command "dance"[\s\S]*reindex/);
  });

  test('help is an answer', async () => {
    const { tools, recorded } = recording();

    await runCommand(['--help'], tools);
    await runCommand(['meeting', 'export', '-h'], tools);

    expect(recorded.written[0]?.[1]).toContain('user add <name>');
    expect(recorded.written[1]?.[1]).toMatch(/^meeting export <id>/);
  });
});

describe('right usage', () => {
  test.each<[string[], Operation]>([
    [
      ['user', 'add', '王敏', '--role', 'secretary'],
      { kind: 'user.add', username: '王敏', displayName: '王敏', role: 'secretary', password: 'correct horse' },
    ],
    [
      ['user', 'add', '--role', 'reader', '--display-name', '李', 'li'],
      { kind: 'user.add', username: 'li', displayName: '李', role: 'reader', password: 'correct horse' },
    ],
    [['user', 'invite', '王敏'], { kind: 'user.invite', username: '王敏' }],
    [['user', 'password', 'li'], { kind: 'user.password', username: 'li', password: 'correct horse' }],
    [['user', 'disable', 'li'], { kind: 'user.disable', username: 'li' }],
    [['user', 'list'], { kind: 'user.list' }],
    [
      ['token', 'create', '--user', 'li', '--days', '30'],
      { kind: 'token.create', username: 'li', label: 'command line', days: 30 },
    ],
    [
      ['token', 'create', '--user', 'li', '--label', 'bot'],
      { kind: 'token.create', username: 'li', label: 'bot', days: null },
    ],
    [['meeting', 'import', 'm.json'], { kind: 'meeting.import', file: { file: 'm.json' } }],
    [
      ['meeting', 'export', 'm1', '--format', 'html', '--audience', 'public', '--lang', 'en'],
      { kind: 'meeting.export', meetingId: 'm1', format: 'html', audience: 'public', locale: 'en' },
    ],
    [['reindex'], { kind: 'reindex' }],
    [['search', '聘书'], { kind: 'search', query: '聘书', cursor: null }],
    [['search', '聘书', '--cursor', 'c'], { kind: 'search', query: '聘书', cursor: 'c' }],
  ])('%j is asked and survives the wire', async (args, operation) => {
    const { tools, recorded } = recording('correct horse');

    await runCommand(args, tools);

    expect(recorded.asked).toEqual([operation]);
    expect(recorded.written).toEqual([[null, 'answer\n']]);
    expect(parseOperation(JSON.stringify(operation))).toEqual(operation);
  });

  test('an export goes where -o says', async () => {
    const { tools, recorded } = recording();

    await runCommand(['meeting', 'export', 'm1', '--format', 'md', '-o', 'minutes.md'], tools);

    expect(recorded.written).toEqual([['minutes.md', 'answer\n']]);
  });

  test('files are verified, copied and put in place', async () => {
    const { tools, recorded } = recording();

    for (const args of [['verify'], ['verify', 'b'], ['backup', 'b'], ['restore', 'b'], ['restore', 'b', '--force']]) {
      await runCommand(args, tools);
    }

    expect(recorded.done).toEqual(['verify own', 'verify b', 'backup b', 'restore b gently', 'restore b by force']);
  });

  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"kind":"user.add"}',
    '{"kind":"meeting.export","meetingId":"m","format":"md"}',
    '{"kind":"__proto__"}',
    '{"kind":"user.password","username":"li"}',
    '{"kind":"note","action":"sign-in"}',
  ])('what is no operation is none on the wire: %s', (line) => {
    expect(parseOperation(line)).toBeNull();
  });
});
