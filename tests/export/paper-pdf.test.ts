// PDFs of papers measured against GB/T 9704-2012: the sheet, the grid, what stands at its edges, and that what people wrote is
// on the paper as they wrote it, in the right order, and nothing of it was taken for a command.
import { describe, expect, test } from 'vitest';
import type { Paper, Part, TextPaper } from '../../shared/papers/paper.ts';
import { SAMPLE_CARDS, SAMPLE_LETTER, SAMPLE_MINUTES, SAMPLE_NOTICE } from '../fixtures/sample-papers.ts';
import { jpeg, pixels, png } from '../support/files/pictures.ts';
import { must } from '../support/office.ts';
import {
  HAS_POPPLER,
  inkOf,
  linesOf,
  plainText,
  said,
  textPaper,
  typesetter,
  wordsOf,
} from '../support/papers/print.ts';
import { atEndOfFile, atEndOfTest } from '../support/temporary-folder.ts';

const TOP = 37;
const LEFT = 28;
const RIGHT = 184;
const FOOT = 262;
const LINE = 225 / 22;
const CELL = 156 / 28;

const press = typesetter(atEndOfFile());
const pictures = new Map([['signing', new Uint8Array(jpeg(1200, 800))]]);
const printed = async (paper: Paper): Promise<Uint8Array> => must(await press.pdf(paper, pictures)).bytes;
const raw = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');
const utf16 = (text: string): string => Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex').toUpperCase();

describe.each([
  ['minutes', SAMPLE_MINUTES, 595.2756, 841.8898],
  ['a notice', SAMPLE_NOTICE, 595.2756, 841.8898],
  ['a lying table', { ...SAMPLE_NOTICE, wide: true } satisfies TextPaper, 841.8898, 595.2756],
  ['a letter of appointment', SAMPLE_LETTER, 841.8898, 595.2756],
  ['name cards', SAMPLE_CARDS, 841.8898, 595.2756],
])('the PDF of %s', (_, paper, width, height) => {
  test('is A4, holds its fonts, says what it is, and is tagged for those who hear it', async () => {
    const text = raw(await printed(paper));

    const sheets = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(new Set(sheets.map(String))).toEqual(new Set([String([width, height])]));
    const families = new Set(Array.from(text.matchAll(/\/FontName \/[A-Z]{6}\+(\S+)/g), ([, name]) => name));
    expect(families.size).toBeGreaterThan(0);
    expect(text.match(/\/FontFile[23] /g)).toHaveLength(text.match(/\/FontDescriptor\n/g)?.length ?? 0);
    expect(text).toContain(`/Title <${utf16(paper.title)}>`);
    expect(text).toContain(`/Author <${utf16(paper.organisation ?? '')}>`);
    expect(text).toContain('/Lang (zh-CN)');
    expect(text).toMatch(/\/MarkInfo <<\s*\/Marked true/);
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(text).not.toMatch(/\/CreationDate|\/ModDate|\/JavaScript|\/URI/);
  });

  test('has the same bytes whenever and by whichever process it is printed', async () => {
    const again = typesetter(atEndOfTest);
    const [first, second, third] = [await printed(paper), await printed(paper), await again.pdf(paper, pictures)];

    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
    expect(Buffer.from(must(third).bytes).equals(Buffer.from(first))).toBe(true);
  });
});

