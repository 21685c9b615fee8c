// Rosters as they come: text with commas or tabs, workbooks; which column means what; what is wrong in which cell.
import { describe, expect, it, test } from 'vitest';
import { findHead } from '../../../shared/capture/roster/columns.ts';
import { delimitedGrid } from '../../../shared/capture/roster/delimited.ts';
import { rosterLines } from '../../../shared/capture/roster/lines.ts';
import { sheetsOf } from '../../../shared/capture/roster/workbook.ts';

const LIMITS = { rows: 100, columns: 20 };
const grid = (text: string) => delimitedGrid(text, LIMITS).grid;
const linesOf = (text: string) => rosterLines(grid(text), findHead(grid(text)));

describe('text', () => {
  test.each([
    ['commas', '姓名,单位\n张伟,甲'],
    ['tabs', '姓名\t单位\r\n张伟\t甲\r\n'],
    ['full-width commas', '姓名，单位\n张伟，甲'],
    ['semicolons', '姓名;单位\r张伟;甲'],
  ])('with %s is a table', (_what, text) => {
    expect(grid(text)).toEqual([
      ['姓名', '单位'],
      ['张伟', '甲'],
    ]);
  });

  it('keeps separators, quotes and line ends inside quotes', () => {
    expect(grid('a,"b,""c""\nd",e')).toEqual([['a', 'b,"c"\nd', 'e']]);
  });

  it('takes off the apostrophe that says “this is text”', () => {
    expect(grid("a,'+86 1,'=x,it's")).toEqual([['a', '+86 1', '=x', "it's"]]);
  });

  it('says when it is more than will be read', () => {
    expect(delimitedGrid('a\nb\nc', { rows: 2, columns: 9 })).toEqual({ grid: [['a'], ['b']], isCut: true });
    expect(delimitedGrid('a\nb\n\n', { rows: 2, columns: 9 }).isCut).toBe(false);
    expect(delimitedGrid('a,b,c', { rows: 2, columns: 2 }).isCut).toBe(true);
  });
});

describe('the head', () => {
  it('is found below a title, whatever blanks and brackets it has', () => {
    const found = findHead(
      grid('三届常务理事名单\n\n序号,姓 名*,工作单位（全称）,职务/职称,联系电话,是否有表决权,备注'),
    );

    expect(found.row).toBe(2);
    expect([...found.columns]).toEqual([
      [1, 'name'],
      [2, 'org'],
      [4, 'phone'],
      [5, 'voting'],
      [6, 'note'],
    ]);
  });

  it('that is not there leaves the first column for names', () => {
    expect(findHead(grid('张伟\n李四'))).toEqual({ row: -1, columns: new Map([[0, 'name']]) });
  });

  it('gives a meaning to one column only', () => {
    expect([...findHead(grid('姓名,电话,手机,名字')).columns]).toEqual([
      [0, 'name'],
      [1, 'phone'],
    ]);
  });
});

