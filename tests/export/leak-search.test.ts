// The search for what is internal finds it wherever a file can hide it: what it misses, no fuzz would ever find.
import { expect, test } from 'vitest';
import { zipFile } from '../../server/export/zip-writer.ts';
import { leaksIn } from '../support/papers/leak-search.ts';
import { said, textPaper, typesetter } from '../support/papers/print.ts';
import { secretMeeting } from '../support/papers/secret-meeting.ts';
import { atEndOfTest } from '../support/temporary-folder.ts';

const [SECRET = ''] = secretMeeting(7).wordless;
const packed = (name: string, text: string): Buffer => zipFile([{ name, bytes: Buffer.from(text) }]);

test.each<readonly [string, string | Uint8Array]>([
  ['in the properties of a Word file', packed('docProps/core.xml', `<dc:title>${SECRET}</dc:title>`)],
  ['in those of whoever made it', packed('docProps/app.xml', `<Company>${SECRET}</Company>`)],
  ['as the name of a sheet', packed('xl/workbook.xml', `<sheet name="${SECRET}"/>`)],
  ['as the name of a part', packed(`word/media/${SECRET}.png`, '')],
  [
    'torn over runs',
    packed('word/document.xml', `<w:t>${SECRET.slice(0, 5)}</w:t></w:r>\n<w:r><w:t>${SECRET.slice(5)}</w:t>`),
  ],
  ['in a package in a package', zipFile([{ name: 'a.docx', bytes: packed('word/x.xml', `<w>${SECRET}</w>`) }])],
  ['in a folded line of a calendar', `DESCRIPTION:会议${SECRET.slice(0, 4)}\r\n ${SECRET.slice(4)}`],
  [
    'in base 64, wherever it begins',
    `<img src="data:image/png;base64,${Buffer.from(`x${SECRET} of it`).toString('base64')}">`,
  ],
  ['in hex, as PDFs write titles', `<FEFF${Buffer.from(SECRET, 'utf16le').swap16().toString('hex')}>`],
  ['in UTF-16', Buffer.from(`会${SECRET}`, 'utf16le')],
  ['in UTF-16 the other way round', Buffer.from(`会${SECRET}`, 'utf16le').swap16()],
  ['with what nobody sees between', [...SECRET].join('\u200b')],
  ['cut short', `摘要：${SECRET.slice(0, -2)}…`],
])('a secret is found %s', async (_where, content) => {
  expect(await leaksIn({ fileName: '', content }, new Set([SECRET]))).toHaveLength(1);
  expect(await leaksIn({ fileName: '', content }, new Set([`${SECRET.slice(0, -3)}JZX`]))).toEqual([]);
});

test('a secret is found as the name of a file', async () => {
  expect(await leaksIn({ fileName: `${SECRET}.docx`, content: '公开' }, new Set([SECRET]))).toHaveLength(1);
});

test.each([
  ['title', textPaper([said('公开')], { title: SECRET })],
  ['author', textPaper([said('公开')], { organisation: SECRET })],
  ['words', textPaper([said(`公开${SECRET}`)])],
])('a secret is found in a PDF: its %s', async (_where, paper) => {
  const set = await typesetter(atEndOfTest).pdf(paper);
  if (!set.ok) throw new Error(set.code);
  expect(await leaksIn({ fileName: '', content: set.value.bytes }, new Set([SECRET]))).toHaveLength(1);
});
