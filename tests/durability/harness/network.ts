// The network between the writers and the server: a proxy that can do what networks do, and no more. Bytes of a TCP
// stream never change places, so repeating and reordering happens to whole messages, at WebSocket frames' borders.
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Chance } from './random.ts';

export type Weather =
  'fair' | 'closed' | 'black-hole' | 'half-open' | 'slow' | 'repeating' | 'reordering' | 'cut-mid-frame';

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  readonly up: Messages;
  /** It has swallowed bytes, so nothing sensible can follow on it. */
  isBroken: boolean;
}

export class Network {
  readonly #server: Server;
  readonly #port: number;
  readonly #chance: Chance;
  readonly #lines = new Set<Line>();
  /** Server halves of connections whose clients are gone without a word. */
  readonly #orphans = new Set<Socket>();
  #weather: Weather = 'fair';

  private constructor(port: number, chance: Chance) {
    this.#port = port;
    this.#chance = chance;
    this.#server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  /** Leads to `port` on this machine. */
  static async to(port: number, chance: Chance): Promise<Network> {
    const network = new Network(port, chance);
    await new Promise<void>((resolve) => network.#server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the network does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Fair weather hangs up what cannot go on; half-open connections stay so until then. */
  change(weather: Weather): void {
    this.#weather = weather;
    if (weather === 'closed') for (const line of this.#lines) hangUp(line);
    if (weather === 'half-open') for (const line of this.#lines) this.#vanish(line);
    if (weather !== 'fair') return;
    for (const line of this.#lines) for (const held of line.up.release()) line.server.write(held);
    for (const line of this.#lines) if (line.isBroken) hangUp(line);
    for (const orphan of this.#orphans) orphan.destroy();
    this.#orphans.clear();
  }

  close(): void {
    for (const line of this.#lines) hangUp(line);
    for (const orphan of this.#orphans) orphan.destroy();
    this.#server.close();
  }

  #accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#weather === 'closed') return void client.destroy();
    const server = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    const line: Line = { client, server, up: new Messages(), isBroken: false };
    this.#lines.add(line);
    client.on('data', (bytes: Buffer) => this.#carryUp(line, bytes));
    server.on('data', (bytes: Buffer) => this.#carry(line, bytes, client));
    server.on('error', () => undefined);
    for (const [here, there] of [[client, server] as const, [server, client] as const]) {
      here.on('close', () => {
        this.#lines.delete(line);
        if (!this.#orphans.has(there)) there.destroy();
      });
    }
  }

  #carryUp(line: Line, bytes: Buffer): void {
    if (this.#weather !== 'repeating' && this.#weather !== 'reordering') {
      for (const held of line.up.release()) line.server.write(held);
      if (!line.up.isPartial) return this.#carry(line, bytes, line.server);
    }
    for (const message of line.up.take(bytes)) this.#deliver(line, message);
  }

  #deliver(line: Line, message: Buffer): void {
    if (this.#weather === 'reordering' && !line.up.isHolding && this.#chance.next() < 0.3) return line.up.hold(message);
    line.server.write(message);
    if (this.#weather === 'repeating' && this.#chance.next() < 0.5) line.server.write(message);
    for (const held of line.up.release()) line.server.write(held);
  }

  #carry(line: Line, bytes: Buffer, to: Socket): void {
    switch (this.#weather) {
      case 'black-hole':
        line.isBroken = true;
        return;
      case 'slow':
        // Timers of one length fire in the order of their setting, so bytes keep theirs.
        setTimeout(() => to.write(bytes), 120);
        return;
      case 'cut-mid-frame':
        if (bytes.length < 2 || this.#chance.next() < 0.7) break;
        to.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => hangUp(line));
        return;
      default:
        break;
    }
    to.write(bytes);
  }

  /** The client is gone, and the server is not told. */
  #vanish(line: Line): void {
    this.#orphans.add(line.server);
    line.server.removeAllListeners('data');
    line.server.resume();
    line.client.destroy();
  }
}

function hangUp(line: Line): void {
  line.client.destroy();
  line.server.destroy();
}

const TEXT = 1;

/** Cuts a client's stream into the HTTP head and whole messages: a frame, or a Socket.IO packet with its attachments. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #isUpgraded = false;
  #packet: Buffer[] = [];
  #attachmentsDue = 0;
  #held: Buffer[] = [];

  /** Whether a message has begun and not ended. */
  get isPartial(): boolean {
    return this.#rest.length > 0 || this.#packet.length > 0;
  }

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  hold(message: Buffer): void {
    this.#held.push(message);
  }

  release(): readonly Buffer[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  take(bytes: Buffer): readonly Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages: Buffer[] = [];
    for (let size = this.#sizeOfNext(); size > 0; size = this.#sizeOfNext()) {
      const frame = this.#rest.subarray(0, size);
      this.#rest = this.#rest.subarray(size);
      this.#packet.push(frame);
      if (this.#attachmentsDue > 0) this.#attachmentsDue -= 1;
      else this.#attachmentsDue = attachmentsOf(frame);
      if (this.#attachmentsDue > 0) continue;
      messages.push(Buffer.concat(this.#packet));
      this.#packet = [];
    }
    return messages;
  }

  /** Bytes of what stands first, 0 while it is not whole. */
  #sizeOfNext(): number {
    if (!this.#isUpgraded && /^[A-Z]+ \//.test(this.#rest.subarray(0, 16).toString('latin1'))) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end < 0) return 0;
      this.#isUpgraded = true;
      return end + 4;
    }
    this.#isUpgraded = true;
    if (this.#rest.length < 2) return 0;
    const { head, length } = frameHead(this.#rest);
    return this.#rest.length >= head + length ? head + length : 0;
  }
}

/** Bytes before the payload, and the payload's; a head that is not whole yet counts as endless. */
function frameHead(frame: Buffer): { readonly head: number; readonly length: number } {
  const mask = ((frame[1] ?? 0) & 0x80) !== 0 ? 4 : 0;
  const short = (frame[1] ?? 0) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (frame.length < 2 + extra) return { head: 2, length: Number.MAX_SAFE_INTEGER };
  const length = short === 126 ? frame.readUInt16BE(2) : short === 127 ? Number(frame.readBigUInt64BE(2)) : short;
  return { head: 2 + extra + mask, length };
}

/** Binary frames that belong to a Socket.IO packet whose text frame this is. */
function attachmentsOf(frame: Buffer): number {
  if (((frame[0] ?? 0) & 0x0f) !== TEXT) return 0;
  const { head, length } = frameHead(frame);
  const mask = frame.subarray(head - 4, head);
  const start = frame.subarray(head, head + Math.min(length, 8)).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Number(/^4[56](\d+)-/.exec(Buffer.from(start).toString('latin1'))?.[1] ?? 0);
}
