// A real SMTP server on a free port, and one that breaks off wherever a test says. Both are gone when the test has finished.
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { atEndOfTest, type AtEnd } from './temporary-folder.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly source: string;
  readonly isSecure: boolean;
  readonly user: string | null;
}

export interface TestMailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
}

const CERT = fixture('localhost-cert.pem');
const KEY = fixture('localhost-key.pem');
/** PEM of whom the server's certificate is from: itself. */
export const AUTHORITY = CERT;

function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), 'utf8');
}

/** Takes every mail, unless `options` say otherwise. STARTTLS is offered unless it is among the disabled commands. */
export async function startMailServer(
  options: SMTPServerOptions = {},
  atEnd: AtEnd = atEndOfTest,
): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    ...{ key: KEY, cert: CERT, authOptional: true, logger: false, disableReverseLookup: true },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
          isSecure: session.secure,
          user: session.user === undefined ? null : String(session.user),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: portOf(server.server), mails };
}

/** Speaks as `speak` says, a line at a time; what it returns is sent, `null` hangs up, `undefined` is silence. */
export async function startRawServer(
  greeting: string | null | undefined,
  speak: (line: string, lines: readonly string[]) => string | null | undefined,
): Promise<{ readonly port: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const say = (text: string | null | undefined): void => {
      if (text === null) socket.destroy();
      else if (text !== undefined) socket.write(text);
    };
    let rest = '';
    socket.on('data', (chunk) => {
      const parts = (rest + chunk.toString('latin1')).split('\r\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        say(speak(line, lines));
      }
    });
    say(greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfTest(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { port: portOf(server), lines };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The value of a header, unfolded; null when it is not there. */
export function headerOf(source: string, name: string): string | null {
  const head = source.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  const line = head.split('\r\n').find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}

/** Encoded words of a header as text (RFC 2047). */
export function decodedHeader(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?');
  const words = /=\?UTF-8\?([BQ])\?([^?]*)\?=/gi;
  return joined.replace(words, (_whole, kind: string, body: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(body, 'base64').toString('utf8')
      : quotedPrintable(body.replaceAll('_', ' ')),
  );
}

/** The text of the first part of this type. */
export function partOf(source: string, type: string): string | null {
  const boundaries = [...source.matchAll(/boundary="([^"]+)"/g)].map(([, boundary = '']) => boundary);
  const parts = boundaries.reduce<readonly string[]>(
    (pieces, boundary) => pieces.flatMap((piece) => piece.split(`--${boundary}`)),
    [source],
  );
  const part = parts.find((piece) =>
    new RegExp(`^\\s*Content-Type: ${type}`, 'im').test(piece.split('\r\n\r\n')[0] ?? ''),
  );
  if (part === undefined) return null;
  const [head = '', ...body] = part.replace(/^\r\n/, '').split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? quotedPrintable(text) : text;
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
