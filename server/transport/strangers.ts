// Who knocks at the y-websocket wire is asked for before the upgrade is accepted, so that whoever has a good credential
// needs no place on the doorstep and nobody else is ever listened to. A stock client learns why it may not come in from a
// close code only, so strangers are let in as far as it takes to tell them (contract.md, Close codes).
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLOSE_CODES } from '../../shared/protocol/close-code.ts';
import { callerAddress, placeOf } from '../auth/caller-address.ts';
import type { Clock, Log } from '../ports.ts';
import type { Doorstep, Place } from './doorstep.ts';
import { apiTokenOf, type Handshake } from './handshake.ts';
import { EARLY_MS, GOODBYE_MS, MAX_EARLY_BYTES } from './limits.ts';
import { turnAway } from './turn-away.ts';

export interface StrangersOptions {
  readonly handshake: Pick<Handshake, 'actorOf'>;
  readonly doorstep: Doorstep;
  readonly trustProxy: number;
  readonly clock: Clock;
  readonly log: Log;
}

export class Strangers {
  readonly #options: StrangersOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_EARLY_BYTES, perMessageDeflate: false });
  readonly #here = new Set<WebSocket>();
  #closed = false;

  constructor(options: StrangersOptions) {
    this.#options = options;
  }

  /** Calls `welcome` when the request's credential is somebody's; sends everybody else away. Never throws. */
  ask(request: IncomingMessage, socket: Duplex, head: Buffer, welcome: () => void): void {
    const { handshake, clock, log } = this.#options;
    const hungUp = (): void => void socket.destroy();
    socket.on('error', hungUp);
    const cancel = clock.after(EARLY_MS, hungUp);
    handshake
      .actorOf(request, apiTokenOf(request))
      .then((actor) => {
        cancel();
        if (this.#closed) hungUp();
        if (socket.destroyed) return;
        socket.off('error', hungUp);
        if (actor) welcome();
        else this.#sendAway(request, socket, head);
      })
      .catch((fault: unknown) => {
        cancel();
        log.error('a stock client could not be let in', { fault: String(fault) });
        turnAway(socket, 503);
      });
  }

  close(): void {
    this.#closed = true;
    for (const ws of this.#here) ws.terminate();
    this.#sockets.close();
  }

  #sendAway(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { doorstep, trustProxy } = this.#options;
    const place = doorstep.tryEnter(placeOf(callerAddress(request, trustProxy)));
    if (!place) return turnAway(socket, 503);
    socket.once('close', () => place.leave());
    this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#sayGoodbye(ws, place));
  }

  #sayGoodbye(ws: WebSocket, place: Place): void {
    this.#here.add(ws);
    const cancel = this.#options.clock.after(GOODBYE_MS, () => ws.terminate());
    place.evict = () => ws.terminate();
    // What it sends is neither kept nor read; too large a message ends it by itself.
    ws.on('error', () => undefined);
    ws.once('close', () => {
      cancel();
      this.#here.delete(ws);
    });
    ws.close(CLOSE_CODES.unauthorised, 'unauthorised');
  }
}
