// What a page makes the browser fetch before it can work, weighed on the built client: old hall computers and slow rooms.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ROOT } from '../support/architecture/source-tree.ts';

const CLIENT = join(ROOT, 'dist/client');
const KILOBYTE = 1000;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  /** Keys of chunks that are loaded with this one. */
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

const WORKSPACE = [
  ...['index.html', 'secretariat.ts', 'pages/workspace.svelte'],
  ...['common', 'refusal', 'account', 'workspace', 'minutes'].map((area) => `../shared/i18n/zh-CN/${area}.ts`),
];

test('the workspace shows its first picture with at most 225 kB of scripts and styles, gzipped', () => {
  const files = filesOf(readManifest(), WORKSPACE);

  expect(gzipBytes(files)).toBeLessThanOrEqual(225 * KILOBYTE);
});

test('the workspace can be written in with at most 310 kB of scripts and styles, gzipped', () => {
  const files = filesOf(readManifest(), [...WORKSPACE, 'editor/minutes-editor.ts']);

  expect(gzipBytes(files)).toBeLessThanOrEqual(310 * KILOBYTE);
});

test('the page behind an invitation loads at most 110 kB of scripts and styles, gzipped: it is opened on a phone', () => {
  const words = ['common', 'refusal', 'account', 'mine'].map((area) => `../shared/i18n/zh-CN/${area}.ts`);

  const files = filesOf(readManifest(), ['index.html', 'secretariat.ts', 'pages/invite.svelte', ...words]);

  expect(gzipBytes(files)).toBeLessThanOrEqual(110 * KILOBYTE);
});

test('the hall screen loads at most 60 kB of scripts, gzipped', () => {
  const files = filesOf(readManifest(), ['index.html', 'pages/projector.svelte']);

  expect(gzipBytes(files.filter((file) => file.endsWith('.js')))).toBeLessThanOrEqual(60 * KILOBYTE);
});

test('no letters and no columns are shipped in pixels: they follow the text size that the reader chose', () => {
  const styles = readdirSync(join(CLIENT, 'assets')).filter((name) => name.endsWith('.css'));
  const inPixels = /font(?:-size)?:[^;}]*\dpx|width:\s*\d{2,}px/;

  expect(styles.length).toBeGreaterThan(20);
  expect(styles.filter((name) => inPixels.test(readFileSync(join(CLIENT, 'assets', name), 'utf8')))).toEqual([]);
});

test('the door loads at most 45 kB of scripts and styles, gzipped: a whole hall opens it at once, on phones', () => {
  const files = filesOf(readManifest(), ['index.html', 'pages/check-in.svelte']);

  expect(gzipBytes(files)).toBeLessThanOrEqual(45 * KILOBYTE);
});

test('the hall screen in the hand loads at most 60 kB of scripts and styles, gzipped: a hall opens it at once, on phones', () => {
  const files = filesOf(readManifest(), ['index.html', 'guest-page.ts', 'pages/mirror.svelte']);

  expect(gzipBytes(files)).toBeLessThanOrEqual(60 * KILOBYTE);
});

test('the page of whoever chairs loads at most 60 kB of scripts and styles, gzipped', () => {
  const files = filesOf(readManifest(), ['index.html', 'guest-page.ts', 'pages/chair.svelte']);

  expect(gzipBytes(files)).toBeLessThanOrEqual(60 * KILOBYTE);
});

test('the page of an owner loads at most 45 kB of scripts, gzipped: it is opened from a mail, on a phone', () => {
  const entries = ['index.html', 'guest-page.ts', 'owner-page.ts', '../shared/i18n/zh-CN/owner.ts'];
  const files = filesOf(readManifest(), entries);

  expect(gzipBytes(files.filter((file) => file.endsWith('.js')))).toBeLessThanOrEqual(45 * KILOBYTE);
});

test('a page counts what its imports import, each file once', () => {
  const manifest: Manifest = {
    'index.html': { file: 'main.js', imports: ['_base.js'] },
    'pages/a.svelte': { file: 'a.js', css: ['a.css'], imports: ['_base.js', '_deep.js'] },
    '_base.js': { file: 'base.js' },
    '_deep.js': { file: 'deep.js', imports: ['_base.js'] },
  };

  const files = filesOf(manifest, ['index.html', 'pages/a.svelte']);

  expect(files.sort()).toEqual(['a.css', 'a.js', 'base.js', 'deep.js', 'main.js']);
});

function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(CLIENT, '.vite/manifest.json'), 'utf8')) as Manifest;
}

function filesOf(manifest: Manifest, keys: readonly string[]): string[] {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key] ?? sharedChunk(manifest, key);
    if (chunk === undefined) throw new Error(`the build has no ${key}: was the page renamed?`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return [...files];
}

/** What several pages fetch has no entry of its own: the build names it by its file. */
function sharedChunk(manifest: Manifest, key: string): Chunk | undefined {
  const stem = basename(key, extname(key));
  return Object.entries(manifest).find(([each]) => each.startsWith(`_${stem}-`) && each.endsWith('.js'))?.[1];
}

function gzipBytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(CLIENT, file))).length, 0);
}
