// What the Blobs port is, as tests: bytes by digest, durable when kept, gone only when nothing needs them.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Blobs, Incoming } from '../../server/file-ports.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import type { HandClock } from '../support/hand-clock.ts';
import { must } from '../support/office.ts';

export interface BlobsUnderTest {
  readonly blobs: Blobs;
  readonly clock: HandClock;
  /** Changes a byte of what is stored. */
  damage(digest: string): void;
  /** Names of what is on its way. */
  incoming(): readonly string[];
}

const LIMIT = { limitBytes: 1_000, bytes: null };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const nobody = (): Promise<boolean> => Promise.resolve(false);
const somebody = (): Promise<boolean> => Promise.resolve(true);

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

export function blobsContract(name: string, open: () => BlobsUnderTest): void {
  describe(`${name}: blobs`, () => {
    const receive = async ({ blobs }: BlobsUnderTest, text: string): Promise<Incoming> =>
      must(await blobs.receive(chunks(text), LIMIT));

    async function keep(given: BlobsUnderTest, text: string): Promise<string> {
      const incoming = await receive(given, text);
      must(await given.blobs.keep(incoming));
      await given.blobs.settle(incoming.digest, somebody);
      return incoming.digest;
    }

    async function read({ blobs }: BlobsUnderTest, ...args: Parameters<Blobs['open']>): Promise<string | null> {
      const reader = await blobs.open(...args);
      if (reader === null) return null;
      let text = '';
      for await (const chunk of reader) text += chunk.toString();
      return text;
    }

    it('what was received in pieces is told by size and digest, and read whole or in part', async () => {
      const given = open();

      const incoming = must(await given.blobs.receive(chunks('01234', '', '56789'), LIMIT));
      must(await given.blobs.keep(incoming));

      expect(incoming).toMatchObject({ sizeBytes: 10, digest: sha256('0123456789') });
      expect(await read(given, incoming.digest, 10)).toBe('0123456789');
      expect(await read(given, incoming.digest, 10, { from: 3, to: 5 })).toBe('345');
      expect(await given.blobs.check(incoming.digest)).toBe('intact');
      expect(given.incoming()).toEqual([]);
    });

    it('nothing at all is bytes too', async () => {
      const given = open();

      const digest = await keep(given, '');

      expect([digest, await read(given, digest, 0)]).toEqual([sha256(''), '']);
    });

    it('a byte too many, or a source that breaks off, leaves nothing', async () => {
      const given = open();
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('abc');
        throw new Error('the line broke');
      }

      const tooLarge = await given.blobs.receive(chunks('x'.repeat(1_000), 'x'), LIMIT);

      expect(tooLarge).toMatchObject({ ok: false, code: 'too-large', data: { limitBytes: 1_000 } });
      await expect(given.blobs.receive(broken(), LIMIT)).rejects.toThrow('the line broke');
      expect(given.incoming()).toEqual([]);
    });

    it('more than the disk has room for is refused before a byte is written', async () => {
      const given = open();

      const refused = await given.blobs.receive(chunks('a'), { limitBytes: Infinity, bytes: 2 ** 52 });

      expect(refused).toMatchObject({ ok: false, code: 'storage-unavailable' });
      expect(given.incoming()).toEqual([]);
    });

    it('what is missing or of another size is not opened, and damage is told', async () => {
      const given = open();
      const digest = await keep(given, 'abc');

      expect([await read(given, sha256('x'), 1), await read(given, digest, 4)]).toEqual([null, null]);
      expect(await given.blobs.check(sha256('x'))).toBe('missing');
      given.damage(digest);
      expect(await given.blobs.check(digest)).toBe('damaged');
    });

    it('keeping the same bytes once more mends them', async () => {
      const given = open();
      const digest = await keep(given, 'abc');
      given.damage(digest);

      await keep(given, 'abc');

      expect(await given.blobs.check(digest)).toBe('intact');
    });

    it('what was discarded is gone', async () => {
      const given = open();

      await given.blobs.discard(await receive(given, 'abc'));

      expect(given.incoming()).toEqual([]);
    });

    it('a blob whose commit was refused goes at once, unless somebody else keeps or needs it', async () => {
      const given = open();
      const [mine, other] = [await receive(given, 'abc'), await receive(given, 'abc')];
      must(await given.blobs.keep(mine));
      must(await given.blobs.keep(other));

      await given.blobs.settle(mine.digest, nobody);
      const whileKept = await given.blobs.check(mine.digest);
      await given.blobs.settle(mine.digest, somebody);
      const whileNeeded = await given.blobs.check(mine.digest);
      must(await given.blobs.keep(await receive(given, 'abc')));
      await given.blobs.settle(mine.digest, nobody);

      expect([whileKept, whileNeeded, await given.blobs.check(mine.digest)]).toEqual(['intact', 'intact', 'missing']);
    });

    it('a sweep takes what is old and not needed, and nothing else', async () => {
      const given = open();
      const [needed, unneeded] = [await keep(given, 'needed'), await keep(given, 'unneeded')];
      given.clock.advance(2 * DAY_MS);
      const young = await keep(given, 'young');
      const kept = await receive(given, 'kept');
      must(await given.blobs.keep(kept));

      const removed = await given.blobs.sweep(async (digest) => digest === needed, DAY_MS);

      expect(removed).toBe(1);
      const states = await Promise.all([needed, unneeded, young, kept.digest].map((one) => given.blobs.check(one)));
      expect(states).toEqual(['intact', 'missing', 'intact', 'intact']);
    });

    it('a sweep leaves alone what is kept again while it asks whether it is needed', async () => {
      const given = open();
      const digest = await keep(given, 'abc');
      given.clock.advance(2 * DAY_MS);

      const removed = await given.blobs.sweep(async () => {
        await keep(given, 'abc');
        return false;
      }, DAY_MS);

      expect([removed, await given.blobs.check(digest)]).toEqual([0, 'intact']);
    });
  });
}
