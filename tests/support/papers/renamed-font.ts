// A font of ours under another name, as if an operator had bought it: the tables are copied, the names written anew.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);

export function renamedFont(family: string): Buffer {
  const font = readFileSync(SOURCE);
  const names = nameTable(family);
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (font.toString('latin1', at, at + 4) !== 'name') continue;
    font.writeUInt32BE(font.length, at + 8);
    font.writeUInt32BE(names.length, at + 12);
  }
  return Buffer.concat([font, names]);
}

/** Family, style, whole name and PostScript's, for Windows in English. */
function nameTable(family: string): Buffer {
  const texts = [family, 'Regular', family, 'Renamed'].map((text) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + 12 * texts.length);
  head.writeUInt16BE(texts.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  for (const [index, text] of texts.entries()) {
    const ids = [3, 1, 0x409, [1, 2, 4, 6][index] ?? 0, text.length, offset];
    ids.forEach((value, field) => head.writeUInt16BE(value, 6 + 12 * index + 2 * field));
    offset += text.length;
  }
  return Buffer.concat([head, ...texts]);
}
