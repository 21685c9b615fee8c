// IndexedDB as promises: requests, transactions, and an opening that cannot hang.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from './device.ts';

/** Firefox in private windows and a blocked upgrade never answer; after this the page goes on without. */
const OPEN_LIMIT_MS: DurationMs = 3_000;

export interface StoreSchema {
  readonly name: string;
  readonly version: number;
  readonly upgrade: (database: IDBDatabase) => void;
}

/** The browser's databases; undefined where it has none, or where merely asking throws because storage is blocked. */
export function browserDatabases(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB;
  } catch {
    // SecurityError of the property itself: the page goes on and says that nothing is kept here.
    return undefined;
  }
}

/** The opened database, or null where the browser refuses one. */
export function openDatabase(
  factory: IDBFactory | undefined,
  schema: StoreSchema,
  device: Device,
): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const cancel = device.after(OPEN_LIMIT_MS, () => resolve(null));
    const settle = (database: IDBDatabase | null): void => {
      cancel();
      resolve(database);
    };
    try {
      if (!factory) return settle(null);
      const request = factory.open(schema.name, schema.version);
      request.onupgradeneeded = () => schema.upgrade(request.result);
      request.onerror = () => settle(null);
      request.onblocked = () => settle(null);
      request.onsuccess = () => {
        // Another page that needs a newer version must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        settle(request.result);
      };
    } catch {
      // Access itself can throw (SecurityError) when storage is blocked: the same as none.
      settle(null);
    }
  });
}

export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}

/**
 * Resolves when everything of `transaction` is stored, rejects when none of it is. Whoever stops at a request of it that
 * failed need not wait for this any more: it counts as heard.
 */
export function completionOf(transaction: IDBTransaction): Promise<void> {
  const completion = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
    transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB transaction failed'));
  });
  completion.catch(() => undefined);
  return completion;
}
