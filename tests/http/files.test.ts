// Attached files over HTTP: what is taken, under which name and type, who gets it back and how.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { describe, expect, test } from 'vitest';
import { field, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { jpeg, photographed, PLACE, coordinateBytes, png } from '../support/files/pictures.ts';
import { download, fileFault, upload } from '../support/files/uploads.ts';

interface Scene {
  readonly app: TestApp;
  readonly secretary: Caller;
  readonly meetingId: string;
}

async function stage(): Promise<Scene> {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const meetingId = textField(await secretary.post('/meetings', { title: '例会' }), 'id');
  return { app, secretary, meetingId };
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Names of the blobs that the app keeps, and of what is on its way. */
function blobsOf({ dataDir }: TestApp): { readonly kept: readonly string[]; readonly incoming: readonly string[] } {
  const root = join(dataDir, 'files');
  const shards = readdirSync(root).filter((name) => name !== 'incoming');
  return {
    kept: shards.flatMap((shard) => readdirSync(join(root, shard))).sort(),
    incoming: readdirSync(join(root, 'incoming')),
  };
}

describe('a file', () => {
  test('that was attached is listed, and comes back byte for byte', async () => {
    const { app, secretary, meetingId } = await stage();

    const reply = await upload(secretary, meetingId, { name: '预算草案.txt', content: '总额一百万' });

    expect(reply.status).toBe(201);
    const id = textField(reply, 'id');
    expect(reply.body).toMatchObject({
      meetingId,
      parent: { kind: 'meeting' },
      name: '预算草案.txt',
      mediaType: 'text/plain',
      sizeBytes: 15,
      digest: sha256('总额一百万'),
      inline: false,
      createdByName: 'secretary-1',
      url: `/api/v1/files/${id}`,
    });
    expect((await secretary.get(`/meetings/${meetingId}/files`)).body).toEqual({ files: [reply.body] });
    const got = await download(secretary, id);
    expect([got.status, got.bytes.toString()]).toEqual([200, '总额一百万']);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '15',
      'content-disposition': `attachment; filename="_.txt"; filename*=UTF-8''${encodeURIComponent('预算草案.txt')}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
      etag: `"${sha256('总额一百万')}"`,
    });
    expect(blobsOf(app)).toEqual({ kept: [sha256('总额一百万')], incoming: [] });
  });
});

describe('a photo', () => {
  test('is made anew: upright, and without where and by what it was taken', async () => {
    const { secretary, meetingId } = await stage();
    const photo = photographed(jpeg(400, 300), 6);

    const reply = await upload(secretary, meetingId, { name: 'IMG_0001.JPEG', content: photo });

    expect(reply.body).toMatchObject({
      name: 'IMG_0001.JPEG',
      mediaType: 'image/jpeg',
      width: 300,
      height: 400,
      inline: true,
    });
    const { bytes, headers } = await download(secretary, textField(reply, 'id'));
    expect(headers.get('content-disposition')).toMatch(/^inline; /);
    expect(new Transformer(bytes).metadataSync()).toMatchObject({ format: 'jpeg', width: 300, height: 400 });
    for (const trace of ['Exif', 'ICC_PROFILE', 'xmpmeta', 'Kamera', '李文静'])
      expect(bytes.includes(trace)).toBe(false);
    for (const place of [PLACE.latitude, PLACE.longitude]) {
      expect(photo.includes(coordinateBytes(place))).toBe(true);
      expect(bytes.includes(coordinateBytes(place))).toBe(false);
    }
  });

  test('that cannot be decoded is refused by name, and leaves nothing', async () => {
    const { app, secretary, meetingId } = await stage();

    const reply = await upload(secretary, meetingId, { name: 'x.png', content: png(50, 50).subarray(0, 60) });

    expect([reply.status, fileFault(reply)]).toEqual([422, 'unreadable-image']);
    expect(blobsOf(app)).toEqual({ kept: [], incoming: [] });
    expect(field(await secretary.get(`/meetings/${meetingId}/files`), 'files')).toEqual([]);
    expect(existsSync(join(app.dataDir, 'files'))).toBe(true);
  });
});
