// Somebody attaches a file while the disk fails: a paper, whose bytes are kept as they are, and a photo, which a process
// of its own makes anew. Knows no fault.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { field, listed, type Reply } from '../../support/app.ts';
import { jpeg } from '../../support/files/pictures.ts';
import { download, upload } from '../../support/files/uploads.ts';
import { asked, meetingWith, type Flow } from './flows.ts';
import type { StorageGround } from './storage-ground.ts';

function attaching(name: string, given: { readonly name: string; readonly content: () => Uint8Array }): Flow {
  return {
    name,
    async prepare(ground) {
      const meetingId = await meetingWith(ground, name);
      const content = given.content();
      let tries = 0;
      const attach = (): Promise<Reply> => {
        tries += 1;
        return upload(ground.admin, meetingId, { name: given.name, content });
      };
      return {
        run: async () => (await asked(attach())).answer,
        audit: async (answer) => {
          const count = await wholeFiles(ground, meetingId);
          expect(count, `files answered ${answer}`).toBeLessThanOrEqual(tries);
          if (answer === 'done') expect(count, 'a file that was called attached').toBe(1);
          if (answer === 'refused') expect(count, 'a file that was refused').toBe(tries - 1);
        },
        again: async () => {
          const reply = await attach();
          expect(reply.status, JSON.stringify(reply.body)).toBe(201);
          expect(await wholeFiles(ground, meetingId)).toBeGreaterThanOrEqual(1);
        },
      };
    },
  };
}

/** How many the meeting lists; every one of them comes back with the digest that is told of it. */
async function wholeFiles(ground: StorageGround, meetingId: string): Promise<number> {
  const reply = await ground.admin.get(`/meetings/${meetingId}/files`);
  const files = field(reply, 'files');
  if (!Array.isArray(files)) throw new Error('no list of files');
  for (const id of listed(reply, 'files', 'id')) {
    const { bytes, headers } = await download(ground.admin, id);
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(headers.get('etag'), 'bytes of a file that is listed').toBe(`"${digest}"`);
  }
  return files.length;
}

let made = 0;
/** Other bytes each time, so that no blob is there already. */
function paper(): Uint8Array {
  made += 1;
  return Buffer.from(`${made} ${'预算 '.repeat(20_000)}`);
}

export const ATTACHING = attaching('a paper is attached', { name: '预算.txt', content: paper });
export const PHOTOGRAPHING = attaching('a photo is attached', {
  name: 'IMG_1.jpg',
  content: () => {
    made += 1;
    return jpeg(300 + made, 200);
  },
});
