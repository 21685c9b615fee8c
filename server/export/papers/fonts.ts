// Which fonts a paper is set in: the official ones that the operator has put into a folder, and the free ones that come with the
// program. Finds files and says what is missing; loads none.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decompress } from 'woff2-encoder';
import { FACES, type Face } from '../gb9704.ts';
import { covers, readFontBytes, readFontFile, type FontFile } from './font-file.ts';

/** A face as the template reads it. */
export interface TypstFace {
  /** First what is wished; each character is set in the first that has it. */
  readonly families: readonly string[];
  readonly weight: number;
  /** Weight of its own bold; absent = thickened. */
  readonly bold?: number;
}

export interface Fonts {
  readonly faces: Readonly<Record<Face, TypstFace>>;
  readonly paths: readonly string[];
  /** Those that no disk could take. */
  readonly blobs: readonly Buffer[];
  /** Faces set in a free font, because no official one is there. */
  readonly substituted: readonly Face[];
  /** Characters of `text` that no font has, each once. */
  readonly unprintable: (text: string) => readonly string[];
}

export interface FontFolders {
  /** Where the operator puts fonts; need not be there. */
  readonly official: string;
  /** Where what was unpacked is kept. */
  readonly cache: string;
}

interface FreeFace extends TypstFace {
  readonly families: readonly [string];
}

const FREE: Readonly<Record<Face, FreeFace>> = {
  xiaoBiaoSong: { families: ['Noto Serif SC'], weight: 700 },
  fangSong: { families: ['Noto Serif SC'], weight: 400, bold: 700 },
  song: { families: ['Noto Serif SC'], weight: 400, bold: 700 },
  kaiTi: { families: ['LXGW WenKai'], weight: 300 },
  heiTi: { families: ['Noto Sans SC'], weight: 500 },
};
const FREE_FILES = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
];
/** Signs that text seldom has: without it, they are told as what no font has, and everything else is printed. */
const EMOJI_FILE = '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf';
const FREE_FAMILIES = ['Noto Serif SC', 'LXGW WenKai', 'Noto Sans SC', 'Noto Emoji'];
const PACKED = '@fontsource/lxgw-wenkai/package.json';
const PACKED_FILE = 'files/lxgw-wenkai-latin-300-normal.woff2';
const FACE_NAMES = ['xiaoBiaoSong', 'fangSong', 'kaiTi', 'heiTi', 'song'] as const satisfies readonly Face[];
const FONT_NAME = /\.(ttf|otf|ttc)$/i;
const MOST_OFFICIAL = 64;
/** Spaces of all kinds and what has no shape of its own are no fault of a font. */
const NEEDS_NO_GLYPH = /[\s\p{Cf}\p{Cc}\u{fe00}-\u{fe0f}]/u;

const resolve = createRequire(import.meta.url).resolve;

interface PlacedFont extends FontFile {
  readonly path: string | null;
}

/** Throws when a font of ours is missing that every text needs: the installation is broken. */
export async function findFonts(folders: FontFolders, find: (name: string) => string = resolve): Promise<Fonts> {
  const unpacked = await unpackedFont(folders.cache);
  const official = await officialFonts(folders.official);
  const free = await Promise.all(FREE_FILES.map(async (name) => placed(find(name), await readFontFile(find(name)))));
  const emoji = await emojiFont(find);
  const kai =
    'path' in unpacked
      ? placed(unpacked.path, await readFontFile(unpacked.path))
      : placed(null, await readFontBytes(unpacked.bytes));
  const all = [...official, ...free, kai, emoji].filter((font) => font !== null);
  return {
    ...facesOf(official),
    paths: all.flatMap(({ path }) => path ?? []),
    blobs: 'bytes' in unpacked ? [unpacked.bytes] : [],
    unprintable: (text) =>
      [...new Set(text)].filter(
        (sign) => !NEEDS_NO_GLYPH.test(sign) && !all.some(({ covered }) => covers(covered, sign.codePointAt(0) ?? 0)),
      ),
  };
}

