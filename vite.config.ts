// Builds and tests: the client's Vite settings and the test projects. Nothing here knows a page or a route.
import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { sizedByText } from './.config/sized-by-text.ts';
import { LongestFirst } from './tests/support/longest-first.ts';
import { besidePrograms } from './tests/support/programs.ts';

const client = ['tests/client/**/*.test.ts'];
/** Over the program as it is shipped, in processes of its own. */
const e2e = ['tests/e2e/**/*.test.ts', 'tests/durability/**/*.test.ts', 'tests/faults/**/*.test.ts'];
/**
 * Of them, those that take a minute, or walk every page for what a scan of the sources finds first: the whole `npm test` is
 * to stay under eight on two cores.
 */
const dear = [
  'tests/durability/planted.test.ts',
  'tests/faults/storage-faults.test.ts',
  'tests/faults/uploads.test.ts',
  'tests/e2e/inert-derived.test.ts',
  'tests/e2e/languages.test.ts',
];
const long = ['tests/long/**/*.test.ts', ...dear];
/** As the browser tests, of what happens seldom: the gate runs them after `npm test`. */
const rare = ['tests/rare/**/*.test.ts'];
/** What measures the process it runs in, or changes it: each file in one of its own. All others share theirs. */
const alone = [
  ...['tests/sync/hostile.test.ts', 'tests/sync/hostile-frames.test.ts', 'tests/http/upload.test.ts'],
  ...['tests/slow-patterns.test.ts', 'tests/simulation/simulation.test.ts'],
];

/** The program as it is shipped, a browser, and a house to begin with. */
const beforeBrowsers = [
  ...['tests/support/built-server.ts', 'tests/support/chromium.ts', 'tests/e2e/support/founding.ts'],
];

/**
 * One more than there are cores, of two: most of its time a test waits for a disk, a socket, a page or a light. No more: a
 * browser that starves is no test of patience.
 */
const maxWorkers = Math.max(3, availableParallelism());

/** Small controls that every page of the secretariat draws: one file is lighter than thirty, and than their names. */
const CONTROLS =
  /client\/ui\/(?:avatar|button|icon-button|notice|empty-state|skeleton|menu|menu-row|menu-entry|inline-edit|tooltip|lamp|placement|composed-key|text-size|motion)\b|lucide\/svelte\/dist\/icons\/(?:plus|check|ellipsis|chevron-down|eye-off)\.svelte/;

/** A few lines each, and on every page: as scripts of their own they would weigh more than they say. */
const FEW =
  /client\/(?:memory|sync\/device)\.ts|shared\/(?:lib\/time|protocol\/close-code|i18n\/(?:locale|item-number|format))\.ts/;

/** What pages of guests have in common with others: divided as their users are, it would weigh more than it says. */
const ANSWERS = /client\/(?:answer|upload)\.ts|shared\/lib\/parsed-json\.ts/;
/** What every workspace reads and writes a desk by, and what it stands on: always loaded together. */
const DESK = new RegExp(
  [
    'shared/doc/(?:desk-(?:agenda|tasks|progress|facts|comments|decisions|people)|run-edits|anchor|reading|table)[.]ts',
    'shared/doc/(?:node-attribute|text-pictures|record-files|record|presence|schema|canonical|slice)[.]ts',
    'shared/domain/(?:comment|minutes-draft)[.]ts',
    'client/state/(?:attachments|half-written|remarks|task-hints|shared-text|meeting|workspace-view|open-meeting|write-on)(?:[.]svelte)?[.]ts',
    'client/state/(?:uploads|presence|peer-names|desk-undo|desk-view|given-back|given-back-once|yjs-state)(?:[.]svelte)?[.]ts',
    'client/sync/(?:provider|presence-link|command-queue|replica|kept-replica|stored-replica|renewals|composition|digest)[.]ts',
    'client/sync/(?:server-clock|clock-link|refusal-answer|late-work|save-state)[.]ts',
    'client/editor/(?:active-editor|composition-events|insert-menu|keep-caret|near|written-text)[.]',
    'client/panels/(?:trouble-banner|text-toolbar|save-lamp|save-word|minutes-pictures)[.]',
    'lucide/svelte/dist/icons/(?:bold|underline|list|list-ordered|undo-2|redo-2)[.]svelte',
    'client/ui/one-stop',
    'y-protocols/awareness',
  ].join('|'),
);
const PIECES = /client\/scenes\/(?:word-break|timer-view)\.ts/;