describe('a line', () => {
  it('is read by what its columns mean', () => {
    const [line] = linesOf(
      '姓名,单位,职务,本会职务,是否表决权,手机\n张　伟,甲公司,总经理、原副厂长,理事,√,139 0000 0001',
    );

    expect(line).toMatchObject({
      ...{ row: 2, name: '张伟', post: '理事', voting: true, phone: '139 0000 0001', faults: [], repeats: null },
      posts: [
        { org: '甲公司', title: '总经理', former: false },
        { org: '甲公司', title: '副厂长', former: true },
      ],
    });
  });

  it('gives each organisation of a cell its own post where there are as many, else names them together', () => {
    const [pairs, one] = linesOf(
      '姓名,单位,职务\n李建明,中科院;公安部,研究员；专家\n赵军,山西省综改区；公安局,高级工程师',
    );

    expect(pairs?.posts.map(({ org, title }) => [org, title])).toEqual([
      ['中科院', '研究员'],
      ['公安部', '专家'],
    ]);
    expect(one?.posts.map(({ org, title }) => [org, title])).toEqual([['山西省综改区、公安局', '高级工程师']]);
  });

  it('that cannot be meant says so by row and column, each fault of it', () => {
    const lines = linesOf('姓名,电话,邮箱,表决权\n,1,x@y.cn,是\n李四,座机,没邮箱,也许\n王五,,,');

    expect(lines.map(({ row, faults }) => [row, faults.map(({ column, fault }) => `${column} ${fault}`)])).toEqual([
      [2, ['name name-missing', 'phone phone']],
      [3, ['voting voting', 'phone phone', 'email email']],
      [4, []],
    ]);
  });

  it.each(['不详', '暂无', '无', '—', '/', 'N/A'])(
    'that says %s where a number or an address goes leaves it empty',
    (word) => {
      const [line] = linesOf(`姓名,电话,邮箱,姓氏读音\n张伟,${word},${word},${word}`);

      expect(line).toMatchObject({ phone: null, email: null, reading: null, faults: [] });
    },
  );

  it('that names the same person again says which; a namesake elsewhere is another', () => {
    const lines = linesOf('姓名,单位\n张伟,甲\n张伟,乙\n张 伟,甲\n李四,\n李四,丙');

    expect(lines.map(({ repeats }) => repeats)).toEqual([null, null, 2, null, 5]);
  });

  it('that is empty or sums up the table is none', () => {
    expect(linesOf('姓名,单位\n张伟,甲\n,\n合计,1\n注：以上\n').map(({ row }) => row)).toEqual([2]);
  });

  it('keeps nothing that cannot be seen', () => {
    expect(linesOf('姓名,备注\n张\u200b伟\u0007,a\u0000b')[0]).toMatchObject({ name: '张伟', note: 'ab' });
  });
});

describe('a workbook', () => {
  const part = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  const workbook = (sheets: string, more: readonly (readonly [string, string])[]) =>
    sheetsOf(
      new Map([
        ['xl/workbook.xml', `<workbook><sheets>${sheets}</sheets></workbook>`],
        [
          'xl/_rels/workbook.xml.rels',
          '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        ],
        ...more,
      ]),
      LIMITS,
    );
  const ONE = '<sheet name="名单 &amp; 1" sheetId="1" r:id="r1"/>';

  it('gives cells by their places: shared and inline text, numbers as they are meant, days, yes and no', () => {
    const [sheet] = workbook(ONE, [
      [
        'xl/sharedStrings.xml',
        '<sst><si><t>姓名</t></si><si><r><t>张</t></r><r><t>伟</t></r><rPh><t>x</t></rPh></si></sst>',
      ],
      ['xl/styles.xml', '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'],
      [
        'xl/worksheets/sheet1.xml',
        part(
          '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' +
            '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>1.3900000001E10</v></c><c r="D3" s="1"><v>45292</v></c>' +
            '<c r="E3" t="b"><v>1</v></c><c r="F3" t="inlineStr"><is><t>a &lt; b</t></is></c><c r="G3"><f>1+1</f><v>2</v></c></row>',
        ),
      ],
    ]);

    expect(sheet).toEqual({
      name: '名单 & 1',
      isCut: false,
      grid: [['姓名'], [], ['张伟', '', '13900000001', '2024-01-01', '是', 'a < b', '2']],
    });
  });

  it('leaves out hidden sheets and those that are not in the file', () => {
    const sheets = workbook(`${ONE}<sheet name="b" state="hidden" r:id="r2"/><sheet name="c" r:id="r9"/>`, [
      ['xl/worksheets/sheet1.xml', part('')],
      ['xl/worksheets/sheet2.xml', part('')],
    ]);

    expect(sheets.map(({ name }) => name)).toEqual(['名单 & 1']);
  });

  it('with a row or a column far away is cut there, and takes no room for what lies between', () => {
    const [sheet] = workbook(ONE, [
      [
        'xl/worksheets/sheet1.xml',
        part(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        ),
      ],
    ]);

    expect(sheet).toEqual({ name: '名单 & 1', isCut: true, grid: [['姓名']] });
  });

  it('expands no entity but those of XML', () => {
    const [sheet] = workbook(ONE, [
      [
        'xl/worksheets/sheet1.xml',
        `<!DOCTYPE x [<!ENTITY e "boom">]>${part('<row r="1"><c r="A1" t="str"><v>&e;&#x5F20;</v></c></row>')}`,
      ],
    ]);

    expect(sheet?.grid).toEqual([['&e;张']]);
  });
});
