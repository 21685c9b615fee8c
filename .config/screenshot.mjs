// Makes docs/images/workspace.png: starts the demonstration on a free port, signs in, opens the live meeting and waits for
// its text. Run with `npx tsx .config/screenshot.mjs`; needs a machine with a Chinese font.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launchChromium } from '../tests/support/chromium.ts';
import { ROOT } from './build.mjs';

const PICTURE = join(ROOT, 'docs/images/workspace.png');
const START_LIMIT_MS = 180_000;

const demo = spawn(process.execPath, [join(ROOT, '.config/start.mjs'), '--demo'], {
  cwd: ROOT,
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await takePicture(await announced(demo.stdout));
  console.log(PICTURE);
} finally {
  demo.kill('SIGTERM');
}

/** What the demonstration prints, read until its last line has come. */
function announced(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the demonstration did not start:\n${text}`)), START_LIMIT_MS);
    demo.once('exit', (code) => reject(new Error(`the demonstration ended with ${code}:\n${text}`)));
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const [, address] = /^meeting\s+(\S+)/m.exec(text) ?? [];
      const [, username, password] = /^sign-in\s+(\S+)\s+(\S+)/m.exec(text) ?? [];
      if (!/^ready/m.test(text) || !address || !username || !password) return;
      clearTimeout(timer);
      resolve({ address, username, password });
    });
  });
}

async function takePicture({ address, username, password }) {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      deviceScaleFactor: 2,
    });
    const { status } = await signIn(context, address, username, password);
    if (status !== 200) throw new Error(`sign-in answered ${status}`);
    const page = await context.newPage();
    await page.goto(address);
    await page.locator('.ProseMirror').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
}

/** Through the interface's own route; the cookie stays in the context. */
async function signIn(context, address, username, password) {
  const { origin } = new URL(address);
  const answer = await context.request.post(`${origin}/api/v1/session`, {
    data: { username, password },
    headers: { origin },
  });
  return { status: answer.status() };
}
