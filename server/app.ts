// The server people reach: the office behind its doors (HTTP, the two wires, the command line's socket), from listening to
// closing. It and office.ts are the one place that constructs and wires; nothing else in the server knows an implementation.
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { RouteDefinition } from '../shared/api/route.schema.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../shared/doc/schema.ts';
import { refused } from '../shared/lib/result.ts';
import { SECOND_MS } from '../shared/lib/time.ts';
import type { Identities } from './auth/actor.ts';
import type { Site } from './auth/origin.ts';
import { attachCliSocket } from './cli/socket.ts';
import { ConfigFault, isSecure, type Config } from './config.ts';
import { BodyDeadlines } from './http/body-deadline.ts';
import { CertificateRenewal } from './http/certificate-renewal.ts';
import { clientPages, type ClientSource } from './http/pages.ts';
import { answerPlainHttp } from './http/plain-on-tls.ts';
import type { Route } from './http/route.ts';
import { accountRoutes } from './http/routes/accounts.ts';
import { archiveRoutes } from './http/routes/archive.ts';
import { bundleRoutes } from './http/routes/bundles.ts';
import { calendarRoutes } from './http/routes/calendars.ts';
import { minutesTemplateRoutes } from './http/routes/minutes-templates.ts';
import { paperRoutes } from './http/routes/papers.ts';
import { checkInRoutes } from './http/routes/check-in.ts';
import { fileRoutes } from './http/routes/files.ts';
import { holidayRoutes } from './http/routes/holidays.ts';
import { hallLookRoutes } from './http/routes/hall-looks.ts';
import { historyRoutes } from './http/routes/history.ts';
import { linkRoutes } from './http/routes/links.ts';
import { meetingRoutes } from './http/routes/meetings.ts';
import { noteRoutes } from './http/routes/notes.ts';
import { noticeRoutes } from './http/routes/notices.ts';
import { officeRoutes } from './http/routes/office.ts';
import { rehearsalRoutes } from './http/routes/rehearsals.ts';
import { registerRoutes } from './http/routes/register.ts';
import { preparingRoutes } from './http/routes/preparing.ts';
import { stockPhraseRoutes } from './http/routes/stock-phrases.ts';
import { taskLetterRoutes } from './http/routes/task-letters.ts';
import { taskLinkRoutes } from './http/routes/task-links.ts';
import { seriesRoutes } from './http/routes/series.ts';
import { taskRoutes } from './http/routes/tasks.ts';
import { sessionRoutes } from './http/routes/session.ts';
import { tokenRoutes } from './http/routes/tokens.ts';
import { createApplication, createListener, type Listener } from './http/server.ts';
import { openOffice, type Office, type OfficeOptions } from './office.ts';
import type { CommandService } from './services/execute.ts';
import { Doorstep } from './transport/doorstep.ts';
import { Handshake } from './transport/handshake.ts';
import { attachSocketIo, type CommandRunner } from './transport/socket-io.ts';
import { refuseOtherUpgrades } from './transport/upgrades.ts';
import { attachYWebsocket } from './transport/y-websocket.ts';
import { assertVersions, installedVersions } from './versions.ts';

export interface AppOptions extends Omit<OfficeOptions, 'site'> {
  readonly client: ClientSource;
}

export interface Listening {
  readonly port: number;
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** On an empty database: where the first administrator is made. */
  readonly setupLink: string | null;
}

export interface App {
  /** What is mounted under `/api/v1`. */
  readonly routes: readonly RouteDefinition[];
  /** Rejects when the port cannot be had. */
  listen(): Promise<Listening>;
  /** Takes no new connection, ends the others (they may return), commits what was taken in, closes the store. */
  close(): Promise<void>;
}

/** What a graceful stop may take before connections are cut: whoever stops us may well kill after ten seconds. */
const DRAIN_MS = 5 * SECOND_MS;
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** The server on one port. Nothing is reachable before `listen`. Throws as `openStore` does, and `VersionFault`. */
export async function createApp(options: AppOptions): Promise<App> {
  assertVersions(installedVersions(import.meta.url));
  const { config, clock, log, client } = options;
  const http = createListener(config);
  const site = new OwnSite(config, http);
  const office = await openOffice({ ...options, site });
  const { services, rooms, identities, readiness, rights, meetings } = office;
  const pages = await clientPages(client, http);
  const secure = isSecure(config);
  const deadlines = new BodyDeadlines(clock);
  const routes = routesTo(services, { ...options, deadlines, secure });
  const application = createApplication({
    ...{ identities, site, clock, log, secure, routes, lines: rights },
    csp: client.kind !== 'source',
    trustProxy: config.trustProxy,
    pages: pages.handler,
    isReady: () => readiness.isReady(),
  });
  // Before Socket.IO, which takes over the listeners that are there and passes on what is not its own.
  http.on('request', application);
  // While developing, the page reloader has an upgrade of its own.
  if (client.kind !== 'source') refuseOtherUpgrades(http);
  const { trustProxy } = config;
  const handshake = new Handshake({ identities, meetings, trustProxy, rehearsals: services.rehearsals });
  const doorstep = new Doorstep({ clock, log });
  const wire = { http, rooms, handshake, lines: rights, doorstep, trustProxy, clock, log };
  const commands = currentRights(services.commands, identities);
  const { screens, chairs } = services;
  // The address may be known only once the server listens.
  const sockets = attachSocketIo({
    ...{ ...wire, commands, screens, chairs, schemaVersion: DOCUMENT_SCHEMA_VERSION },
    get publicUrl() {
      return site.publicUrl;
    },
  });
  const yjs = attachYWebsocket({
    ...wire,
    get publicUrl() {
      return site.publicUrl;
    },
  });
  // Ahead of all of them, whoever answers.
  http.prependListener('request', deadlines.begin);
  const renewal = underTls(http, site, options);
  return new RunningApp({ ...options, routes, office, http, site, doors: [doorstep, yjs, sockets, pages, ...renewal] });
}

