// Office files told by their parts, and bombs told before anything of them is unpacked (T28).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findOfficeFile, type ZipFinding } from '../../server/files/office-file.ts';
import { docx, zip, type ZipPart } from '../support/files/zips.ts';
import { processorMs } from '../support/patience.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function find(bytes: Buffer): Promise<ZipFinding> {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, bytes);
  return findOfficeFile(path, bytes.length);
}

const MEGABYTE = 1024 * 1024;
const part = (name: string, bytes: string | Buffer = 'x'): ZipPart => ({ name, bytes });
const types = part('[Content_Types].xml');

describe('an office file', () => {
  test.each([
    ['docx', [types, part('word/document.xml')]],
    ['docm', [types, part('word/document.xml'), part('word/vbaProject.bin')]],
    ['xlsx', [types, part('xl/workbook.xml')]],
    ['xlsm', [types, part('xl/workbook.xml'), part('xl/macrosheets/sheet1.xml')]],
    ['pptx', [types, part('ppt/presentation.xml')]],
    ['pptm', [types, part('ppt/presentation.xml'), part('ppt/vbaProject.bin')]],
    [
      'odt',
      [{ name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.text', isStored: true }, part('content.xml')],
    ],
    ['ofd', [part('OFD.xml'), part('Doc_0/Document.xml')]],
    ['zip', [part('报告.txt')]],
  ])('is a %s by its parts', async (extension, parts) => {
    expect(await find(zip(parts))).toMatchObject({ kind: 'file', type: { extension } });
  });

  test('that is a program in disguise is told', async () => {
    expect(await find(zip([part('META-INF/MANIFEST.MF'), part('Main.class')]))).toEqual({ kind: 'program' });
  });

  test('that is cut off is nobody knows what', async () => {
    expect(await find(docx().subarray(0, 80))).toMatchObject({ type: { mediaType: 'application/octet-stream' } });
  });
});

describe('[T28] a bomb', () => {
  const zeros = Buffer.alloc(20 * MEGABYTE);
  const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919) % 251));
  const BOMBS: readonly (readonly [string, Buffer])[] = [
    ['packs a thousandfold', docx({ name: 'word/media.xml', bytes: zeros })],
    ['packs a thousandfold as a plain zip', zip([{ name: 'a.txt', bytes: zeros }])],
    ['tells more than 100 MB', docx({ name: 'word/a.xml', bytes: noise, toldBytes: 101 * MEGABYTE })],
    ['tells less than comes out', docx({ name: 'word/a.xml', bytes: zeros, toldBytes: 10 })],
    ['has 2,001 parts', docx(...Array.from({ length: 2_001 }, (_, index) => part(`word/${index}.xml`, '')))],
    ['has a broken part', docx({ name: 'word/a.xml', bytes: noise, toldBytes: noise.length + 1 })],
  ];

  test.each(BOMBS)('that %s is not taken, and within two seconds', async (_what, bytes) => {
    let found: unknown;

    const took = await processorMs(async () => (found = await find(bytes)));

    expect(found).toEqual({ kind: 'bomb' });
    expect(took).toBeLessThan(2_000);
  });

  test('whose parts share their bytes is not read at all', async () => {
    const shared = Array.from({ length: 500 }, (_, index): ZipPart => ({ name: `word/${index}.xml`, sameAs: 2 }));
    const bytes = docx({ name: 'word/kernel.xml', bytes: noise }, ...shared);

    expect(await find(bytes)).toMatchObject({ kind: 'file', type: { mediaType: 'application/octet-stream' } });
  });
});
