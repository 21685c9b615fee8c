// Files of the open meeting: whose they are, and a removal that can be taken back until its time has passed.
import { describe, expect, test } from 'vitest';
import { Attachments } from '../../../client/state/attachments.svelte.ts';
import { WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import type { Answer } from '../../../client/answer.ts';
import type { FileParent, MeetingFile } from '../../../shared/domain/file.ts';
import type { FileId, ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import { FakeDevice } from '../support/fake-device.ts';

const ITEM: FileParent = { kind: 'item', id: brand<ItemId>('i1') };

function file(id: string, parent: FileParent = { kind: 'meeting' }): MeetingFile {
  return {
    ...{ id: brand<FileId>(id), name: `${id}.pdf`, mediaType: 'application/pdf', sizeBytes: 9, digest: 'd', parent },
    ...{ at: 1, by: 'u1', byName: '李文静' },
  };
}

function desk(files: readonly MeetingFile[], answer: Answer<never> | Answer<void> = ok(undefined)) {
  const device = new FakeDevice();
  const view = new WorkspaceView();
  const deleted: string[] = [];
  const attachments = new Attachments({
    meeting: { files },
    view,
    api: {
      patch: () => Promise.resolve(refused('internal')),
      delete: <T>(path: string) => {
        deleted.push(path);
        return Promise.resolve(answer as Answer<T>);
      },
    },
    after: (delayMs, task) => device.after(delayMs, task),
  });
  return { device, view, deleted, attachments };
}

const names = (files: readonly MeetingFile[]): readonly string[] => files.map(({ id }) => id);

test('each thing has its own files, and the meeting those of none', () => {
  const { attachments } = desk([file('a'), file('b', ITEM), file('c', { ...ITEM, id: brand<ItemId>('i2') })]);

  expect(names(attachments.of(ITEM))).toEqual(['b']);
  expect(names(attachments.of({ kind: 'meeting' }))).toEqual(['a']);
});

describe('removing', () => {
  test('hides the file at once and asks the server only when the way back has passed', () => {
    const { attachments, deleted, device, view } = desk([file('a'), file('b')]);

    attachments.remove(file('a'), '已移除“a.pdf”');

    expect(names(attachments.all)).toEqual(['b']);
    expect([view.offer?.message, deleted]).toEqual(['已移除“a.pdf”', []]);
    device.advance(15_000);
    expect([view.offer, deleted]).toEqual([null, ['/files/a']]);
  });

  test('taken back, it is as if nothing had been done', () => {
    const { attachments, deleted, device, view } = desk([file('a')]);
    attachments.remove(file('a'), '');

    view.takeOffer();
    device.advance(60_000);

    expect([names(attachments.all), deleted]).toEqual([['a'], []]);
  });

  test('is carried out when the bar is dismissed or another takes its place', () => {
    const { attachments, deleted, view } = desk([file('a'), file('b')]);
    attachments.remove(file('a'), '');

    attachments.remove(file('b'), '');
    expect(deleted).toEqual(['/files/a']);
    view.dismissOffer();

    expect(deleted).toEqual(['/files/a', '/files/b']);
  });

  test('is carried out when the meeting is left', () => {
    const { attachments, deleted } = desk([file('a')]);
    attachments.remove(file('a'), '');

    attachments.close();

    expect(deleted).toEqual(['/files/a']);
  });

  test('that the server refuses brings the file back with the reason', async () => {
    const { attachments, view } = desk([file('a')], refused('sealed', { version: 1 }));
    attachments.remove(file('a'), '');

    view.dismissOffer();
    await Promise.resolve();
    await Promise.resolve();

    expect(names(attachments.all)).toEqual(['a']);
    expect(attachments.failureOf(brand<FileId>('a'))).toMatchObject({ code: 'sealed' });
  });
});
