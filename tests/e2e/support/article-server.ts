// Serves the page of the article's panel alone, under the policy of our own pages, over plain http; and a page like the editor
// of an official account, which has another policy and takes what is pasted.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';

const ENTRY = fileURLToPath(new URL('article-page.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const POLICY =
  "default-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', json: 'application/json' };

export interface ArticleServer {
  readonly port: number;
  show(snapshot: MeetingSnapshot): void;
  close(): Promise<void>;
}

export async function startArticleServer(): Promise<ArticleServer> {
  const files = await built();
  const styles = [...files.keys()].filter((name) => name.endsWith('.css'));
  const head = `<meta charset="utf-8"><title>article</title>${styles.map((name) => `<link rel="stylesheet" href="/${name}">`).join('')}`;
  const page = `<!doctype html><html lang="zh-CN"><head>${head}</head><body><div id="app"></div><script type="module" src="/page.js"></script></body></html>`;
  const editor = '<!doctype html><html><body contenteditable="true"></body></html>';
  let snapshot = '{}';
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://host').pathname.slice(1);
    const text = { '': page, editor, 'snapshot.json': snapshot }[name] ?? files.get(name);
    const type = TYPES[/[^.]*$/u.exec(name)?.[0] ?? ''] ?? 'text/html';
    response.writeHead(text === undefined ? 404 : 200, {
      'Content-Type': type,
      ...(name === 'editor' ? {} : { 'Content-Security-Policy': POLICY }),
    });
    response.end(text);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    port: portOf(server),
    show: (given) => (snapshot = JSON.stringify(given)),
    close: () => new Promise<void>((done) => void server.close(() => done())),
  };
}

function portOf(server: Server): number {
  const address = server.address() as AddressInfo;
  return address.port;
}

async function built(): Promise<ReadonlyMap<string, string>> {
  const made = await build({
    ...{ configFile: false, root: ROOT, logLevel: 'error', plugins: [svelte({ configFile: false })] },
    build: {
      ...{ write: false, cssCodeSplit: false, minify: false, modulePreload: false, target: 'esnext' },
      rollupOptions: { input: ENTRY, output: { entryFileNames: 'page.js', assetFileNames: '[name].[ext]' } },
    },
  });
  const [bundle] = Array.isArray(made) ? made : [made];
  if (bundle === undefined || !('output' in bundle)) throw new Error('the page was not built');
  return new Map(bundle.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]));
}
