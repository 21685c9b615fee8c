// The physical limit the others are held against: a bare `ws` broadcast with no CRDT and no storage. Sends a stored
// state to whoever connects, as a join would. Run as a process of its own: `null-relay.ts <port file> <state bytes>`.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const [, , portFile = '', stateBytes = '0'] = process.argv;
const state = Buffer.alloc(Number(stateBytes), 7);
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (ws) => {
  ws.binaryType = 'nodebuffer';
  if (state.length > 0) ws.send(state);
  ws.on('message', (data) => {
    for (const other of sockets.clients) if (other !== ws) other.send(data as Buffer);
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address && typeof address === 'object') writeFileSync(portFile, String(address.port));
});
