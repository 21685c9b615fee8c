// A page on a fake server: a provider over both documents, with one agenda item whose title the tests type into.
import { createHash } from 'node:crypto';
import { canonicalRoots } from '../../../shared/doc/canonical.ts';
import { addItem, itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { writeState } from '../../../shared/doc/record.ts';
import { docName, type ItemId, type MeetingId, type UserId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { LocalStore } from '../../../client/sync/local-store.ts';
import { Provider, type ProviderOptions } from '../../../client/sync/provider.ts';
import type { FakeDevice } from './fake-device.ts';
import { FakeServer, type FakeWire } from './fake-server.ts';

export const MEETING = brand<MeetingId>('meeting1');
export const USER = brand<UserId>('li-wenjing');
export const ITEM = brand<ItemId>('item7');
export const DESK = docName({ meetingId: MEETING, version: 1, part: 'desk' });
const RECORD = docName({ meetingId: MEETING, version: 1, part: 'record' });

export interface Page {
  readonly provider: Provider;
  readonly wire: FakeWire;
  readonly store: LocalStore;
  /** What the item's title reads here. */
  text(): string;
  /** Puts `text` at the end, or at `at`. */
  type(text: string, at?: number): void;
  /** Everything written so far is in the browser's storage. */
  stored(): Promise<void>;
}

export interface PageOptions {
  /** Absent = the browser keeps nothing. */
  readonly storage?: IDBFactory;
  readonly user?: UserId;
  readonly set?: Partial<ProviderOptions>;
}

/** A server that holds the meeting, its title empty. */
export function meetingServer(device: FakeDevice): FakeServer {
  const server = new FakeServer(device);
  server.change(DESK, (desk) => addItem(desk, { id: ITEM, kind: 'discussion', title: '', order: 'a1' }));
  server.change(RECORD, (record) => writeState(record, { phase: 'live', version: 1 }));
  return server;
}

/** Opens a page and waits for what the browser kept; it connects as the test moves time. */
export async function openPage(server: FakeServer, { storage, user = USER, set }: PageOptions = {}): Promise<Page> {
  const wire = server.dialer();
  const store = await LocalStore.open(storage, server.device);
  const options = { meetingId: MEETING, version: 1, user, wire, store, device: server.device };
  const provider = new Provider({ ...options, digestOf, ...set });
  await provider.start();
  return {
    provider,
    wire,
    store,
    text: () => itemTitle(provider.desk, ITEM)?.toString() ?? '',
    type: (text, at) => {
      const title = itemTitle(provider.desk, ITEM);
      invariant(title, 'the item is not here yet');
      title.insert(at ?? title.length, text);
    },
    stored: async () => {
      await storageSettles();
      await provider.flushed();
    },
  };
}

/** A page that has joined and is at rest. */
export async function joinedPage(server: FakeServer, options: PageOptions = {}): Promise<Page> {
  const page = await openPage(server, options);
  server.device.advance(1_000);
  await page.stored();
  return page;
}

/** The storage in memory answers over a few turns of the event loop; none of them is a wait for time to pass. */
export async function storageSettles(): Promise<void> {
  for (let turn = 0; turn < 24; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** What the server's title reads. */
export function serverText(server: FakeServer): string {
  return itemTitle(server.room(DESK).doc, ITEM)?.toString() ?? '';
}

/** As the browser's, but without its threads: settled within the test's own turns. */
const digestOf: ProviderOptions['digestOf'] = (part) => async (ydoc) =>
  createHash('sha256').update(canonicalRoots(ydoc, part)).digest('hex');
