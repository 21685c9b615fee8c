// The words of a Word file's main part, for tests that ask what a paper says.
import { readFileSync } from 'node:fs';
import { zipParts } from '../../../server/export/zip-reader.ts';

export function textOfDocx(path: string): string {
  const parts = zipParts(readFileSync(path), { entries: 200, unpackedBytes: 50_000_000 });
  if (parts === null || parts === 'too-large') throw new Error('not a Word file');
  const main = parts.find(({ name }) => name === 'word/document.xml');
  return main?.bytes.toString('utf8').replaceAll(/<[^>]+>/gu, '') ?? '';
}
