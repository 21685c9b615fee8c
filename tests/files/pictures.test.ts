// Pictures made anew: what comes out, what is not worth a try, and decoders that crash, hang or never start.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { BlobStore } from '../../server/files/blob-store.ts';
import { pictureSize } from '../../server/files/image-header.ts';
import { Pictures, startImageChild, type PictureFormat, type PicturesOptions } from '../../server/files/pictures.ts';
import type { Incoming } from '../../server/file-ports.ts';
import { randomIds } from '../../server/random-ids.ts';
import { hollowPng, jpeg, photographed, pixels, png } from '../support/files/pictures.ts';
import { must } from '../support/office.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Studio {
  readonly blobs: BlobStore;
  readonly pictures: Pictures;
  readonly dataDir: string;
  receive(bytes: Buffer): Promise<Incoming>;
}

function studio(options: Partial<PicturesOptions> = {}): Studio {
  const [dataDir, clock] = [temporaryFolder(), systemClock()];
  const blobs = new BlobStore({ dataDir, clock, ids: randomIds(), log: SILENT_LOG });
  async function* source(bytes: Buffer): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return {
    ...{ blobs, dataDir },
    pictures: new Pictures({ blobs, clock, log: SILENT_LOG, ...options }),
    receive: async (bytes) => must(await blobs.receive(source(bytes), { limitBytes: 1e9, bytes: null })),
  };
}

async function remade(bytes: Buffer, format: PictureFormat): Promise<Buffer> {
  const { pictures, receive } = studio();
  const { incoming, size } = must(await pictures.remake(await receive(bytes), format));
  const made = readFileSync(incoming.path);
  expect(pictureSize(made)).toEqual(size);
  return made;
}

describe('a picture', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('that was turned by %i stands upright', async (orientation) => {
    const made = await remade(photographed(jpeg(64, 32), orientation), 'jpeg');

    const isTurned = orientation >= 5;
    expect(pictureSize(made)).toEqual(isTurned ? { width: 32, height: 64 } : { width: 64, height: 32 });
  });

  test('wider than 4096 px becomes that wide', async () => {
    const made = await remade(png(5_000, 100), 'png');

    expect(pictureSize(made)).toEqual({ width: 4_096, height: 82 });
  });

  test.each(['png', 'webp'] as const)('as %s keeps what shines through', async (format) => {
    const clear = Transformer.fromRgbaPixels(new Uint8Array(16 * 16 * 4).fill(77), 16, 16);
    const made = await remade(format === 'png' ? clear.pngSync() : clear.webpSync(90), format);

    expect(new Transformer(made).metadataSync()).toMatchObject({ format, colorType: 3 });
  });

  test('loses what is hung behind it', async () => {
    const made = await remade(Buffer.concat([jpeg(16, 16), Buffer.from('PK\x03\x04<script>')]), 'jpeg');

    expect(made.includes('script')).toBe(false);
  });
});

describe('is refused, and nothing but the original is left', () => {
  const HOSTILE: readonly (readonly [string, Buffer, PictureFormat])[] = [
    ['a PNG of 3.6 gigapixels in kilobytes', hollowPng(60_000, 60_000), 'png'],
    ['a PNG of 2^31 px', hollowPng(2 ** 31 - 1, 1), 'png'],
    ['a PNG of no width', hollowPng(0, 10), 'png'],
    ['a JPEG cut off in its head', jpeg(64, 64).subarray(0, 30), 'jpeg'],
    ['a WebP cut off', pixels(64, 64).webpSync(80).subarray(0, 40), 'webp'],
    ['a PNG of noise behind its head', Buffer.concat([png(64, 64).subarray(0, 33), Buffer.alloc(500, 0x5a)]), 'png'],
  ];

  test.each(HOSTILE)('%s', async (_what, bytes, format) => {
    const { pictures, receive, dataDir } = studio();

    const made = await pictures.remake(await receive(bytes), format);

    expect(made).toMatchObject({ ok: false, code: 'unreadable' });
    expect(readdirSync(join(dataDir, 'files', 'incoming'))).toHaveLength(1);
  });

  const broken =
    (code: string) =>
    (input: number): ChildProcess =>
      spawn(process.execPath, ['-e', code], { stdio: [input, 'pipe', 'pipe'] });
  const CHILDREN: readonly (readonly [string, typeof startImageChild])[] = [
    ['crashes', broken('process.abort()')],
    ['is killed', broken('process.kill(process.pid, "SIGKILL")')],
    ['says half and dies', broken('process.stdout.write(Buffer.alloc(1000)); process.exitCode = 1')],
    ['hangs', broken('setInterval(() => 0, 1000)')],
    ['says no picture', broken('process.stdout.write("hello")')],
    ['says without end', broken('const b = Buffer.alloc(1e6); const f = () => process.stdout.write(b, f); f()')],
  ];

  test.each(CHILDREN)('what a decoder is given that %s; the next picture is made', async (_what, child) => {
    let starts = 0;
    const startChild: typeof startImageChild = (input, args) => {
      starts += 1;
      return starts === 1 ? child(input, args) : startImageChild(input, args);
    };
    const { pictures, receive, dataDir } = studio({ startChild, limitMs: 2_000 });
    const photo = await receive(jpeg(32, 32));

    const [first, second] = await Promise.all([pictures.remake(photo, 'jpeg'), pictures.remake(photo, 'jpeg')]);

    expect(first).toMatchObject({ ok: false, code: 'unreadable' });
    expect(second).toMatchObject({ ok: true, value: { size: { width: 32, height: 32 } } });
    expect(readdirSync(join(dataDir, 'files', 'incoming'))).toHaveLength(2);
  });
});

test('a decoder that cannot be started says nothing about the picture', async () => {
  const startChild = (input: number): ChildProcess => spawn('/nowhere/node', [], { stdio: [input, 'pipe', 'pipe'] });
  const { pictures, receive, dataDir } = studio({ startChild });

  const made = await pictures.remake(await receive(jpeg(32, 32)), 'jpeg');

  expect(made).toMatchObject({ ok: false, code: 'storage-unavailable' });
  expect(readdirSync(join(dataDir, 'files', 'incoming'))).toHaveLength(1);
});
