// The fonts of papers: official ones are taken when they are there, free ones are unpacked once however many ask, and a disk
// that takes nothing costs memory and no paper.
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFonts, fontsMark } from '../../server/export/papers/fonts.ts';
import { must } from '../support/office.ts';
import { HAS_POPPLER, plainText, said, textPaper, typesetter } from '../support/papers/print.ts';
import { renamedFont } from '../support/papers/renamed-font.ts';
import { atEndOfFile, atEndOfTest, temporaryFolder } from '../support/temporary-folder.ts';

const cache = join(temporaryFolder(atEndOfFile()), 'cache');

describe('free fonts', () => {
  test('print what no official font is there for, which is told', async () => {
    const { faces, paths, blobs, substituted } = await findFonts({ official: '/nonexistent', cache });

    expect(faces.xiaoBiaoSong.families[0]).toBe('Noto Serif SC');
    expect(faces.kaiTi.families[0]).toBe('LXGW WenKai');
    expect(faces.heiTi.families[0]).toBe('Noto Sans SC');
    expect(paths).toHaveLength(5);
    expect(blobs).toEqual([]);
    expect(substituted).toEqual(['xiaoBiaoSong', 'fangSong', 'kaiTi', 'heiTi', 'song']);
  });

  test('print everything but emoji where only theirs is missing, and no paper where one of the text is', async () => {
    const { resolve } = createRequire(import.meta.url);
    const without = (part: string) => (name: string) => {
      if (name.includes(part)) throw new Error(`Cannot find module ${name}`);
      return resolve(name);
    };
    const folders = { official: '/nonexistent', cache };
    const { paths, unprintable } = await findFonts(folders, without('noto-emoji'));

    expect(paths).toHaveLength(4);
    expect(unprintable('会议👍')).toEqual(['👍']);
    await expect(findFonts(folders, without('noto-serif'))).rejects.toThrow('Cannot find module');
  });

  test('are unpacked once, when two ask at the same time too, and nothing half-written is left', async () => {
    const folder = join(temporaryFolder(), 'deep', 'cache');
    const both = await Promise.all([1, 2].map(() => findFonts({ official: '/nonexistent', cache: folder })));

    const [name = ''] = readdirSync(folder);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^lxgw-wenkai-\d+\.ttf$/)]);
    expect(both.map(({ paths }) => paths.includes(join(folder, name)))).toEqual([true, true]);
  });

  test('are unpacked anew where the file was damaged', async () => {
    const folder = temporaryFolder();
    const [name = ''] = readdirSync(cache);
    writeFileSync(join(folder, name), Buffer.alloc(1000));
    await findFonts({ official: '/nonexistent', cache: folder });

    expect(readFileSync(join(folder, name)).equals(readFileSync(join(cache, name)))).toBe(true);
  });

  test('are held in memory where nothing can be written, and 楷体 is printed all the same', async () => {
    const noFolder = join(temporaryFolder(), 'a-file');
    writeFileSync(noFolder, '');
    const folders = { official: '/nonexistent', cache: join(noFolder, 'cache') };
    const { blobs, paths, unprintable } = await findFonts(folders);
    const paper = textPaper([{ kind: 'heading', level: 2, runs: [{ kind: 'text', text: '（一）楷体𠮷' }] }]);
    const { bytes } = must(await typesetter(atEndOfTest, { folders }).pdf(paper));

    expect(blobs).toHaveLength(1);
    expect(paths).toHaveLength(4);
    // Only this font has it.
    expect(unprintable('𠮷')).toEqual([]);
    expect(Buffer.from(bytes).toString('latin1')).toContain('LXGWWenKai');
  });
});

describe('official fonts', () => {
  test('are taken as soon as they are put there, each for what it is, with free ones behind them', async () => {
    const official = temporaryFolder();
    const before = await fontsMark(official);
    writeFileSync(join(official, 'a.TTF'), renamedFont('方正小标宋简体'));
    writeFileSync(join(official, 'b.ttf'), renamedFont('仿宋_GB2312'));
    const { faces, substituted } = await findFonts({ official, cache });

    expect(await fontsMark(official)).not.toBe(before);
    expect(faces.xiaoBiaoSong.families.slice(0, 2)).toEqual(['方正小标宋简体', 'Noto Serif SC']);
    expect(faces.fangSong.families.slice(0, 2)).toEqual(['仿宋_GB2312', 'Noto Serif SC']);
    // It has no bold of its own: bold words are thickened.
    expect(faces.fangSong.bold).toBeUndefined();
    expect(substituted).toEqual(['kaiTi', 'heiTi', 'song']);
  });

  test('are those of the paper, by a process that already runs too', async () => {
    const official = join(temporaryFolder(), 'fonts');
    const press = typesetter(atEndOfTest, { folders: { official, cache } });
    const paper = textPaper([{ kind: 'title', text: '标题' }, said('正文甲'), said('正文𠮷')], { isPaged: false });
    const free = must(await press.pdf(paper));
    mkdirSync(official);
    writeFileSync(join(official, 'x.ttf'), renamedFont('仿宋_GB2312'));
    const own = must(await press.pdf(paper));

    const namesIn = (bytes: Uint8Array) =>
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/FontName \/[A-Z]{6}\+\S+/g)
        ?.join();
    expect(namesIn(free.bytes)).not.toContain('Renamed');
    expect(namesIn(own.bytes)).toContain('Renamed');
    expect(namesIn(own.bytes)).not.toContain('NotoSerifSC-Regular');
    expect(own.substituted).not.toContain('fangSong');
    if (HAS_POPPLER) expect(plainText(own.bytes)).toContain('正文𠮷');
  });

  test('that are broken or no fonts are passed over', async () => {
    const official = temporaryFolder();
    writeFileSync(join(official, 'cut.ttf'), renamedFont('仿宋_GB2312').subarray(0, 5_000));
    writeFileSync(join(official, 'empty.otf'), '');
    writeFileSync(join(official, 'note.ttc'), 'ttcf: put the fonts here, please, all of them');
    writeFileSync(join(official, '说明.txt'), 'x');
    const { substituted, paths } = await findFonts({ official, cache });

    expect(substituted).toHaveLength(5);
    expect(paths).toHaveLength(5);
  });
});
