// The papers around a meeting as files: a Word file and a PDF of each, judged by what a reader finds in them.
import { describe, expect, test } from 'vitest';
import { docxFile } from '../../../server/export/papers/docx.ts';
import { typstPaper } from '../../../server/export/papers/typst-input.ts';
import { workbookOf } from '../../../server/export/sheet.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { composePaper } from '../../../shared/papers/compose.ts';
import { formatsOf, isOutward, PAPER_KINDS, type PaperKind } from '../../../shared/papers/kinds.ts';
import type { Paper } from '../../../shared/papers/paper.ts';
import { tableSheet } from '../../../shared/papers/workbook.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { congress, council, EN, ordered, SECRET, ZH } from '../../support/papers/council.ts';
import { HAS_POPPLER, linesOf, plainText, textPaper, typesetter, wordsOf } from '../../support/papers/print.ts';
import { atEndOfFile } from '../../support/temporary-folder.ts';
import { outOfOrder } from './word-schema.ts';
import { nodesOf, partsOf, textOfPart } from './word-text.ts';

const atEnd = atEndOfFile();
const press = typesetter(atEnd);
const DOCUMENT = 'word/document.xml';

function paperOf(kind: PaperKind, snapshot: MeetingSnapshot = council(), options = ZH): Paper {
  const subject = kind === 'decision' || kind === 'excerpt' ? 'd1' : null;
  const paper = composePaper(ordered({ kind, subject, to: '团体标准专家委', withPosts: true }), snapshot, options);
  if (!paper.ok) throw new Error(`${kind}: ${JSON.stringify(paper.data)}`);
  return paper.value;
}

function typstParts(paper: Paper): readonly unknown[] {
  const parts = typstPaper(paper, new Map())['parts'];
  return Array.isArray(parts) ? parts : [];
}

async function word(paper: Paper): Promise<Buffer> {
  return Buffer.from(await docxFile(paper, new Map()));
}

async function pdf(paper: Paper): Promise<Uint8Array> {
  const set = await press.pdf(paper, new Map());
  if (!set.ok) throw new Error(`not set: ${set.code}`);
  return set.value.bytes;
}

const squeezed = (text: string): string => text.replace(/\s/gu, '');
const LYING: readonly PaperKind[] = ['sign-in', 'attendance', 'task-table', 'cards', 'letter'];

describe('as a Word file', () => {
  test.each(PAPER_KINDS)('%s lies or stands as it is meant to, on A4', async (kind) => {
    const document = partsOf(await word(paperOf(kind))).get(DOCUMENT) ?? '';
    const [, width, height] = /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(document) ?? [];

    expect([width, height].map(Number)).toEqual(LYING.includes(kind) ? [16838, 11906] : [11906, 16838]);
  });

  test.each(PAPER_KINDS)('%s opens in Word: every child stands where the format wants it', async (kind) => {
    for (const options of [ZH, EN]) {
      const file = await word(paperOf(kind, council(), options));
      const parts = [...partsOf(file).keys()].filter((name) => name.endsWith('.xml'));

      expect(parts.flatMap((part) => outOfOrder(nodesOf(file, part)))).toEqual([]);
    }
  });

  test('the notice begins with its title in 小标宋 of 22 pt, its text in 仿宋 of 16 pt', async () => {
    const document = partsOf(await word(paperOf('notice'))).get(DOCUMENT) ?? '';
    const styles = partsOf(await word(paperOf('notice'))).get('word/styles.xml') ?? '';
    const title = document.slice(0, document.indexOf('各常务理事'));

    expect(title).toContain('<w:pStyle w:val="Title"/>');
    expect(styles).toMatch(/w:styleId="Title"[\s\S]*?小标宋[\s\S]*?<w:sz w:val="44"\/>/);
    expect(document).toContain('<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"');
  });

  test('a list of two hundred repeats its head and tears no row', async () => {
    const document = partsOf(await word(paperOf('sign-in', congress(200)))).get(DOCUMENT) ?? '';

    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(document.match(/<w:cantSplit\/>/g)).toHaveLength(205);
    expect(document.match(/w:hRule="atLeast"/g)?.length).toBeGreaterThanOrEqual(204);
  });

  test.each(['notice', 'sign-in', 'attendance', 'task-table'] as const)(
    '%s has page numbers that are fields',
    async (kind) => {
      const parts = partsOf(await word(paperOf(kind)));
      const footers = [...parts].filter(([name]) => name.startsWith('word/footer')).map(([, text]) => text);

      expect(footers.length).toBeGreaterThan(0);
      expect(footers.join('')).toMatch(/\bPAGE\b/);
    },
  );
});

test('a blank of the letter is never torn in a Word file', async () => {
  const letter = textOfPart(await word(paperOf('letter')), DOCUMENT).join('\n');

  expect(letter).toContain('聘期自________年____月____日');
  expect(letter).not.toContain('＿');
});

