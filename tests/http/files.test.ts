// Attached files over HTTP: what is taken, under which name and type, who gets it back and how.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { describe, expect, test } from 'vitest';
import { field, listed, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { jpeg, photographed, PLACE, coordinateBytes, png } from '../support/files/pictures.ts';
import { download, fileFault, upload, uploaded } from '../support/files/uploads.ts';

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
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
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

describe('who may not', () => {
  const VISIBLE = ['read', 'list', 'upload', 'rename', 'remove'] as const;
  type Deed = (typeof VISIBLE)[number];

  async function tryAll(caller: Caller, meetingId: string, id: string): Promise<Record<Deed, number>> {
    return {
      read: (await caller.get(`/files/${id}`)).status,
      list: (await caller.get(`/meetings/${meetingId}/files`)).status,
      upload: (await upload(caller, meetingId)).status,
      rename: (await caller.patch(`/files/${id}`, { name: 'b' })).status,
      remove: (await caller.delete(`/files/${id}`)).status,
    };
  }
  const EVERY = (status: number): Record<Deed, number> => ({
    ...{ read: status, list: status, upload: status, rename: status, remove: status },
  });

  test('[T37] see the files of another body, or of an open meeting as readers, hears what is unknown hears', async () => {
    const app = await startApp();
    const admin = await app.admin();
    const meetingId = textField(await admin.post('/meetings', { title: '理事会', bodyId: 'council' }), 'id');
    const { id } = await uploaded(admin, meetingId);

    for (const [role, bodyId] of [
      ['secretary', 'other'],
      ['notetaker', 'other'],
      ['reader', 'council'],
    ] as const) {
      const caller = await app.as(role, { bodyId });
      expect(await tryAll(caller, meetingId, id), `${role} of ${bodyId}`).toEqual(EVERY(404));
      const known = await caller.get(`/files/${id}`);
      const unknown = await caller.get(`/files/${'A'.repeat(22)}`);
      expect([known.body, known.headers.get('etag')]).toEqual([unknown.body, null]);
    }
    expect(await tryAll(app.anyone, meetingId, id)).toEqual(EVERY(401));
    expect((await download(admin, id)).bytes.toString()).toBe('abc');
  });

  test('[T38] read what was taken off, or lies in the trash', async () => {
    const { secretary, meetingId } = await stage();
    const { id } = await uploaded(secretary, meetingId);
    const other = await uploaded(secretary, meetingId, { content: 'other' });

    expect((await secretary.delete(`/files/${id}`)).status).toBe(204);
    expect([(await download(secretary, id)).status, (await secretary.delete(`/files/${id}`)).status]).toEqual([
      404, 404,
    ]);
    await secretary.delete(`/meetings/${meetingId}`);

    expect((await download(secretary, other.id)).status).toBe(404);
  });
});

describe('a file belongs', () => {
  test('to an item that is there, or nowhere', async () => {
    const { app, secretary } = await stage();
    const file = JSON.parse(readFileSync(new URL('../fixtures/reference-meeting.json', import.meta.url), 'utf8'));
    const meetingId = textField(await secretary.post('/meetings/import', file), 'id');
    const snapshot = await secretary.get(`/meetings/${meetingId}/snapshot`);
    const [item] = listed(snapshot, 'agenda', 'id');

    const attached = await uploaded(secretary, meetingId, { query: `?item=${item}` });
    const strange = await upload(secretary, meetingId, { query: '?item=nowhere', content: 'third' });
    const both = await upload(secretary, meetingId, { query: `?item=${item}&task=${item}` });

    expect(field(attached, 'parent')).toEqual({ kind: 'item', id: item });
    expect([strange.status, both.status]).toEqual([404, 422]);
    // Not even the bytes of what was refused stay.
    expect(blobsOf(app).kept).toEqual([sha256('abc')]);
  });
});

describe('[T25] what could run', () => {
  const PAGES: readonly (readonly [string, string])[] = [
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['b.svg', '<?xml version="1.0"?><svg><script>alert(1)</script></svg>'],
    ['c.svgz', '\x1f\x8b\x08'],
    ['a.html', '<!doctype html><script>alert(1)</script>'],
    ['b.htm', '<html><body onload=alert(1)>'],
    ['c.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"><script/></html>'],
    ['d.shtml', '<!--#exec cmd="id"-->'],
    ['e.mht', 'MIME-Version: 1.0\nContent-Type: multipart/related'],
    ['a.xml', '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>'],
    ['b.xsl', '<xsl:stylesheet/>'],
    ['c.xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['d.rss', '<rss/>'],
    ['e.mathml', '<math href="javascript:alert(1)"/>'],
    ['a.pdf', '%PDF-1.7\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'],
    ['b.pdf', '%PDF-1.4 <script>alert(1)</script>'],
    ['a.txt', '<script>alert(1)</script>'],
    ['b.txt', 'data:text/html,<script>'],
    ['c.csv', '=HYPERLINK("javascript:alert(1)")'],
    ['d.swf', 'CWS\x0a'],
    ['e.css', '@import url(http://example.org)'],
  ];

  test('is only ever saved, as nothing that a browser opens by itself', async () => {
    const { secretary, meetingId } = await stage();

    for (const [name, content] of PAGES) {
      const { id, body } = await uploaded(secretary, meetingId, { name, content });
      const { headers } = await download(secretary, id);
      const what = { name, type: headers.get('content-type') };
      expect(what.type, name).toMatch(/^(?:application\/(?:octet-stream|pdf)|text\/(?:plain|csv))$/);
      expect(headers.get('content-disposition'), name).toMatch(/^attachment; /);
      expect(headers.get('content-security-policy'), name).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
      expect(headers.get('x-content-type-options'), name).toBe('nosniff');
      expect(body, name).toMatchObject({ inline: false });
    }
  });

  test('as a program is not taken at all', async () => {
    const { app, secretary, meetingId } = await stage();

    const reply = await upload(secretary, meetingId, { name: 'setup.pdf', content: 'MZ\x90\x00' });

    expect([reply.status, fileFault(reply)]).toEqual([422, 'program']);
    expect(blobsOf(app)).toEqual({ kept: [], incoming: [] });
  });
});

describe('bytes', () => {
  test('come in the range that was asked for, from a record player that seeks', async () => {
    const { secretary, meetingId } = await stage();
    const content = `ID3\x03${'0123456789'.repeat(10)}`;
    const { id } = await uploaded(secretary, meetingId, { name: '录音.mp3', content });
    const ask = async (range: string): Promise<readonly [number, string | null, string]> => {
      const { status, headers, bytes } = await download(secretary, id, { range });
      return [status, headers.get('content-range'), bytes.toString()];
    };

    expect(await ask('bytes=4-13')).toEqual([206, 'bytes 4-13/104', '0123456789']);
    expect(await ask('bytes=100-')).toEqual([206, 'bytes 100-103/104', '6789']);
    expect(await ask('bytes=-2')).toEqual([206, 'bytes 102-103/104', '89']);
    expect(await ask('bytes=0-0,5-6')).toEqual([200, null, content]);
    expect(await ask('bytes=104-')).toEqual([416, 'bytes */104', '']);
    expect((await ask('lines=1-2'))[0]).toBe(200);
  });

  test('that the caller has are not sent again, and a HEAD sends none', async () => {
    const { secretary, meetingId } = await stage();
    const { id } = await uploaded(secretary, meetingId);

    const known = await download(secretary, id, { 'if-none-match': `"${sha256('abc')}"` });
    const changed = await download(secretary, id, { 'if-none-match': '"x"' });
    const head = await secretary.raw('HEAD', `/files/${id}`);

    expect([known.status, known.bytes.length, changed.status]).toEqual([304, 0, 200]);
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '3']);
  });

  test('that are damaged or gone are said to be, clearly and without them', async () => {
    const { app, secretary, meetingId } = await stage();
    const { id } = await uploaded(secretary, meetingId);
    const digest = sha256('abc');
    rmSync(join(app.dataDir, 'files', digest.slice(0, 2), digest));

    const reply = await secretary.get(`/files/${id}`);

    expect([reply.status, reply.body]).toMatchObject([409, { code: 'file-damaged', fileId: id }]);
    expect(reply.headers.get('etag')).toBeNull();
    // The same once more mends it.
    await uploaded(secretary, meetingId);
    expect((await download(secretary, id)).bytes.toString()).toBe('abc');
  });
});

