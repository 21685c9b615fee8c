// A house to begin with: its administrator and the three people who write in its halls, all of them signed in. As a global
// setup it founds one a run, of which every test file takes a copy: each account and each sign-in is a password hash, which
// is slow on purpose, and that they work has tests of its own (accounts, preparing).
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Caller, cookieIn } from '../../support/app.ts';
import { addPerson, PASSWORD } from './desk.ts';
import { ADMINISTRATOR, ServerUnderTest } from './server.ts';

/** By username: the `name=value` of a session that stands in the house. */
export type Cookies = Readonly<Record<string, string>>;

export interface FoundedHouse {
  /** What the server left when it was stopped in order. */
  readonly folder: string;
  readonly cookies: Cookies;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** null: it could not be founded. Whoever needs one tries for itself, and fails by the same cause. */
    foundedHouse: FoundedHouse | null;
  }
}

const PEOPLE = [
  ['李文静', 'secretary'],
  ['周敏', 'notetaker'],
  ['陈一帆', 'notetaker'],
] as const;

/** Called by Vitest before the first browser test, after the build. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'gongbi-founded-'));
  const cookies = await found(folder).catch((error: unknown) => {
    process.stderr.write(`No house could be founded for all, so each file founds its own: ${String(error)}\n`);
    return null;
  });
  project.provide('foundedHouse', cookies && { folder, cookies });
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Puts a house into an empty folder: a copy of `founded`, or else a new one. */
export async function settle(folder: string, founded: FoundedHouse | null): Promise<Cookies> {
  if (founded === null) return found(folder);
  cpSync(founded.folder, folder, { recursive: true });
  return founded.cookies;
}

async function found(folder: string): Promise<Cookies> {
  const server = await ServerUnderTest.start({ dataDir: folder });
  try {
    const admin = await server.admin();
    for (const [name, role] of PEOPLE) await addPerson(admin, name, role);
    const cookies: Record<string, string> = {};
    const entries = PEOPLE.map(([username]) => ({ username, password: PASSWORD }));
    for (const entry of [ADMINISTRATOR, ...entries]) {
      const cookie = cookieIn(await new Caller(server.url).post('/session', entry));
      if (cookie === null) throw new Error(`no session for ${entry.username}`);
      cookies[entry.username] = cookie;
    }
    return cookies;
  } finally {
    await server.stop('SIGTERM');
  }
}
