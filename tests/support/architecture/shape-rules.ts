// Rules about a single file's form (length, name, head comment, what it takes from the air) and about pairs that must
// agree (catalogues, test projects). Each answers with sentences that name the offence.
import { posix } from 'node:path';
import ts from 'typescript';
import { isProduct, lineOf, locate, walk, type Rule, type SourceFile } from './source-tree.ts';

/** Files of at most 500 lines, tests of at most 600. */
export const filesAreShort: Rule = (files) =>
  files
    .filter((file) => file.lines > lineLimit(file.path))
    .map((file) => `${file.path}: ${file.lines} lines, at most ${lineLimit(file.path)}`);

/** Functions of at most 60 lines; what groups tests is a chapter, not a function. */
export const functionsAreShort: Rule = (files) =>
  files.flatMap((file) => {
    const long: string[] = [];
    walk(file.tree, (node) => {
      if (!ts.isFunctionLike(node)) return;
      const lines = lineEnd(file, node) - lineOf(file.tree, node) + 1;
      if (lines > 60 && !isChapter(node)) long.push(locate(file, node, `a function of ${lines} lines, at most 60`));
    });
    return long;
  });

/** File names are kebab-case nouns of the domain; catch-all names hide what a file owns (words of all pages do not). */
export const namesSaySomething: Rule = (files) =>
  files.flatMap(({ path }) => {
    const name = posix.basename(path).replace(/(\.(schema|svelte|test|config))*\.\w+$/, '');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return [`${path}: not kebab-case`];
    if (
      /^(utils?|helpers?|common|types?|managers?|base|index|misc|shared)$/.test(name) &&
      !path.startsWith('shared/i18n/')
    )
      return [`${path}: the name says nothing`];
    return [];
  });

/** Every file opens with a comment: what it owns, what it refuses to know. */
export const filesIntroduceThemselves: Rule = (files) =>
  files
    .filter(({ text }) => !/^(#![^\n]*\n)?\s*(\/\/|\/\*|<!--|<script[^>]*>\s*(\/\/|\/\*))/.test(text))
    .map(({ path }) => `${path}: has no head comment`);

/** Names say what is exported; only components, and files whose reader demands it, have a default. */
export const defaultsAreForComponents: Rule = (files) =>
  files
    .filter((file) => !DEFAULT_DEMANDED.includes(file.path))
    .flatMap((file) =>
      file.tree.statements
        .filter(
          (node) =>
            ts.isExportAssignment(node) ||
            (ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.DefaultKeyword)),
        )
        .map((node) => locate(file, node, 'has a default export')),
    );

const DEFAULT_DEMANDED = ['vite.config.ts', 'tests/support/plain-reporter.ts', '.config/eslint.config.js'];

/** Time, chance and environment come in through Clock, Ids and config, so that tests can rule them. */
export const nothingAmbient: Rule = (files) =>
  files.filter(isProduct).flatMap((file) => {
    const allowed = AMBIENT_ALLOWED[file.path] ?? [];
    const found: string[] = [];
    walk(file.tree, (node) => {
      const name = ambient(file.tree, node);
      if (name !== null && !allowed.includes(name))
        found.push(locate(file, node, `uses ${name}; take it from Clock, Ids or config`));
    });
    return found;
  });

/** Where the outside is let in. Everything else is handed what it needs. */
const AMBIENT_ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'server/clock.ts': ['Date.now', 'performance.now'],
  'server/config.ts': ['process.env'],
  'server/main.ts': ['process.env'],
  'server/cli/main.ts': ['process.env'],
  'server/demo.ts': ['process.env'],
  'client/main.ts': ['Date.now', 'performance.now'],
  'client/sync/device.ts': ['Date.now', 'performance.now', 'Math.random'],
};

export interface TestProjectPatterns {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Each test file is run by exactly one project; the others would never run, or run twice. */
export function testsInOneProject(paths: readonly string[], projects: readonly TestProjectPatterns[]): string[] {
  return paths
    .filter((path) => /\.(test|spec)\.[a-z]+$/.test(path))
    .flatMap((path) => {
      const takers = projects.filter(
        ({ include, exclude }) =>
          include.some((glob) => matches(glob, path)) && !exclude.some((glob) => matches(glob, path)),
      );
      return takers.length === 1
        ? []
        : [`${path}: run by ${takers.length === 0 ? 'no project' : takers.map(({ name }) => name).join(' and ')}`];
    });
}

/** Where two catalogues differ in keys, or one has a sentence where the other has a function. */
export function catalogueDifferences(left: unknown, right: unknown, path = ''): string[] {
  if (isGroup(left) && isGroup(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) =>
      catalogueDifferences(left[key], right[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (typeof left !== typeof right || isGroup(left) !== isGroup(right))
    return [`${path}: ${kindOf(left)} against ${kindOf(right)}`];
  // A word may be empty in both (nothing to say there), never in one.
  return left !== right && (left === '' || right === '') ? [`${path}: empty in one language`] : [];
}

function lineLimit(path: string): number {
  return path.startsWith('tests/') ? 600 : 500;
}

function lineEnd(file: SourceFile, node: ts.Node): number {
  return file.tree.getLineAndCharacterOfPosition(node.end).line + 1;
}

/** A function that only groups tests: the callback of a `describe`, or a contract suite that is called for each port. */
function isChapter(node: ts.SignatureDeclaration): boolean {
  let groups = false;
  walk(node, (inner) => {
    groups ||= inner !== node && ts.isCallExpression(inner) && /^(describe|test|it)\b/.test(inner.expression.getText());
  });
  return groups;
}

function ambient(tree: ts.SourceFile, node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText(tree);
    return ['Date.now', 'Math.random', 'process.env', 'performance.now'].find((name) => text === name) ?? null;
  }
  const isDate = ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date';
  return isDate && (node.arguments ?? []).length === 0 ? 'new Date()' : null;
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

/** The two wildcards that vite.config.ts uses: any folders, any part of a name. */
function matches(glob: string, path: string): boolean {
  const pattern = glob.split(/(\*\*\/|\*)/).map((part) => {
    if (part === '**/') return '(?:.+/)?';
    return part === '*' ? '[^/]*' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${pattern.join('')}$`).test(path);
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function kindOf(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : isGroup(value)
      ? 'a group'
      : typeof value === 'string'
        ? 'a sentence'
        : `a ${typeof value}`;
}