test('[T44] an upload that another site makes a browser send is refused before it is read', async () => {
  const { app, secretary, meetingId } = await stage();
  const form = new FormData();
  form.append('file', new Blob(['abc']), 'a.txt');

  const reply = await secretary.raw('POST', `/meetings/${meetingId}/files`, {
    body: form,
    headers: { origin: 'https://evil.example' },
  });

  expect(reply.status).toBe(403);
  expect(blobsOf(app)).toEqual({ kept: [], incoming: [] });
});

test('a new name keeps the ending that fits the bytes', async () => {
  const { secretary, meetingId } = await stage();
  const { id } = await uploaded(secretary, meetingId, { name: '旧.txt' });

  const reply = await secretary.patch(`/files/${id}`, { name: '../新名.exe' });

  expect(reply.body).toMatchObject({ name: '新名.exe.txt' });
  expect(listed(await secretary.get(`/meetings/${meetingId}/files`), 'files', 'name')).toEqual(['新名.exe.txt']);
  expect((await secretary.patch(`/files/${id}`, { name: 'a\u0000b' })).status).toBe(422);
});

describe('a sealed meeting', () => {
  test('keeps its files as they are: none is added, renamed or taken off', async () => {
    const { secretary, meetingId } = await stage();
    const { id } = await uploaded(secretary, meetingId);
    await secretary.post(`/meetings/${meetingId}/archive`, { override: { reason: '试' } });

    const statuses = [
      (await upload(secretary, meetingId)).status,
      (await secretary.patch(`/files/${id}`, { name: 'b' })).status,
      (await secretary.delete(`/files/${id}`)).status,
    ];

    expect(statuses).toEqual([409, 409, 409]);
    expect((await download(secretary, id)).bytes.toString()).toBe('abc');
  });
});

test('who attached and took off what stands in the audit log, by ids alone', async () => {
  const { app, secretary, meetingId } = await stage();
  const { id } = await uploaded(secretary, meetingId, { name: '密级.txt' });
  await secretary.delete(`/files/${id}`);

  const reply = await (await app.admin()).get('/audit');

  const entries = field(reply, 'entries');
  const told = Array.isArray(entries) ? entries.filter((entry: { action: string }) => /^file/.test(entry.action)) : [];
  const targets = [
    { kind: 'meeting', id: meetingId },
    { kind: 'file', id },
  ];
  expect(told).toMatchObject([
    { action: 'file.removed', targets, via: 'session' },
    { action: 'file.added', targets, via: 'session' },
  ]);
  expect(JSON.stringify(reply.body)).not.toContain('密级');
});
