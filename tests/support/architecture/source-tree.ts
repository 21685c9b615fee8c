// The project's own sources as parsed values: who imports what, how long things are. Reads folders, judges nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface Import {
  /** As written: `./room.ts`, `yjs`, `node:fs`. */
  readonly specifier: string;
  /** The project file it means, or null for a package. */
  readonly file: string | null;
  /** Erased by the compiler: `import type`, or nothing but `type` names. */
  readonly typeOnly: boolean;
  /** `import('…')`, a type written `import('…').X`, or a program started from `new URL('…', import.meta.url)`. */
  readonly lazy: boolean;
  /** `export … from '…'`. */
  readonly reExport: boolean;
  /** Names asked of the module (`default` for the default, `*` for all or unknown). */
  readonly names: readonly string[];
  readonly line: number;
}

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** A rule of the house: parsed files in, one sentence for each offence out. */
export type Rule = (files: readonly SourceFile[]) => string[];

const CODE = /\.(ts|mts|mjs|js|svelte)$/;

/** Every source file below `folders`, in order of path. */
export function readSources(folders: readonly string[]): SourceFile[] {
  const paths = folders.flatMap((folder) => pathsBelow(folder)).filter((path) => CODE.test(path));
  return paths.sort().map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

/** Paths of all files below a folder of the project, or the path itself for a file. */
export function pathsBelow(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? pathsBelow(path) : [path];
  });
}

/** One file as a value; the text may also be invented by a test. */
export function parseSource(path: string, text: string): SourceFile {
  const script = path.endsWith('.svelte') ? onlyScripts(text) : text;
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    tree,
    imports: readImports(path, tree),
  };
}

/** Calls `visit` for a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Whether a file is part of the program, as opposed to its tests and tools. */
export function isProduct({ path }: SourceFile): boolean {
  return /^(server|client|shared)\//.test(path);
}

/** A sentence that points to its place. */
export function locate(file: SourceFile, node: ts.Node, message: string): string {
  return `${file.path}:${lineOf(file.tree, node)}: ${message}`;
}

/** The package a bare specifier belongs to: `@a/b/c` → `@a/b`, `yjs/x` → `yjs`; null for Node's own modules and files. */
export function packageOf(found: Import): string | null {
  if (found.file !== null || found.specifier.startsWith('node:')) return null;
  return found.specifier.split('/', found.specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Blanks everything outside the script blocks, so that line numbers stay those of the file. */
function onlyScripts(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  const block = /(<script\b[^>]*>)([\s\S]*?)(<\/script>)/g;
  let result = '';
  let end = 0;
  for (const match of text.matchAll(block)) {
    const [whole, open = '', body = ''] = match;
    result += blank(text.slice(end, match.index)) + blank(open) + body;
    end = match.index + whole.length;
    result += blank('</script>');
  }
  return result + blank(text.slice(end));
}

function readImports(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  walk(tree, (node) => {
    const read = ts.isImportDeclaration(node)
      ? readDeclaration(node)
      : ts.isExportDeclaration(node)
        ? readReExport(node)
        : (readLazy(node) ?? readAddress(node));
    if (read === null) return;
    found.push({ ...read, file: resolve(path, read.specifier), line: lineOf(tree, node) });
  });
  return found;
}

type Read = Omit<Import, 'file' | 'line'>;

function readDeclaration(node: ts.ImportDeclaration): Read | null {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return null;
  const clause = node.importClause;
  const specifier = node.moduleSpecifier.text;
  if (clause === undefined) return { specifier, typeOnly: false, lazy: false, reExport: false, names: [] };
  const names: string[] = clause.name === undefined ? [] : ['default'];
  let erased = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push('*');
  if (bindings !== undefined && ts.isNamedImports(bindings)) {
    names.push(...bindings.elements.map((element) => (element.propertyName ?? element.name).text));
    const all = bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
    erased ||= all && clause.name === undefined;
  }
  return { specifier, typeOnly: erased, lazy: false, reExport: false, names };
}

function readReExport(node: ts.ExportDeclaration): Read | null {
  if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) return null;
  const names =
    node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
      ? node.exportClause.elements.map((element) => (element.propertyName ?? element.name).text)
      : ['*'];
  return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, lazy: false, reExport: true, names };
}

function readLazy(node: ts.Node): Read | null {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    if (argument === undefined || !ts.isStringLiteralLike(argument)) return null;
    return { specifier: argument.text, typeOnly: false, lazy: true, reExport: false, names: ['*'] };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true, lazy: true, reExport: false, names: ['*'] };
  }
  return null;
}

/** `new URL('./worker.ts', import.meta.url)`: how a program beside this file is named in order to be started. */
function readAddress(node: ts.Node): Read | null {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'URL') return null;
  const [path, base] = node.arguments ?? [];
  if (path === undefined || base === undefined || !ts.isStringLiteral(path) || !CODE.test(path.text)) return null;
  if (!ts.isPropertyAccessExpression(base) || !ts.isMetaProperty(base.expression)) return null;
  return { specifier: path.text, typeOnly: false, lazy: true, reExport: false, names: ['*'] };
}

function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
}
