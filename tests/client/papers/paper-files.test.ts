// The file of a paper on its way to a device: saved under the name that the server gives it, once however often one presses, and
// where there is none it is said why.
import { describe, expect, test } from 'vitest';
import { PaperFiles } from '../../../client/papers/paper-files.svelte.ts';

const ADDRESS = '/api/v1/meetings/m1/papers/minutes.docx?audience=public';

function stage() {
  const answers: { readonly give: (answer: Response) => void; readonly fail: (cause: Error) => void }[] = [];
  const saved: { readonly name: string; readonly bytes: Blob }[] = [];
  let ended = 0;
  const files = new PaperFiles({
    fetch: () => new Promise<Response>((give, fail) => answers.push({ give, fail })),
    save: (name, bytes) => saved.push({ name, bytes }),
    onSignedOut: () => (ended += 1),
  });
  return { files, answers, saved, ended: () => ended };
}

function refusal(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'retry-after': '10' } });
}

describe('a file', () => {
  test('is saved under its own name, with its own bytes', async () => {
    const { files, answers, saved } = stage();

    const taken = files.take(ADDRESS);
    expect(files.coming).toBe(ADDRESS);
    const headers = {
      'content-disposition': `attachment; filename="_.docx"; filename*=UTF-8''${encodeURIComponent('纪要.docx')}`,
    };
    answers[0]?.give(new Response('PK', { headers }));
    await taken;

    expect(saved.map(({ name }) => name)).toEqual(['纪要.docx']);
    expect(await saved[0]?.bytes.text()).toBe('PK');
    expect(files.coming).toBeNull();
    expect(files.failure).toBeNull();
  });

  test('whose name nobody can read is called as its address ends', async () => {
    const { files, answers, saved } = stage();

    const taken = files.take(ADDRESS);
    answers[0]?.give(new Response('PK', { headers: { 'content-disposition': "attachment; filename*=UTF-8''%E7%BA" } }));
    await taken;

    expect(saved.map(({ name }) => name)).toEqual(['minutes.docx']);
  });

  test('is fetched once, however often one presses while it comes', async () => {
    const { files, answers } = stage();

    const taken = files.take(ADDRESS);
    await files.take(ADDRESS);
    answers[0]?.give(new Response('PK'));
    await taken;

    expect(answers).toHaveLength(1);
  });

  test('that cannot be had leaves its reason and can be asked for again', async () => {
    const { files, answers, saved } = stage();

    const first = files.take(ADDRESS);
    answers[0]?.give(refusal(409, { code: 'template-faulty', faults: [] }));
    await first;
    expect(files.failure).toMatchObject({ code: 'template-faulty' });
    const second = files.take(ADDRESS);
    expect(files.failure).toBeNull();
    answers[1]?.give(new Response('PK'));
    await second;

    expect(saved).toHaveLength(1);
  });

  test('says that the server is out of reach, and where the session is over', async () => {
    const { files, answers, saved, ended } = stage();

    const first = files.take(ADDRESS);
    answers[0]?.fail(new TypeError('network'));
    await first;
    expect(files.failure).toMatchObject({ code: 'unreachable' });
    const second = files.take(ADDRESS);
    answers[1]?.give(refusal(401, { code: 'not-signed-in' }));
    await second;

    expect(ended()).toBe(1);
    expect(saved).toEqual([]);
  });
});
