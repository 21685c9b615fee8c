// Pictures as phones and attackers make them, built byte by byte: a JPEG with the place it was taken, a PNG of any
// claimed size. Pixels come from the library that the server decodes with.
import { crc32, deflateSync } from 'node:zlib';
import { Transformer } from '@napi-rs/image';

/** A gradient of this size. */
export function pixels(width: number, height: number): Transformer {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rgba.set([(x * 255) / width, (y * 255) / height, (x ^ y) & 0xff, 255], (y * width + x) * 4);
    }
  }
  return Transformer.fromRgbaPixels(rgba, width, height);
}

export function jpeg(width: number, height: number): Buffer {
  return pixels(width, height).jpegSync(90);
}

export function png(width: number, height: number): Buffer {
  return pixels(width, height).pngSync();
}

/** Degrees, minutes, seconds as a camera writes them: three rationals. */
export const PLACE = { latitude: [31, 13, 4321], longitude: [121, 28, 1234] } as const;

/** `picture` with EXIF in front: turned by `orientation`, taken at `PLACE` by a named camera; and more besides. */
export function photographed(picture: Buffer, orientation: number): Buffer {
  const markers = [
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)])),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude 31,13.72N</x:xmpmeta>')),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile of somebody')),
    segment(0xfe, Buffer.from('a comment that names 李文静')),
  ];
  return Buffer.concat([picture.subarray(0, 2), ...markers, picture.subarray(2)]);
}

/** The bytes by which a coordinate can be found again. */
export function coordinateBytes(coordinate: readonly number[]): Buffer {
  return Buffer.concat(coordinate.map((value) => Buffer.concat([u32(value), u32(1)])));
}

/** A PNG that says it is this large and holds nothing but packed zeros. */
export function hollowPng(width: number, height: number): Buffer {
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([1, 0, 0, 0, 0])]);
  const rows = deflateSync(Buffer.alloc(Math.min(2 ** 27, Math.ceil(width / 8 + 1) * height)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function exif(orientation: number): Buffer {
  const [north, east] = [Buffer.from('N\0\0\0'), Buffer.from('E\0\0\0')];
  const place = [coordinateBytes(PLACE.latitude), coordinateBytes(PLACE.longitude)];
  const camera = Buffer.from('Kamera 3000\0');
  const main = 8;
  const gps = main + 2 + 3 * 12 + 4;
  const values = gps + 2 + 4 * 12 + 4;
  const entries = [
    entry(0x010f, 2, camera.length, u32(values + 48)),
    entry(0x0112, 3, 1, Buffer.concat([u16(orientation), u16(0)])),
    entry(0x8825, 4, 1, u32(gps)),
  ];
  const places = [
    entry(1, 2, 2, north),
    entry(2, 5, 3, u32(values)),
    entry(3, 2, 2, east),
    entry(4, 5, 3, u32(values + 24)),
  ];
  const head = Buffer.concat([Buffer.from('MM'), u16(42), u32(main)]);
  return Buffer.concat([head, directory(entries), directory(places), ...place, camera]);
}

function directory(entries: readonly Buffer[]): Buffer {
  return Buffer.concat([u16(entries.length), ...entries, u32(0)]);
}

function entry(tag: number, type: number, count: number, value: Buffer): Buffer {
  return Buffer.concat([u16(tag), u16(type), u32(count), value]);
}

function segment(marker: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), u16(content.length + 2), content]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
