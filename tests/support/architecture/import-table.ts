// Who may import whom, as data: the table of the architecture's section 2. A room is the longest prefix in this list
// that a path begins with; what is not listed for it is forbidden, packages and Node's own modules included.

export interface Room {
  /** A folder ending in `/`, or one file. */
  readonly prefix: string;
  /**
   * Prefixes of files, `folder/*` for what lies directly in a folder, names of packages, `node:` for Node's own modules.
   * A room may always import from itself.
   */
  readonly may: readonly string[];
  /** Allowed only where the compiler erases the import. */
  readonly mayTypes?: readonly string[];
}

const SHARED = ['shared/lib/', 'shared/domain/', 'shared/doc/', 'shared/commands/', 'shared/protocol/', 'shared/api/'];
const ALL_SHARED = [...SHARED, 'shared/capture/', 'shared/i18n/', 'shared/papers/'];
/** How things are called: brands and the names of documents. Vocabulary, not rules, so the core may know it too. */
const IDS = 'shared/domain/ids.ts';
/** What the core needs from outside, written down as interfaces. */
const PORTS = [
  ...['server/ports.ts', 'server/register-ports.ts', 'server/preparing-ports.ts', 'server/hall-look-ports.ts'],
  ...['server/holiday-ports.ts', 'server/minutes-template-ports.ts'],
  ...['server/account-ports.ts', 'server/file-ports.ts', 'server/history-ports.ts', 'server/people-ports.ts'],
  ...['server/outbox-ports.ts', 'server/bundle-ports.ts'],
  ...['server/task-ports.ts', 'server/series-ports.ts', 'server/part-ports.ts', 'server/calendar-ports.ts'],
];
const TEXT_MODEL = ['prosemirror-model', 'prosemirror-tables', 'prosemirror-schema-list'];
const EDITOR = ['prosemirror-', 'y-prosemirror', 'yjs', 'y-protocols', 'lib0'];
const SVELTE = ['svelte', '@lucide/svelte', 'svelte-dnd-action', 'sv-router'];
/** Modules that lie directly in client/: words, the typed fetch, who is signed in, where the pages are. */
const CLIENT_ROOT = ['client/*'];

