// A roster's file in the browser: encodings as Excel and WPS write them, workbooks of our own export, and files that were made
// to do harm.
import { expect, test } from 'vitest';
import { MAX_ROSTER_BYTES, readRoster } from '../../client/roster-file.ts';
import { csvOf, xlsxOf } from '../../server/export/sheet.ts';
import { zip } from '../support/files/zips.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
const gridOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const read = await readRoster(bytes);
  return read.ok ? read.value.map(({ grid }) => grid) : read.code;
};

const GBK = new Uint8Array([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0x0a, 0xd5, 0xc5, 0xce, 0xb0, 0x2c, 0xbc, 0xd7,
]);
const TABLE = [
  ['姓名', '单位'],
  ['张伟', '甲'],
];

test.each([
  ['GBK', GBK],
  ['UTF-8', bytesOf('姓名,单位\n张伟,甲')],
  ['UTF-8 with its mark', bytesOf('\uFEFF姓名,单位\n张伟,甲')],
  [
    'UTF-16 with tabs',
    plain(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('姓名\t单位\n张伟\t甲', 'utf16le')])),
  ],
])('text in %s is read', async (_encoding, bytes) => {
  expect(await gridOf(bytes)).toEqual([TABLE]);
});

test('what the register writes it reads again, formulas as the texts they are', async () => {
  const table = [...TABLE, ['=1+1', '+86 139'], ['"乙"', ' 前后 ']];
  const trimmed = [...TABLE, ['=1+1', '+86 139'], ['"乙"', '前后']];

  expect(await gridOf(bytesOf(csvOf(table)))).toEqual([trimmed]);
  expect(await gridOf(plain(xlsxOf(table, { sheet: '名册', widths: [10, 10] })))).toEqual([trimmed]);
});

test.each<[string, () => Uint8Array<ArrayBuffer>, string]>([
  ['more than 5 MB', () => new Uint8Array(MAX_ROSTER_BYTES + 1), 'too-large'],
  ['an old .xls', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'old-excel'],
  ['bytes that are no text', () => new Uint8Array([0x00, 0x01, 0x02, 0xff]), 'not-a-table'],
  ['a zip that is no workbook', () => plain(zip([{ name: 'a.txt', bytes: 'a' }])), 'not-a-table'],
  ['half a workbook', () => plain(xlsxOf(TABLE, { sheet: 'a', widths: [] })).slice(0, 600), 'not-a-table'],
  ['nothing', () => new Uint8Array(), 'empty'],
  ['too many rows', () => bytesOf('甲\n'.repeat(3_000)), 'too-many-rows'],
  ['a zip bomb', () => plain(bomb()), 'too-large'],
])('%s is refused, and it is said why', async (_what, bytes, code) => {
  expect(await gridOf(bytes())).toBe(code);
});

/** A sheet of 64 MB of blanks that packs into a few kilobytes, and a table that promises little. */
function bomb(): Uint8Array {
  return zip([
    { name: 'xl/workbook.xml', bytes: '<workbook/>' },
    { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(64 * 1024 * 1024, ' '), toldBytes: 100 },
  ]);
}
