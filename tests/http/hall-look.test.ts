// The logo of a body's hall over HTTP: whoever has the register puts it up, and a screen reads it without a credential.
import { expect, test } from 'vitest';
import { field, startApp, type Caller, type Reply } from '../support/app.ts';
import { png } from '../support/files/pictures.ts';

async function put(caller: Caller, content: Uint8Array): Promise<Reply> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), '会徽.png');
  return caller.send('POST', '/bodies/council/hall/logo', form);
}

function pathOf(look: Reply): string {
  const logo = field(look, 'logo');
  const url: unknown = typeof logo === 'object' && logo !== null && 'url' in logo ? logo.url : null;
  return String(url).replace('/api/v1', '');
}

test('a logo is a picture to anyone who is told its address, for as long as it stands', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await admin.post('/bodies', { id: 'council', name: '常务理事会' });

  const path = pathOf(await put(admin, png(1_000, 400)));
  const shown = await app.anyone.raw('GET', path);
  const bytes = Buffer.from(await shown.arrayBuffer());
  const removed = await admin.delete('/bodies/council/hall/logo');
  const gone = await app.anyone.get(path);

  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([removed.status, field(removed, 'logo'), gone.status]).toEqual([200, null, 404]);
});

test('a logo is put up by whoever keeps the register; nobody else learns that the body is there', async () => {
  const app = await startApp();
  await (await app.admin()).post('/bodies', { id: 'council', name: '常务理事会' });

  const replies = await Promise.all([app.anyone, await app.as('reader')].map((caller) => put(caller, png(50, 50))));

  expect(replies.map(({ status }) => status)).toEqual([401, 404]);
});