async function emojiFont(find: (name: string) => string): Promise<PlacedFont | null> {
  try {
    const path = find(EMOJI_FILE);
    return placed(path, await readFontFile(path));
  } catch {
    return null;
  }
}

function placed(path: string | null, font: FontFile | null): PlacedFont | null {
  return font === null ? null : { ...font, path };
}

/** Changes when the operator puts a font there or takes one away. */
export async function fontsMark(official: string): Promise<string> {
  const marks = await Promise.all(
    (await fontNames(official)).map(async (name) => {
      const { size, mtimeMs } = await stat(join(official, name));
      return `${name} ${size} ${mtimeMs}`;
    }),
  );
  return marks.join('\n');
}

function facesOf(official: readonly FontFile[]): Pick<Fonts, 'faces' | 'substituted'> {
  const others = official.flatMap(({ families }) => families);
  const ownOf = (face: Face): readonly string[] => {
    const wished: readonly string[] = FACES[face];
    return official
      .filter(({ families }) => families.some((name) => wished.includes(name)))
      .sort((a, b) => rank(a, wished) - rank(b, wished))
      .flatMap(({ families }) => families);
  };
  const faceOf = (face: Face): TypstFace => {
    const [own, { families, weight, bold }] = [ownOf(face), FREE[face]];
    const inOrder = [...new Set([...own, ...families, ...FREE_FAMILIES, ...others])];
    // An official face has one weight; what stands in for its rare characters shall look like it.
    const hasBold = bold !== undefined && own.length === 0;
    return { families: inOrder, weight, ...(hasBold ? { bold } : {}) };
  };
  return {
    faces: {
      xiaoBiaoSong: faceOf('xiaoBiaoSong'),
      fangSong: faceOf('fangSong'),
      kaiTi: faceOf('kaiTi'),
      heiTi: faceOf('heiTi'),
      song: faceOf('song'),
    },
    substituted: FACE_NAMES.filter((face) => ownOf(face).length === 0),
  };
}

/** The names are asked for in this order. */
function rank({ families }: FontFile, wished: readonly string[]): number {
  return Math.min(...families.map((name) => wished.indexOf(name)).filter((index) => index >= 0));
}

async function officialFonts(folder: string): Promise<readonly PlacedFont[]> {
  const paths = (await fontNames(folder)).map((name) => join(folder, name));
  const files = await Promise.all(paths.map(async (path) => placed(path, await readFontFile(path))));
  return files.filter((file) => file !== null);
}

async function fontNames(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => FONT_NAME.test(name))
      .sort()
      .slice(0, MOST_OFFICIAL);
  } catch (error) {
    // Most have put nothing anywhere.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** 楷体, which comes packed: unpacked once and kept; held in memory where nothing can be written. */
async function unpackedFont(cache: string): Promise<{ readonly path: string } | { readonly bytes: Buffer }> {
  const folder = dirname(resolve(PACKED));
  const { size } = await stat(join(folder, PACKED_FILE));
  // Another edition has another size.
  const path = join(cache, `lxgw-wenkai-${size}.ttf`);
  if (await isFont(path)) return { path };
  const bytes = Buffer.from(await decompress(await readFile(join(folder, PACKED_FILE))));
  return (await isKept(bytes, cache, path)) ? { path } : { bytes };
}

async function isFont(path: string): Promise<boolean> {
  try {
    return (await readFontFile(path)) !== null;
  } catch {
    return false;
  }
}

/** Another process may do the same at once: whoever is last puts the same bytes in the place of the same bytes. */
async function isKept(bytes: Buffer, cache: string, path: string): Promise<boolean> {
  const fresh = `${path}.${randomUUID()}`;
  try {
    await mkdir(cache, { recursive: true });
    await writeFile(fresh, bytes, { flush: true });
    await rename(fresh, path);
    return true;
  } catch {
    await rm(fresh, { force: true }).catch(() => undefined);
    return false;
  }
}
