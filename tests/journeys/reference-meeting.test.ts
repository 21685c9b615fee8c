// The reference meeting from import to archive, over HTTP and both documents: nothing of it is lost on the way, and
// people find it again by the words they remember.
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addItem, readAgenda } from '../../shared/doc/desk-agenda.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import type { EventId, ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { field, startApp, textField, type Caller, type Reply, type TestApp } from '../support/app.ts';
import { eventually, openSocketIoClient, openStockClient, type OpenClient } from '../support/wire-clients.ts';

const FILE: unknown = JSON.parse(readFileSync(new URL('../fixtures/reference-meeting.json', import.meta.url), 'utf8'));

interface Held {
  readonly app: TestApp;
  readonly admin: Caller;
  readonly id: string;
  readonly token: string;
  open(openClient: OpenClient, doc?: string): ReturnType<OpenClient>;
}

async function imported(): Promise<Held> {
  const app = await startApp();
  const admin = await app.admin();
  const id = textField(await admin.post('/meetings/import', FILE), 'id');
  const token = textField(await admin.post('/tokens', { label: 'journey' }), 'token');
  const open = (openClient: OpenClient, doc = `${id}/desk`): ReturnType<OpenClient> => {
    const client = openClient({ url: app.url, token, doc });
    onTestFinished(() => client.close());
    return client;
  };
  return { app, admin, id, token, open };
}

async function archived(): Promise<Held & { readonly archiveId: string }> {
  const held = await imported();
  await held.admin.post(`/meetings/${held.id}/phase`, { to: 'live' });
  await held.admin.post(`/meetings/${held.id}/phase`, { to: 'follow-up' });
  const reply = await held.admin.post(`/meetings/${held.id}/archive`, { override: { reason: '报道未载表决与签到' } });
  return { ...held, archiveId: textField(reply, 'archiveId') };
}

function results(reply: Reply): readonly {
  readonly archiveId: string;
  readonly hits: readonly { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }[];
}[] {
  const value = field(reply, 'results');
  if (!Array.isArray(value)) throw new Error('no results');
  return value;
}

describe('the reference meeting', () => {
  it('is sealed whole: guests with organisation and post, both ceremonies, every row of the work report', async () => {
    const { admin, archiveId } = await archived();

    const sealed = JSON.stringify((await admin.get(`/archive/${archiveId}`)).body);

    const expected = [
      ...[
        '牟晓生',
        '公安部三所检测中心',
        '原常务副主任',
        '刘晓新',
        '潘剑铭',
        '顾斌',
        '张春野',
        '吴坚',
        '技防办副主任、科信处技防科长',
        '赵军',
        '李建明',
        '刘君平',
      ],
      ...['友好合作协议', '江苏益友天元律师事务所', '苏州市安防协会顾问', '聘书'],
      ...[
        '无人机专家委',
        '召开两次会议',
        '团体标准专家委',
        '一项团标已立项',
        '技术创新专家委',
        '安防技术产品专家委',
        '宁波银行姑苏支行',
        '安防杂志',
        '上海安博会',
      ],
      ...['走出江苏、走进全国、走向国际', '人脸识别数据管理不当会影响个人和公司发展'],
    ];
    for (const words of expected) expect(sealed).toContain(words);
  });

  it.each(['聘书', '安防', '标准', '秘书长', '王坤泉', '50348', 'GB50348'])(
    'is found by %s, with the words marked',
    async (query) => {
      const { admin, archiveId } = await archived();

      const found = results(await admin.get(`/archive?q=${encodeURIComponent(query)}`));

      expect(found.map((result) => result.archiveId)).toEqual([archiveId]);
      const [hit] = found[0]?.hits ?? [];
      const [from, to] = hit?.ranges[0] ?? [0, 0];
      expect(hit?.text.slice(from, to).replace(/[\s-]/g, '')).toMatch(/聘书|安防|标准|秘书长|王坤泉|50348|GB/);
    },
  );

  it('verifies, and is closed to every hand afterwards, on both wires and over HTTP', async () => {
    const { admin, id, archiveId, open } = await archived();
    const before = await admin.get(`/meetings/${id}/snapshot?audience=internal`);
    const clients = [open(openStockClient), open(openSocketIoClient)];
    for (const client of clients) await eventually(() => readAgenda(client.doc).length > 0, 'the sealed desk');

    for (const client of clients)
      addItem(client.doc, { id: brand<ItemId>('late'), kind: 'briefing', title: '迟到的议题', order: 'zz' });
    const phase = await admin.post(`/meetings/${id}/phase`, { to: 'live', reason: '再开' });
    const patched = await admin.patch(`/meetings/${id}`, { title: '改名' }, { headers: { 'if-match': '*' } });
    const verified = await admin.get(`/archive/${archiveId}/verify`);

    expect(verified.body).toMatchObject({ intact: true });
    expect([phase.status, patched.status]).toEqual([409, 409]);
    expect((await admin.get(`/meetings/${id}/snapshot?audience=internal`)).body).toEqual(before.body);
  });

  it('keeps version 1 as it was when it is reopened as version 2', async () => {
    const { admin, id, archiveId, open } = await archived();

    await admin.post(`/meetings/${id}/reopen`, { reason: '更正职务' });
    const meeting = await admin.get(`/meetings/${id}`);
    const client = open(openStockClient, `${id}~2/desk`);
    await eventually(() => readAgenda(client.doc).length > 0, 'the copied desk');
    addItem(client.doc, {
      id: brand<ItemId>('added'),
      kind: 'briefing',
      title: '补记一项',
      order: 'zz',
      minutes: ['补记。'],
    });
    await eventually(() => client.isSynced, 'the sync');
    const again = await admin.post(`/meetings/${id}/archive`, { override: { reason: '更正' } });

    expect(field(meeting, 'docs')).toEqual({ desk: `${id}~2/desk`, record: `${id}~2/record` });
    expect(again.body).toMatchObject({ version: 2 });
    expect((await admin.get(`/archive/${archiveId}/verify`)).body).toMatchObject({ intact: true });
    expect(JSON.stringify((await admin.get(`/archive/${archiveId}`)).body)).not.toContain('补记一项');
  });

  it('advances by events that both the record and the snapshot show', async () => {
    const { admin, id, open } = await imported();
    await admin.post(`/meetings/${id}/phase`, { to: 'live' });
    const client = open(openStockClient);
    await eventually(() => readAgenda(client.doc).length > 0, 'the desk');
    const [, second] = readAgenda(client.doc);
    if (!second) throw new Error('no second item');

    startItem(client.doc, {
      eventId: brand<EventId>('event-0000000001'),
      itemId: second.id,
      at: Date.now(),
      by: 'user:x',
    });
    const record = open(openStockClient, `${id}/record`);
    await eventually(() => record.doc.getMap('progressSeen').size === 1, 'the witness');

    const snapshot = await admin.get(`/meetings/${id}/snapshot?audience=internal`);
    expect(field(snapshot, 'agenda')).toContainEqual(
      expect.objectContaining({ title: second.title, progress: expect.objectContaining({ state: 'current' }) }),
    );
  });
});
