// A zip that is written as it grows: what is read out of it again, by a reader of its own and by the one of the product.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { GrowingFile } from '../../server/bundle-ports.ts';
import { ZipStream, type ZipWidths } from '../../server/export/zip-stream.ts';
import { zipParts } from '../../server/export/zip-reader.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { brand } from '../../shared/lib/brand.ts';
import { readZip } from '../support/read-zip.ts';

/** A file in memory, that can be made to refuse. */
class MemoryFile implements GrowingFile {
  bytes = Buffer.alloc(0);
  isFull = false;

  append(bytes: Uint8Array): Promise<void> {
    if (this.isFull) return Promise.reject(new Error('full'));
    this.bytes = Buffer.concat([this.bytes, bytes]);
    return Promise.resolve();
  }

  patch(at: number, bytes: Uint8Array): Promise<void> {
    this.bytes.set(bytes, at);
    return Promise.resolve();
  }

  cut(at: number): Promise<void> {
    this.bytes = Buffer.from(this.bytes.subarray(0, at));
    return Promise.resolve();
  }
}

const DAY = brand<LocalDate>('2026-04-26');
const TEXT = Buffer.from('会议听取了工作报告。'.repeat(200), 'utf8');
const NOISE = createHash('sha512').update('noise').digest();

async function* chunksOf(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function written(widths?: ZipWidths): Promise<Buffer> {
  const file = new MemoryFile();
  const zip = new ZipStream(file, widths);
  await zip.add({ name: '2026-04-26 常务理事会/会议纪要.docx', day: DAY }, NOISE, { isPacked: true });
  await zip.add({ name: '索引.html', day: null }, TEXT, { isPacked: false });
  await zip.addComing({ name: '附件/照片.jpg', day: DAY }, { sizeBytes: TEXT.length, chunks: chunksOf(TEXT, 1_000) });
  await zip.add({ name: '空.txt', day: null }, Buffer.alloc(0), { isPacked: false });
  await zip.finish();
  return file.bytes;
}

describe('a zip that grows', () => {
  test('holds every part under its name, packed once, with its day', async () => {
    const parts = readZip(await written());

    expect([...parts].map(([name, { isStored, day }]) => [name, isStored, day])).toEqual([
      ['2026-04-26 常务理事会/会议纪要.docx', true, '2026-04-26'],
      ['索引.html', false, '1980-01-01'],
      ['附件/照片.jpg', true, '2026-04-26'],
      ['空.txt', false, '1980-01-01'],
    ]);
    expect(parts.get('索引.html')?.bytes).toEqual(TEXT);
    expect(parts.get('附件/照片.jpg')?.bytes).toEqual(TEXT);
  });

  test('is read by the reader of what comes from outside, too', async () => {
    const parts = zipParts(await written(), { entries: 10, unpackedBytes: 1_000_000 });

    expect(parts).toHaveLength(4);
    expect(Array.isArray(parts) && parts[2]).toMatchObject({ name: '附件/照片.jpg', bytes: TEXT });
  });

  test('is the same for the same parts', async () => {
    expect(await written()).toEqual(await written());
  });

  test('tells of each part its size and digest', async () => {
    const zip = new ZipStream(new MemoryFile());

    const [whole, coming] = [
      await zip.add({ name: 'a', day: null }, TEXT, { isPacked: false }),
      await zip.addComing({ name: 'b', day: null }, { sizeBytes: TEXT.length, chunks: chunksOf(TEXT, 7) }),
    ];

    const digest = createHash('sha256').update(TEXT).digest('hex');
    expect([whole, coming]).toEqual([
      { sizeBytes: TEXT.length, digest },
      { sizeBytes: TEXT.length, digest },
    ]);
  });

  test.each<[string, ZipWidths]>([
    ['sizes', { bytes: 500, entries: 0xffff }],
    ['offsets alone', { bytes: TEXT.length + 1, entries: 0xffff }],
    ['the count', { bytes: 0xffffffff, entries: 4 }],
    ['everything', { bytes: 1, entries: 1 }],
  ])('where %s are too large for the short form, the wide one tells them', async (_what, widths) => {
    const parts = readZip(await written(widths));

    expect([...parts.values()].map(({ bytes }) => bytes.length)).toEqual([NOISE.length, TEXT.length, TEXT.length, 0]);
    expect([...parts.values()].some(({ isWide }) => isWide)).toBe(widths.bytes < 0xffffffff);
  });

  test.each([
    ['too few', TEXT.length + 1],
    ['too many', TEXT.length - 1],
  ])('a part of which %s bytes come leaves nothing, and the rest stays whole', async (_what, sizeBytes) => {
    const file = new MemoryFile();
    const zip = new ZipStream(file);
    await zip.add({ name: 'a', day: null }, TEXT, { isPacked: false });
    const before = zip.sizeBytes;

    const torn = zip.addComing({ name: 'b', day: null }, { sizeBytes, chunks: chunksOf(TEXT, 100) });

    await expect(torn).rejects.toThrow('bytes of a part');
    expect([zip.sizeBytes, file.bytes.length]).toEqual([before, before]);
    await zip.add({ name: 'c', day: null }, NOISE, { isPacked: true });
    await zip.finish();
    expect([...readZip(file.bytes).keys()]).toEqual(['a', 'c']);
  });

  test('what the file refuses is told', async () => {
    const file = new MemoryFile();
    const zip = new ZipStream(file);
    file.isFull = true;

    await expect(zip.add({ name: 'a', day: null }, TEXT, { isPacked: false })).rejects.toThrow('full');
  });
});