test('a name stays with the bracket behind it, and what stands in that may break', () => {
  const names = { kind: 'names', label: '出席', separator: '、', names: ['朱雨真（苏州市技防办）', '王坤泉'] } as const;
  const [part] = typstParts(textPaper([names]));

  expect(part).toMatchObject({
    names: [
      ['朱雨真（苏', '州市技防办）'],
      ['王坤泉', ''],
    ],
  });
});

describe('internal matter', () => {
  test.each(PAPER_KINDS.filter(isOutward))(
    'is in no part of any file of %s, even for the secretariat',
    async (kind) => {
      const paper = paperOf(kind);
      const parts = [...partsOf(await word(paper)).values()].join('');

      expect(parts).not.toContain(SECRET);
      for (const format of formatsOf(kind)) {
        if (format !== 'xlsx') continue;
        const sheet = tableSheet(paper, kind);
        const cells = sheet === null ? '' : [...partsOf(Buffer.from(workbookOf([sheet]))).values()].join('');
        expect(cells).not.toContain(SECRET);
      }
      if (HAS_POPPLER) expect(squeezed(plainText(await pdf(paper)))).not.toContain(SECRET);
    },
  );
});

describe.skipIf(!HAS_POPPLER)('as a PDF', () => {
  test.each(PAPER_KINDS)('%s says what its Word file says', async (kind) => {
    const paper = paperOf(kind);
    const found = squeezed(plainText(await pdf(paper)));

    const lines =
      paper.form === 'cards' ? paper.cards.map(({ name }) => name) : textOfPart(await word(paper), DOCUMENT);
    const missing = lines.map(squeezed).filter((line) => line !== '' && !line.includes('□') && !found.includes(line));
    // A line that a page or a column breaks is found in pieces.
    const torn = missing.filter((line) => ![...line].every((sign) => found.includes(sign)));
    expect(torn).toEqual([]);
    expect(missing.length).toBeLessThan(lines.length / 2 + 1);
  });

  test('a letter is one sheet with its name and its date on a line each', async () => {
    const bytes = await pdf(paperOf('letter'));
    const lines = linesOf(wordsOf(bytes), 1).map(({ text }) => text);

    expect(lines).toContain('苏州市安全技术防范行业协会');
    expect(lines).toContain('二〇二一年四月二十三日');
    expect(wordsOf(bytes).every(({ page }) => page === 1)).toBe(true);
  });

  test('cards are a sheet each, in the order of courtesy', async () => {
    const paper = paperOf('cards');
    const words = wordsOf(await pdf(paper));
    const pages = new Set(words.map(({ page }) => page));

    expect(pages.size).toBe(paper.form === 'cards' ? paper.cards.length : 0);
    expect(squeezed(plainText(await pdf(paper))).indexOf('张伟')).toBeLessThan(
      squeezed(plainText(await pdf(paper))).indexOf('李明'),
    );
  });

  test('two hundred people stand once each, in order, below a head on every page', async () => {
    const bytes = await pdf(paperOf('sign-in', congress(200)));
    const words = wordsOf(bytes);
    const pages = Math.max(...words.map(({ page }) => page));
    const names = words.flatMap(({ text }) => /^代表(\d+)$/.exec(text)?.[1] ?? []).map(Number);

    expect(names).toEqual(Array.from({ length: 200 }, (_unused, index) => index + 1));
    for (let page = 1; page <= pages; page += 1) {
      expect(words.some((each) => each.page === page && each.text === '签名')).toBe(true);
    }
  });

  test('the slip begins a page of its own', async () => {
    const words = wordsOf(await pdf(paperOf('notice')));
    const label = words.find(({ text }) => text === '附件2');
    const last = words.find(({ text }) => text.includes('2021年4月9日'));

    expect(label?.page).toBeGreaterThan(last?.page ?? 99);
    expect(label?.top).toBeLessThan(48);
  });

  test.each([
    ['a name of twenty characters', { name: '阿卜杜热依木·买买提艾力江·吐尔逊江居马' }],
    ['a name with a character that few fonts have', { name: '卢𬭚' }],
    ['a very long firm and post', { name: '张伟', org: '某某'.repeat(40), titles: ['总经理'.repeat(20)] }],
  ])('%s is printed whole', async (_what, person) => {
    const snapshot = snapshotOf({ facts: { title: '理事会' }, people: [person] });

    for (const kind of ['sign-in', 'cards'] as const) {
      const paper = composePaper(ordered({ kind }), snapshot, ZH);
      if (!paper.ok) throw new Error(kind);
      expect(squeezed(plainText(await pdf(paper.value)))).toContain(squeezed(person.name));
    }
  });

  test('a title of two hundred characters, no day and no place still make every sheet', async () => {
    const snapshot = { ...council(), facts: { ...snapshotOf({}).facts, title: '关于标准化建设的'.repeat(25) } };

    for (const kind of PAPER_KINDS) {
      const bytes = await pdf(paperOf(kind, snapshot));
      expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('in English too', async () => {
    const found = plainText(await pdf(paperOf('notice', council(), EN)));

    expect(found).toContain('Reply slip');
    expect(found).toMatch(/Friday 23 April 2021, 14:00–17:30/);
  });
});
