// Bundles over a real office and a real folder, whose pace a test holds in its hand: between any two pieces it may do something.
import { expect, onTestFinished } from 'vitest';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { workbookOf } from '../../server/export/sheet.ts';
import { ZipStream } from '../../server/export/zip-stream.ts';
import { BundleFolder } from '../../server/files/bundle-shelf.ts';
import { randomIds } from '../../server/random-ids.ts';
import type { BundleShelf } from '../../server/bundle-ports.ts';
import type { MeetingReading } from '../../server/services/bundle-plan.ts';
import { BundleService, type BundleServiceOptions } from '../../server/services/bundles.ts';
import type { Bundle, BundleOrder } from '../../shared/api/bundle.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { must, type TestOffice } from './office.ts';
import { readZip, type ReadPart } from './read-zip.ts';
import { SILENT_LOG } from './rooms-fixture.ts';

export interface BundleGround {
  readonly bundles: BundleService;
  readonly shelf: BundleShelf;
  /** Whose accounts there are; one that is taken out is disabled. */
  readonly accounts: Map<string, ActingUser>;
  /** Called after each piece that was made, before the next. */
  between: (count: number) => unknown;
  /** As another start of the server would find it. */
  restarted(): Promise<BundleGround>;
  /** Follows one to its end. */
  ended(actor: ActingUser, id: string): Promise<Bundle>;
  /** What is in one that is ready. */
  parts(id: string): ReadonlyMap<string, ReadPart>;
}

export async function bundleGround(
  office: TestOffice,
  users: readonly ActingUser[],
  { papers, source, ...given }: Partial<BundleServiceOptions & MeetingReading> = {},
): Promise<BundleGround> {
  const { auditLog, tasks } = office.services;
  const reading = (): MeetingReading => {
    const once = office.services.exportSource.remembering();
    return { source: source ?? once, papers: papers ?? office.services.papers.over(once) };
  };
  const accounts = new Map(users.map((user) => [`${user.userId}`, user]));
  const shelf = given.shelf ?? new BundleFolder({ dataDir: office.dataDir, log: SILENT_LOG });
  let count = 0;
  const rest = async (_took: number, stop: AbortSignal): Promise<void> => {
    count += 1;
    await Promise.race([ground.between(count), endOf(stop)]);
  };
  const bundles = await BundleService.open({
    ...{ reading, tasks, auditLog, meetings: office.meetings, archives: office.archives, clock: office.clock, ids: randomIds(), log: SILENT_LOG },
    ...{ timeZone: 'Asia/Shanghai', workbook: workbookOf, shelf, zipInto: (file) => new ZipStream(file) },
    files: { usageOf: () => Promise.resolve({ count: 0, bytes: 0 }) },
    accounts: { byId: (id) => Promise.resolve(accountOf(accounts.get(id))) },
    pace: { rest, wait: () => Promise.resolve() },
    ...given,
  });
  onTestFinished(() => bundles.close());
  const ground: BundleGround = {
    ...{ bundles, shelf, accounts, between: () => undefined },
    restarted: () => bundleGround(office, users, { ...given, ...(papers && { papers }), ...(source && { source }) }),
    ended: async (actor, id) => {
      await expect
        .poll(async () => must(await bundles.read(actor, id)).endedAt, { timeout: 50_000, interval: 5 })
        .not.toBeNull();
      return must(await bundles.read(actor, id));
    },
    parts: (id) => readZip(readFileSync(join(office.dataDir, 'bundles', `${id}.zip`))),
  };
  return ground;
}

/** Settles when it is aborted; one promise each, however often it is asked for. */
const ENDS = new WeakMap<AbortSignal, Promise<unknown>>();

function endOf(stop: AbortSignal): Promise<unknown> {
  const end = ENDS.get(stop) ?? new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  ENDS.set(stop, end);
  return end;
}

function accountOf(user: ActingUser | undefined) {
  if (!user) return null;
  const { userId: id, displayName, grants } = user;
  const rest = { username: 'u', passwordHash: null, disabled: false, createdAt: 0, lastSeenAt: null };
  return { id, displayName, grants, ...rest };
}

export function orderOf(meetings: readonly string[], given: Partial<BundleOrder> = {}): BundleOrder {
  return {
    ...{ meetings: [...meetings], papers: ['notice', 'agenda'], formats: ['docx'], audience: 'internal' },
    ...{ locale: 'zh-CN', files: false, sealed: false, ...given },
  };
}
