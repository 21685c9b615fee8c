// The first bytes of a file on the disk, by which it is told what it is.
import { open } from 'node:fs/promises';
import { HEAD_BYTES } from './media-types.ts';

/** The first `HEAD_BYTES` bytes, or all of a shorter file. Rejects as the disk does. */
export async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
