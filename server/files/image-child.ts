// A process that makes one picture anew: bytes in on standard input, bytes out on standard output, nothing else. An
// entry of its own, started by pictures.ts: what a decoder does with hostile bytes ends with it.
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { FastResizeFilter, ResizeFit, Transformer } from '@napi-rs/image';

const INPUT = 0;
const OUTPUT = 1;
const JPEG_QUALITY = 85;
const WEBP_QUALITY = 85;

// Where the system kills for memory, it shall be this process.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Another system, or not allowed: the limits of the caller remain.
}

const [format = '', maxSide = ''] = process.argv.slice(2);
try {
  writeAll(remade(readFileSync(INPUT), format, Number(maxSide)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** Upright, within `side` × `side` px, of pixels alone: the encoders write no metadata. */
function remade(bytes: Buffer, name: string, side: number): Buffer {
  const picture = new Transformer(bytes);
  const { width, height } = picture.metadataSync();
  picture.rotate();
  if (Math.max(width, height) > side) {
    picture.fastResize({ width: side, height: side, fit: ResizeFit.Inside, filter: FastResizeFilter.CatmullRom });
  }
  if (name === 'jpeg') return picture.jpegSync(JPEG_QUALITY);
  return name === 'png' ? picture.pngSync() : picture.webpSync(WEBP_QUALITY);
}

function writeAll(bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(OUTPUT, bytes, written);
    } catch (error) {
      // A full pipe, on systems where it does not wait by itself.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}
