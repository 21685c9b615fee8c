// Gives commands and sends each one twice, and again until it is answered, as a client on a bad line does. Counts how
// many there were and how many were confirmed.
import { io, type Socket } from 'socket.io-client';
import { randomBytes } from 'node:crypto';

const AGAIN_MS = 250;

interface Answer {
  readonly ok?: unknown;
  readonly refused?: string;
}

export class Clerk {
  readonly #socket: Socket;
  readonly #meetingId: string;
  readonly #open = new Map<string, { readonly request: object; wasSent: boolean }>();
  readonly #timer: NodeJS.Timeout;
  /** Commands that left this machine. */
  sent = 0;
  done = 0;

  constructor(url: string, token: string, meetingId: string) {
    this.#meetingId = meetingId;
    this.#socket = io(url, {
      transports: ['websocket'],
      auth: { token },
      forceNew: true,
      reconnectionDelay: 60,
      reconnectionDelayMax: 250,
      timeout: 2_000,
    });
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), AGAIN_MS);
    });
    this.#timer = setInterval(() => {
      for (const id of this.#open.keys()) this.#send(id);
    }, AGAIN_MS);
  }

  get isSettled(): boolean {
    return this.#open.size === 0;
  }

  command(): void {
    const id = randomBytes(16).toString('hex');
    const data = { screen: 'main', mode: 'auto', frozen: this.sent % 2 === 0 };
    const request = { id, meetingId: this.#meetingId, kind: 'screen.set', data, claimedAt: Date.now() };
    this.#open.set(id, { request, wasSent: false });
    this.#send(id);
    this.#send(id);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.disconnect();
  }

  #send(id: string): void {
    const command = this.#open.get(id);
    if (!command || !this.#socket.connected) return;
    if (!command.wasSent) this.sent += 1;
    command.wasSent = true;
    this.#socket.emit('command', command.request, (answer: Answer) => {
      if (!this.#open.has(id)) return;
      if (answer.refused === 'storage-unavailable' || answer.refused === 'rate-limited') return;
      this.#open.delete(id);
      if (answer.refused === undefined) this.done += 1;
    });
  }
}
