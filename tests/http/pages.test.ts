// The built client: files with their lifetimes, one page for every page path, 404 for what is not there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { clientPages } from '../../server/http/pages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PAGE = '<!doctype html><title>共笔</title>';

async function served(): Promise<string> {
  const folder = join(temporaryFolder(), 'client');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'assets', 'main-a1b2c3.js'), 'export {};');
  writeFileSync(join(folder, 'service-worker.js'), 'self.skipWaiting();');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
  const http = createServer();
  const pages = await clientPages({ kind: 'built', folder }, http);
  http.on('request', express().use(pages.handler));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  const address = http.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}

test.each(['/', '/meetings/abc', '/projector/some-token', '/archive?q=聘书', '/meetings/new/'])(
  '%s is answered with the page',
  async (path) => {
    const origin = await served();

    const reply = await fetch(origin + path);

    expect([reply.status, await reply.text()]).toEqual([200, PAGE]);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('cache-control')).toBe('no-cache');
  },
);

test('files whose names hold their content’s hash may be kept for a year, others are asked for again', async () => {
  const origin = await served();

  const hashed = await fetch(`${origin}/assets/main-a1b2c3.js`);
  const plain = await fetch(`${origin}/favicon.svg`);

  expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(hashed.headers.get('content-type')).toContain('javascript');
  expect(plain.headers.get('cache-control')).toBe('public, max-age=0');
});

test('the service worker lies at the root under a name that never changes, and is asked for again each time', async () => {
  const origin = await served();

  const worker = await fetch(`${origin}/service-worker.js`);

  expect(worker.status).toBe(200);
  expect(worker.headers.get('cache-control')).toBe('no-cache');
  expect(worker.headers.get('content-type')).toContain('javascript');
});

test.each([
  '/assets/gone.js',
  '/robots.txt',
  '/api/v1/nothing',
  '/api',
  '/yjs/x',
  '/socket.io/x',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/%2e%2e/secret.txt',
])('[T27] %s is no page and no file', async (path) => {
  const origin = await served();

  const reply = await fetch(origin + path);

  expect(reply.status).toBe(404);
  expect(await reply.text()).not.toBe('secret');
});

test('a page is not posted to', async () => {
  const origin = await served();

  expect((await fetch(`${origin}/meetings`, { method: 'POST' })).status).toBe(404);
});

test('a client that was not built stops the start with a sentence', async () => {
  const folder = temporaryFolder();

  await expect(clientPages({ kind: 'built', folder }, createServer())).rejects.toThrow('build the client first');
});
