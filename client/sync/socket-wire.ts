// The wire over Socket.IO: WebSocket first, polling where a proxy forbids it; bytes are Uint8Array on our side.
import { io, type Socket } from 'socket.io-client';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/protocol/socket-events.ts';
import type { Device } from './device.ts';
import type { Wire, WireListener } from './wire.ts';

type TypedSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
/** What the browser's Socket.IO hands over for binary. */
type Bytes = Uint8Array | ArrayBuffer;

/** Handshakes answered with one of these will be answered so again until a person does something. */
const FINAL: ReadonlySet<string> = new Set<RefusalCode>([
  'not-signed-in',
  'not-found',
  'not-allowed',
  'foreign-origin',
  'client-too-old',
]);

const REDIAL_MS = 1_000;

/** A wire to `server`, unless told the one that served this page, with its cookie; dials at `connect`, comes back by itself with jitter. */
export function socketWire(device: Device, server?: string): Wire {
  const options = {
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 8_000,
  };
  const socket: TypedSocket = server === undefined ? io(options) : io(server, options);
  return wireOver(socket, device);
}

function wireOver(socket: TypedSocket, device: Device): Wire {
  let cancelRedial = (): void => undefined;
  const redial = (): void => {
    cancelRedial();
    cancelRedial = device.after(REDIAL_MS * (0.5 + device.random()), () => socket.connect());
  };
  // Socket.IO would keep what is sent while disconnected and deliver it later; here the state vector decides that.
  const whenConnected = (send: () => void): void => {
    if (socket.connected) send();
  };
  return {
    get isConnected() {
      return socket.connected;
    },
    join: (request, ack) =>
      whenConnected(() =>
        socket.emit('doc:join', request, (answer) =>
          ack('refused' in answer ? answer : { ...answer, ...bytesIn(answer.stateVector, answer.missing) }),
        ),
      ),
    update: (message, ack) => whenConnected(() => socket.emit('doc:update', message, ack)),
    leave: (message) => whenConnected(() => socket.emit('doc:leave', message)),
    move: (message) => whenConnected(() => socket.volatile.emit('presence', message)),
    clock: (t0, ack) => whenConnected(() => socket.emit('clock', t0, ack)),
    command: (request, ack) => whenConnected(() => socket.emit('command', request, ack)),
    listen: (listener) => listenTo(socket, listener, redial),
    connect: () => void socket.connect(),
    reconnect: () => {
      socket.disconnect();
      redial();
    },
    close: () => {
      cancelRedial();
      socket.off();
      socket.disconnect();
    },
  };
}

function listenTo(socket: TypedSocket, listener: WireListener, redial: () => void): void {
  socket.on('connect', () => listener.connected());
  socket.on('disconnect', (reason) => {
    listener.disconnected();
    // After a server's own goodbye Socket.IO waits for us; the documents' sessions have said what it means.
    if (reason === 'io server disconnect') redial();
  });
  socket.on('connect_error', (error) => {
    // A refused handshake carries its code as the message.
    if (isFinal(error.message)) listener.denied(error.message);
    else if (!socket.active) redial();
  });
  socket.on('doc:update', (message) => listener.updated({ ...message, update: bytesOf(message.update) }));
  socket.on('doc:digest', (message) => listener.digested(message));
  socket.on('presence', (message) => listener.moved({ ...message, update: bytesOf(message.update) }));
  socket.on('session:end', (message) => listener.ended(message));
}

function isFinal(code: string): code is RefusalCode {
  return FINAL.has(code);
}

function bytesIn(stateVector: Bytes, missing: Bytes): { stateVector: Uint8Array; missing: Uint8Array } {
  return { stateVector: bytesOf(stateVector), missing: bytesOf(missing) };
}

function bytesOf(bytes: Bytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
}