export const ROOMS: readonly Room[] = [
  { prefix: 'shared/lib/', may: ['fractional-indexing'] },
  { prefix: 'shared/domain/', may: ['shared/lib/'] },
  { prefix: 'shared/doc/', may: ['shared/lib/', 'shared/domain/', 'yjs', 'lib0', ...TEXT_MODEL] },
  { prefix: 'shared/commands/', may: ['shared/lib/', 'shared/domain/', 'shared/doc/', 'zod'] },
  { prefix: 'shared/protocol/', may: ['shared/lib/', 'shared/domain/', 'zod'] },
  // A charter's rule has one shape, whether it comes in by a route or by a command; a preview takes the command's very data; the
  // names of papers stand once.
  {
    prefix: 'shared/api/',
    may: [
      ...[
        'shared/lib/',
        'shared/domain/',
        'shared/commands/charter.schema.ts',
        'shared/commands/task.schema.ts',
        'shared/papers/kinds.ts',
        'zod',
      ],
    ],
  },
  { prefix: 'shared/capture/', may: ['shared/lib/', 'shared/domain/', 'zod'] },
  // What words are about, as types: the faults of a roster's cells.
  { prefix: 'shared/i18n/', may: ['shared/lib/', 'shared/domain/'], mayTypes: ['shared/capture/'] },
  { prefix: 'shared/papers/', may: ['shared/lib/', 'shared/domain/', 'shared/i18n/'] },

  { prefix: 'server/ports.ts', may: [], mayTypes: ALL_SHARED },
  {
    prefix: 'server/register-ports.ts',
    may: [],
    mayTypes: [...PORTS, ...ALL_SHARED],
  },
  { prefix: 'server/account-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/file-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/history-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/preparing-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/hall-look-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/minutes-template-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/holiday-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/bundle-ports.ts', may: [], mayTypes: ['server/file-ports.ts', ...ALL_SHARED] },
  { prefix: 'server/outbox-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/people-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/series-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/task-ports.ts', may: [], mayTypes: ['server/ports.ts', ...ALL_SHARED] },
  { prefix: 'server/part-ports.ts', may: [], mayTypes: ALL_SHARED },
  { prefix: 'server/calendar-ports.ts', may: [], mayTypes: ['server/ports.ts', 'server/part-ports.ts', ...ALL_SHARED] },
  { prefix: 'server/clock.ts', may: ['server/ports.ts', 'shared/lib/', 'node:'] },
  { prefix: 'server/random-ids.ts', may: ['server/ports.ts', 'shared/lib/', 'node:'] },
  { prefix: 'server/threads.ts', may: ['node:'] },
  { prefix: 'server/log.ts', may: ['server/ports.ts', 'pino'] },
  { prefix: 'server/versions.ts', may: ['server/store/database.ts', 'shared/lib/', 'node:'] },
  { prefix: 'server/tls-files.ts', may: ['shared/lib/', 'node:'] },
  {
    prefix: 'server/config.ts',
    may: [
      'server/clock.ts',
      'server/log.ts',
      'server/notify/settings.ts',
      'server/tls-files.ts',
      'shared/lib/',
      'node:',
    ],
  },
  {
    prefix: 'server/sync/',
    may: [...PORTS, IDS, 'shared/lib/', 'shared/protocol/', 'yjs', 'y-protocols', 'lib0', 'node:'],
    mayTypes: ['shared/domain/', 'shared/doc/'],
  },
  {
    prefix: 'server/transport/',
    may: [
      ...['server/sync/', 'server/auth/', ...PORTS, IDS, 'shared/lib/', 'shared/protocol/'],
      ...['socket.io', 'ws', 'yjs', 'y-protocols', 'lib0', 'node:'],
    ],
    mayTypes: ['shared/domain/', 'shared/commands/'],
  },
  {
    prefix: 'server/store/',
    // A backup is one file: where blobs lie is all it knows of them. No letter is written that nobody could read.
    may: [
      ...[...PORTS, 'server/threads.ts', 'server/files/stored-blobs.ts', 'shared/domain/letter.ts', 'shared/lib/'],
      ...['kysely', 'better-sqlite3', 'pg', 'node:'],
    ],
    mayTypes: ALL_SHARED,
  },
  {
    prefix: 'server/services/',
    may: [...ALL_SHARED, 'server/sync/', ...PORTS, 'server/archive/', 'yjs', 'node:'],
  },
  {
    prefix: 'server/files/',
    may: [...PORTS, 'shared/lib/', 'shared/domain/', '@napi-rs/image', 'node:'],
  },
  { prefix: 'server/archive/', may: [...ALL_SHARED, ...PORTS, 'yjs', 'node:'] },
  {
    prefix: 'server/history/',
    // Its thread reads the journal by itself: rows of tens of thousands never pass the thread that serves meetings.
    may: [
      ...[...ALL_SHARED, ...PORTS, 'server/threads.ts', 'yjs', 'node:'],
      ...['server/store/connection.ts', 'server/store/database.ts', 'server/store/journal.ts'],
    ],
  },
  {
    prefix: 'server/export/',
    may: [...ALL_SHARED, ...PORTS, '@myriaddreamin/typst-ts-node-compiler', 'woff2-encoder', 'node:'],
  },
  { prefix: 'server/auth/', may: [...ALL_SHARED, ...PORTS, 'cookie', 'node:'] },
  { prefix: 'server/notify/', may: [...ALL_SHARED, ...PORTS, 'nodemailer', 'node:'] },
  {
    prefix: 'server/http/',
    may: [
      ...['server/services/', 'server/auth/', 'server/export/', ...PORTS, ...ALL_SHARED],
      ...[
        'server/tls-files.ts',
        'express',
        'helmet',
        'cookie',
        'zod',
        'zod-openapi',
        'vite',
        '@fastify/busboy',
        'node:',
      ],
    ],
  },
  {
    prefix: 'server/cli/',
    may: ['server/services/', 'server/auth/', 'server/export/', ...PORTS, ...ALL_SHARED, 'node:'],
  },
  { prefix: 'server/cli/main.ts', may: ['server/', ...ALL_SHARED, 'node:'] },
  {
    // No door: it opens in the command line too.
    prefix: 'server/office.ts',
    may: [
      ...['server/auth/', 'server/config.ts', 'server/demo/', 'server/export/', 'server/files/', 'server/history/'],
      ...['server/notify/', 'server/services/', 'server/store/', 'server/sync/', ...PORTS, ...ALL_SHARED, 'node:'],
    ],
  },
  { prefix: 'server/app.ts', may: ['server/', ...ALL_SHARED, 'express', 'socket.io', 'ws', 'node:'] },
  { prefix: 'server/health-check.ts', may: ['server/config.ts', 'shared/lib/', 'node:'] },
  // The demonstration is a second program over the same wiring.
  { prefix: 'server/demo', may: ['server/', ...ALL_SHARED, 'node:'] },
  {
    prefix: 'server/main.ts',
    may: [
      ...['server/app.ts', 'server/clock.ts', 'server/config.ts', 'server/log.ts', 'server/random-ids.ts'],
      'shared/lib/',
      'node:',
    ],
  },

  {
    prefix: 'client/sync/',
    may: [...ALL_SHARED, 'yjs', 'y-protocols', 'lib0', 'socket.io-client'],
  },
  {
    prefix: 'client/state/',
    may: [...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'socket.io-client', 'svelte', 'yjs', 'y-protocols'],
  },
  { prefix: 'client/ui/', may: [...ALL_SHARED, ...CLIENT_ROOT, 'lean-qr', ...SVELTE] },
  {
    prefix: 'client/editor/',
    may: [...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'client/state/', 'client/ui/', ...SVELTE, ...EDITOR],
  },
  {
    prefix: 'client/panels/',
    may: [
      ...[...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'client/state/', 'client/ui/', 'client/editor/'],
      // A console shows what the hall would see, drawn by the hall's own scenes.
      ...['client/offline/', 'client/papers/', 'client/scenes/preview.svelte', ...SVELTE],
    ],
    mayTypes: ['yjs'],
  },
  // The page of papers: its draft is the editor's text, its bar says what the workspace's says.
  {
    prefix: 'client/papers/',
    may: [
      ...[...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'client/state/', 'client/ui/', 'client/editor/'],
      ...['client/panels/', 'client/styles/', ...SVELTE],
    ],
    mayTypes: ['yjs'],
  },
  {
    prefix: 'client/scenes/',
    may: [...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'client/state/', 'client/ui/', ...SVELTE],
  },
  // Parts of the pages that guests open by a link; they tell what the hall's scenes show.
  {
    prefix: 'client/guests/',
    may: [
      ...[...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'client/state/', 'client/ui/', 'client/scenes/'],
      ...['client/styles/', ...SVELTE],
    ],
  },
  {
    prefix: 'client/pages/',
    may: [
      ...[...ALL_SHARED, ...CLIENT_ROOT, 'client/sync/', 'client/state/', 'client/ui/', 'client/editor/'],
      ...['client/panels/', 'client/papers/', 'client/scenes/', 'client/guests/', 'client/styles/', ...SVELTE],
    ],
  },
  // The browser's thread carries nothing of the pages.
  { prefix: 'client/offline/', may: ['shared/lib/'] },
  { prefix: 'client/main.ts', may: ['client/', ...ALL_SHARED, ...SVELTE] },
  { prefix: 'client/guest-page.ts', may: ['client/', ...ALL_SHARED, ...SVELTE] },
  { prefix: 'client/owner-page.ts', may: ['client/', ...ALL_SHARED, ...SVELTE] },
  { prefix: 'client/secretariat.ts', may: ['client/', ...ALL_SHARED, ...SVELTE] },
  { prefix: 'client/app.svelte', may: ['client/', ...ALL_SHARED, ...SVELTE] },
  { prefix: 'client/router.ts', may: [...CLIENT_ROOT, 'client/pages/', ...ALL_SHARED, ...SVELTE] },
  { prefix: 'client/', may: [...ALL_SHARED, 'client/sync/', ...SVELTE] },
];
