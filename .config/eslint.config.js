// What the compiler does not see: forgotten promises, casts, prints, unsafe markup. Layers between folders are not
// here but in tests/architecture.test.ts; layout is the formatter's business.
import { builtinModules } from 'node:module';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const builtins = builtinModules
  .filter((name) => !name.startsWith('_'))
  .map((name) => ({ name, message: `Write 'node:${name}', so that it cannot be mistaken for a package.` }));

/** y-protocols applies an update inside its reader and swallows what a listener throws: the guard would be bypassed. */
const syncReaders = {
  name: 'y-protocols/sync',
  importNames: ['readSyncMessage', 'readUpdate', 'readSyncStep2'],
  message: 'Client bytes go through server/sync/decode and the guard.',
};

const deepImports = [
  {
    group: ['yjs/*', 'lib0/dist/*', 'y-protocols/dist/*'],
    message: 'Import the package, or there are two copies of it.',
  },
];

/** Places that may cast: where text or foreign values become domain types, and nowhere else. */
const parsers = [
  'shared/lib/brand.ts',
  '**/*.schema.ts',
  'shared/commands/command.ts',
  'server/http/{api,route}.ts',
  'client/answer.ts',
  'server/store/{holiday,people,task}-rows.ts',
];

/** Core rules that only ever find mistakes; the preset that holds them is a package of its own, which we do without. */
const mistakes = [
  'no-debugger',
  'no-var',
  'no-empty',
  'no-fallthrough',
  'no-cond-assign',
  'no-constant-condition',
  'no-constant-binary-expression',
  'no-dupe-else-if',
  'no-duplicate-case',
  'no-self-assign',
  'no-self-compare',
  'no-unsafe-finally',
  'no-useless-catch',
  'no-useless-escape',
  'no-sparse-arrays',
  'no-async-promise-executor',
  'no-template-curly-in-string',
  'use-isnan',
  'valid-typeof',
];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'tests/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'no-console': 'error',
      ...Object.fromEntries(mistakes.map((rule) => [rule, 'error'])),
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Chinese text has spaces of its own.
      'no-irregular-whitespace': [
        'error',
        { skipComments: true, skipRegExps: true, skipTemplates: true, skipJSXText: true },
      ],
      'max-depth': ['error', 3],
      'no-restricted-imports': ['error', { paths: builtins, patterns: deepImports }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Requests of IndexedDB and types of Yjs are generic over any; what is done with the value is still judged.
      '@typescript-eslint/no-unsafe-argument': 'off',
      // A Y.Text says its text.
      '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['YText', 'Text'] }],
      // Ports are plain objects written with method syntax; none of them asks for its `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Shared state reaches components through one bridge over Yjs; a Map inside it is no state.
      'svelte/prefer-svelte-reactivity': 'off',
      // An adapter keeps its port's promise even where it has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // The compiler already refuses what is unused; this rule does not know Svelte's `$props` rest idioms.
      '@typescript-eslint/no-unused-vars': 'off',
      'no-undef': 'off',
    },
  },
  { files: parsers, rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  {
    files: ['server/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [...builtins, syncReaders], patterns: deepImports }] },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  // What a person at the terminal reads is these files' output.
  {
    files: ['server/main.ts', 'server/demo.ts', 'server/cli/**', 'tests/bench/**', 'tests/long/**', '.config/**'],
    rules: { 'no-console': 'off' },
  },
  // Tests meet foreign values (JSON bodies, wire frames) at every line.
  {
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.object.name="vi"][callee.property.name=/^wait/][arguments.length<2]',
          message: 'its own patience is one second: hand PATIENCE in (tests/support/patience.ts)',
        },
      ],
    },
  },
  { files: ['.config/**'], ...tseslint.configs.disableTypeChecked },
);
