// The lines of a cell of a work report, with every kind of number that people write.
import { describe, expect, test } from 'vitest';
import { reportLines } from '../../../shared/domain/report-lines.ts';

const texts = (cell: string): readonly string[] => reportLines(cell).map(({ text }) => text);

describe('a cell is cut into its lines', () => {
  test.each<[string, string, readonly string[]]>([
    ['line ends', '编写教材\n走访会员\n', ['编写教材', '走访会员']],
    ['semicolons and full stops', '编写教材；走访会员;修订标准。发布', ['编写教材', '走访会员', '修订标准', '发布']],
    [
      'none of them inside brackets',
      '扩大影响（期限：九月；联合；协办），走访',
      ['扩大影响（期限：九月；联合；协办），走访'],
    ],
    ['numbers that run on in one row', '1.编写教材2.走访会员3、发布', ['编写教材', '走访会员', '发布']],
    ['no figure that is none', '3、4月各培训1.2万人次，第2、3季度完成', ['4月各培训1.2万人次，第2、3季度完成']],
    ['a decimal and a standard', '修订1.5版GB 50348.2标准', ['修订1.5版GB 50348.2标准']],
    ['circled ones', '①编写②走访 ③发布', ['编写', '走访', '发布']],
    ['Chinese ones', '一、编写\n二、走访\n（三）发布\n十一、总结', ['编写', '走访', '发布', '总结']],
    ['第一，第二，', '第一，抓培训；第二，抓标准', ['抓培训', '抓标准']],
    ['a number below a number', '一、1.编写2.走访\n二、①甲②乙', ['编写', '走访', '甲', '乙']],
    [
      'a heading, which is none',
      '一、培训工作：\n1. 编写\n2. 走访\n二、标准：1.立项2.发布',
      ['编写', '走访', '立项', '发布'],
    ],
    ['a remark in brackets, which is none', '（原文称三个平台，只点名两个）', []],
    ['marks of a list', '- 编写\n• 走访\n● 发布\n● ', ['编写', '走访', '发布']],
    [
      'English ones',
      '1) Train staff; 2) Publish the standard\na) Visit (two; three)\n- Report',
      [...['Train staff', 'Publish the standard', 'Visit (two; three)', 'Report']],
    ],
    [
      'English sentences',
      'Publish the draft. Visit members with Prof. Smith. Hold 1.5 days.',
      [...['Publish the draft', 'Visit members with Prof. Smith', 'Hold 1.5 days']],
    ],
  ])('by %s', (_what, cell, expected) => {
    expect(texts(cell)).toEqual(expected);
  });

  test('of forty lines with mixed numbers none is lost or run together', () => {
    const signs = ['一、', '1. ', '（1）', '①', '- ', '2) ', '十二、', ''];
    const cell = Array.from({ length: 40 }, (_, index) => `${signs[index % signs.length]}落实第${index}件工作`).join(
      '\n',
    );

    expect(texts(cell)).toEqual(Array.from({ length: 40 }, (_, index) => `落实第${index}件工作`));
  });

  test('each says where it stands, also behind a character of two units', () => {
    const cell = '😀 一、编写𠮷教材；\n  2. 走访会员。\n③发布';

    expect(reportLines(cell).map(({ from, to }) => cell.slice(from, to))).toEqual(texts(cell));
    expect(texts(cell)).toContain('走访会员');
  });
});
