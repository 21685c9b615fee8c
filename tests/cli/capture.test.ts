// `capture`: sentences through a pipe, the shape that scripts rely on, and the ways in which an input can be wrong.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerTo, namesInRoster } from '../../server/cli/capture.ts';
import { answerLines } from '../../server/cli/line-pipe.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { cli } from './cli-process.ts';

const date = brand<LocalDate>('2021-04-23');
const DATE = ['--date', '2021-04-23'];
const TASK = '由秘书处牵头、会员部配合，6月30日前完成统计。';
const FOUND = {
  text: TASK,
  isTask: true,
  owners: ['秘书处', '会员部'],
  due: '2021-06-30',
  dueText: '6月30日前',
  what: '完成统计',
};
const NONE = { isTask: false, owners: [], due: null, dueText: '', what: '' };

// Each run starts the program anew.
const SLOW = { timeout: 60_000 };

/** What is written for `chunks`, and what it ended with. */
async function piped(...chunks: readonly (string | Uint8Array)[]): Promise<{ out: string; fault: string }> {
  const written: string[] = [];
  async function* input(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  try {
    await answerLines(
      input(),
      (lines) => Promise.resolve(void written.push(lines)),
      (line) => `<${line}>`,
    );
    return { out: written.join(''), fault: '' };
  } catch (error) {
    return { out: written.join(''), fault: error instanceof Error ? error.message : String(error) };
  }
}

describe('the command', SLOW, () => {
  test('prints an object a line in the order of the sentences, and opens nothing', async () => {
    const run = await cli('/nowhere/at/all', ['capture', ...DATE], `${TASK}\n感谢各位。\r\n\n${TASK}`);

    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out.split('\n').map((line) => (line === '' ? null : JSON.parse(line)))).toEqual([
      FOUND,
      { text: '感谢各位。', ...NONE },
      FOUND,
      null,
    ]);
  });

  test('knows the names of a roster', async () => {
    const roster = join(temporaryFolder(), 'roster.json');
    writeFileSync(roster, JSON.stringify({ people: [{ name: '阿依古丽', org: '甲公司' }] }));
    const sentence = '请阿依古丽5月10日前提交照片。\n';

    const without = await cli('/nowhere', ['capture', ...DATE], sentence);
    const knowing = await cli('/nowhere', ['capture', ...DATE, '--roster', roster], sentence);

    expect(JSON.parse(without.out)).toMatchObject({ isTask: false });
    expect(JSON.parse(knowing.out)).toMatchObject({ owners: ['阿依古丽'], due: '2021-05-10', what: '提交照片' });
  });

  test('ends with the number of a line that cannot be read, after what came before', async () => {
    const run = await cli('/nowhere', ['capture', ...DATE], `${TASK}\n${'长'.repeat(30_000)}\n`);

    expect(run).toMatchObject({ code: 1, err: 'gongbi: line 2 of standard input is longer than 65536 bytes\n' });
    expect(JSON.parse(run.out)).toEqual(FOUND);
  });

  test('answers each of ten thousand lines', async () => {
    const run = await cli('/nowhere', ['capture', ...DATE], `${TASK}\n`.repeat(10_000));

    expect(run.out.trimEnd().split('\n')).toHaveLength(10_000);
  });
});

describe('an answer', () => {
  test('has every field, whatever was read', () => {
    const answer = answerTo({ date, names: [] });

    expect([TASK, '会议由会长主持。'].map((line) => JSON.parse(answer(line)))).toEqual([
      FOUND,
      { text: '会议由会长主持。', ...NONE },
    ]);
  });

  test('keeps the words of a limit from which no day follows', () => {
    const line = '下次理事会前，请张建国提交方案。';

    expect(JSON.parse(answerTo({ date, names: [] })(line))).toMatchObject({ due: null, dueText: '下次理事会前' });
  });
});

test('ten thousand sentences and a thousand names cost few seconds of work', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `第${index}委员会`);
  const answer = answerTo({ date, names });
  const before = process.cpuUsage();

  for (let index = 0; index < 10_000; index += 1) answer(`${index}号提案${TASK}`);

  // Of the process, not of the clock: a busy machine changes nothing of it. Alone it takes one.
  expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(5);
});

describe('lines', () => {
  test.each([
    ['one without an end', ['甲\n乙'], '<甲>\n<乙>\n'],
    ['CRLF, blank ones and blanks', ['甲\r\n\r\n  \n\t乙 \r\n'], '<甲>\n<\t乙 >\n'],
    ['a mark of the byte order', ['\uFEFF甲\n'], '<甲>\n'],
    ['characters cut by a chunk', [Buffer.from('会议').subarray(0, 4), Buffer.from('会议\n').subarray(4)], '<会议>\n'],
    ['nothing', [], ''],
    ['only blank ones', ['\n\n'], ''],
  ])('%s', async (_name, chunks, out) => {
    expect(await piped(...chunks)).toEqual({ out, fault: '' });
  });

  test('what is not UTF-8 is told by its line, and what came before in the same chunk is answered', async () => {
    const chunk = Buffer.concat([Buffer.from('甲\n\n'), Buffer.from([0xd6, 0xd0, 0x0a])]);

    expect(await piped(chunk)).toEqual({ out: '<甲>\n', fault: 'line 3 of standard input is not UTF-8' });
  });

  test('a line without an end is not gathered for ever', async () => {
    const chunks = Array.from({ length: 9 }, () => 'x'.repeat(8_192));

    expect(await piped('甲\n', ...chunks)).toEqual({
      out: '<甲>\n',
      fault: 'line 2 of standard input is longer than 65536 bytes',
    });
  });
});

describe('a roster', () => {
  test.each([
    ['a list', ['张三', ' 李四 ', { name: '秘书处' }, '张三'], ['张三', '李四', '秘书处']],
    [
      'groups',
      { people: ['张三'], committees: [{ name: '团标委' }], organisations: ['甲公司'] },
      ['张三', '团标委', '甲公司'],
    ],
    ['one group, and what is not about names', { committees: ['团标委'], note: 1 }, ['团标委']],
    ['no names yet', [], []],
  ])('may be %s', (_name, file, names) => {
    expect(namesInRoster(file)).toEqual(names);
  });

  test.each([
    ['a text', '张三', 'is to be a list of names, or an object with lists named people, committees, organisations'],
    ['other lists', { persons: ['张三'] }, 'is to be a list of names'],
    ['a group that is no list', { people: '张三' }, 'people are to be a list'],
    ['an entry without a name', { people: ['张三', {}] }, 'no name at people[1]'],
    ['a blank name', ['张三', ' '], 'no name at [1]'],
    ['a number', [7], 'no name at [0]'],
    ['a name beyond measure', ['长'.repeat(101)], 'longer than 100 characters'],
    ['names beyond measure', Array.from({ length: 20_001 }, (_, index) => `甲${index}`), 'more than 20000 names'],
  ])('is refused with its place: %s', (_name, file, words) => {
    expect(() => namesInRoster(file)).toThrow(words);
  });
});