/** What a server with a certificate of its own needs besides. */
function underTls(http: Listener, site: Site, { config, clock, log }: AppOptions): readonly CertificateRenewal[] {
  if (config.tls === null || !('setSecureContext' in http)) return [];
  answerPlainHttp(http, site);
  return [new CertificateRenewal({ http, files: config.tls, clock, log })];
}

interface RunningOptions extends AppOptions {
  readonly routes: readonly Route[];
  readonly office: Office;
  readonly http: HttpServer;
  readonly site: Site;
  /** Closed in this order once the rooms are. */
  readonly doors: readonly { close(): Promise<void> | void }[];
}

class RunningApp implements App {
  readonly #options: RunningOptions;
  /** What HTTP calls all its connections leaves out those that became WebSockets. */
  readonly #lines = new Set<Socket>();
  #cli: { close(): Promise<void> } | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: RunningOptions) {
    this.#options = options;
    options.http.on('connection', (line: Socket) => {
      this.#lines.add(line);
      line.once('close', () => this.#lines.delete(line));
    });
  }

  get routes(): readonly RouteDefinition[] {
    return this.#options.routes.map((route) => route.definition);
  }

  async listen(): Promise<Listening> {
    const { config, http, office, site, log, clock, ids } = this.#options;
    const { setupToken } = await office.services.signIn.prepare(config.adminPassword).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${config.dataDir}: the first account cannot be made: ${reason}`, { cause: error });
    });
    await new Promise<void>((resolve, reject) => {
      http.once('error', (error) => reject(listenFault(error, config)));
      http.listen(config.port, config.host, resolve);
    });
    office.services.upkeep.start();
    office.services.postOffice.start();
    office.services.reminders.start();
    this.#cli = attachCliSocket({
      path: join(config.dataDir, 'cli.sock'),
      services: { ...office.services, clock, ids },
      log,
    });
    const setupLink = setupToken === null ? null : `${site.publicUrl}/setup?token=${setupToken}`;
    return { port: portOf(http), publicUrl: site.publicUrl, setupLink };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { http, office, doors, clock, log } = this.#options;
    const cancel = clock.after(DRAIN_MS, () => {
      log.warn('connections were cut: they did not end in time', { connections: this.#lines.size });
      for (const line of this.#lines) line.destroy();
    });
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    await this.#cli?.close();
    // Rooms first: their clients are told to return, and what was taken in is committed.
    await office.closeRooms();
    for (const door of doors) await door.close();
    http.closeIdleConnections();
    await closed;
    cancel();
    await office.close();
  }
}

/** The configured address, or the one this machine has in its network. */
class OwnSite implements Site {
  readonly #config: Config;
  readonly #http: HttpServer;

  constructor(config: Config, http: HttpServer) {
    this.#config = config;
    this.#http = http;
  }

  get publicUrl(): string {
    const { publicUrl, host, lanAddress, tls } = this.#config;
    if (publicUrl !== null) return publicUrl;
    const name = EVERY_ADDRESS.has(host) ? lanAddress : host;
    return new URL(`${tls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${portOf(this.#http)}`)
      .origin;
  }
}

interface RouteOptions extends Pick<AppOptions, 'clock' | 'ids'> {
  readonly deadlines: BodyDeadlines;
  readonly secure: boolean;
}

function routesTo(services: Office['services'], options: RouteOptions): readonly Route[] {
  const { clock, ids, secure } = options;
  return [
    ...sessionRoutes({ ...services, secure }),
    ...tokenRoutes(services),
    ...accountRoutes(services),
    ...meetingRoutes({ ...services, newCommandId: () => ids.random(), now: () => clock.now() }),
    ...noteRoutes(services),
    ...preparingRoutes(services),
    ...registerRoutes(services),
    ...stockPhraseRoutes(services),
    ...taskRoutes({ ...options, ...services }),
    ...taskLinkRoutes({ ...options, ...services }),
    ...taskLetterRoutes(services),
    ...calendarRoutes(services),
    ...seriesRoutes(services),
    ...holidayRoutes(services),
    ...fileRoutes({ ...options, files: services.files }),
    ...hallLookRoutes({ ...options, hallLooks: services.hallLooks }),
    ...linkRoutes(services),
    ...checkInRoutes(services),
    ...rehearsalRoutes(services),
    ...officeRoutes(services),
    ...noticeRoutes(services),
    ...archiveRoutes(services),
    ...paperRoutes(services),
    ...bundleRoutes(services),
    ...minutesTemplateRoutes({ ...options, minutesTemplates: services.minutesTemplates }),
    ...historyRoutes(services),
  ];
}

/** A connection outlives changes of rights, so each command asks again who its actor is. */
function currentRights(commands: CommandService, identities: Identities): CommandRunner {
  return {
    execute: async (actor, request) => {
      const current = await identities.again(actor);
      if (current === null) return refused('not-signed-in');
      const { isCurrent } = actor;
      return commands.execute(isCurrent ? { ...current, isCurrent } : current, request);
    },
  };
}

function listenFault(error: Error, { port, host }: Config): Error {
  const code = 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return new ConfigFault('PORT', `${port} is taken by another program`, { cause: error });
  if (code === 'EACCES') return new ConfigFault('PORT', `${port} may not be used by this user`, { cause: error });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConfigFault('HOST', `${host} is not an address of this machine`, { cause: error });
  }
  return error;
}

function portOf(http: HttpServer): number {
  const address = http.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