describe.skipIf(!HAS_POPPLER)('on the sheet', () => {
  test('22 lines of 28 characters fill 版心 exactly, and each paragraph begins two characters in', async () => {
    const words = wordsOf(await printed(textPaper([said('会'.repeat(28 * 44 - 2))])));

    for (const page of [1, 2]) {
      const lines = linesOf(words, page).filter(({ text }) => text.startsWith('会'));
      expect(lines.map(({ text }) => text.length)).toEqual(
        Array.from({ length: 22 }, (_, index) => (page === 1 && index === 0 ? 26 : 28)),
      );
      for (const [index, { left, right, top, bottom }] of lines.entries()) {
        expect(left).toBeCloseTo(page === 1 && index === 0 ? LEFT + 2 * CELL : LEFT, 1);
        expect(right).toBeCloseTo(RIGHT, 1);
        expect((top + bottom) / 2).toBeCloseTo(TOP + (index + 0.5) * LINE, 0);
        expect(top).toBeGreaterThan(TOP);
        expect(bottom).toBeLessThan(FOOT);
      }
    }
    expect(linesOf(words, 3).filter(({ text }) => text.startsWith('会'))).toEqual([]);
  });

  test('page numbers stand 7 mm below 版心, odd ones right and even ones left, one character in', async () => {
    const pdf = await printed(textPaper([said('会'.repeat(28 * 30))]));
    const numbers = linesOf(wordsOf(pdf), 1)
      .concat(linesOf(wordsOf(pdf), 2))
      .filter(({ top }) => top > FOOT);

    expect(numbers.map(({ text }) => text)).toEqual(['—1—', '—2—']);
    expect(RIGHT - (numbers[0]?.right ?? 0)).toBeCloseTo(14 * (25.4 / 72), 0);
    expect((numbers[1]?.left ?? 0) - LEFT).toBeCloseTo(14 * (25.4 / 72), 0);
    // The dash itself, a thin dark stretch left of the digit.
    const left = (numbers[0]?.left ?? 0) + 0.8;
    const [dash] = inkOf(pdf, 1)
      .rows(left, left + 3, 0.9)
      .filter(({ from }) => from > FOOT);
    expect(Math.abs((dash?.from ?? 0) - (FOOT + 7))).toBeLessThan(0.5);
  });

  test('the red name begins 35 mm below the top of 版心, and the red rule lies 4 mm below the line above it', async () => {
    const pdf = await printed(SAMPLE_MINUTES);
    const ink = inkOf(pdf, 1);
    const date = wordsOf(pdf).find(({ text }) => text === '2021年4月26日');

    expect(Math.abs((ink.rows(LEFT, RIGHT)[0]?.from ?? 0) - (TOP + 35))).toBeLessThan(0.3);
    const [rule] = ink.rows(LEFT + 0.2, RIGHT - 0.2, 0.98);
    expect(Math.abs((rule?.from ?? 0) - (date?.bottom ?? 0) - 4)).toBeLessThan(0.3);
    expect(ink.rows(0, LEFT - 0.2)).toEqual([]);
    expect(ink.rows(RIGHT + 0.2, 210)).toEqual([]);
  });

  test('the imprint lies on the lower edge of the last page, between rules of 0.35 and 0.25 mm', async () => {
    const pdf = await printed(SAMPLE_MINUTES);
    const last = wordsOf(pdf).at(-1)?.page ?? 0;
    const rules = inkOf(pdf, last).rows(LEFT + 0.2, RIGHT - 0.2, 0.98);

    expect(last).toBeGreaterThan(1);
    expect(rules).toHaveLength(3);
    expect(Math.abs((rules[2]?.to ?? 0) - FOOT)).toBeLessThan(0.15);
    expect(rules.map(({ from, to }) => to - from)).toEqual([0.35, 0.25, 0.35].map((mm) => expect.closeTo(mm, 0)));
    const between = wordsOf(pdf).filter(({ page, bottom }) => page === last && bottom < FOOT && bottom > FOOT - 25);
    expect(between.map(({ text }) => text)).toEqual([
      '分送：各常务理事、监事。',
      '苏州市安全技术防范行业协会秘书处',
      '2021年4月26日印发',
    ]);
  });

  test('an imprint with more addressees than a page holds goes on over the page, and loses none', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `第${index + 1}会员单位`);
    const copies = { label: '分送', to: `${names.join('、')}。` };
    const pdf = await printed(
      textPaper([said('正文')], { imprint: { copies, issuer: '协会秘书处', date: '2021年5月10日印发' } }),
    );

    const text = plainText(pdf).replace(/\s|—\d+—/gu, '');
    for (const name of names) expect(text).toContain(name);
    const words = wordsOf(pdf);
    expect(words.filter(({ top }) => top < TOP - 1).map(({ text: word }) => word)).toEqual([]);
    const [last] = words.filter(({ text: word }) => word.endsWith('印发'));
    const above = words.filter(({ page, bottom }) => page === last?.page && bottom < (last?.top ?? 0));
    expect(Math.max(...words.map(({ page }) => page))).toBe(last?.page);
    expect(above.length).toBeGreaterThan(0);
  });

  test('a page that is full of text sends the imprint to the next one, at its foot', async () => {
    const pdf = await printed(textPaper([said('会'.repeat(28 * 22 - 2))], { imprint: SAMPLE_MINUTES.imprint }));

    const words = wordsOf(pdf).filter(({ text }) => text.endsWith('印发'));
    expect(words.map(({ page }) => page)).toEqual([2]);
    expect(words[0]?.bottom).toBeGreaterThan(FOOT - LINE);
  });

  test.each([
    ['a short text', 3, 2, [1, 2]],
    ['an even page with room', 30, 2, [1, 2]],
    ['an even page without room: a blank one comes first, and neither has a number', 43, 4, [1, 2]],
    ['an even page that is full', 44, 4, [1, 2]],
    ['a third page', 45, 4, [1, 2, 3, 4]],
  ])('the imprint has the last even face, behind %s', async (_, lines, face, numbers) => {
    const parts = Array.from({ length: lines }, (_unused, index) => said(`第${index + 1}行`));
    const words = wordsOf(await printed(textPaper(parts, { imprint: SAMPLE_MINUTES.imprint })));

    const [imprint] = words.filter(({ text }) => text.endsWith('印发'));
    expect(imprint?.page).toBe(face);
    expect(imprint?.bottom).toBeGreaterThan(FOOT - LINE);
    expect(words.at(-1)?.page).toBe(face);
    const foot = words.filter(({ top, text }) => top > FOOT && /\d/u.test(text));
    expect(foot.map(({ page }) => page)).toEqual(numbers);
  });

  test('wrapped names stand below the first one, and a name is not torn from its padding', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `张　${'伟明强丽'[index % 4] ?? ''}`);
    const words = wordsOf(await printed(textPaper([{ kind: 'names', label: '出席', names, separator: '、' }])));

    const lines = linesOf(words, 1).filter(({ top }) => top < FOOT);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines[0]?.text.startsWith('出席：')).toBe(true);
    for (const { left, text } of lines.slice(1)) {
      expect(left).toBeCloseTo(LEFT + 5 * CELL, 0);
      expect(text).toMatch(/^张.*[伟明强丽]、?$/u);
    }
  });

  test.each([
    ['a seal', true, '苏州市安全技术防范行业协会', 4],
    ['no seal', false, '苏州市安全技术防范行业协会', null],
    ['no seal and a short name', false, '协会', 2],
  ])('with %s name and date stand where the standard puts them', async (_, sealed, name, dateIn) => {
    const signature: Part = { kind: 'signature', name, date: '2021年4月26日', sealed };
    const words = wordsOf(await printed(textPaper([said('正文。'), signature])));

    const [above, below] = [words.find(({ text }) => text === name), words.find(({ text }) => text.startsWith('2021'))];
    const shift = (below?.left ?? 0) - (above?.left ?? 0);
    if (sealed)
      expect((below?.left ?? 0) + (below?.right ?? 0)).toBeCloseTo((above?.left ?? 0) + (above?.right ?? 0), 0);
    else if (dateIn === null) expect(shift).toBeCloseTo(2 * CELL, 0);
    if (dateIn === null) expect(RIGHT - (above?.right ?? 0)).toBeCloseTo(2 * CELL, 0);
    else expect(RIGHT - (below?.right ?? 0)).toBeCloseTo(dateIn * CELL, 0);
    expect((below?.top ?? 0) - (above?.top ?? 0)).toBeCloseTo(LINE, 1);
  });

  test('the head of a table stands on each of its pages, and rows are kept whole', async () => {
    const field = (text: string) => ({ parts: [said(text)] });
    const rows = Array.from({ length: 60 }, (_, index) => [field(`${index + 1}号`), field('甲乙丙丁戊'.repeat(12))]);
    const table: Part = {
      kind: 'table',
      columns: [{ width: 1 }, { width: 4 }],
      head: [[field('序号'), field('事项')]],
      rows,
    };
    const words = wordsOf(await printed(textPaper([table])));

    const pages = Math.max(...words.map(({ page }) => page));
    expect(pages).toBeGreaterThan(3);
    expect(words.filter(({ text }) => text === '序号').map(({ page }) => page)).toEqual(
      Array.from({ length: pages }, (_, index) => index + 1),
    );
    for (let page = 1; page <= pages; page += 1) {
      const signs = words.filter((word) => word.page === page && word.text.includes('甲')).map(({ text }) => text);
      expect(signs.join('').length % 60).toBe(0);
    }
  });

  test('a signature is never alone on its page', async () => {
    const signature: Part = { kind: 'signature', name: '协会', date: '2021年4月26日', sealed: false };
    const words = wordsOf(await printed(textPaper([said('会'.repeat(28 * 12)), said('议'.repeat(28 * 8)), signature])));

    const page = words.find(({ text }) => text === '协会')?.page;
    expect(page).toBe(2);
    expect(words.some((word) => word.page === page && word.text.startsWith('议'))).toBe(true);
  });
});

