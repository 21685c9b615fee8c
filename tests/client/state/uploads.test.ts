// Files on their way: order, progress, cancelling, refusals, and a network that goes and comes back.
import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from '../../../shared/domain/file.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { fileOf, UploadDesk } from '../support/fake-uploads.ts';

const MEETING = { kind: 'meeting' } as const;
const THERE = { id: 'f1', name: '预算.txt' };

function names(desk: UploadDesk): readonly string[] {
  return desk.requests.map((request) => request.fileName);
}

describe('sending', () => {
  test('a file goes to what it belongs to, under its own name, with what was sent so far', () => {
    const desk = new UploadDesk();

    const sent = desk.uploads.send(fileOf('预算.txt', '12345'), { kind: 'item', id: brand<ItemId>('i 1') });
    desk.request(0).progress(3);

    expect(desk.request(0).address).toBe('/api/v1/meetings/m1/files?item=i%201');
    expect(names(desk)).toEqual(['预算.txt']);
    expect(sent.state).toEqual({ kind: 'sending', sentBytes: 3, totalBytes: 5 });
  });

  test('the form around a file never counts as more than the file', () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a.txt', '12345'), MEETING);

    desk.request(0).progress(230);

    expect(sent.state).toMatchObject({ sentBytes: 5, totalBytes: 5 });
  });

  test('two are sent at once, the rest in the order given', () => {
    const desk = new UploadDesk();
    const sent = ['a', 'b', 'c', 'd'].map((name) => desk.uploads.send(fileOf(name), MEETING));

    expect(names(desk)).toEqual(['a', 'b']);
    desk.request(1).answer(201, THERE);

    expect(names(desk)).toEqual(['a', 'b', 'c']);
    expect(sent.map(({ state }) => state.kind)).toEqual(['sending', 'done', 'sending', 'queued']);
  });

  test('what has arrived is told and leaves the list', async () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a'), MEETING);

    desk.request(0).answer(201, THERE);

    expect(await sent.done).toEqual({ ok: true, value: THERE });
    expect([desk.uploads.list, desk.uploads.isBusy]).toEqual([[], false]);
  });
});

describe('cancelling', () => {
  test('breaks off what is being sent and lets the next one begin', async () => {
    const desk = new UploadDesk();
    const [first] = ['a', 'b', 'c'].map((name) => desk.uploads.send(fileOf(name), MEETING));

    first?.cancel();

    expect(desk.request(0).isAborted).toBe(true);
    expect(names(desk)).toEqual(['a', 'b', 'c']);
    expect(await first?.done).toMatchObject({ ok: false, code: 'cancelled' });
    expect(desk.uploads.list.map(({ file }) => file.name)).toEqual(['b', 'c']);
  });

  test('takes what waits in line out of it', () => {
    const desk = new UploadDesk();
    const last = ['a', 'b', 'c'].map((name) => desk.uploads.send(fileOf(name), MEETING)).at(-1);

    last?.cancel();
    desk.request(0).answer(201, THERE);

    expect(names(desk)).toEqual(['a', 'b']);
  });

  test('an answer that comes all the same changes nothing', () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a'), MEETING);
    sent.cancel();

    desk.request(0).answer(201, THERE);

    expect(sent.state).toEqual({ kind: 'cancelled' });
  });

  test('leaving the meeting breaks off everything', async () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a'), MEETING);

    desk.uploads.close();
    desk.networkReturns();

    expect([desk.request(0).isAborted, desk.requests.length]).toEqual([true, 1]);
    expect(await sent.done).toMatchObject({ code: 'cancelled' });
  });
});

describe('refusals', () => {
  test('a file above the limit is refused with the limit, before a byte is sent', async () => {
    const desk = new UploadDesk();
    const large = Object.defineProperty(fileOf('film.mov'), 'size', { value: MAX_FILE_BYTES + 1 });

    const sent = desk.uploads.send(large, MEETING);

    expect(desk.requests).toEqual([]);
    expect(await sent.done).toMatchObject({ ok: false, code: 'too-large', data: { limitBytes: MAX_FILE_BYTES } });
    expect([desk.uploads.list.length, desk.uploads.isBusy]).toEqual([1, false]);
  });

  test('what the server refuses stays with its reason until it is sent again', async () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a'), MEETING);
    desk.request(0).answer(507, { code: 'files-full', limitFiles: 500 });
    expect(sent.state).toMatchObject({ kind: 'refused', code: 'files-full', data: { limitFiles: 500 } });

    sent.retry();
    const again = sent.done;
    desk.request(1).answer(201, THERE);

    expect(await again).toMatchObject({ ok: true });
  });

  test('a session that has ended is told, and the file is kept for another try', () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a'), MEETING);

    desk.request(0).answer(401, { code: 'not-signed-in' });

    expect([desk.signedOut, sent.state.kind, desk.uploads.list.length]).toEqual([1, 'refused', 1]);
  });
});

describe('the network', () => {
  test('what it cut off goes on when it is back, before what came later', () => {
    const desk = new UploadDesk();
    const sent = ['a', 'b', 'c'].map((name) => desk.uploads.send(fileOf(name), MEETING));
    desk.request(0).breakOff();
    desk.request(1).breakOff();
    expect(sent.map(({ state }) => state.kind)).toEqual(['kept', 'kept', 'kept']);

    desk.networkReturns();

    expect(names(desk)).toEqual(['a', 'b', 'a', 'b']);
    expect(sent.map(({ state }) => state.kind)).toEqual(['sending', 'sending', 'queued']);
  });

  test('nothing is begun while the browser knows that there is none', () => {
    const desk = new UploadDesk();
    desk.isOnline = false;

    const sent = desk.uploads.send(fileOf('a'), MEETING);

    expect([sent.state.kind, desk.requests.length, desk.uploads.isBusy]).toEqual(['kept', 0, true]);
    desk.networkReturns();
    expect(names(desk)).toEqual(['a']);
  });

  test('a server that was away is asked again after a while, ever more patiently', () => {
    const desk = new UploadDesk();
    desk.uploads.send(fileOf('a'), MEETING);
    desk.request(0).breakOff();
    desk.device.advance(2_000);
    desk.request(1).answer(502, '');

    desk.device.advance(3_900);
    expect(desk.requests.length).toBe(2);
    desk.device.advance(100);

    expect(desk.requests.length).toBe(3);
  });

  test('a person who does not want to wait sends it at once', () => {
    const desk = new UploadDesk();
    const sent = desk.uploads.send(fileOf('a'), MEETING);
    desk.request(0).breakOff();

    sent.retry();

    expect([desk.requests.length, sent.state.kind]).toEqual([2, 'sending']);
  });
});
