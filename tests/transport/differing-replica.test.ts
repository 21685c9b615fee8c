// A client that found its replica to differ from the document says so when it joins again: it gets the digest with the
// answer, and whoever runs the server finds it in the log, by ids only. [R16]
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { contentDigest } from '../../server/sync/digest.ts';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { startApp, textField } from '../support/app.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';

describe('a replica that differed', () => {
  it('gets the digest of what it is sent, and is logged with its number and person', async () => {
    const warnings: unknown[] = [];
    const log = { ...SILENT_LOG, warn: (text: string, context: unknown) => warnings.push({ text, context }) };
    const app = await startApp({ log });
    const admin = await app.admin();
    const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
    const token = textField(await admin.post('/tokens', { label: 'test' }), 'token');
    const socket = io(app.url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
    onTestFinished(() => void socket.disconnect());
    const join = { doc, stateVector: Uint8Array.of(0), protocol: PROTOCOL_VERSION, schema: DOCUMENT_SCHEMA_VERSION };

    const plain: unknown = await socket.emitWithAck('doc:join', { ...join, clientId: 7 });
    const answer: unknown = await socket.emitWithAck('doc:join', { ...join, clientId: 7, differedAt: 1 });

    const replica = new Y.Doc();
    Y.applyUpdate(replica, new Uint8Array(Reflect.get(Object(answer), 'missing')));
    expect(plain).not.toHaveProperty('digest');
    expect(answer).toMatchObject({ digest: contentDigest(replica, 'desk', canonicalRoots) });
    expect(warnings).toEqual([
      { text: 'a replica differed from its document', context: { doc, seq: 1, principal: expect.any(String) } },
    ]);
  });
});