/**
 * Which files the importer names so that they load at once with `file`. What is fetched in groups once the page stands
 * (client/panels/late-parts.ts) shares its scripts with the first picture, which is there: only its styles are named, or
 * the names alone would weigh two kilobytes of that picture; so are those of pages that few open, or whose other
 * scripts are a handful of letters. The editor is waited
 * for, so its scripts are named too.
 */
function namedBeside(file: string, files: string[], importer: string): string[] {
  const isLate = /late-parts|bar-dialogs|page-keys|load-company/.test(importer) && !file.includes('minutes-editor');
  const isRare =
    /\/(check-in|accounts?|bodies|links|sessions|tokens|audit|templates|new-meeting|setup|archive|kept-list|failed|lost|phrases|sign-in|invite|papers|owner-page|mirror-late|late-scene)-/.test(
      file,
    );
  return isLate || isRare ? files.filter((name) => name.endsWith('.css')) : files;
}

/** How long a condition is waited for in a page: a second, as elsewhere, is a page's second only where nothing runs beside. */
const pagePatience = { timeout: 10_000 };

/** Tests over the source, in Node. */
const unit = {
  root: '.',
  environment: 'node',
  globalSetup: ['tests/support/programs.ts'],
  maxWorkers,
  // Two cores run a whole suite and, on a developer's machine, a browser beside it.
  testTimeout: 20_000,
  expect: { poll: pagePatience },
};

/** Tests over the built program, most of them in browsers; after the others: what those find is found sooner. */
const browsers = {
  root: '.',
  environment: 'node',
  isolate: false,
  maxWorkers,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: pagePatience },
  globalSetup: beforeBrowsers,
  setupFiles: ['tests/support/require-build.ts'],
};

export default defineConfig({
  root: 'client',
  // All of it in runes: one component in the old mode would bring that mode, and its order of life, to all others.
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  css: { postcss: { plugins: [sizedByText()] } },
  // Two copies of Yjs fail silently: instanceof checks between them are false, and edits vanish.
  resolve: {
    dedupe: ['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'],
  },
  // The manifest says which files a page loads; tests weigh them.
  build: {
    ...{ outDir: '../dist/client', emptyOutDir: true, target: 'es2022', manifest: true },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'controls', test: CONTROLS },
            { name: 'few', test: FEW },
            { name: 'answer', test: ANSWERS },
            { name: 'pieces', test: PIECES },
            { name: 'desk', test: DESK },
          ],
        },
      },
    },
    modulePreload: {
      // Browsers that know no modulepreload (Safari before 17) ask for a script when they come to it: later, and as well.
      polyfill: false,
      resolveDependencies: (file, files, { hostId }) => namedBeside(file, files, hostId),
    },
  },
  test: {
    root: '.',
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/support/plain-reporter.ts'],
    projects: [
      {
        extends: true,
        plugins: [besidePrograms()],
        test: {
          ...unit,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...client, ...alone, ...e2e, ...rare, ...long],
          // Modules keep no state and tests replace none (architecture.test.ts): a worker may keep what it has loaded.
          isolate: false,
        },
      },
      {
        extends: true,
        plugins: [besidePrograms()],
        // After the others: how long a thread was held is no measure where more want a core than there are.
        test: { ...unit, name: 'alone', include: alone, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        // Without the browser condition Svelte resolves to its server half, where `mount` throws.
        resolve: { conditions: ['browser'] },
        test: {
          name: 'dom',
          root: '.',
          environment: 'happy-dom',
          include: client,
          setupFiles: ['tests/client/support/clean-page.ts'],
          isolate: false,
          maxWorkers,
          testTimeout: 20_000,
          expect: { poll: pagePatience },
        },
      },
      { extends: true, test: { ...browsers, name: 'e2e', include: e2e, exclude: dear, sequence: { groupOrder: 2 } } },
      { extends: true, test: { ...browsers, name: 'rare', include: rare } },
      {
        extends: true,
        test: {
          name: 'long',
          root: '.',
          environment: 'node',
          include: long,
          fileParallelism: false,
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          expect: { poll: pagePatience },
          globalSetup: beforeBrowsers,
          setupFiles: ['tests/support/require-build.ts'],
        },
      },
    ],
  },
});
