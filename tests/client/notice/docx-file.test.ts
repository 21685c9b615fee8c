// Word documents read in the browser: real ones made of notices, and those that lie about what comes out of them (T28).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_DOCX_BYTES, readDocx } from '../../../client/docx-file.ts';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';
import { docx, zip } from '../../support/files/zips.ts';
import { expectedFacts, givenFacts, ratios, scoreOf } from '../../shared/capture/notice-score.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/notices');

function own(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As Word writes it: runs that break anywhere, properties between, rows of a table where the text has tabs. */
function documentOf(text: string): string {
  const run = (words: string): string => {
    const half = Math.ceil(words.length / 2);
    const part = (some: string): string =>
      `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">${escaped(some)}</w:t></w:r>`;
    return `<w:pPr><w:jc w:val="left"/></w:pPr>${part(words.slice(0, half))}<w:bookmarkStart w:id="0"/>${part(words.slice(half))}`;
  };
  const paragraph = (words: string): string => `<w:p w:rsidR="00A1">${run(words)}</w:p>`;
  const row = (line: string): string =>
    `<w:tbl><w:tr>${line
      .split('\t')
      .map((cell) => `<w:tc><w:tcPr/>${paragraph(cell)}</w:tc>`)
      .join('')}</w:tr></w:tbl>`;
  const body = text.split('\n').map((line) => (line.includes('\t') ? row(line) : paragraph(line)));
  return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>${body.join('')}<w:sectPr/></w:body></w:document>`;
}

function wordFile(xml: string): Uint8Array<ArrayBuffer> {
  return own(
    zip([
      { name: '[Content_Types].xml', bytes: '<Types/>' },
      { name: 'word/styles.xml', bytes: '<w:styles/>' },
      { name: 'word/document.xml', bytes: xml },
    ]),
  );
}

test.each(['01-standing-council', '02-council-table', '04-bureau', '07-english-board', '08-supervisors'])(
  '%s as a Word document says what it says as text',
  async (name) => {
    const text = readFileSync(join(FIXTURES, `${name}.txt`), 'utf8');
    const expected = JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8'));

    const read = await readDocx(wordFile(documentOf(text)));
    if (!read.ok) throw new Error(read.code);
    const { precision, recall } = ratios([
      scoreOf(expectedFacts(expected), givenFacts(recogniseNotice(read.value, '2026-11-10'))),
    ]);

    expect(Math.min(precision, recall)).toBeGreaterThanOrEqual(0.95);
  },
);

test('what Word numbers by itself is numbered, level by level', async () => {
  const numbered = (level: number, words: string): string =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`;
  const xml = `<w:document><w:body><w:p><w:r><w:t>议程</w:t></w:r></w:p>${numbered(0, '甲')}${numbered(1, '子')}${numbered(1, '丑')}${numbered(0, '乙')}${numbered(1, '寅')}</w:body></w:document>`;

  const read = await readDocx(wordFile(xml));

  expect(read).toEqual({ ok: true, value: '议程\n1. 甲\n(1) 子\n(2) 丑\n2. 乙\n(1) 寅' });
});

test('entities are those of XML and no others; deleted text is not read', async () => {
  const xml =
    '<!DOCTYPE x [<!ENTITY big "aaaa">]><w:document><w:p><w:r><w:t>甲 &amp; 乙 &#x4e19;&#0; &big;</w:t></w:r><w:r><w:delText>丁</w:delText></w:r></w:p></w:document>';

  const read = await readDocx(wordFile(xml));

  expect(read).toEqual({ ok: true, value: '甲 & 乙 丙  &big;' });
});

test('a document that unfolds without end is refused while it unfolds, whatever its table says', async () => {
  const bomb = zip([{ name: 'word/document.xml', bytes: Buffer.alloc(64 * 1024 * 1024, 0x20), toldBytes: 12 }]);

  expect(bomb.byteLength).toBeLessThan(100_000);
  expect(await readDocx(own(bomb))).toMatchObject({ ok: false, code: 'too-large' });
});

test.each([
  ['no zip', Buffer.from('notice')],
  ['nothing', Buffer.alloc(0)],
  ['a zip of something else', zip([{ name: 'a.txt', bytes: 'x' }])],
  ['a zip cut short', docx().subarray(0, 90)],
  ['an old .doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
])('%s is no Word document', async (_, bytes) => {
  expect(await readDocx(own(bytes))).toMatchObject({ ok: false, code: 'not-docx' });
});

test('damaged bytes inside are no Word document', async () => {
  const bytes = own(docx());
  const name = Buffer.from(bytes).lastIndexOf('word/document.xml', 200);
  bytes.fill(0xff, name + 17, name + 40);

  expect(await readDocx(bytes)).toMatchObject({ ok: false, code: 'not-docx' });
});

test('more bytes than a notice has are refused unread', async () => {
  expect(await readDocx(new Uint8Array(MAX_DOCX_BYTES + 1))).toMatchObject({ ok: false, code: 'too-large' });
});