describe.skipIf(!HAS_POPPLER)('what people wrote', () => {
  test('is read in the order of the paper', async () => {
    const text = plainText(await printed(SAMPLE_MINUTES)).replaceAll('\n', '');

    const places = [
      '〔2021〕2号',
      '现纪要如下',
      '一、签订友好合作协议',
      '1.无人机专家委',
      '（1）教材',
      '完成时限',
      '两面性',
      '签约仪式',
    ]
      .concat('三、聘任协会顾问', '附件：1.友好合作协议', '出席：', '请假：', '列席：', '记录：', '附件1', '分送：')
      .map((words) => text.indexOf(words));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test.each([
    '#read("/etc/passwd") 完',
    '#code *粗* _斜_ `x` $a+b$ <标> @引 = 题',
    String.raw`\u{41} \n "双" '单' \\ {{ }} }; ]) //注 /*注*/`,
    '- 一项 + 二项 / 三项: 四项 ~ -- --- ...',
    'https://例子.example/#片段?q=1&r=2',
  ])('is text and nothing else: %s', async (words) => {
    const parts: readonly Part[] = [
      { kind: 'title', text: words },
      said(words),
      { kind: 'names', label: words, names: [words, words], separator: '、' },
      { kind: 'table', columns: [{ width: 1 }], head: [], rows: [[{ parts: [said(words)] }]] },
    ];
    const pdf = await printed(textPaper(parts, { title: words, footnote: words }));

    const bare = (text: string) => text.replace(/[\s\u200b]/g, '');
    expect(bare(plainText(pdf)).split(bare(words)).length - 1).toBe(7);
  });

  test('without a place to break goes on in the next line, in a table too', async () => {
    const word = 'x'.repeat(10_000);
    const table: Part = {
      kind: 'table',
      columns: [{ width: 1 }, { width: 1 }],
      head: [],
      rows: [[{ parts: [said(word)] }, { parts: [] }]],
    };
    const pdf = await printed(textPaper([said(word), table]));

    const words = wordsOf(pdf);
    const signs = words.map(({ text }) => text.replace(/[^x]/g, '')).join('');
    expect(signs.length).toBe(20_000);
    for (let page = 1; page <= (words.at(-1)?.page ?? 0); page += 1) {
      expect(inkOf(pdf, page).rows(RIGHT + 0.2, 210)).toEqual([]);
    }
  });

  test('is a name with a dot in a narrow field: its line ends behind the dot, and it is copied whole', async () => {
    const field = (text: string) => ({ parts: [said(text)] });
    const table: Part = {
      ...{ kind: 'table', columns: [{ width: 1 }, { width: 6 }], head: [] },
      rows: [[field('买买提·艾则孜'), field('新疆师范大学')]],
    };
    const pdf = await printed(textPaper([table], { isPaged: false }));

    expect(linesOf(wordsOf(pdf), 1).map(({ text }) => text)).toEqual(['买买提·', '新疆师范大学', '艾则孜']);
    expect(plainText(pdf).replace(/\s/gu, '')).toContain('买买提·艾则孜');
  });

  test('has a blank that goes to the next line: the words before it stand as close as ever', async () => {
    const pdf = await printed(
      textPaper([said(`请于${'＿'.repeat(4)}年前将本回执反馈至秘书处并抄送${'＿'.repeat(6)}。`)]),
    );

    const [first] = linesOf(wordsOf(pdf), 1);
    expect(first?.text.endsWith('抄送')).toBe(true);
    expect(first?.right).toBeLessThan(RIGHT - 3 * CELL);
  });

  test('holds controls and turned directions: they are left out, and what can be seen stays', async () => {
    const text = plainText(await printed(textPaper([said('甲\u0000乙\u202e丙\u0007丁\ud800戊\u2028己\ufeff庚')])));

    expect(text).toContain('甲乙丙丁戊');
    expect(text).toContain('己庚');
    expect(text).not.toMatch(/[\u0000\u0007\u202e]/);
  });
});

describe('whatever a composer makes', () => {
  const bare: Paper[] = [
    textPaper([], { title: '', organisation: null }),
    textPaper([], { masthead: { lines: [], number: null, issuer: null, date: null } }),
    textPaper([said('')], { masthead: { lines: ['纪要'], number: null, issuer: null, date: '2021年' } }),
    textPaper([said('正文')], { imprint: { copies: null, issuer: '', date: '' }, isPaged: false }),
    textPaper([
      { kind: 'names', label: '出席', names: [], separator: '、' },
      { kind: 'attachments', label: '附件', names: [] },
    ]),
    textPaper([
      { kind: 'list', entries: [] },
      { kind: 'quote', parts: [] },
      { kind: 'signing', labels: [] },
    ]),
    textPaper([{ kind: 'page' }, { kind: 'page' }, { kind: 'cut' }]),
    textPaper([
      { kind: 'signature', name: '', date: '', sealed: true },
      { kind: 'remark', text: '' },
    ]),
    textPaper([{ kind: 'table', columns: [{ width: 1 }], head: [], rows: [] }]),
    textPaper([
      { kind: 'title', text: '' },
      { kind: 'subtitle', text: '' },
      { kind: 'heading', level: 4, runs: [] },
    ]),
    { ...SAMPLE_LETTER, heading: '', number: null, parts: [], issuer: '', date: '' },
    { ...SAMPLE_CARDS, cards: [] },
    {
      ...SAMPLE_CARDS,
      cards: [
        { name: '', line: '' },
        { name: '长'.repeat(300), line: 'x'.repeat(300) },
      ],
    },
  ];

  test.each(bare.map((paper, index) => [index, paper] as const))(
    'that is bare or long is printed: %i',
    async (_, paper) => {
      expect((await press.pdf(paper)).ok).toBe(true);
    },
  );

  test('stands in any other: lists in tables, tables in quotes, signatures in lists', async () => {
    const kinds = [...SAMPLE_MINUTES.parts, ...SAMPLE_NOTICE.parts].filter(
      ({ kind }) => kind !== 'page' && kind !== 'appendix',
    );
    const nested: Part[] = [
      { kind: 'quote', parts: kinds },
      { kind: 'list', entries: [{ mark: '•', parts: kinds }] },
      {
        kind: 'table',
        columns: [{ width: 1 }, { width: 3 }],
        head: [[{ parts: kinds, columns: 2 }]],
        rows: [[{ parts: [] }, { parts: kinds }]],
      },
    ];

    for (const part of nested) expect(await press.pdf(textPaper([part]), pictures)).toMatchObject({ ok: true });
  });

  test('in English has English words between label and names, and says its language', async () => {
    const parts: Part[] = [{ kind: 'names', label: 'Present', names: ['Zhang Wei', 'Li Ming'], separator: ', ' }];
    const pdf = await printed(textPaper(parts, { locale: 'en', title: 'Minutes' }));

    expect(raw(pdf)).toContain('/Lang (en-GB)');
    if (HAS_POPPLER) expect(plainText(pdf)).toContain('Present: Zhang Wei, Li Ming');
  });

  test.runIf(HAS_POPPLER)(
    'has quotation marks as wide as its letters in English, and as wide as its characters in Chinese',
    async () => {
      const widthOf = async (locale: 'en' | 'zh-CN') => {
        const words = wordsOf(await printed(textPaper([said('“Safe”')], { locale, isPaged: false })));
        return (words[0]?.right ?? 0) - (words[0]?.left ?? 0);
      };

      expect((await widthOf('zh-CN')) - (await widthOf('en'))).toBeGreaterThan(CELL / 2);
    },
  );
});

describe('characters', () => {
  test('that are rare in names are printed, and those that no font has are told', async () => {
    const rare = must(await press.pdf(textPaper([said('䶮㛃𠅤𠮷㼆𬭚𫖯𬱖𪻐〇〔〕囍·')])));
    const told = must(await press.pdf(textPaper([said('好的，שלום，ก，ئا'), { kind: 'remark', text: 'ก' }])));

    expect(rare.unprintable).toEqual([]);
    expect(told.unprintable).toEqual(['ש', 'ל', 'ו', 'ם', 'ก', 'ئ', 'ا']);
    expect(told.bytes.length).toBeGreaterThan(1000);
  });

  test('that are pictographs are printed, each as one, and copied as they were written', async () => {
    const signs = ['👍', '❤️', '👍🏽', '👨‍👩‍👧', '🇨🇳', '1️⃣', '✅', '🫡'];
    const told = must(await press.pdf(textPaper([said(`收到${signs.join('，')}。`)], { isPaged: false })));

    expect(told.unprintable).toEqual([]);
    expect(raw(told.bytes)).toContain('NotoEmoji');
    if (!HAS_POPPLER) return;
    const [line] = linesOf(wordsOf(told.bytes), 1);
    expect(line?.text).toBe(`收到${signs.join('，')}。`);
    // A family drawn as four, or a flag as two letters, would be wider.
    expect(line?.right).toBeLessThan(LEFT + (12 + 1.5 * signs.length) * CELL);
  });
});

describe('pictures', () => {
  const GIF = Buffer.from('R0lGODlhAQABAPAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

  test.each([
    ['jpeg', jpeg(64, 32)],
    ['png', png(64, 32)],
    ['webp', pixels(64, 32).webpSync(85)],
    ['gif', GIF],
  ])('of kind %s are on the paper', async (_, bytes) => {
    const paper = textPaper([{ kind: 'picture', fileId: '../../a', caption: '图' }]);
    const pdf = must(await press.pdf(paper, new Map([['../../a', new Uint8Array(bytes)]]))).bytes;

    expect(raw(pdf)).toContain('/Subtype /Image');
  });

  test.each([
    ['is broken', jpeg(64, 32).subarray(0, 300)],
    ['is none', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['is missing', null],
  ])('one that %s is told by its caption and costs nothing else', async (_, bytes) => {
    const paper = textPaper([said('前'), { kind: 'picture', fileId: 'a', caption: '签约仪式' }, said('后')]);
    const given = new Map(bytes === null ? [] : [['a', new Uint8Array(bytes)]]);
    const pdf = must(await press.pdf(paper, given)).bytes;

    expect(raw(pdf)).not.toContain('/Subtype /Image');
    if (HAS_POPPLER) expect(plainText(pdf).replaceAll('\n', '')).toContain('前签约仪式后');
  });
});
