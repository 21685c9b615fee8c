// Mail over SMTP: one connection a mail, TLS unless the operator says otherwise, every wait with an end. What the server says
// is kept for people to read; what we say to it, the password above all, is not.
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { letterIn, type Letter } from '../../shared/domain/letter.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import type { Deliver, DeliveryFailure, DeliveryOutcome } from './delivery.ts';
import { mailForm } from './letter-form.ts';
import { isMailAddress, mailBytes, type MailAddress } from './mail.ts';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /**
   * `tls`: from the first byte. `starttls`: or nothing is sent. `optional`: the operator knows the wire; what it offers is
   * taken, whoever it says it is, and a password is told on this machine only.
   */
  readonly security: 'tls' | 'starttls' | 'optional';
  readonly login: { readonly user: string; readonly password: string } | null;
  /** PEM of the authority of a server that the public ones do not know. */
  readonly authority: string | null;
}

export interface MailSenderOptions {
  readonly server: MailServer;
  readonly from: MailAddress;
  readonly site: { readonly publicUrl: string };
  readonly clock: Pick<Clock, 'now'>;
}

interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** What nodemailer says of a failure; see its errors.d.ts. */
type SmtpError = Error & {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly permanent?: boolean | undefined;
  readonly timeoutType?: string | undefined;
};

type Stage = 'connect' | 'login' | 'send';

const CONNECT_MS = 10 * SECOND_MS;
const GREETING_MS = 10 * SECOND_MS;
const SILENCE_MS = 20 * SECOND_MS;
const MAX_RESPONSE_BYTES = 16_384;

export function mailSender(options: MailSenderOptions): Deliver {
  return async ({ message, notices }, signal) => {
    const to = notices[0].target;
    if (!isMailAddress(to)) return failure('refused', 'notice', 'not a mail address');
    const [first, ...others] = notices.map(({ payload }) => letterIn(payload));
    const letters: (Letter | null)[] = others;
    if (!first || letters.includes(null)) return failure('unreadable', 'notice', null);
    const form = mailForm([first, ...others.filter((letter) => letter !== null)], options.site.publicUrl);
    const bytes = await mailBytes({ ...form, from: options.from, to, message, at: options.clock.now() });
    return sendBytes(options.server, { from: options.from.address, to, bytes }, signal);
  };
}

/** Resolves when the server has taken it, or has not; settles once `signal` is aborted. */
async function sendBytes(server: MailServer, envelope: Envelope, signal: AbortSignal): Promise<DeliveryOutcome> {
  const connection = new SMTPConnection(optionsFor(server));
  const talk = new Talk(connection, server);
  const cut = (): void => talk.end(new Error('cut'));
  signal.addEventListener('abort', cut);
  if (signal.aborted) cut();
  try {
    return await talk.send(envelope);
  } catch (error) {
    return signal.aborted ? failure('slow', 'target', null) : failureOf(error, talk.stage, server);
  } finally {
    signal.removeEventListener('abort', cut);
    if (signal.aborted) connection.close();
    else connection.quit();
  }
}

/** One conversation, of which it is known how far it came. */
class Talk {
  readonly #connection: SMTPConnection;
  readonly #server: MailServer;
  readonly #ended: Promise<never>;
  #end: (error: Error) => void = () => undefined;
  stage: Stage = 'connect';

  constructor(connection: SMTPConnection, server: MailServer) {
    this.#connection = connection;
    this.#server = server;
    this.#ended = new Promise((_resolve, reject) => {
      this.#end = reject;
    });
    // Whoever sends hears of it; later, when all was said, nobody needs to.
    this.#ended.catch(() => undefined);
    connection.on('error', (error: Error) => this.end(error));
    connection.on('end', () => this.end(new Error(connection.lastServerResponse || 'the connection was closed')));
  }

  end(error: Error): void {
    this.#end(error);
  }

  async send({ from, to, bytes }: Envelope): Promise<DeliveryOutcome> {
    const connection = this.#connection;
    const { login, host, security } = this.#server;
    await this.#step((done) => connection.connect(done));
    if (login !== null) {
      if (security === 'optional' && !isLoopback(host)) return failure('insecure', 'target', null);
      this.stage = 'login';
      await this.#step((done) => connection.login({ user: login.user, pass: login.password }, done));
    }
    this.stage = 'send';
    await this.#step((done) => connection.send({ from, to: [to], size: bytes.length }, bytes, done));
    return { kind: 'sent' };
  }

  #step(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    const answered = new Promise<void>((resolve, reject) => {
      start((error) => (error ? reject(error) : resolve()));
    });
    return Promise.race([answered, this.#ended]);
  }
}

function optionsFor({ host, port, security, authority }: MailServer): SMTPConnectionOptions {
  return {
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', logger: false },
    ...{
      connectionTimeout: CONNECT_MS,
      greetingTimeout: GREETING_MS,
      socketTimeout: SILENCE_MS,
      dnsTimeout: CONNECT_MS,
    },
    ...{ socketCloseTimeout: SECOND_MS, maxResponseSize: MAX_RESPONSE_BYTES },
    opportunisticTLS: security === 'optional',
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: security !== 'optional',
      ...(authority === null ? {} : { ca: authority }),
    },
  };
}

/** A wire that only this machine has. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** A refusal of this mail, or of all of them; by RFC 5321 a 4xx may pass and a 5xx will not. */
function failureOf(error: unknown, stage: Stage, server: MailServer): DeliveryFailure {
  const failed = smtpError(error);
  const { code, command, permanent, timeoutType } = failed;
  const detail = saidBy(failed, server);
  // Whoever says 421 hangs up; what is heard first may be either.
  const responseCode = failed.responseCode ?? (detail.startsWith('421') ? 421 : undefined);
  if (code === 'ETIMEDOUT')
    return failure(timeoutType === 'CONNECT_TIMEOUT' ? 'unreachable' : 'slow', 'target', detail);
  if (code === 'ETLS') return failure('insecure', 'target', detail);
  if (stage === 'login') return failure(permanent === false ? 'busy' : 'login', 'target', detail);
  if (responseCode === 421) return failure('busy', 'target', detail);
  // Without an answer to what was sent, nobody knows whose fault it was; this mail waits its turn, others may fare better.
  if (responseCode === undefined) return failure('unreachable', stage === 'send' ? 'notice' : 'target', detail);
  if (stage === 'connect') return failure('unreachable', 'target', detail);
  if (permanent === false) return failure('busy', 'notice', detail);
  return command === 'MAIL FROM' ? failure('login', 'target', detail) : failure('refused', 'notice', detail);
}

function smtpError(error: unknown): SmtpError {
  return error instanceof Error ? error : new Error(String(error));
}

/** A server may repeat what it was told. */
function saidBy({ response, message }: SmtpError, { login }: MailServer): string {
  const said = (response ?? message).replace(/\s+/g, ' ').trim();
  if (login === null) return said;
  const { user, password } = login;
  const secrets = [
    password,
    ...[password, `\0${user}\0${password}`].map((text) => Buffer.from(text).toString('base64')),
  ].filter((secret) => secret !== '');
  return secrets.reduce((text, secret) => text.replaceAll(secret, '…'), said);
}

function failure(fault: DeliveryFailure['fault'], of: DeliveryFailure['of'], detail: string | null): DeliveryFailure {
  return { kind: 'failed', fault, of, detail };
}
