// What every wire promises, whichever it is: one suite, run against each. The real app, real sockets, real SQLite.
import { describe, expect, it, onTestFinished } from 'vitest';
import { itemMinutes, readAgenda } from '../../shared/doc/desk-agenda.ts';
import { addItem } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { minutesText, wordsOf } from '../support/rooms-fixture.ts';
import { eventually, type OpenClient, type WireClient } from '../support/wire-clients.ts';

const ITEM = brand<ItemId>('item-1');

interface Hall {
  readonly app: TestApp;
  readonly admin: Caller;
  readonly meetingId: string;
  readonly doc: string;
  /** An api token of a fresh account with this role. */
  tokenOf(role: 'notetaker' | 'reader'): Promise<string>;
  open(token: string, doc?: string): WireClient;
}

async function hall(openClient: OpenClient): Promise<Hall> {
  const app = await startApp();
  const admin = await app.admin();
  const meeting = await admin.post('/meetings', { title: '三届二次常务理事会' });
  const meetingId = textField(meeting, 'id');
  const doc = `${meetingId}/desk`;
  return {
    ...{ app, admin, meetingId, doc },
    tokenOf: async (role) => textField(await (await app.as(role)).post('/tokens', { label: 'test' }), 'token'),
    open: (token, name = doc) => {
      const client = openClient({ url: app.url, token, doc: name });
      onTestFinished(() => client.close());
      return client;
    },
  };
}

async function withItem(client: WireClient): Promise<void> {
  await eventually(() => client.isSynced, 'the first sync');
  addItem(client.doc, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0' });
}

export function wireContract(name: string, openClient: OpenClient): void {
  describe(`the ${name} wire`, () => {
    it('shows what one types to the other, into the same paragraph', async () => {
      const { tokenOf, open } = await hall(openClient);
      const [one, other] = [open(await tokenOf('notetaker')), open(await tokenOf('notetaker'))];
      await withItem(one);
      await eventually(() => readAgenda(other.doc).length === 1, 'the item at the other');

      minutesText(one.doc, ITEM).insert(0, '会议听取了汇报。');
      await eventually(() => wordsOf(other.doc, ITEM) !== '', 'the words at the other');
      minutesText(other.doc, ITEM).insert(0, '下午，');
      await eventually(() => wordsOf(one.doc, ITEM).startsWith('下午'), 'the answer');

      expect(wordsOf(one.doc, ITEM)).toBe('下午，会议听取了汇报。');
    });

    it('[R1] keeps what was shown through a restart, and takes in what was typed meanwhile', async () => {
      const { app, tokenOf, open } = await hall(openClient);
      const token = await tokenOf('notetaker');
      const [writer, reader] = [open(token), open(await tokenOf('notetaker'))];
      await withItem(writer);
      minutesText(writer.doc, ITEM).insert(0, '已存。');
      await eventually(() => itemMinutes(reader.doc, ITEM) !== null && wordsOf(reader.doc, ITEM) === '已存。', 'shown');

      await app.close();
      minutesText(writer.doc, ITEM).insert(0, '断线时写。');
      const again = await startApp({ dataDir: app.dataDir, env: { PORT: String(app.port) } });
      await eventually(() => wordsOf(reader.doc, ITEM) === '断线时写。已存。', 'the merge after the restart', 15_000);

      expect(again.port).toBe(app.port);
    });

    it('[R14] shares presence with the identity the server knows', async () => {
      const { tokenOf, open } = await hall(openClient);
      const [one, other] = [open(await tokenOf('notetaker')), open(await tokenOf('notetaker'))];
      await eventually(() => one.isSynced && other.isSynced, 'both synced');

      one.awareness.setLocalState({ user: { name: '会长', id: 'forged' }, itemId: 'item-1' });
      await eventually(
        () => other.awareness.getStates().get(one.doc.clientID)?.['itemId'] === 'item-1',
        'the state at the other',
      );

      const state = other.awareness.getStates().get(one.doc.clientID);
      expect(state?.['user']).toMatchObject({ name: 'notetaker-1' });
      expect(JSON.stringify(state)).not.toContain('forged');
    });

    it('ends with 4401 for a wrong credential and 4404 for what one may not see', async () => {
      const { tokenOf, open, doc } = await hall(openClient);
      const stranger = open('no-such-token');
      const reader = open(await tokenOf('reader'));
      const lost = open(await tokenOf('notetaker'), 'nowhere/desk');

      await eventually(() => [stranger, reader, lost].every((client) => client.codes.length > 0), 'the endings');

      expect([stranger.codes[0], reader.codes[0], lost.codes[0]]).toEqual([4401, 4404, 4404]);
      expect(doc).toContain('/desk');
    });

    it('[R3] ends a connection that sends garbage, and only that one', async () => {
      const { tokenOf, open } = await hall(openClient);
      const [broken, honest] = [open(await tokenOf('notetaker')), open(await tokenOf('notetaker'))];
      await eventually(() => broken.isSynced && honest.isSynced, 'both synced');

      broken.sendGarbage();
      await eventually(() => broken.codes.includes(4400), 'the ending');
      await withItem(honest);

      expect(honest.codes).toEqual([]);
    });

    it('ends live sessions within a second when the account is disabled', async () => {
      const { admin, app, open } = await hall(openClient);
      const someone = await app.as('notetaker', { username: 'leaver' });
      const client = open(textField(await someone.post('/tokens', { label: 'test' }), 'token'));
      await eventually(() => client.isSynced, 'the first sync');
      const me = await someone.get('/me');
      const user = Object.entries(me.body ?? {}).find(([key]) => key === 'user')?.[1];
      const id = textField({ ...me, body: user }, 'id');

      await admin.patch(`/accounts/${id}`, { disabled: true });

      await eventually(() => client.codes.includes(4401), 'the ending', 1_000);
    });

    it('[R13] lets the record be read and never written', async () => {
      const { tokenOf, open, meetingId, admin } = await hall(openClient);
      const client = open(await tokenOf('notetaker'), `${meetingId}/record`);
      await eventually(() => client.isSynced, 'the first sync');

      client.doc.getMap('state').set('phase', 'archived');
      await admin.post(`/meetings/${meetingId}/phase`, { to: 'live' });
      const fresh = open(await tokenOf('notetaker'), `${meetingId}/record`);
      await eventually(() => fresh.doc.getMap('state').get('phase') !== undefined, 'the record');

      expect(fresh.doc.getMap('state').get('phase')).toBe('live');
    });
  });
}
