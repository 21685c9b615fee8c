// A body's own template over HTTP, from the sample to minutes: what is refused changes nothing, what was taken away comes back.
import { expect, test } from 'vitest';
import { zipFile, type ZipPart } from '../../server/export/zip-writer.ts';
import { textOfPart } from '../export/papers/word-text.ts';
import { field, startApp, type Caller, type Reply } from '../support/app.ts';

const PATH = '/bodies/council/minutes-template';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

function wordFile(...lines: readonly string[]): Buffer {
  const part = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(text) });
  const body = lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('');
  return zipFile([
    part('[Content_Types].xml', `<Types><Override PartName="/word/document.xml" ContentType="${MAIN}"/></Types>`),
    part('word/document.xml', `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`),
  ]);
}

function put(caller: Caller, content: Uint8Array, name = '协会纪要.docx'): Promise<Reply> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), name);
  return caller.send('POST', PATH, form);
}

async function council() {
  const app = await startApp();
  const admin = await app.admin();
  await admin.post('/bodies', { id: 'council', name: '常务理事会' });
  const made = await admin.post('/meetings', { title: '三届二次会议', bodyId: 'council', organisation: '安防协会' });
  const papers = `/meetings/${String(field(made, 'id'))}/papers`;
  const bytesAt = async (path: string): Promise<Buffer> => {
    const answer = await admin.raw('GET', path);
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const minutes = async (query = ''): Promise<string> =>
    textOfPart(await bytesAt(`${papers}/minutes.docx${query}`), 'word/document.xml').join('\n');
  return { app, admin, papers, bytesAt, minutes };
}

const kept = (reply: Reply): unknown => field(reply, 'kept');
const digestOf = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'digest' in entry ? entry.digest : null;

test('minutes are filled into the template of their body; the standard look stays to be had', async () => {
  const { admin, papers, bytesAt, minutes } = await council();
  const standard = await minutes();
  const file = wordFile('本会样式 {会议名称} {organisation}', '{#议题}', '{标题}', '{/议题}');

  const reply = await put(admin, file);
  const offers = await admin.get(papers);

  expect(kept(reply)).toMatchObject({ name: '协会纪要.docx', sizeBytes: file.length });
  expect(await minutes('?audience=public')).toBe('本会样式 三届二次会议 安防协会');
  expect(await minutes()).toBe('内部版本，含不对外公开的内容\n本会样式 三届二次会议 安防协会');
  expect(await minutes('?look=own')).toContain('本会样式');
  expect(await minutes('?look=standard')).toBe(standard);
  expect(offers.body).toMatchObject({
    papers: expect.arrayContaining([
      expect.objectContaining({ kind: 'minutes', template: '协会纪要.docx' }),
      expect.objectContaining({ kind: 'record', template: null }),
    ]),
  });
  expect((await bytesAt(`${PATH}/file`)).equals(file)).toBe(true);
});

test('without a template the own look is refused by what is missing, and for other files by their format', async () => {
  const { admin, papers, minutes } = await council();

  const missing = await admin.get(`${papers}/minutes.docx?look=own`);
  const pdf = await admin.get(`${papers}/minutes.pdf?look=own`);

  expect([missing.status, field(missing, 'code'), missing.body]).toEqual([
    409,
    'paper-missing',
    expect.objectContaining({ fact: 'template' }),
  ]);
  expect(field(pdf, 'code')).toBe('unsupported-format');
  expect(await minutes()).toContain('三届二次会议');
});

test('a faulty one is refused by placeholder, place and excerpt, all at once, and what stood stands', async () => {
  const { admin, minutes } = await council();
  const good = await put(admin, wordFile('好的 {会议名称}'));

  const faulty = await put(admin, wordFile('由{主持}主持', '{#出席}{姓名}', '落款'));
  const others = [
    await put(admin, Buffer.from('words')),
    await put(admin, Buffer.alloc(2 * 1024 * 1024 + 1)),
    await put(admin, Buffer.alloc(0)),
  ];

  expect([faulty.status, faulty.body]).toEqual([
    422,
    expect.objectContaining({
      code: 'template-faulty',
      faults: [
        { code: 'unknown-placeholder', placeholder: '主持', part: 'text', excerpt: '由{主持}主持' },
        { code: 'unclosed-placeholder', placeholder: '出席', part: 'text', excerpt: '{#出席}{姓名}' },
      ],
    }),
  ]);
  expect(others.map((reply) => field(reply, 'code'))).toEqual(['invalid', 'too-large', 'invalid']);
  expect(kept(await admin.get(PATH))).toEqual(kept(good));
  expect(await minutes('?audience=public')).toBe('好的 三届二次会议');
});

test('what was taken away or replaced is put back, once or twice, and nothing else is lost on the way', async () => {
  const { admin, minutes } = await council();
  const first = digestOf(kept(await put(admin, wordFile('甲'))));
  await put(admin, wordFile('乙'));

  const back = await admin.post(`${PATH}/restore`, { digest: first });
  const again = await admin.post(`${PATH}/restore`, { digest: first });
  const removed = await admin.delete(PATH);
  const twice = await admin.delete(PATH);
  const plain = await minutes();
  const restored = await admin.post(`${PATH}/restore`, { digest: first });
  const same = await put(admin, wordFile('甲'));

  expect([digestOf(kept(back)), again.body]).toEqual([first, back.body]);
  expect([kept(removed), digestOf(field(removed, 'former')), twice.body]).toEqual([null, first, removed.body]);
  expect(plain).toContain('三届二次会议');
  expect([digestOf(kept(restored)), await minutes('?audience=public')]).toEqual([first, '甲']);
  expect(digestOf(kept(same))).toBe(first);
  expect((await admin.post(`${PATH}/restore`, { digest: 'a'.repeat(64) })).status).toBe(404);
});

test.each(['zh-CN', 'en'])('the sample (%s) is a template as it is, and fills with a meeting', async (locale) => {
  const { admin, bytesAt, minutes } = await council();

  const reply = await put(admin, await bytesAt(`${PATH}/sample?locale=${locale}`));

  expect(reply.status).toBe(200);
  expect(await minutes()).not.toMatch(/[{}]/);
});

test('only whoever keeps the register puts one up; the file is no page that a browser would open', async () => {
  const { app, admin } = await council();
  await put(admin, wordFile('甲'));

  const replies = await Promise.all([app.anyone, await app.as('reader')].map((caller) => put(caller, wordFile('乙'))));
  const file = await admin.raw('GET', `${PATH}/file`);

  expect(replies.map(({ status }) => status)).toEqual([401, 404]);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
});
